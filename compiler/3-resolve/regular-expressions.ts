/**
 * Which regular expressions a condition, a capture or a type may use: those whose matching time cannot explode.
 *
 * JavaScript's engine backtracks, so `^(a+)+$` needs half a minute for 31 characters. Refused are backreferences,
 * lookaround, and repetitions in which one text can be divided between the rounds in two ways. That is decided as for a
 * deterministic grammar: what repeats must not begin with a character that may also follow it.
 */

/** Why a pattern is refused, as "Unexpected ..., expected ..." and a fix. */
export interface PatternProblem {
  readonly unexpected: string;
  readonly expected: string;
  readonly fix: string;
}

interface Piece {
  /** One character, class or assertion as written; `null` for a group. */
  readonly atom: string | null;
  readonly alternatives: readonly (readonly Piece[])[];
  readonly isOptional: boolean;
  /** Matches a varying number of times. */
  readonly isVariable: boolean;
  /** May be repeated so often that the ways to do it explode. */
  readonly isRepeated: boolean;
}

const lengthLimit = 1000;
const manyTimes = 10;
const allowedFlags = "imsu";
const samples = [...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)), "\u00e9", "\u4e2d"];

export function checkPattern(pattern: string, flags = ""): PatternProblem | null {
  if (pattern.length > lengthLimit) {
    return {
      unexpected: `a regular expression of ${pattern.length} characters`,
      expected: `at most ${lengthLimit}`,
      fix: "Measure less in one step: let the command cut the text",
    };
  }
  const unknownFlag = [...flags].find((flag) => !allowedFlags.includes(flag));
  if (unknownFlag !== undefined) {
    return { unexpected: `flag \`${unknownFlag}\``, expected: "only `i`, `m`, `s` or `u`", fix: `Remove \`${unknownFlag}\`` };
  }
  try {
    new RegExp(pattern, flags);
  } catch (error) {
    const words = error instanceof Error ? error.message.replace(/^Invalid regular expression: /, "") : String(error);
    return {
      unexpected: `regular expression \`/${pattern}/\` (${words})`,
      expected: "one that JavaScript can read",
      fix: "Mend it; a special character that is meant as it stands needs a backslash",
    };
  }
  const forbidden = findForbidden(pattern);
  if (forbidden !== null) return forbidden;
  const ambiguous = findAmbiguity(readAlternatives(new Scanner(pattern)), null);
  if (ambiguous === null) return null;
  return {
    unexpected: `repetition around \`${ambiguous}\` in \`/${pattern}/\``,
    expected: "rounds that can be told apart",
    fix: "Repeat one class of characters, or end each round with a character that cannot begin the next",
  };
}

function findForbidden(pattern: string): PatternProblem | null {
  const scanner = new Scanner(pattern);
  while (!scanner.isAtEnd) {
    const atom = scanner.takeAtom();
    if (/^\\([1-9]|k)/.test(atom)) {
      return {
        unexpected: `backreference \`${atom}\``,
        expected: "a pattern that does not look back at what it matched",
        fix: "Compare two captured values instead",
      };
    }
    if (atom === "(" && /^\?(<?[=!])/.test(scanner.rest)) {
      return {
        unexpected: `lookaround \`(${scanner.rest.slice(0, 3)}\``,
        expected: "a pattern without lookaround",
        fix: "Write two conditions, one for each part",
      };
    }
  }
  return null;
}

class Scanner {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  get rest(): string {
    return this.#text.slice(this.#at);
  }

  take(pattern: RegExp): RegExpExecArray | null {
    const match = pattern.exec(this.rest);
    if (match !== null) this.#at += match[0].length;
    return match;
  }

  /** A class, an escape or one character; `(`, `)` and `|` come out as themselves. */
  takeAtom(): string {
    const match = this.take(
      /^(\[(\\.|[^\]\\])*\]|\\u\{[^}]*\}|\\[pP]\{[^}]*\}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\c[A-Za-z]|\\k<[^>]*>|\\.|[^])/u,
    );
    return match?.[0] ?? "";
  }
}

