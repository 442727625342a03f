/**
 * Runs for real: the adapters of this folder, put together. The command line calls these two and nothing else.
 */
import { hostname, userInfo } from "node:os";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { JournalRefused, recover } from "../journal.ts";
import { refused, type Outcome } from "../outcome.ts";
import { mayChange, needsSecondPerson } from "../preflight.ts";
import type { Entry, RunMode } from "../entries.ts";
import type { Hosts } from "../hosts.ts";
import { resumeRun, startRun, type RunOptions } from "../start.ts";
import { openApprovals, whyUnshared } from "./approvals.ts";
import { systemClock } from "./clock.ts";
import { InstructedShell } from "./instruct.ts";
import { openJournalStore } from "./journal-store.ts";
import { TerminalOperator } from "./operator.ts";
import {
  copyProcedure,
  copySources,
  differenceFromSource,
  loadProcedure,
  markersOf,
  readProcedure,
  type ImportProcedure,
  type ProcedureFiles,
} from "./procedure-files.ts";
import { openOnceMarks } from "./once-marks.ts";
import { findBlocking } from "./other-runs.ts";
import { renderEnd } from "./render.ts";
import { acquireLock, type Lock } from "./run-lock.ts";
import { openSecretSource, type SecretSettings } from "./secret-sources.ts";
import { BashShell } from "./shell.ts";
import { readSurroundings } from "./surroundings.ts";
import { currentProcedureFolder, makeRunFolder, procedureFolderOf, sourceFolderOf, type RunFolder } from "./state-folder.ts";
import { StoreFailure, type Operator } from "../ports.ts";

/** What every run of a repository shares. */
export interface RunSettings {
  /** `.rungate`, or what RUNGATE_STATE names; absolute. */
  readonly stateFolder: string;
  /** Where blocks run; absolute. */
  readonly workingFolder: string;
  readonly hosts: Hosts;
  /** As in rungate.yaml, by parameter. */
  readonly secrets?: Readonly<Record<string, SecretSettings>>;
  /** Commands that say where a run would act. */
  readonly context?: readonly (readonly string[])[];
  /** Which environment this is, for `once`; left out: nothing marked `once` may start. */
  readonly environment?: string;
  /** Default: the terminal. */
  readonly operator?: Operator;
  /** The terminal is read by a screen reader, or kept as a log. */
  readonly isPlain?: boolean;
  /** Default: Node's own import, which strips types. */
  readonly importProcedure?: ImportProcedure;
}
export interface StartRealRun extends RunSettings {
  /** `generated/<runbook>`, absolute. */
  readonly procedureFolder: string;
  /** The Markdown file it was compiled from, absolute; not compared where it does not exist. */
  readonly markdownPath: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly named?: readonly string[];
  /** How it is carried out; left out: the machine runs the blocks. */
  readonly mode?: RunMode;
}
export interface ResumeRealRun extends RunSettings {
  readonly runId: string;
  /** The reason why it is brought to its end instead. */
  readonly closing?: string;
  /** Goes on with the procedure as it is compiled now, where that is sound; finds it by the runbook's name. */
  readonly findCurrent?: (runbook: string) => Promise<Pick<StartRealRun, "procedureFolder" | "markdownPath">>;
}

export async function startRealRun(options: StartRealRun): Promise<Outcome> {
  const found = readProcedure(options.procedureFolder);
  if ("problems" in found) return refuse(options, "", { problems: found.problems });
  const difference = differenceFromSource(found.manifest, options.markdownPath);
  if (difference !== null) return refuse(options, "", { problems: [difference] });
  const run = prepareFolder(options, found);
  if ("problem" in run) return refuse(options, "", { problems: [run.problem] });
  const outcome = await withRun(options, run, { files: found, folder: procedureFolderOf(run.folder) }, options.mode ?? null, (prepared) =>
    startRun({ ...prepared, parameters: options.parameters, named: options.named ?? [] }),
  );
  // Refused before anything ran: there is nothing to keep.
  if (outcome.state === "refused" && outcome.entries === 0) rmSync(run.folder, { recursive: true });
  return outcome;
}

