/**
 * The nearest known names, as long as they are cheap to find: a document of ten thousand dead links and as many headings would
 * compare each with each.
 */
import { suggest } from "../diagnostics/did-you-mean.ts";
import type { Reporter } from "../diagnostics/reporter.ts";

/** Pairs of characters that one document may compare: a quarter of a second. */
const budget = 5e7;
const spent = new WeakMap<Reporter, number>();

/** As `suggest`, and nothing once the document has spent what it may; the diagnostic then says its fix without a name. */
export function nearest(word: string, options: () => readonly string[], document: Reporter): string[] {
  const before = spent.get(document) ?? 0;
  if (before > budget) return [];
  const names = options();
  const now = before + word.length * names.reduce((sum, { length }) => sum + length, 0);
  spent.set(document, now);
  return now > budget ? [] : suggest(word, names);
}
