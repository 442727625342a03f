/**
 * `rungate close`: the end of a run that will not be gone on with.
 */
import type { Command } from "commander";
import { addCommand, ending } from "../command.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { findRun } from "../run-folder.ts";

export function addClose(program: Command): void {
  addCommand(program, "close <run>", {
    summary: "end a run that will not be gone on with",
    description:
      "Runs the FINALLYs that are owed, closes the windows that are open, and ends the run for good, with the reason in its record. A change whose end nobody knows must be settled first: `rungate resume`.",
    examples: [{ line: "rungate close 7f3a --reason 'the window is over'", does: "then: rungate report 7f3a" }],
  })
    .requiredOption("--reason <text>", "why it is not gone on with")
    .action(ending(close));
}

async function close(name: string, { reason }: { readonly reason: string }): Promise<number> {
  const workspace = await openSoundWorkspace();
  const run = findRun(name, workspace);
  const { closeOldRun } = await import("../execute-run.ts");
  return closeOldRun(run, reason, workspace);
}
