/**
 * A cheap look at the lines of a document before the Markdown parser sees them. Nesting and long rows of delimiters
 * cost that parser quadratic time and hundreds of megabytes; a pure function cannot run it in a worker with a budget,
 * so hostile text must not reach it. The scan is coarse: it may only err towards the parser being safe.
 */

/** Containers (block quotes, list items) around one line. */
export const maximumDepth = 32;
/** Emphasis, link and code delimiters in one paragraph. */
export const maximumDelimiters = 4_000;
/** The sum over all paragraphs of delimiters x (delimiters + length / 8): about a second of parsing. */
const maximumWork = 2e8;

export interface LineProblem {
  readonly kind: "depth" | "delimiters";
  readonly offset: number;
  readonly count: number;
}

interface Fence { readonly mark: string; readonly length: number; readonly quotes: number; readonly indent: number }

/** The first line that is nested too deeply or opens a paragraph with too many delimiters, if any. */
export function scanLines(text: string): LineProblem | null {
  const listIndents: number[] = [];
  let fence: Fence | null = null;
  let paragraph = { offset: 0, length: 0, delimiters: 0 };
  let work = 0;
  for (let from = 0; from < text.length;) {
    const found = text.indexOf("\n", from);
    const to = found === -1 ? text.length : found;
    const line = text.slice(from, to);
    const prefix = readPrefix(line, listIndents);
    if (fence !== null && endsFence(line, prefix, fence)) {
      fence = null;
    } else if (fence === null) {
      if (prefix.depth > maximumDepth) return { kind: "depth", offset: from, count: prefix.depth };
      fence = opensFence(line, prefix);
      if (fence !== null || prefix.isBlank || prefix.opensContainer || line[prefix.end] === "|" || line[prefix.end] === "#") {
        paragraph = { offset: from, length: 0, delimiters: 0 };
      }
      if (fence === null && !prefix.isBlank) {
        const before = paragraph.delimiters * (paragraph.delimiters + paragraph.length / 8);
        paragraph.length += line.length;
        paragraph.delimiters += countDelimiters(line);
        work += paragraph.delimiters * (paragraph.delimiters + paragraph.length / 8) - before;
        if (paragraph.delimiters > maximumDelimiters || work > maximumWork) {
          return { kind: "delimiters", offset: paragraph.offset, count: paragraph.delimiters };
        }
      }
    }
    from = to + 1;
  }
  return null;
}

interface Prefix {
  /** Containers that this line is in or opens. */
  readonly depth: number;
  readonly quotes: number;
  /** Columns before the first character that is not a container's. */
  readonly indent: number;
  /** Columns that the innermost open list item takes. */
  readonly listIndent: number;
  readonly end: number;
  readonly isBlank: boolean;
  readonly opensContainer: boolean;
}

/** Reads block quote and list markers at the start of a line, and keeps the indents of the open list items. */
function readPrefix(line: string, listIndents: number[]): Prefix {
  let end = 0;
  let indent = 0;
  let quotes = 0;
  let opensContainer = false;
  for (;;) {
    const character = line[end];
    if (character === " ") { end++; indent++; continue; }
    if (character === "\t") { end++; indent += 4 - (indent % 4); continue; }
    if (character === ">") { end++; indent++; quotes++; continue; }
    const width = listMarkerWidth(line, end);
    if (width === 0) break;
    closeLists(listIndents, indent);
    end += width;
    indent += width;
    opensContainer = true;
    listIndents.push(indent);
  }
  const isBlank = end >= line.length && !opensContainer;
  if (!isBlank && !opensContainer) closeLists(listIndents, indent);
  return { depth: quotes + listIndents.length, quotes, indent, listIndent: listIndents.at(-1) ?? 0, end, isBlank, opensContainer };
}

function closeLists(listIndents: number[], indent: number): void {
  while ((listIndents.at(-1) ?? -1) > indent) listIndents.pop();
}

/** The width of `- `, `* `, `+ `, `1. ` or `1) ` with its blank, else 0. */
function listMarkerWidth(line: string, at: number): number {
  let end = at;
  while (end - at < 9 && line[end] !== undefined && line[end]! >= "0" && line[end]! <= "9") end++;
  const mark = line[end];
  const isMarker = end === at ? mark === "-" || mark === "*" || mark === "+" : mark === "." || mark === ")";
  if (!isMarker) return 0;
  const next = line[end + 1];
  return next === undefined || next === " " || next === "\t" ? end + 1 - at + (next === undefined ? 0 : 1) : 0;
}

function opensFence(line: string, prefix: Prefix): Fence | null {
  const mark = line[prefix.end];
  if ((mark !== "`" && mark !== "~") || prefix.indent - prefix.listIndent > 3 + prefix.quotes * 2) return null;
  const length = runLength(line, prefix.end);
  if (length < 3 || (mark === "`" && line.includes("`", prefix.end + length))) return null;
  return { mark, length, quotes: prefix.quotes, indent: prefix.listIndent };
}

function endsFence(line: string, prefix: Prefix, fence: Fence): boolean {
  if (prefix.quotes < fence.quotes) return true;
  if (!prefix.isBlank && prefix.indent < fence.indent) return true;
  return line[prefix.end] === fence.mark && runLength(line, prefix.end) >= fence.length
    && line.slice(prefix.end + runLength(line, prefix.end)).trim() === "";
}

function runLength(line: string, at: number): number {
  let end = at;
  while (line[end] === line[at]) end++;
  return end - at;
}

function countDelimiters(line: string): number {
  let count = 0;
  for (let at = 0; at < line.length; at++) {
    switch (line[at]) {
      case "*": case "_": case "[": case "]": case "!": case "~": case "<": case "`": count++;
    }
  }
  return count;
}
