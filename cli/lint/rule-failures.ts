/**
 * Rules that threw: each is named once, with where it happened; the other rules went on, the results are incomplete.
 */
import { bug } from "../exit-status.ts";
import { say } from "../terminal.ts";

export class RuleFailures {
  readonly #failures = new Map<string, { readonly paths: Set<string>; readonly error: unknown }>();

  get isEmpty(): boolean {
    return this.#failures.size === 0;
  }

  readonly add = (code: string, path: string, error: unknown): void => {
    const known = this.#failures.get(code);
    if (known === undefined) this.#failures.set(code, { paths: new Set([path]), error });
    else known.paths.add(path);
  };

  /** Says which failed, and gives the exit status for it. */
  tell(): number {
    for (const [code, { paths, error }] of this.#failures) {
      const [first, ...others] = paths;
      const where = others.length === 0 ? first : `${first} and ${others.length} more`;
      say(`rungate: the rule ${code} failed on ${where}: ${error instanceof Error ? error.message : String(error)}`);
      if (error instanceof Error && error.stack !== undefined) say(error.stack.split("\n").slice(1, 4).join("\n"));
    }
    say("  results are incomplete: what these rules look for was not found, or not all of it");
    return bug;
  }
}
