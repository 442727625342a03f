/** Reads a client's options the way most clients do: `--name value`, `--name=value`, `-m value`, `--` ends them. */
export interface Grammar {
  /** Options that take a value, and their other names: `{ "-m": "--model" }` maps to one name. */
  readonly values: readonly string[];
  readonly flags: readonly string[];
  readonly aliases?: Readonly<Record<string, string>>;
  /** `-sS` is `-s -S`. */
  readonly isClustered?: boolean;
}

export interface ReadOptions {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly flags: ReadonlySet<string>;
  readonly positionals: readonly string[];
  /** The first option that the client does not have, or that lacks its value. */
  readonly unknown: string | null;
}

export function readOptions(args: readonly string[], grammar: Grammar): ReadOptions {
  const values = new Map<string, string[]>();
  const flags = new Set<string>();
  const positionals: string[] = [];
  const queue = [...args];
  const nameOf = (option: string): string => grammar.aliases?.[option] ?? option;
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === "--") return { values, flags, positionals: [...positionals, ...queue], unknown: null };
    if (!word.startsWith("-") || word === "-") {
      positionals.push(word);
      continue;
    }
    const equals = word.startsWith("--") ? word.indexOf("=") : -1;
    const name = nameOf(equals === -1 ? word : word.slice(0, equals));
    if (grammar.values.includes(name)) {
      const value = equals === -1 ? queue.shift() : word.slice(equals + 1);
      if (value === undefined) return { values, flags, positionals, unknown: word };
      values.set(name, [...(values.get(name) ?? []), value]);
    } else if (grammar.flags.includes(name) && equals === -1) {
      flags.add(name);
    } else if (grammar.isClustered === true && /^-[A-Za-z]{2,}$/.test(word)) {
      queue.unshift(...[...word.slice(1)].map((letter) => `-${letter}`));
    } else {
      return { values, flags, positionals, unknown: word };
    }
  }
  return { values, flags, positionals, unknown: null };
}

/** The last value given for an option. */
export const valueOf = (options: ReadOptions, name: string): string | null => options.values.get(name)?.at(-1) ?? null;
