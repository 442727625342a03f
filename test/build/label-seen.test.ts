/**
 * A label that a reader sees is read as one, however its colon is set.
 */
import { describe, expect, test } from "vitest";
import { itemsOf } from "../../compiler/ast/index.ts";
import { buildText } from "../helpers/project.ts";

const head = "# T\n\n## Parameters\n\nNone.\n\n## 1. A\n\nCHECK -- local -- x y\n\n```bash\necho a\n```\n\n";

/** What the paragraph is built to, and what is said of it. */
function build(paragraph: string): { items: string[]; codes: string[] } {
  const { runbook, diagnostics } = buildText(`${head}${paragraph}\n`);
  const items = runbook.sections.flatMap(itemsOf).slice(1);
  return {
    items: items.map((item) =>
      "condition" in item ? `${item.keyword} ${item.condition.conditions.map(({ text }) => text).join("; ")}` : item.keyword,
    ),
    codes: diagnostics.map(({ code }) => code),
  };
}

describe("a colon with nothing behind it", () => {
  test.each([
    ["GATE:stdout is `b`.", "GATE stdout is `b`"],
    ["GATE:\u00A0stdout is `b`.", "GATE stdout is `b`"],
    ["GATE:\u00A0stdout\u00A0is\u2003`b`.", "GATE stdout is `b`"],
    ["**GATE**:stdout is `b`.", "GATE stdout is `b`"],
    ["GATE (fresh 5m):stdout is `b`.", "GATE stdout is `b`"],
    ["It settles. GATE:stdout is `b`.", "GATE stdout is `b`"],
    ["GATE:80", "GATE "],
    ["STOP:the reason.", "STOP"],
    ["MANUAL:do it.", "MANUAL"],
    ["EXCLUDE:rows of `t` whose `a` is `b`.", "EXCLUDE"],
    ["RUN:do it", "RUN"],
    ["RUN -- local -- at 10:30", "RUN"],
  ])("%s", (paragraph, item) => expect(build(paragraph).items).toEqual([item]));

  test.each(["RUN::x", "see http://GATE:80/x", "DO NOT retry", "STOP and think"])("%s is no label", (paragraph) =>
    expect(build(paragraph).items).toEqual([]),
  );
});

describe("a judging label without words", () => {
  const fence = "\n\n```bash\ntrue\n```";
  test.each(["GATE", "EXPECT", "WHEN"])("%s asks that its own block succeeds", (keyword) =>
    expect(build(`${keyword}:${fence}`)).toEqual({ items: [`${keyword} exit is 0`], codes: [] }),
  );

  test("a title is the operator's question", () => expect(build(`EXPECT -- local -- it is there${fence}`).items).toEqual(["EXPECT "]));

  test("EXPECT with a sample asks whether the output is like it", () => {
    const { runbook } = buildText(`${head}EXPECT:\n\n\`\`\`text\nall well\n\`\`\`\n`);
    const [, expected] = runbook.sections.flatMap(itemsOf);
    expect(expected).toMatchObject({ condition: { conditions: [], question: "the output is like this: all well" } });
  });

  test("EXPECT of nothing is an error", () => expect(build("EXPECT").codes).toEqual(["build/gate-without-condition"]));
});

describe("a word in the place of the host", () => {
  test.each(["jump_host", "10.1.2.3", "Jumphost", "admin@jumphost"])("%s is no host name, and no title", (word) =>
    expect(build(`MANUAL -- ${word} -- restart it`).codes).toEqual(["build/host-name"]),
  );

  test.each(["MANUAL -- Refresh", "MANUAL -- jumphost -- Refresh -- slowly", "MANUAL -- Restart it -- slowly", "STOP -- Done -- for now"])(
    "%s is as it should be",
    (label) => expect(build(label).codes).toEqual([]),
  );
});

