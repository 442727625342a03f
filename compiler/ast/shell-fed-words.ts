/**
 * Words that only the run brings: `xargs` puts what it reads behind its command or for a mark in it, `find` puts what it
 * finds for `{}`. Nobody knows how many they are or what they say.
 */
import type { CommandOption } from "./shell-arguments.ts";
import type { CommandWord } from "./shell-commands.ts";

export interface FedWords {
  /** Where there may be none or several; otherwise each stands in a word of the command. */
  readonly isMany: boolean;
  /** One may begin with `-`. What `find` finds begins with a folder. */
  readonly mayBeOptions: boolean;
  /** A shell parses them: `xargs ssh host ls`. */
  readonly isText: boolean;
}

/** A command as it is run: words with a mark are unknown. */
export interface FedCommand {
  readonly words: readonly CommandWord[];
  readonly fed: FedWords | null;
}

export function joinFed(outer: FedWords | null, inner: FedWords | null): FedWords | null {
  if (outer === null || inner === null) return outer ?? inner;
  return {
    isMany: outer.isMany || inner.isMany,
    mayBeOptions: outer.mayBeOptions || inner.mayBeOptions,
    isText: outer.isText || inner.isText,
  };
}

/** Options of `xargs` that make it append, whatever mark has been named: the last one counts. */
const appending = ["-n", "--max-args", "-L", "-l", "--max-lines"];

/** The command inside `xargs`, by the options of `xargs`. */
export function fedByXargs(words: readonly CommandWord[], options: readonly CommandOption[]): FedCommand {
  const replace = options.find(({ name }) => ["-I", "-i", "--replace"].includes(name));
  const appends = replace === undefined || options.some(({ name }) => appending.includes(name));
  const mark = replace === undefined ? null : replace.valueWord === null ? "{}" : replace.value;
  const isUnknown = replace !== undefined && mark === null;
  const marked = words.map((word) => (isUnknown || (mark !== null && word.text.includes(mark)) ? unknownFrom(word, mark) : word));
  const isFed = appends || marked.some((word, at) => word !== words[at]);
  return { words: marked, fed: isFed ? { isMany: appends, mayBeOptions: true, isText: false } : null };
}

export interface FoundProgram {
  /** Where the option stands, and where the `;` or the `+` that ends the command; `null` where nothing does. */
  readonly at: number;
  readonly end: number | null;
}

/** The commands of `find -exec`. A `+` ends one only behind `{}`. */
export function programsOfFind(words: readonly CommandWord[]): FoundProgram[] {
  const found: FoundProgram[] = [];
  for (let at = 0; at < words.length; at += 1) {
    if (!["-exec", "-execdir", "-ok", "-okdir"].includes(words[at]!.value ?? "")) continue;
    const end = words.findIndex(
      ({ value }, place) => place > at && (value === ";" || (value === "+" && place > at + 1 && words[place - 1]!.value === "{}")),
    );
    found.push({ at, end: end === -1 ? null : end });
    if (end === -1) break;
    at = end;
  }
  return found;
}

/** The command between `-exec` and its end. */
export function fedByFind(words: readonly CommandWord[], { at, end }: FoundProgram): FedCommand {
  const inner = words.slice(at + 1, end ?? words.length);
  const marked = inner.map((word) => (word.text.includes("{}") ? unknownFrom(word, "{}") : word));
  const isMany = end !== null && words[end]!.value === "+";
  const mayBeOptions = words.some(({ value }) => value === "-files0-from");
  const isFed = marked.some((word, place) => word !== inner[place]);
  return { words: marked, fed: isFed ? { isMany, mayBeOptions, isText: false } : null };
}

/** The word with something unknown from the mark on: of `--output={}` it is known what it begins with. */
function unknownFrom(word: CommandWord, mark: string | null): CommandWord {
  const { node, text, value } = word;
  const place = { pos: node.pos, end: node.end };
  const lead = mark === null || value === null ? "" : value.slice(0, Math.max(0, value.indexOf(mark)));
  const known = lead === "" ? [] : [{ ...place, type: "Literal" as const, value: lead, text: lead }];
  const unknown = { ...place, type: "SimpleExpansion" as const, text: "$_" };
  const parts = [{ ...place, type: "DoubleQuoted" as const, text, parts: [...known, unknown] }];
  return { ...word, value: null, isFed: true, node: { ...node, parts } };
}
