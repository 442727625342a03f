/**
 * What a heading calls its section: the number that opens it, `Step 4` verbatim, else the slug that GitHub makes.
 */
export interface HeadingName {
  readonly id: string;
  /** The heading without its number. */
  readonly title: string;
  /** The author gave the id; a slug follows from the words. */
  readonly isExplicit: boolean;
}

export function readHeadingName(text: string): HeadingName {
  const number = /^(\d+[a-z]?(?:\.\d+[a-z]?)*)(?:[.):]?(?= |$)|\.$)/.exec(text);
  const named = /^((?:Step|Stage|Phase) \d+[a-z]?(?:\.\d+[a-z]?)*)(?=[\s.:)]|$)/.exec(text);
  const match = number ?? named;
  if (match === null) return { id: slugOf(text), title: text, isExplicit: false };
  const rest = text.slice(match[0].length).replace(/^[.:)]?\s*(?:(?:--|-|[\u2013\u2014]|:)\s+)?/, "");
  return { id: match[1] ?? "", title: rest === "" ? text : rest, isExplicit: true };
}

/** As github-slugger: lower case, blanks to hyphens, no punctuation but `-` and `_`. */
export function slugOf(text: string): string {
  const slug = text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
  return slug === "" ? "section" : slug;
}

/** Ids that do not repeat: a second `verify` becomes `verify-1`, as GitHub does. */
export class UniqueIds {
  readonly #seen = new Map<string, number>();

  /** The id, numbered if it has been given before. */
  add(id: string): string {
    const key = id.normalize("NFKC").toLowerCase();
    const count = this.#seen.get(key) ?? 0;
    this.#seen.set(key, count + 1);
    return count === 0 ? id : this.add(`${id}-${count}`);
  }

  has(id: string): boolean {
    return this.#seen.has(id.normalize("NFKC").toLowerCase());
  }
}
