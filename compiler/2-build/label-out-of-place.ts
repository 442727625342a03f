/**
 * What a reader takes for a label and the machine for prose: a keyword with its colon in the middle of a sentence, behind a
 * symbol, with a full-width colon, or in letters that only look like it.
 */
import { isStepKeyword } from "./label-words.ts";
import type { LabelSearch } from "./label.ts";
import type { Range, RichText } from "./rich-text.ts";

export interface OutOfPlace extends Range {
  readonly word: string;
  readonly keyword: string;
  readonly isLookAlike: boolean;
  readonly hasOtherColon: boolean;
}

/** Cyrillic and Greek capitals in the shape of Latin ones. */
const shapes = new Map(
  Object.entries({
    A: "\u0410\u0391",
    B: "\u0412\u0392",
    C: "\u0421\u03F9",
    D: "\u13A0",
    E: "\u0415\u0395",
    G: "\u050C",
    H: "\u041D\u0397",
    I: "\u0406\u0399\u04C0",
    K: "\u041A\u039A",
    M: "\u041C\u039C",
    N: "\u039D",
    O: "\u041E\u039F",
    P: "\u0420\u03A1",
    S: "\u0405",
    T: "\u0422\u03A4",
    U: "\u054D",
    V: "\u0474",
    W: "\u051C",
    X: "\u0425\u03A7",
  }).flatMap(([letter, others]) => [...others].map((other) => [other, letter] as const)),
);

const word = /(?<![\p{L}\p{N}_/.-])[\p{L}\p{Cf}\p{Mn}]{2,24}(?= ?(?<colon>[:\uFF1A\u2236\uFE55\uA789])(?!:)| --)/gu;

/** The last letter of such a word, and what follows it; a code span's mask is no letter. */
const wordEnd = /[A-Z\u0080-\uDFFF\uE001-\uFFFF](?: ?[:\uFF1A\u2236\uFE55\uA789]| --)/;

export function findOutOfPlace(rich: RichText, { labels }: LabelSearch): OutOfPlace[] {
  if (!wordEnd.test(rich.masked)) return [];
  const found: OutOfPlace[] = [];
  for (const match of rich.masked.matchAll(word)) {
    const start = match.index;
    const end = start + match[0].length;
    const keyword = latin(match[0]);
    const isLookAlike = keyword !== match[0];
    if (!(isStepKeyword(keyword) || keyword === "CAUTION") || labels.some((label) => label.start <= start && start < label.end)) continue;
    const before = rich.masked.slice(0, start);
    const colon = match.groups?.["colon"];
    // With dashes it is a label only where one may stand: at the beginning.
    if (colon === undefined && /[\p{L}\p{N}]/u.test(before)) continue;
    // `Otherwise STOP: why`, `-> STOP: why`, and a label that is only mentioned.
    if (/(?:\b(?:otherwise|then|else|or)|->|\u2192|,) $/i.test(before) && !isLookAlike) continue;
    found.push({ word: match[0], keyword, isLookAlike, hasOtherColon: colon !== undefined && colon !== ":", start, end });
  }
  return found;
}

function latin(text: string): string {
  return [...text.normalize("NFKC").replaceAll(/[\p{Cf}\p{Mn}]/gu, "")].map((letter) => shapes.get(letter) ?? letter).join("");
}
