import type { Span } from "../../compiler/ast/node.ts";
import { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";

/** A span within one line of the text. */
export function spanOf(text: string, line: number, column: number, endColumn: number): Span {
  const lineStart = text
    .split("\n")
    .slice(0, line - 1)
    .reduce((sum, each) => sum + each.length + 1, 0);
  return {
    start: { line, column, offset: lineStart + column - 1 },
    end: { line, column: endColumn, offset: lineStart + endColumn - 1 },
  };
}

export function diagnosticAt(text: string, span: Span, fields: Partial<Diagnostic> = {}): Diagnostic {
  if (span.end.offset > text.length) throw new Error("the span lies outside the text");
  return Diagnostic.parse({
    code: "build/some-slug",
    severity: "error",
    file: "runbooks/x.md",
    message: "Unexpected X, expected Y",
    why: null,
    fix: null,
    related: [],
    edits: null,
    span,
    ...fields,
  });
}
