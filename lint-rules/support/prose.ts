/**
 * Places within a paragraph: its `markdown` is a piece of the source as it stands there.
 */
import type { Span } from "../../compiler/ast/node.ts";
import type { Prose } from "../../compiler/ast/prose.ts";

/** Where `markdown.slice(start, end)` stands in the file. */
export function spanInProse({ markdown, span }: Prose, start: number, end: number): Span {
  const place = (at: number): Span["start"] => {
    const before = markdown.slice(0, at);
    const lastBreak = before.lastIndexOf("\n");
    return {
      line: span.start.line + before.split("\n").length - 1,
      column: lastBreak === -1 ? span.start.column + at : at - lastBreak,
      offset: span.start.offset + at,
    };
  };
  return { start: place(start), end: place(end) };
}

/** Output, configuration, a table: nothing that somebody says. */
export function isFenced({ markdown }: Prose): boolean {
  const start = markdown.trimStart();
  return start.startsWith("```") || start.startsWith("~~~") || start.startsWith("|") || markdown.startsWith("    ");
}
