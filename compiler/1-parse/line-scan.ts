/**
 * A cheap look at the lines of a document before the Markdown parser sees them. Nesting and long rows of delimiters
 * cost that parser quadratic time and hundreds of megabytes; a pure function cannot run it in a worker with a budget,
 * so hostile text must not reach it. Where the scan is coarse it errs towards refusing: what it takes for a fence or for
 * the end of a paragraph is one to the parser too.
 */
import { PrefixReader, type Prefix } from "./line-prefix.ts";

/** Containers (block quotes, list items) around one line. */
export const maximumDepth = 32;
/** Emphasis, link and code delimiters in one paragraph. */
export const maximumDelimiters = 4_000;
/** Cells of tables, counted by the bars of the whole text: each costs a kilobyte and a half of tree. */
export const maximumBars = 200_000;
/** The sum over all paragraphs of delimiters x (delimiters + length / 8): about a second of parsing. */
const maximumWork = 2e8;

export interface LineProblem {
  readonly kind: "depth" | "delimiters" | "bars";
  readonly offset: number;
  readonly count: number;
}

/** The first line that is nested too deeply, or the first paragraph with too many delimiters, or the bars of too many cells. */
export function scanLines(text: string): LineProblem | null {
  const bars = countBars(text);
  if (bars > maximumBars) return { kind: "bars", offset: text.indexOf("|"), count: bars };
  if (isHarmless(text)) return null;
  const scan = new LineScan();
  for (let from = 0; from < text.length;) {
    const found = text.indexOf("\n", from);
    const to = found === -1 ? text.length : found;
    const problem = scan.read(text.slice(from, to), from);
    if (problem !== null) return problem;
    from = to + 1;
  }
  return null;
}

/** What cannot be too much even if all of it were one paragraph, and has no line with room for so many marks. */
function isHarmless(text: string): boolean {
  const delimiters = countDelimiters(text);
  if (delimiters > maximumDelimiters || workOf({ delimiters, length: text.length }) > maximumWork) return false;
  return !manyMarks.test(text);
}

const manyMarks = new RegExp(`^[ \\t>*+\\d.)-]{${maximumDepth + 1}}`, "m");

interface Fence {
  readonly mark: string;
  readonly length: number;
  readonly quotes: number;
  readonly base: number;
}

interface Paragraph {
  readonly offset: number;
  length: number;
  delimiters: number;
}

class LineScan {
  readonly #prefixes = new PrefixReader();
  #fence: Fence | null = null;
  /** What ends the raw HTML that is open; an empty pattern stands for a blank line. */
  #htmlEnd: RegExp | null = null;
  #paragraph: Paragraph | null = null;
  #previousLine = "";
  /** The place of a table's rows: each of them is read alone. */
  #table: Prefix | null = null;
  #work = 0;

  read(line: string, offset: number): LineProblem | null {
    const prefix = this.#prefixes.read(line, this.#paragraph !== null);
    if (this.#fence !== null) {
      const ending = endOfFence(line, prefix, this.#fence);
      if (ending === "inside") return null;
      this.#fence = null;
      if (ending === "closed") return null;
    }
    if (prefix.depth > maximumDepth) return { kind: "depth", offset, count: prefix.depth };
    this.#readHtml(line, prefix);
    if (this.#htmlEnd === null) this.#fence = opensFence(line, prefix);
    this.#readTable(line, prefix);
    if (this.#fence !== null || prefix.isBlank || prefix.startsBlock || this.#table !== null || isHeading(line, prefix))
      this.#paragraph = null;
    this.#previousLine = line;
    return this.#fence !== null || prefix.isBlank ? null : this.#count(line, offset);
  }

  #count(line: string, offset: number): LineProblem | null {
    const paragraph = (this.#paragraph ??= { offset, length: 0, delimiters: 0 });
    this.#work -= workOf(paragraph);
    paragraph.length += line.length;
    paragraph.delimiters += countDelimiters(line);
    this.#work += workOf(paragraph);
    const isTooMuch = paragraph.delimiters > maximumDelimiters || this.#work > maximumWork;
    return isTooMuch ? { kind: "delimiters", offset: paragraph.offset, count: paragraph.delimiters } : null;
  }

  /** No fence opens inside raw HTML. */
  #readHtml(line: string, prefix: Prefix): void {
    const text = line.slice(prefix.end);
    if (this.#htmlEnd === null && prefix.indent <= 3 && text.startsWith("<")) {
      this.#htmlEnd = rawEnds.find(([opening]) => opening.test(text))?.[1] ?? blankLine;
    }
    if (this.#htmlEnd === blankLine ? prefix.isBlank : this.#htmlEnd?.test(text) === true) this.#htmlEnd = null;
  }

  /** A row of dashes under a line with as many cells makes both a table, until a line elsewhere. */
  #readTable(line: string, prefix: Prefix): void {
    const isElsewhere =
      this.#table !== null &&
      (prefix.isBlank || prefix.end !== this.#table.end || prefix.column !== this.#table.column || prefix.quotes !== this.#table.quotes);
    if (isElsewhere) this.#table = null;
    const isDelimiterRow = prefix.indent <= 3 && /^[-:| \t]*-[-:| \t]*$/.test(line.slice(prefix.end)) && line.includes("|", prefix.end);
    if (this.#table === null && isDelimiterRow && countCells(this.#previousLine.slice(prefix.end)) === countCells(line.slice(prefix.end)))
      this.#table = prefix;
  }
}

const blankLine = /(?:)/;

const rawEnds: readonly (readonly [opening: RegExp, end: RegExp])[] = [
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [/^<![A-Za-z]/, />/],
  [/^<(?:script|pre|style|textarea)(?=[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
];

function workOf({ delimiters, length }: Pick<Paragraph, "delimiters" | "length">): number {
  return delimiters * (delimiters + length / 8);
}

function isHeading(line: string, prefix: Prefix): boolean {
  return prefix.indent <= 3 && /^#{1,6}(?: |\t|$)/.test(line.slice(prefix.end, prefix.end + 8));
}

function opensFence(line: string, prefix: Prefix): Fence | null {
  const mark = line[prefix.end];
  if ((mark !== "`" && mark !== "~") || prefix.indent > 3) return null;
  const length = runLength(line, prefix.end);
  if (length < 3 || (mark === "`" && line.includes("`", prefix.end + length))) return null;
  return { mark, length, quotes: prefix.quotes, base: prefix.base };
}

/** `left`: the container around the fence has ended, and the fence with it. */
function endOfFence(line: string, prefix: Prefix, fence: Fence): "inside" | "closed" | "left" {
  if (prefix.quotes < fence.quotes || (!prefix.isBlank && prefix.column < fence.base)) return "left";
  const isMark = line[prefix.end] === fence.mark && runLength(line, prefix.end) >= fence.length;
  return isMark && line.slice(prefix.end + runLength(line, prefix.end)).trim() === "" ? "closed" : "inside";
}

function runLength(line: string, at: number): number {
  let end = at;
  while (line[end] === line[at]) end++;
  return end - at;
}

function countCells(row: string): number {
  return row
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "")
    .split(/(?<!\\)\|/).length;
}

function countBars(text: string): number {
  let count = 0;
  for (let at = text.indexOf("|"); at !== -1; at = text.indexOf("|", at + 1)) count++;
  return count;
}

const isDelimiter = new Uint8Array(128);
for (const character of "*_[]!~<`") isDelimiter[character.charCodeAt(0)] = 1;

function countDelimiters(line: string): number {
  let count = 0;
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code < 128) count += isDelimiter[code]!;
  }
  return count;
}
