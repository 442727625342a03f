/**
 * The shapes in which programs write a secret: as it is; JSON once and twice; URL and form; HTML; hexadecimal; base64 and
 * base64url wherever it begins in what was encoded; quoted for a shell, for SQL, for CSV. Each line of a secret with
 * several lines counts by itself.
 *
 * Not covered: columns of a hex dump, base32, compression, changed case, reversal, a tool that prints a part.
 */

/** One shape, as the source of a regular expression over bytes (each byte one character). */
export interface Shape {
  readonly source: string;
  /** The most bytes that it can match. */
  readonly longest: number;
}

/** A line shorter than this would be masked wherever such a word stands. A whole secret is never shorter. */
export const shortestSecret = 8;

/** The texts of a secret that are looked for, each with its shapes. */
export function shapesOf(secret: string): Shape[][] {
  const lines = secret.split(/\r\n|\r|\n/).filter((line) => line.trim().length >= shortestSecret);
  const texts = new Set([secret, secret.trim(), ...lines, ...lines.map((line) => line.trim())].filter((text) => text !== ""));
  return [...texts].map((text) => [
    ...schemes.map((scheme) => spell(text, scheme)),
    hexOf(text),
    ...[0, 1, 2].map((offset) => base64Of(text, offset)),
  ]);
}

/** What may stand for one character: texts, any of which matches. No choice may begin with another one that can go on. */
type Scheme = (character: string) => readonly Choice[];
interface Choice {
  readonly source: string;
  readonly length: number;
}

const literal = (text: string): Choice => {
  const bytes = Buffer.from(text).toString("latin1");
  return { source: bytes.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), length: bytes.length };
};
/** Hexadecimal digits in either case. */
const digits = (text: string): Choice => ({
  source: text.replaceAll(/[a-f]/gi, (digit) => `[${digit.toLowerCase()}${digit.toUpperCase()}]`),
  length: text.length,
});
const join = (...choices: readonly Choice[]): Choice => ({
  source: choices.map(({ source }) => source).join(""),
  length: choices.reduce((sum, { length }) => sum + length, 0),
});
const hex = (value: number, width: number): Choice => digits(value.toString(16).padStart(width, "0"));
const bytesOf = (character: string): number[] => [...Buffer.from(character)];
const unitsOf = (character: string): number[] => [...character].flatMap((part) => part.split("").map((unit) => unit.charCodeAt(0)));

const inJson: Scheme = (character) => {
  const escaped = JSON.stringify(character).slice(1, -1);
  return [
    ...(character === "\\" || character === '"' ? [] : [literal(character)]),
    ...(escaped === character ? [] : [literal(escaped)]),
    ...(character === "/" ? [literal("\\/")] : []),
    join(...unitsOf(character).map((unit) => join(literal("\\u"), hex(unit, 4)))),
  ];
};

const inJsonTwice: Scheme = (character) => {
  const once = JSON.stringify(character).slice(1, -1);
  const twice = JSON.stringify(once).slice(1, -1);
  return [
    ...(character === "\\" || character === '"' ? [] : [literal(character)]),
    ...(twice === character ? [] : [literal(twice)]),
    ...(character === "/" ? [literal("\\\\/"), literal("\\/")] : []),
    join(...unitsOf(character).map((unit) => join(literal("\\\\u"), hex(unit, 4)))),
  ];
};

const inUrl: Scheme = (character) => [
  ...(character === "%" || character === "+" ? [] : [literal(character)]),
  ...(character === "+" ? [literal("+")] : []),
  ...(character === " " ? [literal("+")] : []),
  join(...bytesOf(character).map((byte) => join(literal("%"), hex(byte, 2)))),
];

const namedInHtml: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos" };
const inHtml: Scheme = (character) => [
  ...(character === "&" ? [] : [literal(character)]),
  ...(namedInHtml[character] === undefined ? [] : [literal(`&${namedInHtml[character]};`)]),
  { source: `&#0{0,4}${character.codePointAt(0)};`, length: 15 },
  { source: `&#[xX]0{0,4}${hex(character.codePointAt(0) as number, 1).source};`, length: 15 },
];

const named: Readonly<Record<string, string>> = { "\t": "t", "\u001b": "e", "\u0007": "a", "\f": "f", "\v": "v" };
/** `printf %q`, `${x@Q}`, `$'...'`, double quotes, `repr` of Python. */
const withBackslashes: Scheme = (character) => [
  ...(character === "\\" ? [] : [literal(character)]),
  ...(/^[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e ]$/.test(character) ? [literal(`\\${character}`)] : []),
  ...(named[character] === undefined ? [] : [literal(`\\${named[character]}`)]),
  ...(/^[\x20-\x7e]$/.test(character)
    ? []
    : [
        join(...bytesOf(character).map((byte) => literal(`\\${byte.toString(8).padStart(3, "0")}`))),
        join(...bytesOf(character).map((byte) => join(literal("\\x"), hex(byte, 2)))),
      ]),
];

/** The quote that ends a text of that shell or language, written so that it does not. */
const withQuote =
  (quote: string, ...written: readonly string[]): Scheme =>
  (character) =>
    character === quote ? written.map((text) => literal(text)) : [literal(character)];

const schemes: readonly Scheme[] = [
  (character) => [literal(character)],
  inJson,
  inJsonTwice,
  inUrl,
  inHtml,
  withBackslashes,
  withQuote("'", `'\\''`),
  withQuote("'", `'"'"'`),
  withQuote("'", `''`),
  withQuote('"', `""`),
];

/** Line ends and what the shadow leaves out may be there, escaped, or gone. */
const lineEnd: Choice = { source: String.raw`(?:[\r\n\0]|\\{1,2}[rn]|%0[aAdD]|&#(?:10|13|[xX]0?[aAdD]);)*`, length: 48 };

function spell(text: string, scheme: Scheme): Shape {
  const parts = text.match(/[\r\n\0\b]+|[^\r\n\0\b]/gu) ?? [];
  const choices = parts.map((part) => (/^[\r\n\0\b]/.test(part) ? lineEnd : choiceOf(scheme(part))));
  const { source, length } = join(...choices);
  return { source, longest: length };
}

function choiceOf(choices: readonly Choice[]): Choice {
  const sources = [...new Set(choices.map(({ source }) => source))];
  const length = Math.max(...choices.map((choice) => choice.length));
  return sources.length === 1 ? { source: sources[0] as string, length } : { source: `(?:${sources.join("|")})`, length };
}

function hexOf(text: string): Shape {
  const { source, length } = digits(Buffer.from(text).toString("hex"));
  return { source, longest: length };
}

/** Base64 of the text as it looks when `offset` bytes (modulo three) stand before it, without the digits that its neighbours share. */
function base64Of(text: string, offset: number): Shape {
  const bytes = Buffer.from(text);
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
  const whole = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
  const source = whole.replaceAll("+", "[+-]").replaceAll("/", "[/_]");
  return { source, longest: whole.length };
}
