/**
 * Hands a run to the runtime: its folders, its hosts, its values; and answers the exit status: how it ended has been shown.
 */
import { join } from "node:path";
import { resumeRealRun, startRealRun, type ResumeRealRun, type RunSettings, type StartRealRun } from "../runtime/node/index.ts";
import { makeOnlooker } from "../runtime/node/onlooker.ts";
import { renderView } from "../runtime/node/render.ts";
import { renderChecksAsJson, renderChecksAsJunit, type CheckFormat } from "./check-results.ts";
import { findCompiledProcedure, type CompiledProcedureFolder } from "./compiled-procedure.ts";
import { importProcedure } from "./runnable-procedure.ts";
import { readHosts } from "./hosts.ts";
import { stateFolder } from "./state-folder.ts";
import { printExactly, say } from "./terminal.ts";
import type { RunMode } from "../runtime/entries.ts";
import type { Checked } from "../runtime/views.ts";
import type { Workspace } from "./workspace.ts";

export interface NewRun {
  readonly parameters: Readonly<Record<string, string>>;
  /** Steps marked `only when named` that were asked for. */
  readonly named: readonly string[];
  readonly mode: RunMode | null;
}

/** How the terminal is used. */
export type ScreenSettings = Pick<RunSettings, "isPlain">;

export async function startNewRun(
  procedure: CompiledProcedureFolder,
  asked: NewRun,
  screen: ScreenSettings,
  workspace: Workspace,
): Promise<number> {
  const { exitStatus } = await startRealRun({ ...optionsOf(procedure, asked, workspace), ...screen });
  return exitStatus;
}

/** Judges what can be judged without a change and without a question. */
export async function checkOnly(
  procedure: CompiledProcedureFolder,
  asked: NewRun,
  format: CheckFormat,
  workspace: Workspace,
): Promise<number> {
  const results: Checked[] = [];
  const operator = makeOnlooker((view) => {
    if (view.kind === "checked") results.push(view);
    const text = format === "pretty" || view.kind === "ended" ? renderView(view) : null;
    if (text !== null) say(text);
  });
  try {
    const outcome = await startRealRun({ ...optionsOf(procedure, asked, workspace), operator });
    const isJudged = ["held", "drifted", "interrupted"].includes(outcome.state);
    if (isJudged && format === "json") printExactly(renderChecksAsJson(procedure.id, outcome, results));
    if (isJudged && format === "junit") printExactly(renderChecksAsJunit(procedure.id, results));
    return outcome.exitStatus;
  } finally {
    operator.close();
  }
}

function optionsOf({ folder, runbook }: CompiledProcedureFolder, { parameters, named, mode }: NewRun, workspace: Workspace): StartRealRun {
  return {
    ...settingsOf(workspace),
    procedureFolder: folder,
    markdownPath: join(workspace.root, runbook.path),
    parameters,
    named,
    ...(mode !== null && { mode }),
  };
}

/** `isCurrent`: with the procedure as it is compiled now, not as it was when the run began. */
export async function resumeOldRun(
  { id }: { readonly id: string },
  isCurrent: boolean,
  screen: ScreenSettings,
  workspace: Workspace,
): Promise<number> {
  const findCurrent: ResumeRealRun["findCurrent"] = async (name) => {
    const { folder, runbook } = await findCompiledProcedure(name, workspace);
    return { procedureFolder: folder, markdownPath: join(workspace.root, runbook.path) };
  };
  const { exitStatus } = await resumeRealRun({ ...settingsOf(workspace), runId: id, ...screen, ...(isCurrent && { findCurrent }) });
  return exitStatus;
}

/** Brings a run to its end instead of going on with it. */
export async function closeOldRun({ id }: { readonly id: string }, reason: string, workspace: Workspace): Promise<number> {
  const { exitStatus } = await resumeRealRun({ ...settingsOf(workspace), runId: id, closing: reason });
  return exitStatus;
}

function settingsOf(workspace: Workspace): RunSettings {
  const { root, config } = workspace;
  return {
    stateFolder: stateFolder(workspace),
    workingFolder: root,
    hosts: readHosts(workspace),
    secrets: config.secrets,
    context: config.context,
    ...(config.environment !== undefined && { environment: config.environment }),
    importProcedure,
  };
}
