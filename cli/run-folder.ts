/**
 * The runs of this repository on the disk: which there are, what their journals say.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { suggest } from "../compiler/diagnostics/did-you-mean.ts";
import { JournalRefused, recover, type Recovered } from "../runtime/journal.ts";
import { Refusal } from "./exit-status.ts";
import { runsFolder } from "./state-folder.ts";
import type { Workspace } from "./workspace.ts";

export const journalName = "journal.jsonl";

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

/** Throws `JournalRefused` where the record was changed, or is of another run than its folder. */
export function readJournal({ id, folder }: RunPlace, workspace: Workspace): Recovered {
  const recovered = recover(readFileSync(join(folder, journalName)));
  const first = recovered.entries[0];
  // A rehearsal's record lies in a folder of any name.
  if (first?.kind === "run" && first.runId !== id && dirname(folder) === runsFolder(workspace))
    throw new JournalRefused(`the record belongs to run \`${first.runId}\`, found \`${id}\``);
  return recovered;
}

/** What a refused journal says, as every command says it. */
export function refusalOf(error: unknown, folder: string): unknown {
  if (!(error instanceof JournalRefused)) return error;
  return new Refusal(
    error.message,
    `compare ${join(folder, journalName)} with a copy kept elsewhere; nothing in it was changed by this command`,
  );
}

/** A value that the journal keeps beside itself; empty where it is gone. */
export function readParameters(folder: string, recovered: Recovered): Record<string, string> {
  const first = recovered.entries[0];
  if (first?.kind !== "run") return {};
  const path = join(folder, "kept", first.parameters.file);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Record<string, string>) : {};
}
