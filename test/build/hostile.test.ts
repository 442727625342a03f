/**
 * Whatever the text, a runbook comes out, every part of it with a place inside the file.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Paragraph } from "mdast";
import { describe, expect, it } from "vitest";
import { readBlocks } from "../../compiler/1-parse/fast/blocks.ts";
import { codeMask, offsetAt, readRichText } from "../../compiler/2-build/rich-text.ts";
import { itemsOf } from "../../compiler/ast/index.ts";
import { positionInScript } from "../../compiler/ast/shell-block.ts";
import { buildText } from "../helpers/project.ts";

const pieces = [
  "RUN -- jumphost -- go",
  "**GATE:**",
  "GATE",
  "stdout is `x`",
  " and ",
  "; ",
  ". ",
  "EXPECT:",
  "Probe:",
  "CAPTURE: `a` = rows of (",
  "b int)",
  "DO: `x` for each of `a` -> ",
  "REVERT: `y`; later `z`",
  "REVERT: none -- w",
  "DECISION:",
  "- a -> 4",
  "- otherwise -> STOP",
  "\n",
  "\n\n",
  "\n\n- ",
  "\n> ",
  "```bash\n",
  "\n```\n",
  "~~~\n",
  "`",
  "``",
  "(",
  ")",
  "<!-- rungate: allow x because y -->",
  "<app>",
  "&amp;",
  "\\*",
  "## 1. a\n\n",
  "# t\n\nSTATUS: DRAFT 2026-01-01\n\n",
  "| a | b |\n|---|---|\n| `c` | d |\n",
  "## Parameters\n\n",
  "None.",
  "5a. ",
  "$ ls\n",
  "> [!NOTE]\n",
  ":::warning\n",
  "!!! note\n    ",
  "{{< tip >}}",
  '<div class="note">',
  "\u2014",
  "\u{1F600}",
  "\t",
  "[a](b.md)",
  "[REVALIDATE: x]",
  "Poll every 20 s for up to 10 min",
  "Otherwise ",
  "WINDOW: open a",
  "BEGIN runbook block: x\n",
];

describe("2-build", () => {
  it("never throws, and every place is inside the file", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        const { runbook, diagnostics } = buildText(text);
        const spans = [
          ...runbook.sections.flatMap(itemsOf).flatMap(({ span, labelSpan }) => [span, labelSpan]),
          ...diagnostics.map(({ span }) => span),
          ...runbook.references.map(({ span }) => span),
        ];
        for (const { start, end } of spans) {
          expect(start.offset).toBeLessThanOrEqual(end.offset);
          expect(end.offset).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("keeps a place for each line of a paragraph at most, not for each character", () => {
    const text = Array.from({ length: 500 }, (_, index) => `${" ".repeat(index % 3)}some words, \`code\` and **more**`).join("\n");
    const [paragraph] = readBlocks(text)!.root.children as Paragraph[];
    const rich = readRichText(paragraph!.children, { text });
    // A code span's marks, its value and what strong words leave out part the places of a line.
    expect(rich.runs.starts.length).toBeLessThan(500 * 8);
    for (let at = 0; at < rich.text.length; at += 7) {
      if (rich.masked[at] !== " " && rich.masked[at] !== codeMask) expect(text[offsetAt(rich, at)]).toBe(rich.text[at]);
    }
  });

  it("reads a prompted command that never ends to a bound", () => {
    const [block] = buildText(`~~~console\n$ echo '\n${"> a\n".repeat(5_000)}~~~\n`).runbook.looseBlocks;
    const lines = block!.script.split("\n").length;
    expect(lines).toBeGreaterThan(1_000);
    expect(lines).toBeLessThan(5_000);
  });

  it("places every label on its keyword", () => {
    const text = readFileSync(join(import.meta.dirname, "..", "fixtures", "legacy", "ops-update-procedure.md"), "utf8");
    const { runbook } = buildText(text);
    const items = runbook.sections.flatMap(itemsOf).filter(({ kind }) => kind !== "Unlabelled");
    const words = items.map(({ labelSpan }) => text.slice(labelSpan.start.offset, labelSpan.end.offset));
    expect(words.map((word) => word.toUpperCase())).toEqual(
      items.map(({ keyword, isLegacyForm }, index) => (isLegacyForm ? words[index]!.toUpperCase() : keyword)),
    );
    expect(new Set(words)).toEqual(new Set(["CAUTION", "RUN", "Expect", "CHECK", "GATE", "CORRECTION", "NOTE", "Probe"]));
  });

  it("places every script line where the file has it", () => {
    const text = readFileSync(join(import.meta.dirname, "..", "fixtures", "legacy", "ops-update-procedure.md"), "utf8");
    const blocks = buildText(text)
      .runbook.sections.flatMap(itemsOf)
      .flatMap((item) => ("block" in item && item.block !== null ? [item.block] : []));
    expect(blocks.length).toBeGreaterThan(15);
    for (const { script, lines } of blocks) {
      expect(lines.map(({ offset }, index) => text.slice(offset, offset + script.split("\n")[index]!.length))).toEqual(script.split("\n"));
    }
  });

  it("places every character of a wrapped code span where the file has it", () => {
    const text =
      "# a\n\n> RUN -- h\n>\n> ```bash\n> true\n> ```\n>\n> REVERT: ` juju refresh <app>  --x \n>   --revision\n> 3`; later `y`.\n";
    const revert = buildText(text)
      .runbook.sections.flatMap(itemsOf)
      .find((item) => item.kind === "Revert");
    const block = revert?.block ?? null;
    expect(block?.script).toBe("juju refresh <app>  --x --revision 3");
    const found = Array.from(block?.script ?? "", (_character, offset) => text[positionInScript(block!, offset).offset] ?? "");
    expect(found.join("").replaceAll("\n", " ")).toBe(block?.script);
  });

  it("finds a carriage return inside a command", () => {
    const { diagnostics } = buildText("# a\n\nRUN -- h\n\n```bash\ntrue\rfalse\n```\n\nGATE: exit is 0.\n");
    expect(diagnostics.map(({ code, span }) => `${span.start.line}:${span.start.column} ${code}`)).toEqual([
      "6:5 parse/lone-carriage-return",
    ]);
  });

  it("finds a fence without an end", () => {
    const { diagnostics } = buildText("# a\n\n- RUN -- h\n\n  ```bash\n  true\n\nGATE: exit is 0.\n\n~~~~\nb\n~~~\n");
    expect(diagnostics.map(({ code, span }) => `${span.start.line}:${span.start.column} ${code}`)).toEqual([
      "5:3 parse/unclosed-fence",
      "10:1 parse/unclosed-fence",
    ]);
  });
});
