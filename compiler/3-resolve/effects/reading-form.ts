/**
 * How a reading is written: the options that are known to be harmless, and what may stand behind them. As in the synopsis
 * of a manual, aliases joined by commas: `-a,--all` takes no value, `-n,--lines=` takes one, `--color?` may have one joined
 * to it, `--arg==` takes two words, `-#` is a number (`tail -5`). Then each word in capitals is an operand that is read, and
 * `FILE...` any number of them. `*` alone allows whatever the words are.
 *
 * What a form does not name is no reading: the client may write it, run it, or send it.
 */
import type { ArgumentStyle, CommandArguments } from "../../ast/shell-arguments.ts";
import { readings } from "./catalogue/reads/index.ts";

/** By words, `git log, whatchanged`; names of clients that share a form are joined by commas without a blank. */
export type Readings = Readonly<Record<string, string>>;

type Arity = "none" | "one" | "joined" | "two";

export interface ReadingForm {
  readonly options: ReadonlyMap<string, Arity>;
  readonly operands: number;
  /** Whatever the words are. */
  readonly isAny: boolean;
}

const arities: Readonly<Record<string, Arity>> = { "": "none", "=": "one", "?": "joined", "==": "two" };

function parseForm(text: string): ReadingForm {
  const options = new Map<string, Arity>();
  let operands = 0;
  for (const token of text.split(" ").filter((part) => part !== "")) {
    if (token.startsWith("-")) {
      const mark = /[=?]*$/.exec(token)![0];
      for (const name of token.slice(0, token.length - mark.length).split(",")) options.set(name, arities[mark]!);
    } else operands += token.endsWith("...") ? Infinity : 1;
  }
  return { options, operands, isAny: text.trim() === "*" };
}

let texts: Map<string, string> | null = null;
const parsed = new Map<string, ReadingForm | null>();

/** All forms by their words in full: `git log`, `git whatchanged`. */
export function readingTexts(): ReadonlyMap<string, string> {
  texts ??= new Map(
    readings.flatMap((group) => Object.entries(group).flatMap(([key, text]) => keysOf(key).map((words) => [words, text] as const))),
  );
  return texts;
}

/** `apt,apt-get list, show` is four; `kubectl exec,oc exec` two. */
function keysOf(key: string): string[] {
  const names = key.split(/,(?! )/);
  if (names.slice(0, -1).some((name) => name.includes(" "))) return names;
  const [last = "", ...rest] = names.at(-1)!.split(" ");
  const clients = [...names.slice(0, -1), last];
  const verbs = rest.join(" ").split(", ");
  return clients.flatMap((client) => verbs.map((verb) => (verb === "" ? client : `${client} ${verb}`)));
}

/** The form of exactly these words. */
export function readingForm(words: string): ReadingForm | null {
  const known = parsed.get(words);
  if (known !== undefined) return known;
  const text = readingTexts().get(words);
  const form = text === undefined ? null : parseForm(text);
  parsed.set(words, form);
  return form;
}

/** How the client's words are read, the options of the forms included; the later form decides. */
export function styleWith(style: ArgumentStyle, forms: readonly (ReadingForm | null)[]): ArgumentStyle {
  const options = new Map(forms.flatMap((form) => (form === null ? [] : [...form.options])));
  const named = (arity: Arity): string[] => [...options].filter(([, each]) => each === arity).map(([name]) => name);
  const others = (names: readonly string[] = []): readonly string[] => names.filter((name) => !options.has(name));
  return {
    ...style,
    valueOptions: [...others(style.valueOptions), ...named("one")],
    joinedOptions: [...others(style.joinedOptions), ...named("joined")],
    pairOptions: [...(style.pairOptions ?? []), ...named("two")],
    wholeOptions: [...options.keys()].filter((name) => /^-[^-]./.test(name)),
  };
}

/** The first option of these that no form names; `null` if there is none. */
export function unknownOption(
  { options }: CommandArguments,
  forms: readonly (ReadingForm | null)[],
  isKnown: (name: string) => boolean,
): string | null {
  if (forms.some((form) => form?.isAny)) return null;
  const unknown = options.find(({ name }) => !isKnown(name) && !forms.some((form) => isIn(form, name)));
  return unknown?.name ?? null;
}

function isIn(form: ReadingForm | null, name: string): boolean {
  return form !== null && (form.options.has(name) || (form.options.has("-#") && /^-[0-9]+$/.test(name)));
}
