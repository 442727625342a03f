/**
 * The edits that write a line of a command as it was most likely typed; none where that is a guess.
 */
import { spanInScript, type ShellBlock } from "../../compiler/ast/shell-block.ts";
import { parseShell, syntaxErrorsOf } from "../../compiler/ast/shell.ts";
import { zonesOf } from "../../compiler/ast/shell-zones.ts";
import type { Edit } from "../../compiler/diagnostics/diagnostic.ts";
import { asciiFor, kindOf } from "./characters.ts";

interface Guilty {
  readonly line: string;
  /** Offset in the script. */
  readonly lineStart: number;
  readonly characters: readonly { readonly text: string; readonly at: number }[];
}

/** Typographic quotes in pairs, dashes and blanks, if the block is sound with them; all of the finding or nothing. */
export function editsToAscii(block: ShellBlock, { line, lineStart, characters }: Guilty): Edit[] {
  if (!characters.every(({ text }) => kindOf(text) === "typographic" || /\p{Zs}/u.test(text))) return [];
  const zones = zonesOf(block.syntax, block.masked);
  const quotes = characters.filter(({ text }) => isQuote(text));
  const isQuoted = (at: number): boolean => zones[at] !== "word" && zones[at] !== "between";
  if (quotes.some(({ at }) => isQuoted(at)) || !arePairs(quotes.map(({ text }) => text))) return [];
  const points = Array.from(line);
  const replacements = characters.map(({ text, at }) => {
    const index = Array.from(line.slice(0, at - lineStart)).length;
    return { at, end: at + text.length, text: asciiAt(text, index, points) };
  });
  let fixed = block.masked;
  for (const { at, end, text } of replacements.toReversed()) fixed = fixed.slice(0, at) + text + fixed.slice(end);
  if (syntaxErrorsOf(parseShell(fixed)).length > 0) return [];
  return replacements.map(({ at, end, text }) => ({ span: spanInScript(block, at, end), text }));
}

/** A dash before a word was two, as in `--format`; before a letter alone it was one, as in `-m`. */
export function asciiAt(character: string, index: number, line: readonly string[]): string {
  if (character.codePointAt(0)! <= 0x7f) return character;
  const ascii = asciiFor(character);
  if (ascii === null) return kindOf(character) === "invisible" || kindOf(character) === "bidi" ? "" : character;
  if (!ascii.startsWith("-")) return ascii;
  const isWordStart = index === 0 || /\s/.test(line[index - 1]!);
  if (!isWordStart) return line[index - 1] === "-" ? "-" : ascii;
  return /^[a-zA-Z]{2}/.test(line.slice(index + 1, index + 3).join("")) ? "--" : "-";
}

function isQuote(character: string): boolean {
  const ascii = asciiFor(character);
  return ascii === "'" || ascii === '"';
}

const closing: Readonly<Record<string, string>> = {
  "\u201c": "\u201d",
  "\u201e": "\u201c\u201d",
  "\u2018": "\u2019",
  "\u201a": "\u2018\u2019",
};

/** True if each opens or closes as its shape says: an apostrophe alone, or one between two words, is no quote. */
function arePairs(quotes: readonly string[]): boolean {
  if (quotes.length % 2 === 1) return false;
  return quotes.every((quote, index) => index % 2 === 1 || (closing[quote] ?? "").includes(quotes[index + 1]!));
}
