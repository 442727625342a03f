/**
 * Where `rungate.yaml` is. Reading it is another file's business: without one, nothing of YAML is loaded.
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

export const configName = "rungate.yaml";

export interface FoundConfig {
  /** Where relative paths begin: the folder of `rungate.yaml`, else the repository's root, else the given folder. */
  readonly root: string;
  readonly file: string | null;
}

/** Looks upwards, and no further than the repository's root. */
export function findConfig(folder: string): FoundConfig {
  for (let current = folder; ; current = dirname(current)) {
    const file = join(current, configName);
    if (existsSync(file)) return { root: current, file };
    if (existsSync(join(current, ".git"))) return { root: current, file: null };
    if (dirname(current) === current) return { root: folder, file: null };
  }
}
