/**
 * `rungate resume`: goes on with a run that stopped, or whose runner died.
 */
import type { Command } from "commander";
import { addCommand, ending } from "../command.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { findRun } from "../run-folder.ts";

export function addResume(program: Command): void {
  addCommand(program, "resume <run>", {
    summary: "go on with a run",
    description:
      "Goes on with a run that stopped or whose runner died, with the version of the procedure that it started with. A part of the run's id is enough.",
    examples: [
      { line: "rungate resume 7f3a", does: "`rungate runs` lists the runs" },
      { line: "rungate resume 7f3a --with-current", does: "after the runbook was mended and compiled" },
    ],
  })
    .option("--with-current", "go on with the procedure as it is compiled now, if nothing that was started has changed")
    .option("--plain", "one thing a row, nothing rewritten or painted: for a screen reader or a log")
    .action(ending(resume));
}

async function resume(name: string, { plain, withCurrent }: { readonly plain?: boolean; readonly withCurrent?: boolean }): Promise<number> {
  const workspace = await openSoundWorkspace();
  const run = findRun(name, workspace);
  const { resumeOldRun } = await import("../execute-run.ts");
  return resumeOldRun(run, withCurrent ?? false, { isPlain: plain ?? false }, workspace);
}
