/**
 * Finds the labels of a paragraph.
 *
 *     label := KEYWORD [quals] { " -- " part } [quals] end
 *     end   := ":" | end of the sentence | end of a bold span | end of the paragraph
 *
 * At the start of a paragraph a label is bold, or plain with `:` or ` -- `, or alone; at the start of a sentence inside
 * one it needs its `:`. A keyword that nothing of this follows is prose.
 */
import type { Keyword } from "../ast/keyword.ts";
import { isStepKeyword, lowerCaseWords, readLabelWord, titleCaseWords, type LabelWord } from "./label-words.ts";
import { codeMask, type Range, type RichText } from "./rich-text.ts";
import { findSentenceEnds, matchParentheses } from "./sentences.ts";

export interface Label {
  readonly keyword: Keyword;
  readonly isLegacy: boolean;
  /** The keyword itself. */
  readonly word: Range;
  /** Where the label begins, and where its text does. */
  readonly start: number;
  readonly end: number;
  readonly endsWithColon: boolean;
  /** What stands between the dashes. */
  readonly parts: readonly Range[];
  /** The parentheses, their marks included. */
  readonly groups: readonly Range[];
  /** Em and en dashes that stand for `--`. */
  readonly typographicDashes: readonly Range[];
}

/** An upper-case word in a label's place that is none of ours; or one of ours in other letters: `Gate:`, `run -- jumphost`. */
export interface StrangeWord extends Range {
  readonly word: string;
  readonly isTitleCase: boolean;
}

export interface LabelSearch {
  readonly labels: readonly Label[];
  readonly strangeWords: readonly StrangeWord[];
  /** The number that opens the paragraph, `5a`, and where the text behind it begins. */
  readonly anchor: string | null;
}

type Place = "paragraph" | "quote" | "sentence";

/** A word that `LabelReader` might take, where a paragraph, its text behind a number, or a sentence could begin. */
const candidate = new RegExp(
  `(?:^|[.?!)] )(?:[A-Z]{2}|(?:${titleCaseWords().join("|")})(?![A-Za-z])|(?:${lowerCaseWords().join("|")})(?:[:(]| [:(-]))`,
);

/** `isQuoted`: in a block quote a bold `Note` needs no colon. */
export function findLabels(rich: RichText, isQuoted: boolean): LabelSearch {
  const anchor = isDigit(rich.masked) ? /^(\d+[a-z]?(?:\.\d+[a-z]?)*)[.)] /.exec(rich.masked) : null;
  if (!candidate.test(rich.masked)) return { labels: [], strangeWords: [], anchor: anchor?.[1] ?? null };
  const parentheses = matchParentheses(rich);
  const sentenceEnds = findSentenceEnds(rich, parentheses);
  const reader = new LabelReader(rich, sentenceEnds, parentheses);
  const opening = isQuoted ? "quote" : "paragraph";
  const places: { at: number; place: Place }[] = [{ at: 0, place: opening }];
  if (anchor !== null) places.push({ at: anchor[0].length, place: opening });
  for (const end of sentenceEnds)
    if (end + 1 < rich.text.length && end !== anchor?.[0].trimEnd().length) places.push({ at: end + 1, place: "sentence" });
  const labels: Label[] = [];
  const strangeWords: StrangeWord[] = [];
  for (const { at, place } of places) {
    if (at < (labels.at(-1)?.end ?? 0)) continue;
    const label = reader.readAt(at, place);
    if (label !== null) labels.push(label);
    else strangeWords.push(...reader.readStrangeWord(at, place));
  }
  return { labels, strangeWords, anchor: anchor?.[1] ?? null };
}

class LabelReader {
  readonly #rich: RichText;
  readonly #masked: string;
  readonly #sentenceEnds: ReadonlySet<number>;
  readonly #parentheses: ReadonlyMap<number, number>;

  constructor(rich: RichText, sentenceEnds: readonly number[], parentheses: ReadonlyMap<number, number>) {
    this.#rich = rich;
    this.#masked = rich.masked;
    this.#sentenceEnds = new Set(sentenceEnds);
    this.#parentheses = parentheses;
  }