describe("a sentence behind a condition", () => {
  test.each([
    "Also, no line may be `ERROR`.",
    "It must also hold that stdout is `b`.",
    "And also: stdout is `b`.",
    "Also stdout is `b`.",
    "Then stdout is `b`.",
    "The stdout is `b`.",
    "Every line must be `b`.",
    "All lines are `b`.",
    "Each line of the log contains `b`.",
    "Exit code is 3.",
    "The exit status must be 0.",
    "The row's `state` should equal `b`.",
    "Here `<x>` must be `b`.",
    "The output cannot be empty.",
    "Else STOP.",
    "Polling every 20 s for up to 10 min.",
    "Give up if stdout is `a`.",
  ])("%s says what must hold", (sentence) => expect(build(`GATE: stdout is \`a\`. ${sentence}`).codes).toEqual(["build/half-condition"]));

  test.each([
    "Copies of this size take five minutes.",
    "The output comes late.",
    "See Step 2, where `b` is made.",
    "Every node answers for itself.",
    "A line is short; `b` was never seen.",
    "Anything else is D-071.",
  ])("%s explains", (sentence) => expect(build(`GATE: stdout is \`a\`. ${sentence}`).codes).toEqual([]));

  test("a question may say anything", () => expect(build("GATE: does it look as if every line may be `b`?").codes).toEqual([]));
});

describe("a keyword that is no label", () => {
  test.each([
    "G\u0410TE: stdout is `b`.",
    "GA\u200BTE: stdout is `b`.",
    "\u26A0\uFE0F GATE: stdout is `b`.",
    "GATE\uFF1Astdout is `b`.",
    "**Final GATE:** stdout is `b`.",
    "Then look; GATE: stdout is `b`.",
    "\u26A0\uFE0F RUN -- local -- do it",
    "- first look; STOP: it is over",
  ])("%s", (paragraph) => expect(build(paragraph)).toEqual({ items: [], codes: ["build/label-out-of-place"] }));

  test.each([
    "DO NOT retry.",
    "STOP and think: it is late.",
    "NOTE that this: is said.",
    "One STOP -- that is enough.",
    "See http://GATE:80/x and `GATE: x`.",
    "There is a NOTE: see below.",
    "GATE: stdout is `b`. Otherwise STOP: why.",
    "DECISION: which\n\n- stdout is `b` -> STOP: why\n- otherwise -> STOP: why",
  ])("%s is as it should be", (paragraph) => expect(build(paragraph).codes).toEqual([]));

  test("a document without labels may say it", () => expect(buildText("# T\n\nThen look; GATE: x.\n").diagnostics).toEqual([]));

  test("in an old document it is a warning", () =>
    expect(buildText("# T\n\n## A\n\nMANUAL: do it.\n\nThen look; GATE: x.\n").diagnostics).toMatchObject([
      { code: "build/label-out-of-place", severity: "warning" },
    ]));
});

describe("words that are struck out", () => {
  const fence = "\n\n```bash\ntrue\n```";
  test.each([
    "GATE: stdout is ~~not~~ `b`.",
    "GATE: stdout is <del>not</del> `b`.",
    "GATE: stdout is <span hidden>not</span> `b`.",
    "GATE: stdout is <s>not `b`.",
    `~~RUN -- local -- do it~~${fence}`,
    `RUN -- ~~other~~ -- do it${fence}`,
    "~~STOP: the end.~~",
    "GATE: all of:\n\n- stdout is ~~not~~ `b`",
  ])("%s", (paragraph) => expect(build(paragraph).codes).toContain("build/struck-out"));

  test.each([
    "GATE: stdout is **not** `b`.",
    "MANUAL: tell ~~him~~ her.",
    "~~Once~~ it was so.",
    "GATE: stdout is<br>`b`.",
    "GATE: stdout <!-- so --> is `b`.",
  ])("%s is as it should be", (paragraph) => expect(build(paragraph).codes).toEqual([]));

  test("in an old document they are asked for by hand", () => {
    const { runbook, diagnostics } = buildText(
      "# T\n\n## A\n\nCHECK -- local -- x y\n\n```bash\ntrue\n```\n\nGATE: stdout is ~~not~~ `b`.\n",
    );
    expect(diagnostics).toMatchObject([{ code: "build/struck-out", severity: "warning" }]);
    const [, gate] = runbook.sections.flatMap(itemsOf);
    expect(gate).toMatchObject({ condition: { conditions: [], question: "stdout is ~~not~~ `b`." } });
  });
});
