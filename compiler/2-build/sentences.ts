/**
 * Where a sentence ends: at `.`, `?` or `!` outside code and parentheses, before white space and an upper-case letter,
 * code, bold or `(`, or at the end of the paragraph.
 */
import { codeMask, type Range, type RichText } from "./rich-text.ts";

/** For every opening parenthesis outside code, its closing one; the ones without a partner are only characters. */
export function matchParentheses(rich: RichText): ReadonlyMap<number, number> {
  const open: number[] = [];
  const pairs = new Map<number, number>();
  for (let at = 0; at < rich.masked.length; at++) {
    if (rich.masked[at] === "(") open.push(at);
    else if (rich.masked[at] === ")") {
      const start = open.pop();
      if (start !== undefined) pairs.set(start, at);
    }
  }
  return pairs;
}

/** Offsets directly behind the stops, ascending. */
export function findSentenceEnds(rich: RichText, parentheses = matchParentheses(rich)): number[] {
  const ends: number[] = [];
  for (let at = 0; at < rich.masked.length; at++) {
    const close = parentheses.get(at);
    if (close !== undefined) at = close;
    else if (isStop(rich, at)) ends.push(at + 1);
  }
  return ends;
}

/** The sentences of a line, without the white space between them; the last one may lack its stop. */
export function splitSentences(rich: RichText): Range[] {
  const sentences: Range[] = [];
  let start = 0;
  for (const end of [...findSentenceEnds(rich), rich.text.length]) {
    while (rich.text[start] === " ") start++;
    if (end > start) sentences.push({ start, end });
    start = Math.max(start, end);
  }
  return sentences;
}

function isStop(rich: RichText, at: number): boolean {
  const character = rich.masked[at];
  if (character !== "." && character !== "?" && character !== "!") return false;
  if (/\b(?:e\.g|i\.e|vs)$/.test(rich.masked.slice(Math.max(0, at - 8), at))) return false;
  const next = at + 1;
  if (next >= rich.masked.length) return true;
  if (rich.masked[next] !== " ") return false;
  const after = rich.masked[next + 1] ?? "";
  return after === codeMask || after === "(" || /\p{Lu}/u.test(after) || rich.strongs.some(({ start }) => start === next + 1);
}
