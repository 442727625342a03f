/** Reads where a run acts. */
import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import type { Surroundings } from "../surroundings.ts";

const budgetMs = 20_000;

/** Or why a command of `context` says nothing: a run must not begin where nobody knows where it would act. */
export function readSurroundings(
  workingFolder: string,
  commands: readonly (readonly string[])[],
): Surroundings | { readonly problem: string } {
  const said: Record<string, string> = { "working folder": realpathSync(workingFolder) };
  for (const [program = "", ...rest] of commands) {
    const name = [program, ...rest].join(" ");
    try {
      said[name] = execFileSync(program, rest, {
        cwd: workingFolder,
        encoding: "utf8",
        timeout: budgetMs,
        stdio: ["ignore", "pipe", "pipe"],
      }).trim();
    } catch (error) {
      const { stderr, message } = error as { readonly stderr?: string; readonly message: string };
      return { problem: `\`${name}\`, which \`context\` in rungate.yaml names, failed: ${stderr?.trim() || message}` };
    }
  }
  return said;
}
