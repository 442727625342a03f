/**
 * A paragraph as one line of text: white space collapsed, emphasis gone, code kept as a unit, and every character with
 * its place in the file. Re-wrapping a paragraph, or making a word of it bold, gives the same line.
 */
import type { Delete, InlineCode, PhrasingContent, Text } from "mdast";
import type { BuildContext } from "./context.ts";
import { isHtmlElement } from "./html-elements.ts";

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A code span; `start` and `end` include the backticks that the line shows around it. */
export interface CodeSpan extends Range {
  readonly value: string;
  /** Where `value` stands in the file: from `start`, an offset in it, on; one entry for each line that it is wrapped over. */
  readonly lines: readonly { readonly start: number; readonly offset: number }[];
  /** The span in the file, its backticks included. */
  readonly source: Range;
}

export interface Link extends Range {
  readonly url: string;
}

export interface RichText {
  readonly text: string;
  /** The same length as `text`; every character of a code span is U+E000, so that a pattern cannot look into it. */
  readonly masked: string;
  /** Where the characters stand in the file; ask `offsetAt`. */
  readonly runs: Runs;
  readonly codes: readonly CodeSpan[];
  readonly strongs: readonly Range[];
  readonly links: readonly Link[];
  /** Words that are struck out, and words inside markup that may hide or strike them. */
  readonly struck: readonly Range[];
}

/**
 * Characters that follow each other in the file as they do in the line: a run for each place where the two part, the end of
 * the line included. A paragraph has as many as it has lines, far less than characters.
 */
export interface Runs {
  /** Ascending, from 0. */
  readonly starts: readonly number[];
  readonly offsets: readonly number[];
}

/** Offset in the file of a character of the line, and of its end. */
export function offsetAt({ runs }: Pick<RichText, "runs">, index: number): number {
  const { starts, offsets } = runs;
  if (index >= starts.at(-1)!) return offsets.at(-1)!;
  const run = runAt(runs, index);
  return offsets[run]! + index - starts[run]!;
}

