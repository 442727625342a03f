/**
 * Which files a record consists of: those that its journal names, the procedure that was run in each of its versions, the
 * documents that they were compiled from.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EntryOf } from "../../runtime/entries.ts";
import { isInside, readProcedure, type Manifest } from "../../runtime/node/procedure-files.ts";
import { procedureFolderOf, sourceFolderOf } from "../../runtime/node/state-folder.ts";
import { journalName, namedFiles, stateOfFile, type RunRecord } from "./record.ts";

/** A procedure that is kept with a run. A run has one, and another each time that it went on with a newer version. */
export interface Version {
  readonly entry: EntryOf<"run" | "procedure">;
  /** Below the record's folder: `procedure`, `procedure-2`. */
  readonly folder: string;
  /** Of its documents: `source`, `source-2`. */
  readonly sources: string;
}

export function versionsOf({ entries }: Pick<RunRecord, "entries">): Version[] {
  return entries
    .filter((entry): entry is Version["entry"] => entry.kind === "run" || entry.kind === "procedure")
    .map((entry) => {
      const folder = entry.kind === "run" ? procedureFolderOf("") : entry.folder;
      return { entry, folder, sources: sourceFolderOf(folder) };
    });
}

/** Where the documents of a version lie, below the record's folder. */
export const sourcesOf = ({ sources }: Version, { source, linked = [] }: Manifest): string[] =>
  [source, ...linked].filter(({ path }) => isInside(path)).map(({ path }) => `${sources}/${path}`);

/** Below the record's folder, with `/`, sorted. A file that is missing is left out: `verifyRecord` names it. */
export function filesOf(record: RunRecord): string[] {
  const named = namedFiles(record).filter((one) => !["foreign", "missing"].includes(stateOfFile(record, one)));
  const compiled = versionsOf(record).flatMap((version) => {
    const found = readProcedure(join(record.folder, version.folder));
    if ("problems" in found) return [];
    const documents = sourcesOf(version, found.manifest).filter((path) => existsSync(join(record.folder, path)));
    return [...[...found.files.keys()].map((file) => `${version.folder}/${file}`), ...documents];
  });
  return [...new Set([journalName, ...named.map(({ file }) => file), ...compiled])].toSorted();
}
