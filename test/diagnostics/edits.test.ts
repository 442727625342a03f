import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Reporter } from "../../compiler/diagnostics/reporter.ts";
import { applyEdits, chooseEdits } from "../../compiler/diagnostics/edits.ts";
import type { Edit } from "../../compiler/diagnostics/diagnostic.ts";
import { positionAt, readSource } from "../../compiler/1-parse/source-text.ts";

function editAt(normalised: string, start: number, end: number, text: string): Edit {
  return { span: { start: positionAt(normalised, start), end: positionAt(normalised, end) }, text };
}

const normalise = (text: string): string => readSource(new TextEncoder().encode(text), "x.md", new Reporter("x.md"))!.text;

describe("applyEdits", () => {
  test("finds the place behind a byte order mark and carriage returns", () => {
    const text = "\uFEFFone\r\ntwo\r\nthree\r\n";
    const normalised = normalise(text);
    const edits = [editAt(normalised, 4, 7, "2"), editAt(normalised, 13, 13, "\nfour")];
    expect(applyEdits(text, edits)).toBe("\uFEFFone\r\n2\r\nthree\r\nfour\r\n");
  });

  test("writes line ends as the file does", () => {
    expect(applyEdits("a\nb", [editAt("a\nb", 1, 1, "\nx")])).toBe("a\nx\nb");
    expect(applyEdits("a\rb", [editAt("a\nb", 1, 1, "\nx")])).toBe("a\rx\rb");
  });

  test("what is outside the edits is the same, whatever the line ends", () => {
    const pieces = fc.array(fc.constantFrom("a", "bc", "é", "漢", "\n", "\r\n", "\r", " "), { maxLength: 40 });
    const property = fc.property(
      pieces,
      fc.boolean(),
      fc.array(fc.tuple(fc.nat(60), fc.nat(5)), { maxLength: 6 }),
      (parts, hasMark, ranges) => {
        const text = (hasMark ? "\uFEFF" : "") + parts.join("");
        const normalised = normalise(text);
        const edits = chooseEdits(
          ranges
            .map(([start, length]) => ({ start: Math.min(start, normalised.length), end: Math.min(start + length, normalised.length) }))
            .map(({ start, end }) => editAt(normalised, start, end, "#")),
        );
        const fixed = applyEdits(text, edits);
        let expected = "";
        let from = 0;
        for (const { span } of edits) {
          expected += `${normalised.slice(from, span.start.offset)}#`;
          from = span.end.offset;
        }
        expect(normalise(fixed)).toBe(expected + normalised.slice(from));
        expect(fixed.startsWith("\uFEFF")).toBe(hasMark);
        // Line ends outside the edits keep their kind: with nothing replaced, nothing differs.
        if (edits.every(({ span }) => span.start.offset === span.end.offset)) expect(fixed.replaceAll("#", "")).toBe(text);
      },
    );
    fc.assert(property, { numRuns: 2000 });
  });
});

describe("chooseEdits", () => {
  test("leaves out what overlaps, keeps what touches", () => {
    const text = "abcdef";
    const edits = [
      editAt(text, 4, 6, "z"),
      editAt(text, 0, 2, "x"),
      editAt(text, 1, 3, "y"),
      editAt(text, 2, 4, "w"),
      editAt(text, 2, 2, "!"),
    ];
    expect(chooseEdits(edits).map((edit) => edit.text)).toEqual(["x", "!", "z"]);
  });
});
