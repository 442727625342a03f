/**
 * Hands a run to the runtime: its folders, its hosts, its values; and answers the exit status: how it ended has been shown.
 */
import { join } from "node:path";
import { resumeRealRun, startRealRun } from "../runtime/node/index.ts";
import type { CompiledProcedureFolder } from "./compiled-procedure.ts";
import { importProcedure } from "./runnable-procedure.ts";
import { readHosts } from "./hosts.ts";
import { stateFolder } from "./state-folder.ts";
import type { Workspace } from "./workspace.ts";

export interface NewRun {
  readonly parameters: Readonly<Record<string, string>>;
  /** Steps marked `only when named` that were asked for. */
  readonly named: readonly string[];
  readonly isCheckOnly: boolean;
}

export async function startNewRun(
  { folder, runbook }: CompiledProcedureFolder,
  { parameters, named, isCheckOnly }: NewRun,
  workspace: Workspace,
): Promise<number> {
  const { root, config } = workspace;
  const { exitStatus } = await startRealRun({
    stateFolder: stateFolder(workspace),
    workingFolder: root,
    hosts: readHosts(workspace),
    secrets: config.secrets,
    ...(config.environment !== undefined && { environment: config.environment }),
    importProcedure,
    procedureFolder: folder,
    markdownPath: join(root, runbook.path),
    parameters,
    named,
    isCheckOnly,
  });
  return exitStatus;
}

export async function resumeOldRun({ id }: { readonly id: string }, workspace: Workspace): Promise<number> {
  const { root, config } = workspace;
  const { exitStatus } = await resumeRealRun({
    stateFolder: stateFolder(workspace),
    workingFolder: root,
    hosts: readHosts(workspace),
    secrets: config.secrets,
    ...(config.environment !== undefined && { environment: config.environment }),
    importProcedure,
    runId: id,
  });
  return exitStatus;
}
