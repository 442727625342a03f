/**
 * `rungate resume`: goes on with a run that stopped, or whose runner died.
 */
import type { Command } from "commander";
import { addCommand, ending } from "../command.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { findCompiledProcedure } from "../compiled-procedure.ts";
import { findRun, readJournal, refusalOf, type RunPlace } from "../run-folder.ts";
import type { Workspace } from "../workspace.ts";

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
  const current = withCurrent === true ? await findCompiledProcedure(runbookOf(run, workspace), workspace) : null;
  return resumeOldRun(run, current, { isPlain: plain ?? false }, workspace);
}

function runbookOf(run: RunPlace, workspace: Workspace): string {
  try {
    const [first] = readJournal(run, workspace).entries;
    return first?.kind === "run" ? first.runbook : "";
  } catch (error) {
    throw refusalOf(error, run.folder);
  }
}
