/**
 * `rungate runs`: the runs that are kept here, and how each stands.
 */
import { join } from "node:path";
import type { Command } from "commander";
import { addCommand, ending } from "../command.ts";
import { good } from "../exit-status.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { stateOf } from "../report.ts";
import { listRuns, readJournal } from "../run-folder.ts";
import { runsFolder } from "../state-folder.ts";
import { print, say } from "../terminal.ts";
import type { Workspace } from "../workspace.ts";

export function addRuns(program: Command): void {
  addCommand(program, "runs", {
    summary: "list the runs that are kept here",
    description: "Lists the runs that are kept here, oldest first. INCOMPLETE: the record does not say how the run ended.",
    examples: [{ line: "rungate runs", does: "then: rungate report RUN, rungate resume RUN" }],
  }).action(ending(runs));
}

async function runs(): Promise<number> {
  const workspace = await openSoundWorkspace();
  const ids = listRuns(workspace);
  if (ids.length === 0) say("no runs are kept here");
  const rows = ids.map((id) => [id, ...describeRun(id, workspace)]);
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => row[column]!.length)));
  for (const [id, state, entries] of rows) print(`${id!.padEnd(widths[0]!)}  ${state!.padEnd(widths[1]!)}  ${entries}\n`);
  return good;
}

function describeRun(id: string, workspace: Workspace): [state: string, entries: string] {
  try {
    const { entries } = readJournal({ id, folder: join(runsFolder(workspace), id) }, workspace);
    return [stateOf(entries), `${entries.length} entries, head ${entries.at(-1)?.hash.slice(0, 12) ?? "none"}`];
  } catch (error) {
    return ["DAMAGED", error instanceof Error ? error.message : String(error)];
  }
}