function readAlternatives(scanner: Scanner): Piece[][] {
  const alternatives: Piece[][] = [[]];
  while (!scanner.isAtEnd && !scanner.rest.startsWith(")")) {
    if (scanner.take(/^\|/) !== null) alternatives.push([]);
    else alternatives.at(-1)!.push(readPiece(scanner));
  }
  return alternatives;
}

function readPiece(scanner: Scanner): Piece {
  let atom: string | null = scanner.takeAtom();
  let alternatives: Piece[][] = [];
  if (atom === "(") {
    scanner.take(/^\?(:|<[^>]*>|[a-z-]*:)/);
    alternatives = readAlternatives(scanner);
    scanner.take(/^\)/);
    atom = null;
  }
  const [least, most] = readQuantifier(scanner);
  return { atom, alternatives, isOptional: least === 0, isVariable: least !== most, isRepeated: most >= manyTimes };
}

function readQuantifier(scanner: Scanner): [least: number, most: number] {
  const match = scanner.take(/^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/);
  if (match === null) return [1, 1];
  const [, sign, least, comma, most] = match;
  if (sign !== undefined) return [sign === "+" ? 1 : 0, sign === "?" ? 1 : Infinity];
  return [Number(least), comma === "" ? Number(least) : most === "" ? Infinity : Number(most)];
}

type Characters = ReadonlySet<string>;
const none: Characters = new Set();

/**
 * The part whose rounds cannot be told apart, or `null`. `after` is what may follow these alternatives inside the
 * repetition around them; `null` outside of any.
 */
function findAmbiguity(alternatives: readonly (readonly Piece[])[], after: Characters | null): string | null {
  if (after !== null) {
    const overlap = findOverlappingAlternative(alternatives);
    if (overlap !== null) return overlap;
  }
  for (const pieces of alternatives) {
    for (const [index, piece] of pieces.entries()) {
      const following = after === null ? null : firstOfSequence(pieces.slice(index + 1), after);
      if (following !== null && piece.isVariable && overlaps(firstOfPiece(piece), following)) return written(piece);
      const inside = piece.isRepeated ? union(firstOfPiece(piece), following ?? none) : following;
      const found = findAmbiguity(piece.alternatives, inside);
      if (found !== null) return found;
    }
  }
  return null;
}

function findOverlappingAlternative(alternatives: readonly (readonly Piece[])[]): string | null {
  const seen = new Set<string>();
  for (const pieces of alternatives) {
    const first = firstOfSequence(pieces, none);
    if (overlaps(first, seen)) return pieces.map(written).join("");
    for (const character of first) seen.add(character);
  }
  return null;
}

/** The characters with which the pieces may begin; with `after`, if all of them may be empty. */
function firstOfSequence(pieces: readonly Piece[], after: Characters): Characters {
  const first = new Set<string>();
  for (const piece of pieces) {
    for (const character of firstOfPiece(piece)) first.add(character);
    if (!isNullable(piece)) return first;
  }
  return union(first, after);
}

function firstOfPiece(piece: Piece): Characters {
  if (piece.atom !== null) return charactersOf(piece.atom);
  return piece.alternatives.reduce<Characters>((first, pieces) => union(first, firstOfSequence(pieces, none)), none);
}

function isNullable(piece: Piece): boolean {
  if (piece.isOptional) return true;
  if (piece.atom !== null) return charactersOf(piece.atom).size === 0;
  return piece.alternatives.some((pieces) => pieces.every(isNullable));
}

/** Which of the sample characters an atom matches, whatever their case; none for `^`, `$` and `\b`. */
function charactersOf(atom: string): Characters {
  const single = new RegExp(`^(?:${atom})$`, atom.includes("\\u{") || /\\[pP]\{/.test(atom) ? "isu" : "is");
  return new Set(samples.filter((sample) => single.test(sample)));
}

function overlaps(a: Characters, b: Characters): boolean {
  for (const character of a) if (b.has(character)) return true;
  return false;
}

function union(a: Characters, b: Characters): Characters {
  return new Set([...a, ...b]);
}

function written(piece: Piece): string {
  return piece.atom ?? `(${piece.alternatives.map((pieces) => pieces.map(written).join("")).join("|")})`;
}
