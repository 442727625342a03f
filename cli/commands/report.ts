/**
 * `rungate report`: the record of a run as Markdown.
 */
import type { Command } from "commander";
import { addCommand, ending } from "../command.ts";
import { good } from "../exit-status.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { renderReport } from "../report.ts";
import { findRecord, readJournal, readParameters, refusalOf } from "../run-folder.ts";
import { print } from "../terminal.ts";

export function addReport(program: Command): void {
  addCommand(program, "report <run>", {
    summary: "the record of a run as Markdown",
    description:
      "Writes the record of a run as Markdown to standard output, from its journal alone. A part of the run's id is enough, and so is the folder of a record.",
    examples: [
      { line: "rungate report 7f3a", does: "read it" },
      { line: "rungate report 7f3a > record.md", does: "keep it" },
      { line: "rungate report kept/clean/run", does: "the record of a rehearsal, by its folder" },
    ],
  }).action(ending(report));
}

async function report(name: string): Promise<number> {
  const workspace = await openSoundWorkspace();
  const { id, folder } = findRecord(name, workspace);
  try {
    const recovered = readJournal({ id, folder }, workspace);
    print(
      renderReport({
        runId: id,
        entries: recovered.entries,
        droppedBytes: recovered.droppedBytes,
        parameters: readParameters(folder, recovered),
      }),
    );
  } catch (error) {
    throw refusalOf(error, folder);
  }
  return good;
}
