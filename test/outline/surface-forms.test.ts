/**
 * An author's habits change nothing: the same steps, kinds, hosts and script hashes whatever the labels, line breaks,
 * line ends and fences look like; and damaged commands are errors, line by line.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Outline } from "../../compiler/index.ts";
import { rules } from "../../lint-rules/index.ts";
import { analyseText } from "../helpers/analyse-text.ts";
import {
  boldLabels,
  crlf,
  plainLabels,
  quotedCautions,
  tildeFences,
  typographicCommands,
  unwrapped,
  wrappedAt,
} from "../helpers/surface-forms.ts";

type Change = (markdown: string) => string;

const commonForms: Readonly<Record<string, Change>> = {
  "bold labels": boldLabels,
  "one line a paragraph": unwrapped,
  "wrapped at 72": (markdown) => wrappedAt(markdown, 72),
  "wrapped at 100": (markdown) => wrappedAt(markdown, 100),
  CRLF: crlf,
  "cautions in block quotes": quotedCautions,
};

const root = join(import.meta.dirname, "../..");
const original = {
  markdown: readFileSync(join(root, "test/fixtures/legacy/ops-update-procedure.md"), "utf8"),
  forms: {
    ...commonForms,
    "plain labels": plainLabels,
    "tilde fences without a language": tildeFences,
    "all at once": (markdown: string) => crlf(quotedCautions(tildeFences(unwrapped(plainLabels(markdown))))),
  } satisfies Record<string, Change>,
};
/** Its labels are plain already, and a bare fence under a GATE would mean something else. */
const rewritten = {
  markdown: readFileSync(join(root, "runbooks/ops-update-procedure.md"), "utf8"),
  forms: { ...commonForms, "all at once": (markdown: string) => crlf(quotedCautions(unwrapped(boldLabels(markdown)))) } satisfies Record<
    string,
    Change
  >,
};

describe.each([
  ["the original procedure", original],
  ["the rewritten procedure", rewritten],
])("%s", (_name, { markdown, forms }) => {
  const program = programOf(markdown);

  test.each(Object.entries<Change>(forms))("%s: the same program", async (_form, change) => {
    const changed = change(markdown);
    expect(changed).not.toBe(markdown);
    expect(await programOf(changed)).toEqual(await program);
  });

  test("typographic quotes and dashes: an error on every damaged line", async () => {
    const damaged = typographicCommands(markdown);
    const { diagnostics } = await analyseText(damaged.markdown, { rules });
    const reported = new Set(diagnostics.filter(({ severity }) => severity === "error").map(({ span }) => span.start.line));
    expect(damaged.damagedLines.length).toBeGreaterThan(30);
    expect(damaged.damagedLines.filter((line) => !reported.has(line))).toEqual([]);
  });
});

test("the original procedure is read step by step", async () => {
  const program = await programOf(original.markdown);
  expect(program.map(({ id }) => id)).toEqual([
    "0",
    "0b",
    "1",
    "1.1",
    "1.2",
    "1.3",
    "1.4",
    "1.5",
    "1.6",
    "2",
    "2.1",
    "2.2",
    "2.3",
    "3",
    "4",
    "4.0",
    "4.1",
    "4.2",
    "4.3",
    "4.4",
    "4.5",
    "4.6",
    "5",
    "6",
    "7",
    "quick-reference-symptom---fix",
    "open-questions-carried-for-roosevelt",
  ]);
  const kinds = program.flatMap(({ items }) => items.map(({ kind }) => kind));
  const count = (kind: string): number => kinds.filter((other) => other === kind).length;
  expect({ RUN: count("RUN"), CHECK: count("CHECK"), GATE: count("GATE"), EXPECT: count("EXPECT"), CAUTION: count("CAUTION") }).toEqual({
    RUN: 7,
    CHECK: 15,
    GATE: 14,
    EXPECT: 9,
    CAUTION: 3,
  });
});

/** What must not depend on the form. A by-hand reason quotes the text, so only its being there counts. */
async function programOf(markdown: string) {
  const { outline } = await analyseText(markdown, { rules });
  return (outline as Outline).steps.map(({ id, title, items }) => ({
    id,
    title,
    items: items.map(
      ({ kind, host, title: name, qualifiers, remarks, effect, script, sha256, judged, conditions, question, byHand, anchor }) => ({
        kind,
        host,
        name,
        qualifiers,
        remarks,
        effect,
        script,
        sha256,
        judged,
        conditions,
        question,
        isByHand: byHand !== null,
        anchor,
      }),
    ),
  }));
}