  readAt(at: number, place: Place): Label | null {
    const word = /^[A-Za-z]+/.exec(this.#masked.slice(at, at + 16))?.[0] ?? "";
    const meaning = readLabelWord(word);
    if (meaning === null) return null;
    const wordEnd = at + word.length;
    if (word === "SUCCESS") return this.#readSuccess(at, wordEnd, meaning);
    const bold = this.#rich.strongs.find((range) => range.start <= at && range.end > at) ?? null;
    const body = this.#readBody(wordEnd, bold?.end ?? null);
    if (body.ending === null || !isAllowed(meaning, place, bold !== null, body, this.#masked.length)) return null;
    return {
      keyword: meaning.keyword,
      isLegacy: meaning.isLegacy,
      word: { start: at, end: wordEnd },
      start: at,
      end: body.end,
      endsWithColon: body.ending === "colon",
      parts: body.parts,
      groups: body.groups,
      typographicDashes: body.typographicDashes,
    };
  }

  /** An upper-case word with `:` or ` -- ` behind it, as a label has. */
  readStrangeWord(at: number, place: Place): StrangeWord[] {
    const word = /^(?:[A-Z]{2,}|[A-Za-z][a-z]+)(?![A-Za-z0-9_-])/.exec(this.#masked.slice(at, at + 24))?.[0];
    if (word === undefined || readLabelWord(word) !== null) return [];
    const isTitleCase = word !== word.toUpperCase();
    if (isTitleCase && !isStepKeyword(word.toUpperCase())) return [];
    const end = at + word.length;
    const { ending, parts } = this.#readBody(end, null);
    const looksLikeLabel = ending === "colon" || (place !== "sentence" && ending !== null && parts.length > 0);
    return looksLikeLabel ? [{ word, start: at, end, isTitleCase }] : [];
  }

  #readSuccess(start: number, wordEnd: number, meaning: LabelWord): Label | null {
    const sign = /^ ?= ?/.exec(this.#masked.slice(wordEnd));
    if (sign === null) return null;
    return {
      keyword: meaning.keyword,
      isLegacy: true,
      word: { start, end: wordEnd },
      start,
      end: wordEnd + sign[0].length,
      endsWithColon: false,
      parts: [],
      groups: [],
      typographicDashes: [],
    };
  }

  #readBody(from: number, boldEnd: number | null): LabelBody {
    const parts: Range[] = [];
    const groups: Range[] = [];
    const typographicDashes: Range[] = [];
    const finish = (ending: LabelBody["ending"], end: number): LabelBody => ({ ending, end, parts, groups, typographicDashes });
    let at = from;
    for (;;) {
      const next = this.#masked[at] === " " ? at + 1 : at;
      const close = this.#parentheses.get(next);
      if (close !== undefined) {
        groups.push({ start: next, end: close + 1 });
        at = close + 1;
        continue;
      }
      const dash = this.#readDash(at);
      if (dash !== null) {
        if (dash.isTypographic) typographicDashes.push(dash);
        at = this.#endOfPart(dash.next, boldEnd);
        if (at > dash.next) parts.push({ start: dash.next, end: at });
        continue;
      }
      if (this.#isColon(next, parts.length > 0)) return finish("colon", next + 1);
      if (next >= this.#masked.length) return finish("paragraph", next);
      if (this.#sentenceEnds.has(next + 1)) return finish("sentence", next + 1);
      if (boldEnd !== null && at >= boldEnd) return finish("bold", at);
      // A remark in the middle of a title: what follows it is the label's text.
      return finish(parts.length > 0 && groups.length > 0 ? "sentence" : null, at);
    }
  }

  /** A part ends at ` -- `, `(`, `:`, the end of its sentence or of the bold span around it. */
  #endOfPart(start: number, boldEnd: number | null): number {
    let at = start;
    while (at < this.#masked.length) {
      if (this.#parentheses.has(at) || this.#isColon(at, true) || this.#readDash(at) !== null) break;
      if (this.#sentenceEnds.has(at + 1)) break;
      if (boldEnd !== null && at === boldEnd && start < boldEnd) break;
      at++;
    }
    while (at > start && this.#masked[at - 1] === " ") at--;
    return at;
  }

  /** In a title a colon may stand inside a word: `10:30`. Behind the keyword, and behind its qualifiers, it ends the label. */
  #isColon(at: number, isTitle: boolean): boolean {
    if (this.#masked[at] !== ":") return false;
    const after = this.#masked[at + 1];
    if (!isTitle) return after !== ":";
    return (
      after === undefined ||
      after === " " ||
      after === codeMask ||
      this.#rich.strongs.some(({ start, end }) => start === at + 1 || end === at + 1)
    );
  }

  #readDash(at: number): (Range & { readonly next: number; readonly isTypographic: boolean }) | null {
    const match =
      /^( ?)(--|[\u2013\u2014\u2015])( |$)/.exec(this.#masked.slice(at, at + 4)) ??
      /^( ?)([\u2014\u2015])/.exec(this.#masked.slice(at, at + 2));
    if (match === null) return null;
    const start = at + match[1]!.length;
    const end = start + match[2]!.length;
    const isTypographic = match[2] !== "--";
    if (!isTypographic && match[1] === "" && this.#masked[at - 1] !== " ") return null;
    return { start, end, next: this.#masked[end] === " " ? end + 1 : end, isTypographic };
  }
}

function isDigit(text: string): boolean {
  const code = text.charCodeAt(0);
  return code >= 48 && code <= 57;
}

interface LabelBody {
  readonly ending: "colon" | "sentence" | "bold" | "paragraph" | null;
  readonly end: number;
  readonly parts: readonly Range[];
  readonly groups: readonly Range[];
  readonly typographicDashes: readonly Range[];
}

function isAllowed(meaning: LabelWord, place: Place, isBold: boolean, body: LabelBody, length: number): boolean {
  if (place === "sentence") return body.ending === "colon" && !(meaning.isTitleCase && meaning.isAdmonition);
  if (meaning.isTitleCase && meaning.isAdmonition)
    return isBold && (body.ending === "colon" || (place === "quote" && body.ending === "bold"));
  if (meaning.isTitleCase) return body.ending === "colon";
  const isAlone = body.end >= length && body.ending !== null;
  return isBold || body.ending === "colon" || body.parts.length > 0 || isAlone;
}
