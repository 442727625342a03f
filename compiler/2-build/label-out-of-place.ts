/**
 * What a reader takes for a label and the machine for prose: a keyword with its colon in the middle of a sentence, behind a
 * symbol, in a table, with another colon or dash, with none, or in letters that only look like it.
 */
import { isStepKeyword } from "./label-words.ts";
import type { LabelSearch } from "./label.ts";
import type { Range, RichText } from "./rich-text.ts";

export interface OutOfPlace extends Range {
  readonly keyword: string;
  /** What keeps it from being a label. */
  readonly slip: "place" | "letters" | "colon" | "dash" | "mark";
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

/** Behind the word: a colon, or dashes that are no ` -- `. `STOP-and-go` has neither. */
const word =
  /(?<![\p{L}\p{N}_/.-])[\p{L}\p{Cf}\p{Mn}]{2,24}(?= ?(?<colon>[:\uFF1A\u2236\uFE55\uA789])(?!:)| -+ ?(?=[^-\d]|$)| ?--| ?[\u2010-\u2012\u2212\uFE58\uFE63\uFF0D])/gu;

/** The last letter of such a word, and what follows it; a code span's mask is no letter. */
const wordEnd = /[A-Z\u0080-\uDFFF\uE001-\uFFFF](?: ?[:\uFF1A\u2236\uFE55\uA789\u2010-\u2012\u2212\uFE58\uFE63\uFF0D]| ?--| -)/;

/** `GATE stdout is ...`, `WINDOW opens: ...`: a condition or a title whose label lacks its colon or dashes. */
const unmarked =
  /^(?:(?:GATE|EXPECT|WHEN)(?= (?:stdout|stderr|output|exit|every|some|no|exactly|at least|at most) | [\uE000])|(?:RUN|CHECK|GATE|EXPECT|CAPTURE|REVERT|SESSION|FINALLY|EXCLUDE|WINDOW|DECISION|WHEN|MANUAL)(?=(?: [a-z][a-z'-]*){1,6}:(?:\s|$)))/;

/** Where a table or raw HTML begins with one of these, it can only be meant as a label. */
export const isUnmistakable = (word: string): boolean =>
  ["RUN", "CHECK", "GATE", "EXPECT", "CAPTURE", "REVERT", "SESSION", "FINALLY", "EXCLUDE"].includes(word);

export function findOutOfPlace(rich: RichText, { labels }: Pick<LabelSearch, "labels">): OutOfPlace[] {
  const found: OutOfPlace[] = [];
  let next = 0;
  // Labels, and what is asked for here, stand in the order of the text.
  const isLabel = (start: number): boolean => {
    while (next < labels.length && labels[next]!.end <= start) next++;
    return next < labels.length && labels[next]!.start <= start;
  };
  const bare = unmarked.exec(rich.masked);
  if (bare !== null && !isLabel(0)) found.push({ keyword: bare[0], slip: "mark", start: 0, end: bare[0].length });
  if (!wordEnd.test(rich.masked)) return found;
  for (const match of rich.masked.matchAll(word)) {
    const start = match.index;
    const end = start + match[0].length;
    const keyword = latin(match[0]);
    const isLookAlike = keyword !== match[0];
    if (!(isStepKeyword(keyword) || keyword === "CAUTION") || isLabel(start)) continue;
    const colon = match.groups?.["colon"];
    // With dashes it is a label only where one may stand: at the beginning.
    if (colon === undefined && /[\p{L}\p{N}]/u.test(rich.masked.slice(0, start))) continue;
    if (!isLookAlike && isMention(keyword, rich.masked.slice(Math.max(0, start - 80), start))) continue;
    const hasDash = colon === undefined && !rich.masked.startsWith(" -- ", end);
    found.push({
      keyword,
      slip: isLookAlike ? "letters" : colon === undefined ? (hasDash ? "dash" : "place") : colon === ":" ? "place" : "colon",
      start,
      end,
    });
  }
  return found;
}

/** By the words directly before. `Otherwise STOP: why`, `-> STOP: why`, and keywords in a row: `RUN, CHECK, GATE: ...`. */
function isMention(keyword: string, before: string): boolean {
  if (/(?:^|[^\p{L}])\p{Lu}{2,},? (?:and |or )?$/u.test(before)) return true;
  return ["STOP", "DO"].includes(keyword) && /(?:\b(?:otherwise|then|else|or)|->|\u2192|,) $/i.test(before);
}

/** In a cell of a table, or in raw HTML, no label can stand. */
export function findInCell(rich: RichText): OutOfPlace[] {
  return findOutOfPlace(rich, { labels: [] }).filter(({ keyword, start }) => start === 0 && isUnmistakable(keyword));
}

function latin(text: string): string {
  return [...text.normalize("NFKC").replaceAll(/[\p{Cf}\p{Mn}]/gu, "")].map((letter) => shapes.get(letter) ?? letter).join("");
}
