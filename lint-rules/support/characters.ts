/**
 * What a character outside ASCII is to somebody who pastes it into a shell.
 */

/**
 * `typographic`: a quote or dash that a word processor put there. `bidi`: turns the order of what is shown around.
 * `invisible`: takes room or none, and is not the blank it looks like. `lookalike`: a letter that reads as an ASCII one.
 */
export type CharacterKind = "typographic" | "bidi" | "invisible" | "lookalike" | "other";

const typographic: Readonly<Record<string, string>> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u201a": "'",
  "\u201b": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u201e": '"',
  "\u201f": '"',
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\u2014": "--",
  "\u2015": "--",
  "\u2212": "-",
};

/** Cyrillic and Greek letters that most fonts draw as the ASCII letter. */
const lookalikes = new Map(
  Array.from({ length: 31 }, (_, index) => ["аеорсухіјѕԁԛԝАВЕКМНОРСТХІЈЅοΟΑΕ"[index]!, "aeopcyxijsdqwABEKMHOPCTXIJSoOAE"[index]!]),
);

export function kindOf(character: string): CharacterKind {
  if (Object.hasOwn(typographic, character)) return "typographic";
  if (/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(character)) return "bidi";
  if (/[\p{Cf}\p{Cc}\p{Zs}\p{Zl}\p{Zp}]/u.test(character)) return "invisible";
  return lookalikes.has(character) ? "lookalike" : "other";
}

/** What the author most likely typed; `null` where that cannot be told. */
export function asciiFor(character: string): string | null {
  if (Object.hasOwn(typographic, character)) return typographic[character]!;
  if (/\p{Zs}/u.test(character)) return " ";
  return lookalikes.get(character) ?? null;
}

/** `U+2013` */
export function codePointOf(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}
