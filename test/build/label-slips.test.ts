/** What a reader takes for a label is one, or is reported: misspelt, in other letters, with another mark, in another place. */
import { expect, test } from "vitest";
import { buildText } from "../helpers/project.ts";

/** A document that has labels, and the codes reported of `text` in it. */
function codesOf(text: string): string[] {
  const head = "# Case\n\n## Parameters\n\nNone.\n\n## 1. First\n\n";
  const tail = "\n\n## 2. Last\n\nCHECK -- local -- look\n\n```bash\ncat state\n```\n";
  const lines = head.split("\n").length + text.split("\n").length;
  const { diagnostics } = buildText(`${head}${text}${tail}`);
  const found = diagnostics.filter(({ code, span }) => code !== "build/unlabelled-fence" && span.start.line < lines);
  return [...new Set(found.map(({ code }) => code.slice("build/".length)))];
}

const misspelt = [
  "RNU",
  "CHEK",
  "CEHCK",
  "CHECKS",
  "GTAE",
  "GATES",
  "EXPCET",
  "CAPTRUE",
  "MANUEL",
  "DECISON",
  "WEHN",
  "STPO",
  "OD",
].flatMap((word) => [`${word}: a thing`, `${word} -- local -- a thing`]);

test.each<[text: string, code: string]>([
  ...[...misspelt, "REVRET: x", "FINALY: x", "WINDWO: open x", "EXLCUDE: x", "PROCEDUER: x", "SESION: x"].map((text): [string, string] => [
    text,
    "misspelt-keyword",
  ]),
  ["**RNU -- local -- bold**", "misspelt-keyword"],
  ["- CHEK -- local -- in a list", "misspelt-keyword"],
  ["- [ ] CHEK -- local -- a task", "misspelt-keyword"],
  ["1) CHEK: numbered", "misspelt-keyword"],
  ["> CHEK -- local -- quoted", "misspelt-keyword"],
  ["### 1.1 CHEK -- local -- in a heading", "misspelt-keyword"],
  ["Gate: stdout is `a`.", "title-case-keyword"],
  ["It settles. Gate: stdout is `a`.", "title-case-keyword"],
  ["Run -- local -- restart", "title-case-keyword"],
  ["**Run -- local -- restart**", "title-case-keyword"],
  ["run -- local -- restart", "title-case-keyword"],
  ["gate: stdout is `a`.", "title-case-keyword"],
  ["- check: that it is up", "title-case-keyword"],
  ["It settles and then GATE: stdout is `a`.", "label-out-of-place"],
  ["If so, GATE: stdout is `a`.", "label-out-of-place"],
  ["\u26A0\uFE0F RUN -- local -- restart", "label-out-of-place"],
  ["| Step |\n|---|\n| RUN -- local -- restart |", "label-out-of-place"],
  ["| Step |\n|---|\n| GATE: stdout is `a` |", "label-out-of-place"],
  ["<p>GATE: stdout is a.</p>", "label-out-of-place"],
  ["\uFF32\uFF35\uFF2E -- local -- full width", "label-out-of-place"],
  ["GATE\uFF1Astdout is `a`.", "label-out-of-place"],
  ["\u0421HECK -- local -- Cyrillic", "label-out-of-place"],
  ["GAT\u0395: Greek", "label-out-of-place"],
  ["GA\u00ADTE: a soft hyphen", "label-out-of-place"],
  ["RUN - local - one dash", "label-out-of-place"],
  ["RUN --- local --- three dashes", "label-out-of-place"],
  ["RUN--local--no blanks", "label-out-of-place"],
  ["RUN \u2212\u2212 local \u2212\u2212 minus signs", "label-out-of-place"],
  ["GATE stdout is `a`.", "label-out-of-place"],
  ["GATE `cat x` prints `a`.", "label-out-of-place"],
  ["WINDOW opens: API errors", "label-out-of-place"],
  ["FINALLY clean up:", "label-out-of-place"],
  ["RUN this on the jump host: it restarts", "label-out-of-place"],
  ["RUN \u2013 local \u2013 en dashes\n\n```bash\ntouch x\n```", "typographic-dash"],
  ["RUN\u2014local\u2014em dashes\n\n```bash\ntouch x\n```", "typographic-dash"],
  ["RUN: jumphost -- restart\n\n```bash\ntouch x\n```", "host-name"],
  ["CHECK: jumphost: look\n\n```bash\ncat x\n```", "host-name"],
])("%s", (text, code) => {
  expect(codesOf(text)).toEqual([code]);
});

test.each([
  "DO NOT restart it. STOP and think. RUN the following by hand.",
  "RUN-time errors are rare, and STOP-and-go is fine.",
  "The labels RUN, CHECK and GATE: see the language.",
  "If it is red, otherwise STOP: call the owner.",
  "SSH: see below. TLS -- see below. VERIFY: by eye.",
  "| Result | Action |\n|---|---|\n| red | STOP: call the owner |",
  "`GATE`: what must hold.",
  "Run it - slowly. When in doubt: ask. Do this: nothing.",
])("prose: %s", (text) => {
  expect(codesOf(text)).toEqual([]);
});
