/**
 * Regular expressions of authors, on text of the world. Both are bounded: a pattern that backtracks without end would
 * hang the runner in the middle of a change, so it gets a second, and an input of more than 64 kB is not looked at. The
 * compiler refuses patterns that backtrack exponentially; what is left takes milliseconds, and the second is for a
 * machine under load, on which a tenth of it was once too little for a match that was there.
 */
import { createContext, Script, type Context } from "node:vm";

export const maximumInputCharacters = 64 * 1024;
const budgetMs = 1000;

let sandbox: Context | null = null;
/** A function body, because a `const` at the top of a script can be declared once only. */
const search = new Script(
  "(() => { const match = new RegExp(pattern, flags).exec(input); return match === null ? null : JSON.stringify([...match]); })()",
);

/** The match and its groups; `undefined` if there is none, `null` if that could not be found out. */
export function execWithinBudget(pattern: string, flags: string, input: string): readonly (string | null)[] | undefined | null {
  if (input.length > maximumInputCharacters) return null;
  sandbox ??= createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  Object.assign(sandbox, { pattern, flags: flags.replaceAll(/[gy]/g, ""), input });
  try {
    const found: unknown = search.runInContext(sandbox, { timeout: budgetMs });
    return found === null ? undefined : (JSON.parse(String(found)) as (string | null)[]);
  } catch {
    return null;
  }
}
/** `null`: could not be found out. */
export function matchesWithinBudget(pattern: string, flags: string, input: string): boolean | null {
  const found = execWithinBudget(pattern, flags, input);
  return found === null ? null : found !== undefined;
}
