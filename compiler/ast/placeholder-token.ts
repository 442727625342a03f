/**
 * `<name>`, `<name.column>` and `<name...>` in shell text, found without a parser: bash itself would read many of them as
 * redirections, so they are found first and masked, and the parser sees the words that the author meant.
 *
 * Whether a token is a value is for 3-resolve to say; here it is only a candidate.
 */
import { z } from "zod";

/** `<name>`, `<name.column>` or `<name...>` as it stands in the script; whether it is a value is for 3-resolve to say. */
export const PlaceholderToken = z
  .strictObject({
    /** The name as written; a name with blanks (`<DEPLOY ARGS>`) is kept so that it can be reported. */
    name: z.string(),
    column: z.string().nullable(),
    isList: z.boolean(),
    /** Offsets in `script`, end exclusive, the angle brackets included. */
    start: z.int().nonnegative(),
    end: z.int().nonnegative(),
  })
  .readonly();
export type PlaceholderToken = z.infer<typeof PlaceholderToken>;

/** Longest first. `<` alone is a redirection unless a name and `>` follow at once. */
const operators = ["<<<", "<<-", "<<", "<&", "<>", "<("] as const;

/** Names of regular expression groups, in the dialects of jq and of Python, are no placeholders whatever is declared. */
const groupOpeners = ["(?", "(?P"] as const;

/** Scans left to right; a backslash takes the next character with it, an operator its whole length. */
export function findPlaceholders(script: string): PlaceholderToken[] {
  const tokens: PlaceholderToken[] = [];
  let at = 0;
  while (at < script.length) {
    if (script[at] === "\\") {
      at += 2;
      continue;
    }
    if (script[at] !== "<") {
      at += 1;
      continue;
    }
    const operator = operators.find((candidate) => script.startsWith(candidate, at));
    const token = operator === undefined ? readToken(script, at) : null;
    if (token !== null && !groupOpeners.some((opener) => script.endsWith(opener, at))) tokens.push(token);
    at = token?.end ?? at + (operator?.length ?? 1);
  }
  return tokens;
}

/**
 * The script with every token replaced by an identifier of the same length, so that offsets stay and the text parses as
 * words: `juju refresh <app>` becomes `juju refresh _app_`.
 *
 * Behind `$x` the mask begins with `%`: an underscore would lengthen the variable's name.
 */
export function maskPlaceholders(script: string, tokens: readonly PlaceholderToken[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of tokens) {
    const inner = Array.from(script.slice(start + 1, end - 1), (character) =>
      isNameCharacter(character) && character !== "-" ? character : "_",
    );
    pieces.push(script.slice(at, start), isBehindVariable(script, start) ? "%" : "_", ...inner, "_");
    at = end;
  }
  return pieces.join("") + script.slice(at);
}

/** The tokens of `tokens`, which are in order, that lie between two offsets. */
export function tokensWithin(tokens: readonly PlaceholderToken[], start: number, end: number): readonly PlaceholderToken[] {
  const first = firstFrom(tokens, start);
  let last = first;
  while (last < tokens.length && tokens[last]!.end <= end) last += 1;
  return tokens.slice(first, last);
}

/** The token that begins at an offset. */
export function tokenAt(tokens: readonly PlaceholderToken[], offset: number): PlaceholderToken | null {
  const token = tokens[firstFrom(tokens, offset)];
  return token?.start === offset ? token : null;
}

/** The index of the first token that does not begin before `offset`. */
function firstFrom(tokens: readonly PlaceholderToken[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** True for `... $x`, whose name would swallow an identifier behind it; not for `$1`, `$?` and a bare `$`. */
function isBehindVariable(script: string, end: number): boolean {
  let at = end;
  while (at > 0 && isNameCharacter(script[at - 1]) && script[at - 1] !== "-") at -= 1;
  return at < end && script[at - 1] === "$" && !isDigit(script[at]);
}

function readToken(script: string, start: number): PlaceholderToken | null {
  const name = readWords(script, start + 1);
  if (name === null) return null;
  let end = name.end;
  let column: string | null = null;
  if (script[end] === "." && script[end + 1] !== ".") {
    const read = readName(script, end + 1);
    if (read === null) return null;
    column = script.slice(end + 1, read);
    end = read;
  }
  const isList = script.startsWith("...", end);
  if (isList) end += 3;
  return script[end] === ">" ? { name: name.text, column, isList, start, end: end + 1 } : null;
}

/** One name, or several with blanks between them: never a value, but meant as one. */
function readWords(script: string, start: number): { text: string; end: number } | null {
  let end = readName(script, start);
  while (end !== null && (script[end] === " " || script[end] === "\t")) {
    const next: number | null = readName(script, end + 1);
    if (next === null) return null;
    end = next;
  }
  return end === null ? null : { text: script.slice(start, end), end };
}

/** The end of the name that begins at `start`, or `null`. */
function readName(script: string, start: number): number | null {
  if (!isLetter(script[start])) return null;
  let end = start + 1;
  while (isNameCharacter(script[end])) end += 1;
  return end;
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && ((character >= "a" && character <= "z") || (character >= "A" && character <= "Z"));
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

function isNameCharacter(character: string | undefined): boolean {
  return isLetter(character) || isDigit(character) || character === "_" || character === "-";
}
