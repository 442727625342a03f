/**
 * `rungate fold`: what a run has shown goes back into its document.
 */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import { decodeUtf8 } from "../../compiler/1-parse/utf8.ts";
import { applyEdits, chooseEdits } from "../../compiler/diagnostics/edits.ts";
import { Reporter } from "../../compiler/diagnostics/reporter.ts";
import type { Analysed } from "../../compiler/index.ts";
import { addCommand, ending } from "../command.ts";
import { plural } from "../diagnostics.ts";
import { compileOptions } from "../documents.ts";
import { good, negative, Refusal } from "../exit-status.ts";
import { readDocument } from "../files.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { describeDuration } from "../duration.ts";
import { foldDocument } from "../record/fold-document.ts";
import { describeRun } from "../record/describe-run.ts";
import { findMarkers } from "../record/markers.ts";
import { versionsOf } from "../record/record-files.ts";
import { openRecord, stateOf, whyIncomplete, type RunRecord } from "../record/record.ts";
import { verifyRecord } from "../record/verify-record.ts";
import { rewriteFile } from "../rewrite-file.ts";
import { findRun } from "../run-folder.ts";
import { printExactly, say } from "../terminal.ts";
import { shownPath, type Workspace } from "../workspace.ts";
import { readProcedure } from "../../runtime/node/procedure-files.ts";
import { currentProcedureFolder } from "../../runtime/node/state-folder.ts";

export function addFold(program: Command): void {
  addCommand(program, "fold <run>", {
    summary: "write back what a run has shown",
    description:
      "Sets STATUS to AS-EXECUTED with the run's date and id, and clears the [REVALIDATE] markers that the operator confirmed in that run. Shows the change first, and asks. Only for a run that is done, of a document that is still the one that ran.",
    examples: [
      { line: "rungate fold 7f3a", does: "look at the change, then say yes" },
      { line: "rungate fold 7f3a --yes", does: "in a script" },
    ],
  })
    .option("--yes", "write without a question")
    .action(ending(fold));
}

async function fold(name: string, { yes }: { readonly yes?: boolean }): Promise<number> {
  const workspace = await openSoundWorkspace();
  const { id, folder } = findRun(name, workspace);
  const record = openRecord(folder, id);
  const path = documentOf(record, id);
  const shown = shownPath(path, workspace);
  const before = readText(path, workspace);
  const analysed = await analyseText(before, path, workspace);
  const { runbook, source } = analysed;
  if (runbook === null || source === null || runbook.sha256 !== versionsOf(record).at(-1)?.entry.sourceSha256)
    throw new Refusal(
      `Unexpected text of \`${shown}\`, expected the document that run ${id} carried out`,
      "it was changed since; fold the run by hand, or bring that text back",
    );
  const { edits, open } = foldDocument(runbook, source.text, {
    runId: id,
    date: (record.entries.at(-1)?.at ?? "").slice(0, 10),
    confirmed: new Set(findMarkers(record).flatMap(({ answer, line, column }) => (answer === "yes" ? [`${line}:${column}`] : []))),
  });
  if (open.length > 0)
    say(
      `${shown}: STATUS stays, ${plural(open.length, "marker")} ${open.length === 1 ? "was" : "were"} not confirmed (line ${open.join(", ")})`,
    );
  const after = applyEdits(before, chooseEdits(edits));
  tellDurations(record);
  if (after === before) {
    say(`${shown}: nothing to write`);
    return open.length === 0 ? good : negative;
  }
  refuseNewFindings(analysed, await analyseText(after, path, workspace), shown);
  printExactly(createTwoFilesPatch(`a/${shown}`, `b/${shown}`, before, after, undefined, undefined, { headerOptions: FILE_HEADERS_ONLY }));
  if (yes !== true && !(await isWanted(shown))) {
    say(`${shown}: nothing was written`);
    return negative;
  }
  rewriteFile(resolve(workspace.root, path), { before, after }, shown);
  say(`folded run ${id} into ${shown}; next: rungate compile`);
  return good;
}

/** The path of the document from the root. Only a run that went to its end, and whose record is whole, says how it is. */
function documentOf(record: RunRecord, id: string): string {
  const why = whyIncomplete(record);
  const state = stateOf(record);
  if (why !== null || state !== "done")
    throw new Refusal(
      `Unexpected state of run ${id}: ${why ?? state}, expected one that is done`,
      `rungate report ${id} tells how it ended`,
    );
  if (record.first?.mode === "check only")
    throw new Refusal(`Unexpected mode of run ${id}: check only, expected one that carried the procedure out`, null);
  const [changed] = verifyRecord(record, null).changed;
  if (changed !== undefined) throw new Refusal(`Unexpected record of run ${id}: ${changed}`, `rungate verify ${id}`);
  const found = readProcedure(currentProcedureFolder(record.folder, record.entries));
  if ("problems" in found) throw new Refusal(`Unexpected procedure of run ${id}: ${found.problems.join("; ")}`, `rungate verify ${id}`);
  return found.manifest.source.path;
}

function readText(path: string, workspace: Workspace): string {
  const bytes = readDocument({ absolute: resolve(workspace.root, path), path }, workspace.config.maximumFileSize);
  const text = bytes instanceof Uint8Array ? decodeUtf8(bytes, new Reporter(path)) : null;
  if (text === null)
    throw new Refusal(
      `Unexpected file at \`${shownPath(path, workspace)}\`, expected the document that was run`,
      "bring it back, then fold the run",
    );
  return text;
}

async function analyseText(text: string, path: string, workspace: Workspace): Promise<Analysed> {
  const { analyse } = await import("../../compiler/index.ts");
  return analyse(text, { ...(await compileOptions(workspace)), path });
}

/** What was clean stays clean. */
function refuseNewFindings(before: Analysed, after: Analysed, shown: string): void {
  const codes = ({ diagnostics }: Analysed): string[] => diagnostics.filter(({ severity }) => severity !== "info").map(({ code }) => code);
  const left = codes(before);
  const added = codes(after).filter((code) => {
    const at = left.indexOf(code);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
  if (added.length > 0)
    throw new Refusal(`Unexpected findings in \`${shown}\` behind the fold: ${added.join(", ")}, expected none`, "fold the run by hand");
}

/** For the author's eye: how long each change took of the time that it is given. No budget is set from one run. */
function tellDurations(record: RunRecord): void {
  for (const { path, durationMs, shown } of describeRun(record).changes) {
    if (durationMs === null) continue;
    const budget = shown === null ? "" : ` of ${describeDuration(shown.timeoutMs)}`;
    say(`measured  ${path}: ${describeDuration(durationMs)}${budget}`);
  }
}

/** Only the word itself: Enter, the end of input and a missing terminal mean no. */
async function isWanted(shown: string): Promise<boolean> {
  if (process.stdin.isTTY !== true) {
    say("There is no terminal to answer at, and no answer means no. `--yes` writes without a question.");
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const ended = new Promise<string>((give) => terminal.once("close", () => give("")));
    return (await Promise.race([terminal.question(`Write this into ${shown}? (yes or no) `), ended])).trim() === "yes";
  } finally {
    terminal.close();
  }
}
