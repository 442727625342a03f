/**
 * Whether an append-only document still begins with all that was committed of it.
 */
import type { Span } from "../ast/node.ts";

/** The first line that differs from one of the committed texts; `null` where something was only added at the end. */
export function findRewrite(text: string, committed: readonly string[]): Span | null {
  const spans = committed.flatMap((one) => findChange(text, one) ?? []);
  return spans.toSorted((a, b) => a.start.offset - b.start.offset)[0] ?? null;
}

function findChange(text: string, committed: string): Span | null {
  const before = committed
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n")
    .trimEnd();
  if (before === "" || text === before || text.startsWith(`${before}\n`)) return null;
  const lines = text.split("\n");
  const at = before.split("\n").findIndex((line, index) => line !== lines[index]);
  const column = 1;
  const line = Math.min(at, lines.length - 1);
  const offset = lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0);
  const { length } = lines[line]!;
  return { start: { line: line + 1, column, offset }, end: { line: line + 1, column: column + length, offset: offset + length } };
}
