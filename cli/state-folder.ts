/**
 * Where runs are kept: `.rungate/` beside the configuration, or the folder that RUNGATE_STATE names.
 */
import { join, resolve } from "node:path";
import type { Workspace } from "./workspace.ts";

export function stateFolder({ root, cwd }: Pick<Workspace, "root" | "cwd">): string {
  const elsewhere = process.env["RUNGATE_STATE"];
  return elsewhere === undefined || elsewhere === "" ? join(root, ".rungate") : resolve(cwd, elsewhere);
}

export function runsFolder(workspace: Pick<Workspace, "root" | "cwd">): string {
  return join(stateFolder(workspace), "runs");
}
