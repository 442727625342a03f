/**
 * The runs of this repository on the disk: which there are, and where.
 */
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { suggest } from "../compiler/diagnostics/did-you-mean.ts";
import { Refusal } from "./exit-status.ts";
import { journalName, openRecord, type RunRecord } from "./record/record.ts";
import { runsFolder } from "./state-folder.ts";
import type { Workspace } from "./workspace.ts";

export interface RunPlace {
  readonly id: string;
  readonly folder: string;
}

/** Oldest first: an id begins with its time. */
export function listRuns(workspace: Workspace): string[] {
  const folder = runsFolder(workspace);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, journalName)))
    .map((entry) => entry.name)
    .toSorted();
}

/** A run by its id, or by a part of it that only one has: the last four digits are enough most days. */
export function findRun(name: string, workspace: Workspace): RunPlace {
  const runs = listRuns(workspace);
  const found = runs.includes(name) ? [name] : runs.filter((id) => name !== "" && id.includes(name));
  if (found[0] !== undefined && found.length === 1) return { id: found[0], folder: join(runsFolder(workspace), found[0]) };
  if (found.length > 1)
    throw new Refusal(
      `Unexpected run \`${name}\`, which ${found.length} runs contain, expected one`,
      `name one of ${found.map((id) => `\`${id}\``).join(", ")}`,
    );
  const near = suggest(name, runs);
  throw new Refusal(
    `Unexpected run \`${name}\`, expected one of the ${runs.length} that are kept here`,
    near.length > 0 ? `did you mean ${near.map((id) => `\`${id}\``).join(" or ")}?` : "run `rungate runs`, which lists them",
  );
}

/** As `findRun`, or a record by its folder, as a rehearsal leaves one. */
export function findRecord(name: string, workspace: Workspace): RunPlace {
  const folder = resolve(workspace.cwd, name);
  return existsSync(join(folder, journalName)) ? { id: basename(folder), folder } : findRun(name, workspace);
}

/** The record of what `findRecord` found. A rehearsal's lies in a folder of any name. */
export function openFound({ id, folder }: RunPlace, workspace: Workspace): RunRecord {
  return openRecord(folder, dirname(folder) === runsFolder(workspace) ? id : null);
}

/** Every run that is kept here, oldest first, with its record. */
export function listRecords(workspace: Workspace): { readonly id: string; readonly record: RunRecord }[] {
  return listRuns(workspace).map((id) => ({ id, record: openRecord(join(runsFolder(workspace), id), id) }));
}