/** The run that a character is in; by bisection. */
function runAt({ starts }: Runs, index: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Stands for each character of a code span in `masked`. */
export const codeMask = "\uE000";

const struckMark = "~~";
/** Elements that hide nothing. */
const plainElement = /^<\/?(?:b|strong|i|em|u|kbd|samp|var|code|tt|sub|sup|big|small|mark|ins|abbr|cite|q|span|font)>$/i;

/** Of the document at hand: every paragraph is asked for several times, for labels, for references, as text. */
let known = { source: "", texts: new Map<readonly PhrasingContent[], RichText>() };

export function readRichText(nodes: readonly PhrasingContent[], source: Pick<BuildContext, "text">): RichText {
  if (known.source !== source.text) known = { source: source.text, texts: new Map() };
  const before = known.texts.get(nodes);
  if (before !== undefined) return before;
  const line = new LineBuilder(source.text);
  line.addAll(nodes);
  const rich = line.finish();
  known.texts.set(nodes, rich);
  return rich;
}

/** A part of the line, without the white space around it. */
export function sliceRichText(rich: RichText, from: number, to: number): RichText {
  let start = from;
  let end = Math.max(from, to);
  while (start < end && rich.text[start] === " ") start++;
  while (end > start && rich.text[end - 1] === " ") end--;
  const within = <T extends Range>(ranges: readonly T[]): readonly T[] =>
    ranges.length === 0
      ? ranges
      : ranges
          .filter((range) => range.start < end && range.end > start)
          .map((range) => ({ ...range, start: Math.max(range.start, start) - start, end: Math.min(range.end, end) - start }));
  return {
    text: rich.text.slice(start, end),
    masked: rich.masked.slice(start, end),
    runs: sliceRuns(rich, start, end),
    codes: within(rich.codes),
    strongs: within(rich.strongs),
    links: within(rich.links),
    struck: within(rich.struck),
  };
}

function sliceRuns(rich: RichText, start: number, end: number): Runs {
  const starts: number[] = [];
  const offsets: number[] = [];
  if (start < end) {
    starts.push(0);
    offsets.push(offsetAt(rich, start));
  }
  const { runs } = rich;
  for (let index = runAt(runs, start) + 1; index < runs.starts.length && runs.starts[index]! < end; index++) {
    starts.push(runs.starts[index]! - start);
    offsets.push(runs.offsets[index]!);
  }
  starts.push(end - start);
  offsets.push(end < rich.text.length ? endOffset(rich, end) : offsetAt(rich, rich.text.length));
  return { starts, offsets };
}

/** Where in the file the character before `end` stops. */
export function endOffset(rich: RichText, end: number): number {
  if (end === 0) return offsetAt(rich, 0);
  const code = rich.codes.find((span) => span.end === end);
  return code === undefined ? offsetAt(rich, end - 1) + 1 : code.source.end;
}

class LineBuilder {
  readonly #source: string;
  readonly #starts: number[] = [];
  readonly #offsets: number[] = [];
  /** Where the next character would stand if it went on with the last run. */
  #next = -1;
  readonly #codes: CodeSpan[] = [];
  readonly #strongs: Range[] = [];
  readonly #links: Link[] = [];
  readonly #struck: Range[] = [];
  /** Where the outermost open element of inline markup began. */
  #markup: { readonly start: number; depth: number } | null = null;
  #text = "";
  #masked = "";
  /** Asked of the text itself, each line of a long paragraph would cost as much as all before it. */
  #endsWithBlank = true;
  #end = 0;

  constructor(source: string) {
    this.#source = source;
  }

  addAll(nodes: readonly PhrasingContent[]): void {
    for (const node of nodes) this.#add(node);
  }

  finish(): RichText {
    if (this.#markup !== null) this.#struck.push({ start: this.#markup.start, end: this.#text.length });
    const text = this.#text.trimEnd();
    const kept = text.length;
    while (this.#starts.length > 0 && this.#starts.at(-1)! >= kept) {
      this.#starts.pop();
      this.#offsets.pop();
    }
    this.#starts.push(kept);
    this.#offsets.push(this.#end);
    return {
      text,
      masked: this.#codes.length === 0 ? text : this.#masked.slice(0, kept),
      runs: { starts: this.#starts, offsets: this.#offsets },
      codes: this.#codes,
      links: this.#links,
      struck: this.#struck.map(({ start, end }) => ({ start, end: Math.min(end, kept) })).filter(({ start, end }) => start < end),
      strongs: this.#strongs.map(({ start, end }) => ({ start, end: Math.min(end, kept) })),
    };
  }

  #add(node: PhrasingContent): void {
    const start = node.position?.start.offset ?? 0;
    const from = this.#text.length;
    switch (node.type) {
      case "text":
        this.#addText(node);
        break;
      case "inlineCode":
        this.#addCode(node);
        break;
      case "html":
        this.#addHtml(node.value, start);
        break;
      case "break":
        this.#append(" ", start, false);
        break;
      case "image":
      case "imageReference":
        for (const character of node.alt ?? "") this.#append(character, start, false);
        break;
      case "footnoteReference":
        break;
      case "delete":
        this.#addStruck(node, start);
        break;
      default:
        this.addAll(node.children);
    }
    if (node.type === "strong") this.#strongs.push({ start: this.#skipBlanks(from), end: this.#trimmedEnd(from) });
    if (node.type === "link") this.#links.push({ start: from, end: this.#text.length, url: node.url });
    this.#end = node.position?.end.offset ?? this.#end;
  }

  #skipBlanks(from: number): number {
    let start = from;
    while (this.#text[start] === " ") start++;
    return start;
  }

  #trimmedEnd(from: number): number {
    let end = this.#text.length;
    while (end > from && this.#text[end - 1] === " ") end--;
    return end;
  }

  #append(character: string, offset: number, isCode: boolean): void {
    const isBlank = /\s/.test(character);
    if (isBlank && !isCode && this.#endsWithBlank) return;
    this.#place(offset, 1);
    this.#endsWithBlank = isBlank;
    this.#text += isBlank ? " " : character;
    this.#masked += isCode ? codeMask : isBlank ? " " : character;
  }

  /** Says where the next characters of the line stand, before they are added. */
  #place(offset: number, length: number): void {
    if (offset !== this.#next) {
      this.#starts.push(this.#text.length);
      this.#offsets.push(offset);
    }
    this.#next = offset + length;
  }

  #addText(node: Text): void {
    const end = node.position?.end.offset ?? 0;
    let at = node.position?.start.offset ?? 0;
    for (let from = 0; ;) {
      const to = node.value.indexOf("\n", from);
      const words = to === -1 && from === 0 ? node.value : node.value.slice(from, to === -1 ? undefined : to);
      at = this.#isVerbatim(words, at) ? this.#addWords(words, at) : this.#addEscaped(words, at, end);
      if (to === -1) return;
      from = to + 1;
      this.#append("\n", Math.min(at, end), false);
      at = this.#nextLine(at);
    }
  }

  /** Nothing in it stands for something else, and no white space is to be collapsed. */
  #isVerbatim(words: string, at: number): boolean {
    return !/[\\&]|\s\s|[^\S ]/.test(words) && this.#source.startsWith(words, at);
  }

  #addWords(words: string, at: number): number {
    const skipped = words.startsWith(" ") && this.#endsWithBlank ? 1 : 0;
    const added = skipped === 0 ? words : words.slice(1);
    if (added === "") return at + words.length;
    this.#place(at + skipped, added.length);
    this.#endsWithBlank = added.endsWith(" ");
    this.#text += added;
    this.#masked += added;
    return at + words.length;
  }

  #addEscaped(words: string, from: number, end: number): number {
    let at = from;
    for (const character of splitUnits(words)) {
      const entity =
        this.#source[at] === "&"
          ? /^&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z0-9]{1,31});/.exec(this.#source.slice(at, Math.min(at + 40, end)))
          : null;
      if (this.#source[at] === "\\" && this.#source[at] !== character) at++;
      else if (this.#source[at] === "\\" && this.#source[at + 1] === "\\") at++;
      this.#append(character, Math.min(at, end), false);
      at += entity?.[0].length ?? 1;
    }
    return at;
  }

  #addCode(node: InlineCode): void {
    const source = { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
    let at = source.start;
    while (this.#source[at] === "`") at++;
    const fence = "`".repeat(node.value.includes("`") ? 2 : 1);
    const start = this.#text.length;
    for (const mark of fence) this.#append(mark, source.start, true);
    while (at < source.end && this.#source[at] !== node.value[0]) at++;
    const lines = [{ start: 0, offset: at }];
    const value = node.value.includes("\n") ? node.value.replaceAll(/[ \t]*\n[ \t]*/g, " ") : node.value;
    if (!/[^\S ]| $/.test(value) && this.#source.startsWith(value, at)) this.#addVerbatimCode(value, at);
    else {
      for (const [index, character] of splitUnits(value).entries()) {
        if (character === " " && /^[ \t]*\n/.test(this.#source.slice(at, at + 80))) {
          this.#append(character, at, true);
          at = this.#nextLine(at);
          lines.push({ start: index + 1, offset: at });
        } else {
          this.#append(character, Math.min(at, source.end), true);
          at++;
        }
      }
    }
    for (const mark of fence) this.#append(mark, source.end - fence.length, true);
    this.#codes.push({ start, end: this.#text.length, value, lines, source });
  }

  /** Code on one line, as it stands in the file. */
  #addVerbatimCode(value: string, at: number): void {
    if (value === "") return;
    this.#place(at, value.length);
    this.#endsWithBlank = false;
    this.#text += value;
    this.#masked += codeMask.repeat(value.length);
  }

  #addHtml(value: string, start: number): void {
    if (value.startsWith("<!--")) return;
    const name = /^<\/?([A-Za-z][A-Za-z0-9_-]*)/.exec(value)?.[1] ?? "";
    if (/^br$/i.test(name)) this.#append(" ", start, false);
    if (isHtmlElement(name)) return this.#addMarkup(value, name, start);
    for (const [index, character] of splitUnits(value).entries()) this.#append(character, start + index, false);
  }

  /** The marks stay, so that the words are no label and no condition, and the operator sees the strike. */
  #addStruck(node: Delete, start: number): void {
    const from = this.#text.length;
    for (const mark of struckMark) this.#append(mark, start, false);
    this.addAll(node.children);
    for (const mark of struckMark) this.#append(mark, Math.max(start, (node.position?.end.offset ?? start) - 1), false);
    this.#struck.push({ start: from, end: this.#text.length });
  }

  #addMarkup(value: string, name: string, offset: number): void {
    if (/^(?:br|wbr|img|hr|input|a)$/i.test(name) || value.endsWith("/>") || (this.#markup === null && plainElement.test(value))) return;
    const isClosing = value.startsWith("</");
    if (!isClosing) this.#markup = { start: this.#markup?.start ?? this.#text.length, depth: (this.#markup?.depth ?? 0) + 1 };
    if (/^(?:del|s|strike)$/i.test(name)) for (const mark of struckMark) this.#append(mark, offset, false);
    if (isClosing && this.#markup !== null && --this.#markup.depth === 0) {
      this.#struck.push({ start: this.#markup.start, end: this.#text.length });
      this.#markup = null;
    }
  }

  /** Behind the line end at or after `at`, and behind the marks of the containers around the paragraph. */
  #nextLine(at: number): number {
    const newline = this.#source.indexOf("\n", at);
    let next = newline === -1 ? this.#source.length : newline + 1;
    while (this.#source[next] === " " || this.#source[next] === "\t" || this.#source[next] === ">") next++;
    return next;
  }
}

/** UTF-16 units, as columns count them. */
function splitUnits(text: string): string[] {
  return text.split("");
}
