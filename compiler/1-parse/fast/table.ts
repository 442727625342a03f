/**
 * Rows of GFM tables.
 */
import type { AlignType, PhrasingContent, TableCell, TableRow } from "mdast";
import { trimmedEnd } from "./characters.ts";
import { TextLines, type TextLine } from "./text-lines.ts";
import type { InlineText } from "./tree.ts";

/** The columns that a row of dashes declares; `null` where it is none. */
export function readAlignment(row: string): AlignType[] | null {
  const cells = row
    .trim()
    .replace(/^\|/, "")
    .replace(/\|$/, "")
    .split("|")
    .map((cell) => cell.trim());
  if (!cells.every((cell) => /^:?-+:?$/.test(cell))) return null;
  return cells.map((cell) =>
    cell.startsWith(":") ? (cell.endsWith(":") && cell.length > 1 ? "center" : "left") : cell.endsWith(":") ? "right" : null,
  );
}

/** The cells of one line; their texts are handed out to be read later. */
export function readTableRow(source: string, line: TextLine, addText: (text: InlineText) => void): TableRow {
  const { start, lineStart } = line;
  const end = trimmedEnd(source, start, line.end);
  const point = (offset: number) => ({ line: line.line, column: offset - lineStart + 1, offset });
  const children: TableCell[] = [];
  const bars: number[] = [];
  for (let at = start; at < end; at++) {
    if (source[at] === "\\" && (source[at + 1] === "\\" || source[at + 1] === "|")) at++;
    else if (source[at] === "|") bars.push(at);
  }
  // A cell reaches from its bar to the next; the last takes the bar that closes the row.
  const starts = bars[0] === start ? bars : [start, ...bars];
  for (let index = 0; index < starts.length; index++) {
    const from = starts[index]!;
    if (from === end - 1 && index > 0 && source[from] === "|") break;
    const next = starts[index + 1];
    const isLast = next === undefined || (next === end - 1 && index === starts.length - 2);
    const to = isLast ? line.end : next;
    let textStart = source[from] === "|" ? from + 1 : from;
    let textEnd = isLast && next !== undefined ? next : to;
    while (textStart < textEnd && (source[textStart] === " " || source[textStart] === "\t")) textStart++;
    textEnd = trimmedEnd(source, textStart, textEnd);
    const cell: TableCell = { type: "tableCell", children: [], position: { start: point(from), end: point(to) } };
    if (textEnd > textStart) {
      const lines = new TextLines(source, [{ ...line, start: textStart, end: textEnd }]);
      addText({ lines, parent: cell, hasEscapedBar: lines.text.includes("\\|") });
    }
    children.push(cell);
  }
  return { type: "tableRow", children, position: { start: point(start), end: point(line.end) } };
}

/** In a cell a bar needs its backslash in code too, where it is none of the code. */
export function unescapeBars(nodes: readonly PhrasingContent[]): void {
  for (const node of nodes) {
    if (node.type === "inlineCode")
      node.value = node.value.replaceAll(/\\([\\|])/g, (both, character: string) => (character === "|" ? "|" : both));
    else if ("children" in node) unescapeBars(node.children);
  }
}
