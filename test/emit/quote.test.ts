/**
 * The author's words survive the way into TypeScript, whatever they hold.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { print, text } from "../../compiler/5-emit/typescript/code.ts";
import { printComment } from "../../compiler/5-emit/typescript/module.ts";
import { commentText, lineCommentText, quote } from "../../compiler/5-emit/typescript/quote.ts";

/** Text made of what breaks quoting, mixed with any other. */
const hostile = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        "\\",
        "`",
        "${",
        "*/",
        "/*",
        "//",
        '"',
        "'",
        "\n",
        "\r",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u0000",
        "\u001b",
        "\ud800",
        " ",
        "word",
        "</script>",
        "\u00a0",
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 400 }),
);

const evaluate = (code: string): unknown => new Function(`return (${code});`)();

test("a literal gives back the same text", () => {
  fc.assert(
    fc.property(hostile, (value) => {
      expect(evaluate(quote(value))).toBe(value);
    }),
    { numRuns: 2000 },
  );
});

test("a long text, cut into lines, gives back the same text", () => {
  fc.assert(
    fc.property(
      fc.array(hostile).map((parts) => parts.join(" a few more words in between ")),
      (value) => {
        expect(evaluate(print(text(value), 4))).toBe(value);
      },
    ),
    { numRuns: 500 },
  );
});

test("a literal is one line of characters that an editor shows", () => {
  fc.assert(
    fc.property(hostile, (value) => {
      expect(quote(value)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0]/u);
    }),
    { numRuns: 2000 },
  );
});

test("a comment ends where it should and nowhere else", () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (paragraphs) => {
      expect(evaluate(`(\n${printComment(paragraphs)}\n"after")`)).toBe("after");
      expect(evaluate(`(// ${lineCommentText(paragraphs.join(""))}\n"after")`)).toBe("after");
    }),
    { numRuns: 2000 },
  );
});

test("a comment stays readable", () => {
  expect(commentText("rm -rf build/*/tmp\n\tthen `x`  ")).toBe("rm -rf build/*\\/tmp\n\\u0009then `x`");
});
