/**
 * `rungate runs`: the runs that are kept here, and how each stands.
 */
import type { Command } from "commander";
import { addCommand, ending } from "../command.ts";
import { good } from "../exit-status.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { stateOf, type RunRecord } from "../record/record.ts";
import { listRecords } from "../run-folder.ts";
import { print, say } from "../terminal.ts";

export function addRuns(program: Command): void {
  addCommand(program, "runs", {
    summary: "list the runs that are kept here",
    description:
      "Lists the runs that are kept here, oldest first. INCOMPLETE: the record does not say how the run ended. DAMAGED: it is not as it was written.",
    examples: [{ line: "rungate runs", does: "then: rungate report RUN, rungate resume RUN" }],
  }).action(ending(runs));
}

async function runs(): Promise<number> {
  const workspace = await openSoundWorkspace();
  const records = listRecords(workspace);
  if (records.length === 0) say("no runs are kept here");
  const rows = records.map(({ id, record }) => [id, ...describe(record)]);
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => row[column]!.length)));
  for (const [id, state, entries] of rows) print(`${id!.padEnd(widths[0]!)}  ${state!.padEnd(widths[1]!)}  ${entries}\n`);
  return good;
}

function describe(record: RunRecord): [state: string, entries: string] {
  const { entries, damage, mismatch } = record;
  const problem = damage?.why ?? mismatch;
  if (problem !== null) return ["DAMAGED", problem];
  return [stateOf(record), `${entries.length} entries, head ${entries.at(-1)?.hash.slice(0, 12) ?? "none"}`];
}
