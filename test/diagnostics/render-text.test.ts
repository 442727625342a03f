import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { makeLineReader } from "../../compiler/ast/lines.ts";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { renderDiagnostic as render, type RenderOptions } from "../../compiler/diagnostics/render-text.ts";
import { diagnosticAt, spanOf } from "./diagnostic-helper.ts";

const renderDiagnostic = (diagnostic: Diagnostic, source: string | null, options: RenderOptions): Promise<string> =>
  render(diagnostic, source === null ? null : makeLineReader()(source), options);

const plain = { colour: false, width: 100 };

describe("renderDiagnostic", () => {
  test("shows code, message, place, source line, why, fix and where to read more", async () => {
    const source = "one\ntwo\nthree\njuju refresh -- keystone\n";
    const diagnostic = diagnosticAt(source, spanOf(source, 4, 14, 16), {
      code: "lint/some-rule",
      message: "Unexpected `--`, expected nothing",
      why: "it runs",
      fix: "Remove it",
    });
    expect(await renderDiagnostic(diagnostic, source, plain)).toBe(
      [
        "error[lint/some-rule]: Unexpected `--`, expected nothing",
        " --> runbooks/x.md:4:14",
        "  |",
        "4 | juju refresh -- keystone",
        "  |              ^^",
        "  |",
        "  = why: it runs",
        "  = fix: Remove it",
        "  = more: rungate explain lint/some-rule",
        "",
      ].join("\n"),
    );
  });

  test("shows related places as notes, with one gutter for all", async () => {
    const source = `${"\n".repeat(8)}first\nsecond\n`;
    const diagnostic = diagnosticAt(source, spanOf(source, 9, 1, 6), {
      related: [{ span: spanOf(source, 10, 1, 7), message: "here too" }],
    });
    expect(await renderDiagnostic(diagnostic, source, plain)).toBe(
      [
        "error[build/some-slug]: Unexpected X, expected Y",
        "  --> runbooks/x.md:9:1",
        "   |",
        " 9 | first",
        "   | ^^^^^",
        "note: here too",
        "  --> runbooks/x.md:10:1",
        "   |",
        "10 | second",
        "   | ------",
        "",
      ].join("\n"),
    );
  });

  test("marks a place of several lines on its first line", async () => {
    const source = "ab cd\nef\ngh\n";
    const span = { start: spanOf(source, 1, 4, 4).start, end: spanOf(source, 3, 2, 2).end };
    expect(await renderDiagnostic(diagnosticAt(source, span), source, plain)).toContain("1 | ab cd\n  |    ^^ and 2 more lines\n");
  });

  test("cuts a long line around the place", async () => {
    const source = `${"a".repeat(300)} guilty ${"b".repeat(300)}`;
    const rendered = await renderDiagnostic(diagnosticAt(source, spanOf(source, 1, 302, 308)), source, { colour: false, width: 60 });
    const [text, marks] = rendered.split("\n").slice(3, 5) as [string, string];
    expect(stringWidth(text)).toBeLessThanOrEqual(60);
    expect(text.slice(marks.indexOf("^"), marks.lastIndexOf("^") + 1)).toBe("guilty");
  });

  test("shows what a terminal would obey or hide by its code point", async () => {
    const source = "rm \u202e\u001b[2J x";
    expect(await renderDiagnostic(diagnosticAt(source, spanOf(source, 1, 4, 5)), source, plain)).toContain(
      "1 | rm <U+202E><U+001B>[2J x\n  |    ^^^^^^^^\n",
    );
  });

  test("gives the place alone where the text cannot be shown", async () => {
    expect(await renderDiagnostic(diagnosticAt("x", spanOf("x", 1, 1, 2)), null, plain)).toBe(
      "error[build/some-slug]: Unexpected X, expected Y\n --> runbooks/x.md:1:1\n",
    );
  });

  test("wraps notes at blanks and keeps a long word whole", async () => {
    const source = "x";
    const rendered = await renderDiagnostic(
      diagnosticAt(source, spanOf(source, 1, 1, 2), { fix: `Write ${"w".repeat(60)} instead of it` }),
      source,
      { colour: false, width: 40 },
    );
    expect(rendered).toContain(`  = fix: Write\n         ${"w".repeat(60)}\n         instead of it\n`);
  });

  test("colours only when told to, and by colour alone", async () => {
    const source = "one two";
    const diagnostic = diagnosticAt(source, spanOf(source, 1, 5, 8), { why: "w" });
    const coloured = await renderDiagnostic(diagnostic, source, { colour: true, width: 100 });
    expect(coloured).not.toBe(await renderDiagnostic(diagnostic, source, plain));
    expect(stripVTControlCharacters(coloured)).toBe(await renderDiagnostic(diagnostic, source, plain));
  });

  test("puts the marks under the place, whatever stands before it", async () => {
    const character = fc.constantFrom("a", " ", "\t", "日", "é", "\u200b", "\u00a0", "-");
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: character }), fc.string({ unit: character }), async (before, after) => {
        const source = `${before}GUILTY${after}`;
        const span = spanOf(source, 1, before.length + 1, before.length + 7);
        const [text, marks] = (await renderDiagnostic(diagnosticAt(source, span), source, { colour: false, width: 60 }))
          .split("\n")
          .slice(3, 5) as [string, string];
        const column = text.indexOf("GUILTY");
        expect(column).toBeGreaterThan(0);
        expect(stringWidth(text.slice(0, column))).toBe(marks.indexOf("^"));
        expect(marks.slice(marks.indexOf("^"))).toBe("^^^^^^");
      }),
    );
  });
});

test("a text is split once for the findings that follow one another", () => {
  const linesOf = makeLineReader();
  const first = linesOf("a\r\nb\rc\nd");
  expect(first).toEqual(["a", "b", "c", "d"]);
  expect(linesOf("a\r\nb\rc\nd")).toBe(first);
  expect(linesOf("other")).toEqual(["other"]);
  expect(linesOf("a\r\nb\rc\nd")).toEqual(first);
});
