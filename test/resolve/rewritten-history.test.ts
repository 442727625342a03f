/**
 * Append-only documents: additions at the end are free, whatever else changes is found where it begins.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { findRewrite } from "../../compiler/3-resolve/rewritten-history.ts";

const line = fc.string({ unit: fc.constantFrom("a", "b", " ", "-", "\u00e9") }).map((text) => `- ${text}.`);
const lines = fc.array(line, { minLength: 1, maxLength: 8 });

test("additions at the end are no rewrite, whatever the line ends of the committed text", () => {
  fc.assert(
    fc.property(lines, fc.array(line), fc.constantFrom("\n", "\r\n"), (before, added, end) => {
      expect(findRewrite([...before, ...added].join("\n"), [before.join(end) + end])).toBeNull();
    }),
  );
});

test("the first changed line is found, and lies inside the document", () => {
  fc.assert(
    fc.property(lines, fc.nat(), fc.array(line), (before, seed, added) => {
      const at = seed % before.length;
      const changed = before.with(at, `${before[at]!}!`);
      const text = [...changed, ...added].join("\n");
      const span = findRewrite(text, [before.join("\n")]);
      expect(span?.start.line).toBe(at + 1);
      expect(text.slice(span!.start.offset, span!.end.offset)).toBe(changed[at]);
    }),
  );
});

test("a document that was cut off is found at its end", () => {
  expect(findRewrite("# Log\n", ["# Log\n\n- one\n"])?.start.line).toBe(2);
  expect(findRewrite("", ["# Log\n"])?.start).toEqual({ line: 1, column: 1, offset: 0 });
});

test("of several committed texts, the first line that one of them has otherwise", () => {
  expect(findRewrite("# Log\n\n- one\n- two!\n", ["# Log\n\n- one\n- two\n", "# Log\n\n- none\n"])?.start.line).toBe(3);
  expect(findRewrite("# Log\n\n- one\n", ["# Log\n", "# Log\n\n- one\n"])).toBeNull();
});
