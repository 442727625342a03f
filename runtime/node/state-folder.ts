/**
 * Where runs live: `<state>/runs/<UTC>-<runbook>-<4 hex>/`, each with its journal, its evidence and the procedure it runs.
 *
 *     journal.jsonl  kept/  attempts/  procedure/  source/  lock
 */
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { syncFolders } from "./durable-files.ts";
import { makeFolders } from "./make-folders.ts";
import type { Entry } from "../entries.ts";

export interface RunFolder {
  readonly runId: string;
  readonly folder: string;
}

/** Makes the folder of a new run. `now`: as `Clock.now` gives it. */
export function makeRunFolder(stateFolder: string, runbook: string, now: string): RunFolder {
  const runs = join(stateFolder, "runs");
  makeFolders(runs);
  const time = `${now.slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
  for (let left = 16; ; left -= 1) {
    const runId = `${time}-${runbook}-${randomBytes(2).toString("hex")}`;
    const folder = join(runs, runId);
    try {
      mkdirSync(folder, { mode: 0o700 });
      syncFolders(runs, dirname(stateFolder));
      return { runId, folder };
    } catch (error) {
      if (left === 0 || !(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}

/** The documents that a procedure kept with a run was compiled from: `source` beside `procedure`, `source-2` beside `procedure-2`. */
export const sourceFolderOf = (procedureFolder: string): string =>
  join(dirname(procedureFolder), basename(procedureFolder).replace("procedure", "source"));

/** The compiled procedure that a run started with, and goes on with. */
export const procedureFolderOf = (runFolder: string): string => join(runFolder, "procedure");

/** The one that it goes on with now: a run may have been taken to another version. */
export function currentProcedureFolder(runFolder: string, entries: readonly Entry[]): string {
  const last = entries.findLast((entry) => entry.kind === "procedure");
  return last?.kind === "procedure" ? join(runFolder, last.folder) : procedureFolderOf(runFolder);
}
