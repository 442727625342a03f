/**
 * Constant names of the generated modules: made from the author's words, unique, never a word that TypeScript or the
 * runtime's vocabulary needs.
 */

const reservedWords = new Set([
  ..."break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with".split(
    " ",
  ),
  ..."implements interface let package private protected public static yield await async of arguments eval undefined NaN Infinity".split(
    " ",
  ),
]);

/** Every function of `rungate/runtime` that a generated module may import. */
const vocabulary = new Set(
  (
    "parameter argument captureStdout captureLines captureRows captureRow captureJson captureFirstMatch column rowColumn block " +
    "is isNot contains doesNotContain isNewerThan isAPatchAbove isAtLeast isAtMost isMoreThan isLessThan isBetween isOneOf matches isEmpty " +
    "isNotEmpty succeeds fails failsWith prints printsNothing isIn isNotIn streamCondition lineCondition valueCondition commandCondition rowCondition " +
    "check gate expect when run manual decision exclude finallyDo windowOpen windowClose stop caution note reading defineProcedure defineRunbook callOnce " +
    "callForEach callForEachRow step procedure main z"
  ).split(" "),
);

const longestName = 48;

export class Scope {
  readonly #taken = new Set<string>();
  readonly #outer: Scope | null;

  constructor(outer: Scope | null = null) {
    this.#outer = outer;
  }

  /** The name for some words; where it is taken, with `suffix`; where that is taken too, with a number. */
  take(words: string, suffix: string): string {
    const base = camelCase(words);
    const suffixed = base === "" ? lowerFirst(suffix) : `${base}${suffix}`;
    const candidates = base === "" ? [suffixed] : [base, suffixed];
    for (const candidate of candidates) if (this.#claim(candidate)) return candidate;
    for (let count = 2; ; count++) if (this.#claim(`${suffixed}${count}`)) return `${suffixed}${count}`;
  }

  #claim(name: string): boolean {
    if (this.#isTaken(name)) return false;
    this.#taken.add(name);
    return true;
  }

  #isTaken(name: string): boolean {
    return reservedWords.has(name) || vocabulary.has(name) || this.#taken.has(name) || (this.#outer !== null && this.#outer.#isTaken(name));
  }
}

/** `Measure it again; the worklist is stale` -> `measureItAgain`: the words up to the first pause, cut at a word. */
export function camelCase(words: string): string {
  const phrase =
    words
      .normalize("NFKD")
      .replace(/[\p{M}']/gu, "")
      .split(/[;:,(]|\. /)
      .find((part) => /[A-Za-z0-9]/.test(part)) ?? "";
  let name = "";
  for (const letters of phrase.match(/[\p{L}\p{N}]+/gu) ?? []) {
    const word = letters.replace(/[^A-Za-z0-9]/g, "");
    const plain = word === word.toUpperCase() ? word.toLowerCase() : word;
    const next = name === "" ? lowerFirst(plain) : plain.charAt(0).toUpperCase() + plain.slice(1);
    if (name !== "" && name.length + next.length > longestName) break;
    name += next;
  }
  return /^[0-9]/.test(name) ? `n${name}` : name;
}

function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}