/** The folder of a new run, with its copy of the procedure and of the documents that it was compiled from. */
function prepareFolder({ stateFolder, markdownPath }: StartRealRun, found: ProcedureFiles): RunFolder | { readonly problem: string } {
  try {
    const run = makeRunFolder(stateFolder, found.manifest.runbook, systemClock.now());
    copyProcedure(found, procedureFolderOf(run.folder));
    copySources(found.manifest, markdownPath, sourceFolderOf(procedureFolderOf(run.folder)));
    return run;
  } catch (error) {
    return { problem: `nothing can be written to \`${stateFolder}\`: ${error instanceof Error ? error.message : String(error)}` };
  }
}

export async function resumeRealRun(options: ResumeRealRun): Promise<Outcome> {
  const folder = join(options.stateFolder, "runs", options.runId);
  if (!existsSync(join(folder, "journal.jsonl")))
    return refuse(options, options.runId, { problems: [`there is no run \`${options.runId}\` in \`${options.stateFolder}\``] });
  const entries = entriesOf(folder);
  const inForce = currentProcedureFolder(folder, entries);
  const found = readProcedure(inForce);
  if ("problems" in found)
    return refuse(options, options.runId, {
      problems: found.problems,
      worldNow: "nothing ran; the run goes on only with the procedure that it started with",
      next: `bring back what is named above, then rungate resume ${options.runId}`,
    });
  const run = { runId: options.runId, folder };
  const mode = entries[0]?.kind === "run" ? (entries[0].mode ?? null) : null;
  const closing = options.closing === undefined ? {} : { closing: options.closing };
  if (options.findCurrent === undefined)
    return withRun(options, run, { files: found, folder: inForce }, mode, (prepared) => resumeRun({ ...prepared, ...closing }));
  const { procedureFolder, markdownPath } = await options.findCurrent(found.manifest.runbook);
  const current = readProcedure(procedureFolder);
  if ("problems" in current) return refuse(options, options.runId, { problems: current.problems });
  const difference = differenceFromSource(current.manifest, markdownPath);
  if (difference !== null) return refuse(options, options.runId, { problems: [difference] });
  if (current.manifest.contentHash === found.manifest.contentHash)
    return withRun(options, run, { files: found, folder: inForce }, mode, (prepared) => resumeRun({ ...prepared, ...closing }));
  const name = `procedure-${entries.filter(({ kind }) => kind === "procedure").length + 2}`;
  const { procedure } = await loadProcedure(inForce, found, options.importProcedure);
  const replaced = { procedure, procedureSha256: found.manifest.contentHash, folder: name };
  return withRun(options, run, { files: current, folder: join(folder, name), newFrom: markdownPath }, mode, (prepared) =>
    resumeRun({ ...prepared, replaced }),
  );
}

/** What runs, and the folder that holds it; `newFrom`: it is not there yet, and was compiled from this file. */
interface Version {
  readonly files: ProcedureFiles;
  readonly folder: string;
  readonly newFrom?: string;
}

interface Refusal extends Partial<Pick<Outcome, "worldNow" | "next">> {
  readonly problems: readonly string[];
}

/** What is refused before the procedure has an operator is shown here. */
function refuse({ operator }: RunSettings, runId: string, { problems, ...rest }: Refusal): Outcome {
  const outcome = { ...refused(runId, problems), ...rest };
  if (operator !== undefined) operator.show({ kind: "ended", outcome });
  else process.stderr.write(`${renderEnd(outcome)}\n`);
  return outcome;
}

