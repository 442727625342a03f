/**
 * A compiled procedure that may be run: what lies in `generated/` is what its runbook means, to the byte.
 */
import type { FoundFile } from "./files.ts";
import { compileRunbook, findRunbook, idOf } from "./documents.ts";
import { Refusal, refused } from "./exit-status.ts";
import { displayed } from "./files.ts";
import { describeDifference, differencesIn } from "./generated-folder.ts";
import { generatedFolder, shownPath, type Workspace } from "./workspace.ts";

export interface CompiledProcedureFolder {
  readonly id: string;
  readonly runbook: FoundFile;
  readonly folder: string;
  /** Path in the folder -> text; exactly what lies there. */
  readonly files: ReadonlyMap<string, string>;
}

export async function findCompiledProcedure(name: string, workspace: Workspace): Promise<CompiledProcedureFolder> {
  const runbook = await findRunbook(name, workspace);
  const { files } = await compileRunbook(runbook, workspace, refused);
  const id = idOf(runbook);
  const folder = generatedFolder(workspace, id);
  // A file that rungate did not write is no part of the procedure: nothing imports it.
  const differences = differencesIn(folder, files).filter(({ kind }) => kind !== "foreign");
  if (differences.length === 0) return { id, runbook, folder, files };
  const shown = displayed(folder, workspace.cwd);
  const path = shownPath(runbook.path, workspace);
  const isAbsent = differences.length === files.size && differences.every(({ kind }) => kind === "missing");
  throw new Refusal(
    isAbsent
      ? `${path} is not compiled`
      : [
          `${shown}/ is not what ${path} means`,
          ...differences.map((difference) => `  ${difference.file}: ${describeDifference(difference, path)}`),
        ].join("\n"),
    isAbsent ? "run `rungate compile`" : "run `rungate compile`, review the difference, then try again",
  );
}
