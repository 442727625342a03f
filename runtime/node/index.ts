/**
 * Runs for real: the adapters of this folder, put together. The command line calls these two and nothing else.
 */
import { hostname, userInfo } from "node:os";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { refused, type Outcome } from "../outcome.ts";
import { resumeRun, startRun, type RunOptions } from "../start.ts";
import { systemClock } from "./clock.ts";
import { openJournalStore } from "./journal-store.ts";
import { TerminalOperator } from "./operator.ts";
import {
  copyProcedure,
  differenceFromSource,
  loadProcedure,
  readProcedure,
  type ImportProcedure,
  type ProcedureFiles,
} from "./procedure-files.ts";
import { openOnceMarks } from "./once-marks.ts";
import { acquireLock, type Lock } from "./run-lock.ts";
import { BashShell } from "./shell.ts";
import { makeRunFolder, procedureFolderOf, type RunFolder } from "./state-folder.ts";
import type { HostSettings } from "../preflight.ts";
import { StoreFailure, type Operator } from "../ports.ts";

interface Common {
  /** `.rungate`, or what RUNGATE_STATE names; absolute. */
  readonly stateFolder: string;
  /** Where blocks run; absolute. */
  readonly workingFolder: string;
  readonly hosts: Readonly<Record<string, HostSettings>>;
  /** Which environment this is, for `once`; left out: nothing marked `once` may start. */
  readonly environment?: string;
  /** Default: the terminal. */
  readonly operator?: Operator;
  /** Default: Node's own import, which strips types. */
  readonly importProcedure?: ImportProcedure;
}
export interface StartRealRun extends Common {
  /** `generated/<runbook>`, absolute. */
  readonly procedureFolder: string;
  /** The Markdown file it was compiled from, absolute; not compared where it does not exist. */
  readonly markdownPath: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly named?: readonly string[];
  readonly isCheckOnly?: boolean;
}
export interface ResumeRealRun extends Common {
  readonly runId: string;
  readonly named?: readonly string[];
}

export async function startRealRun(options: StartRealRun): Promise<Outcome> {
  const found = readProcedure(options.procedureFolder);
  if ("problems" in found) return refused("", found.problems);
  const difference = differenceFromSource(found.manifest, options.markdownPath);
  if (difference !== null) return refused("", [difference]);
  const run = prepareFolder(options.stateFolder, found);
  if ("problem" in run) return refused("", [run.problem]);
  const outcome = await withRun(options, run, found, options.isCheckOnly ?? false, (prepared) =>
    startRun({ ...prepared, parameters: options.parameters, named: options.named ?? [], isCheckOnly: options.isCheckOnly ?? false }),
  );
  // Refused before anything ran: there is nothing to keep.
  if (outcome.state === "refused" && outcome.entries === 0) rmSync(run.folder, { recursive: true });
  return outcome;
}

/** The folder of a new run, with its copy of the procedure. */
function prepareFolder(stateFolder: string, found: ProcedureFiles): RunFolder | { readonly problem: string } {
  try {
    const run = makeRunFolder(stateFolder, found.manifest.runbook, systemClock.now());
    copyProcedure(found, procedureFolderOf(run.folder));
    return run;
  } catch (error) {
    return { problem: `nothing can be written to \`${stateFolder}\`: ${error instanceof Error ? error.message : String(error)}` };
  }
}

export async function resumeRealRun(options: ResumeRealRun): Promise<Outcome> {
  const folder = join(options.stateFolder, "runs", options.runId);
  if (!existsSync(join(folder, "journal.jsonl")))
    return refused(options.runId, [`there is no run \`${options.runId}\` in \`${options.stateFolder}\``]);
  const found = readProcedure(procedureFolderOf(folder));
  if ("problems" in found) return refused(options.runId, found.problems);
  return withRun(options, { runId: options.runId, folder }, found, false, (prepared) =>
    resumeRun({ ...prepared, named: options.named ?? [] }),
  );
}

/** Takes the locks, opens the adapters, runs, and lets go of both. */
async function withRun(
  options: Common,
  run: RunFolder,
  files: ProcedureFiles,
  isCheckOnly: boolean,
  go: (prepared: RunOptions) => Promise<Outcome>,
): Promise<Outcome> {
  const locks: Lock[] = [];
  for (const folder of isCheckOnly ? [run.folder] : [run.folder, options.stateFolder]) {
    const lock = await acquireLock(folder);
    if ("holder" in lock) {
      for (const held of locks) held.release();
      return refused(run.runId, [
        folder === run.folder
          ? `the run is being executed by ${lock.holder}`
          : `another run that may change things is being executed by ${lock.holder}; \`--check-only\` is allowed`,
      ]);
    }
    locks.push(lock);
  }
  const terminal = options.operator === undefined ? new TerminalOperator() : null;
  let store: ReturnType<typeof openJournalStore> | null = null;
  try {
    store = openJournalStore(run.folder);
    const loaded = await loadProcedure(procedureFolderOf(run.folder), files, options.importProcedure);
    return await go({
      ...loaded,
      procedureSha256: files.manifest.contentHash,
      runId: run.runId,
      hosts: options.hosts,
      ...(options.environment !== undefined && { onceMarks: openOnceMarks(options.stateFolder, options.environment) }),
      identity: { host: hostname(), user: userInfo().username },
      ports: {
        clock: systemClock,
        journalStore: store,
        operator: options.operator ?? (terminal as TerminalOperator),
        shell: new BashShell({ folder: run.folder, runId: run.runId, environment: process.env, workingFolder: options.workingFolder }),
      },
    });
  } catch (error) {
    if (error instanceof StoreFailure) return refused(run.runId, [`the record in \`${run.folder}\` cannot be written: ${error.message}`]);
    throw error;
  } finally {
    terminal?.close();
    store?.close();
    for (const lock of locks) lock.release();
  }
}
