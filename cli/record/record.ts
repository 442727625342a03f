/**
 * The record of a run as it lies in a folder: what its journal says as far as that can be trusted, and the files that the
 * journal names with their hashes. Nothing here changes anything.
 */
import { createHash } from "node:crypto";
import { closeSync, lstatSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Entry, EntryOf, Side, Stream } from "../../runtime/entries.ts";
import { scan, type Scanned } from "../../runtime/journal.ts";

export const journalName = "journal.jsonl";

export interface RunRecord extends Scanned {
  /** Where it lies. */
  readonly folder: string;
  /** As the first entry has it; `null` where there is none. */
  readonly first: EntryOf<"run"> | null;
  /** Why it is not the record that belongs here; `null` where it is. */
  readonly mismatch: string | null;
}

/** `runId`: whose record it should be; `null` where its place does not say. */
export function openRecord(folder: string, runId: string | null): RunRecord {
  const scanned = scan(readFileSync(join(folder, journalName)));
  const [entry] = scanned.entries;
  const first = entry?.kind === "run" ? entry : null;
  const isOther = first !== null && runId !== null && first.runId !== runId;
  return { ...scanned, folder, first, mismatch: isOther ? `the record belongs to run \`${first.runId}\`, found \`${runId}\`` : null };
}

type Whole = Pick<RunRecord, "entries" | "damage" | "mismatch">;

/** `INCOMPLETE` wherever the record does not say how the run ended: never good by omission. */
export function stateOf(record: Whole): string {
  const last = record.entries.at(-1);
  return last?.kind === "end" && whyChanged(record) === null ? last.state : "INCOMPLETE";
}

/** Why a record is not what was written; `null` where it may be. */
export function whyChanged({ damage, mismatch }: Whole): string | null {
  return damage === null ? mismatch : `${damage.why}; what stands before it is good, what stands behind it cannot be trusted`;
}

/** Why a record does not tell all of its run; `null` where it does. */
export function whyIncomplete(record: Whole): string | null {
  const changed = whyChanged(record);
  if (changed !== null) return changed;
  if (record.entries.length === 0) return "the record is empty";
  return record.entries.at(-1)?.kind === "end" ? null : "no entry says how the run ended";
}

/** `entry 7 at byte 3120`, as every message names an entry. */
export const whereOf = ({ offsets }: Pick<RunRecord, "offsets">, { seq }: Entry): string => `entry ${seq} at byte ${offsets[seq]}`;

/** A file that an entry names. */
export interface NamedFile {
  readonly entry: Entry;
  /** Below the record's folder. */
  readonly file: string;
  readonly sha256: string;
}

/** Side files and outputs, in the order of the entries; each file once, unless two entries disagree about it. */
export function namedFiles({ entries }: Pick<RunRecord, "entries">): NamedFile[] {
  const found = new Map<string, NamedFile>();
  for (const entry of entries) {
    for (const value of Object.values(entry) as unknown[]) {
      const file = isNamed(value) ? (isStream(value) ? value.file : keptPath(value)) : null;
      if (file === null) continue;
      const { sha256 } = value as Side;
      const key = `${file} ${sha256}`;
      if (!found.has(key)) found.set(key, { entry, file, sha256 });
    }
  }
  return [...found.values()];
}

const isNamed = (value: unknown): value is Side | Stream => typeof value === "object" && value !== null && "sha256" in value;
const isStream = (value: Side | Stream): value is Stream => "bytes" in value;
const keptPath = ({ file }: Side): string => `kept/${file}`;

/** Names that the runtime gives; a record from elsewhere may not lead out of its folder. */
export const isOwnName = (file: string): boolean =>
  /^(?:kept\/[a-z0-9.-]+|attempts\/[a-z0-9.-]+\/(?:stdout|stderr))$/.test(file) && !/\/\.{1,2}(?:\/|$)/.test(file);

/** What became of a file since its entry was written. */
export function stateOfFile(
  { folder }: Pick<RunRecord, "folder">,
  { file, sha256 }: NamedFile,
): "whole" | "missing" | "changed" | "foreign" {
  if (!isOwnName(file)) return "foreign";
  const hash = hashOfFile(join(folder, file));
  return hash === null ? "missing" : hash === sha256 ? "whole" : "changed";
}

/** A side file as it was written; `null` where it is gone or changed. */
export function readSide(record: Pick<RunRecord, "folder">, side: Side): unknown {
  const file = keptPath(side);
  if (!isOwnName(file)) return null;
  try {
    const bytes = readFileSync(join(record.folder, file));
    return createHash("sha256").update(bytes).digest("hex") === side.sha256 ? (JSON.parse(bytes.toString("utf8")) as unknown) : null;
  } catch {
    return null;
  }
}

const chunkBytes = 1024 * 1024;

/** SHA-256 of a regular file of any length; `null` where there is none. A link is none. */
export function hashOfFile(path: string): string | null {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return null;
  const descriptor = openSync(path, "r");
  try {
    const hash = createHash("sha256");
    const chunk = Buffer.alloc(chunkBytes);
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) hash.update(chunk.subarray(0, read));
    return hash.digest("hex");
  } finally {
    closeSync(descriptor);
  }
}