/** Takes the locks, opens the adapters, runs, and lets go of both. */
async function withRun(
  options: RunSettings,
  run: RunFolder,
  { files, folder, newFrom }: Version,
  mode: RunMode | null,
  go: (prepared: RunOptions) => Promise<Outcome>,
): Promise<Outcome> {
  const locks: Lock[] = [];
  let terminal: TerminalOperator | null = null;
  let store: ReturnType<typeof openJournalStore> | null = null;
  try {
    const held = await takeLock(run.folder, run.runId, locks);
    if (held !== null)
      return refuse(options, run.runId, {
        problems: [`the run is being executed by ${held}`],
        worldNow: "nothing was started by this command; the run goes on",
        next: `wait until it has ended there, then rungate report ${run.runId}`,
      });
    if (newFrom !== undefined) {
      // What a refused attempt has left there is nobody's.
      for (const left of [folder, sourceFolderOf(folder)]) rmSync(left, { recursive: true, force: true });
      copyProcedure(files, folder);
      copySources(files.manifest, newFrom, sourceFolderOf(folder));
    }
    const loaded = await loadProcedure(folder, files, options.importProcedure);
    const isCheckOnly = mode === "check only";
    const why = isCheckOnly || !mayChange(loaded.procedure) ? null : await whyNotAlone(options.stateFolder, run.runId, locks);
    if (why !== null) return refuse(options, run.runId, why);
    const unshared = isCheckOnly || !needsSecondPerson(loaded.procedure) ? null : whyUnshared(options.stateFolder);
    if (unshared !== null) return refuse(options, run.runId, { problems: [unshared] });
    const shell = new BashShell({
      folder: run.folder,
      runId: run.runId,
      environment: process.env,
      workingFolder: options.workingFolder,
      hosts: options.hosts,
    });
    if (options.operator === undefined)
      terminal = new TerminalOperator({ isPlain: options.isPlain ?? false, filesOf: (attempt) => shell.filesOf(attempt) });
    const surroundings = readSurroundings(options.workingFolder, options.context ?? []);
    if ("problem" in surroundings) return refuse(options, run.runId, { problems: [surroundings.problem] });
    store = openJournalStore(run.folder);
    const operator = options.operator ?? (terminal as TerminalOperator);
    return await go({
      ...loaded,
      mode,
      surroundings,
      procedureSha256: files.manifest.contentHash,
      runId: run.runId,
      hosts: options.hosts,
      markers: markersOf(files.manifest),
      secretSource: openSecretSource(options.secrets ?? {}, options.workingFolder),
      ...(options.environment !== undefined && { onceMarks: openOnceMarks(options.stateFolder, options.environment) }),
      ...(whyUnshared(options.stateFolder) === null && { approvals: openApprovals(options.stateFolder, run.runId) }),
      identity: { host: hostname(), user: userInfo().username },
      ports: {
        clock: systemClock,
        journalStore: store,
        operator,
        shell: mode === "by hand" ? new InstructedShell(run.folder, operator) : shell,
      },
    });
  } catch (error) {
    if (error instanceof StoreFailure)
      return refuse(options, run.runId, { problems: [`the record in \`${run.folder}\` cannot be written: ${error.message}`] });
    throw error;
  } finally {
    terminal?.close();
    store?.close();
    for (const lock of locks) lock.release();
  }
}

/** None of a record that cannot be trusted: it is refused when the run opens it. */
function entriesOf(folder: string): readonly Entry[] {
  try {
    return recover(readFileSync(join(folder, "journal.jsonl"))).entries;
  } catch (error) {
    if (error instanceof JournalRefused) return [];
    throw error;
  }
}

/** Who has it, if it cannot be had. */
async function takeLock(folder: string, runId: string, taken: Lock[]): Promise<string | null> {
  try {
    const lock = await acquireLock(folder, runId);
    if ("holder" in lock) return lock.holder;
    taken.push(lock);
    return null;
  } catch (error) {
    throw new StoreFailure(error instanceof Error ? error.message : String(error));
  }
}

/** A run that may change things is the only such run of its state folder, and no change of another is left at work. */
async function whyNotAlone(stateFolder: string, runId: string, taken: Lock[]): Promise<Refusal | null> {
  const holder = await takeLock(stateFolder, runId, taken);
  if (holder !== null)
    return {
      problems: [`another run that may change things is being executed by ${holder}`],
      worldNow: "nothing was started by this command; the other run goes on",
      next: "wait until it has ended there, then try again; `rungate run NAME --check-only` is allowed beside it",
    };
  const blocking = findBlocking(stateFolder, runId);
  if (blocking === null) return null;
  return { problems: [blocking.problem], worldNow: "nothing was started by this command", next: blocking.next };
}
