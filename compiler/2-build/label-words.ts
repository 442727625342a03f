/**
 * The words that open a label, and what each of them means today.
 */
import type { Keyword } from "../ast/keyword.ts";
import { Keyword as KeywordSchema } from "../ast/keyword.ts";
import { distanceBetween } from "../diagnostics/did-you-mean.ts";

export interface LabelWord {
  readonly keyword: Keyword;
  /** How an old document said it. */
  readonly isLegacy: boolean;
  /** `CAUTION`, `Warning` and the like; bold alone does not make them labels in title case. */
  readonly isAdmonition: boolean;
  readonly isTitleCase: boolean;
}

const cautions = new Set(["CAUTION", "WARNING", "DANGER", "IMPORTANT", "ATTENTION"]);
const notes = new Set(["NOTE", "TIP", "HINT", "INFO"]);
const keywords: readonly string[] = KeywordSchema.options;

/** Ordinary words that differ from a keyword in one letter. */
const ordinary = new Set(
  "DATE LATE RATE GAME NODE NONE NOT NOTED NOTES VOTE STEP STEPS STOPS SHOP TOP THEN RUNS WINDOWS CAPTURED EXCLUDED".split(" "),
);

/** What kind of admonition a word announces, whatever its case. */
export function admonitionKeyword(word: string): "CAUTION" | "NOTE" | null {
  const upper = word.toUpperCase();
  return cautions.has(upper) ? "CAUTION" : notes.has(upper) ? "NOTE" : null;
}

/** A keyword that is no admonition: those are labels in title case too. */
export const isStepKeyword = (word: string): boolean => keywords.includes(word) && admonitionKeyword(word) === null;

export function readLabelWord(word: string): LabelWord | null {
  const isUpper = word === word.toUpperCase();
  const admonition = admonitionKeyword(word);
  if (isUpper && keywords.includes(word)) {
    return { keyword: word as Keyword, isLegacy: false, isAdmonition: admonition !== null, isTitleCase: false };
  }
  if (word === "Expect") return { keyword: "EXPECT", isLegacy: false, isAdmonition: false, isTitleCase: true };
  if (word === "Probe" || word === "PROBE") return { keyword: "CHECK", isLegacy: true, isAdmonition: false, isTitleCase: !isUpper };
  if (word === "SUCCESS") return { keyword: "GATE", isLegacy: true, isAdmonition: false, isTitleCase: false };
  if (word === "CORRECTION") return { keyword: "NOTE", isLegacy: true, isAdmonition: false, isTitleCase: false };
  const isTitleCase = /^[A-Z][a-z]+$/.test(word);
  if (admonition === null || (!isUpper && !isTitleCase)) return null;
  return { keyword: admonition, isLegacy: false, isAdmonition: true, isTitleCase };
}

/** Every word in title case that is a label, or looks like one. */
export function titleCaseWords(): string[] {
  const upper = [...cautions, ...notes, ...keywords, "PROBE"];
  return upper.map((word) => word.charAt(0) + word.slice(1).toLowerCase());
}

/** The keywords in lower case: `run: ...` in a label's place. */
export const lowerCaseWords = (): string[] => keywords.filter(isStepKeyword).map((word) => word.toLowerCase());

/** The keywords that an upper-case word may be a slip of: one letter off, or two letters of a short one exchanged. */
export function findMeantKeywords(word: string): Keyword[] {
  if (ordinary.has(word)) return [];
  return KeywordSchema.options.filter((keyword) => {
    const isTransposed = word.length === keyword.length && word.split("").toSorted().join("") === keyword.split("").toSorted().join("");
    return distanceBetween(word, keyword) === 1 && (keyword.length >= 4 || isTransposed);
  });
}
