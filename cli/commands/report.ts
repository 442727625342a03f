/**
 * `rungate report`: the record of a run, for people or for programs.
 */
import { Option, type Command } from "commander";
import { addCommand, ending } from "../command.ts";
import { good, negative, Refusal } from "../exit-status.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { describeRun } from "../record/describe-run.ts";
import { renderIndex } from "../record/render-index.ts";
import { renderReport } from "../record/render-report.ts";
import { whyChanged } from "../record/record.ts";
import { findRecord, listRecords, openFound } from "../run-folder.ts";
import { print, printExactly, say } from "../terminal.ts";

interface ReportOptions {
  readonly format: "markdown" | "json";
  readonly index?: boolean;
}

export function addReport(program: Command): void {
  addCommand(program, "report [run]", {
    summary: "the record of a run as Markdown or JSON",
    description:
      "Writes the record of a run to standard output, from its journal and the files beside it. A part of the run's id is enough, and so is the folder of a record. Of a damaged record the good part is written, and what is wrong is said: status 1.",
    examples: [
      { line: "rungate report 7f3a", does: "read it" },
      { line: "rungate report 7f3a --format json", does: "for programs" },
      { line: "rungate report --index", does: "a table of all runs" },
      { line: "rungate report kept/clean/run", does: "the record of a rehearsal, by its folder" },
    ],
  })
    .addOption(new Option("--format <format>", "how to write it").choices(["markdown", "json"]).default("markdown"))
    .option("--index", "a table of all runs that are kept here")
    .action(ending(report));
}

async function report(name: string | undefined, { format, index }: ReportOptions): Promise<number> {
  const workspace = await openSoundWorkspace();
  if (index === true) {
    if (name !== undefined || format === "json")
      throw new Refusal("Unexpected run or format with --index, expected it alone", "leave one of them out");
    print(renderIndex(listRecords(workspace)));
    return good;
  }
  if (name === undefined) throw new Refusal("Unexpected end of the command, expected a run", "`rungate runs` lists them");
  const record = openFound(findRecord(name, workspace), workspace);
  const described = describeRun(record);
  if (format === "json") printExactly(`${JSON.stringify(described, null, 2)}\n`);
  else print(renderReport(described));
  const changed = whyChanged(record);
  if (changed === null) return good;
  say(`INCOMPLETE  ${changed}`);
  return negative;
}
