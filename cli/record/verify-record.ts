/**
 * Whether a record is what was written: the chain, the files that its entries name, the procedure that it says was run, what
 * the operator was shown. Every difference is named with the entry that says otherwise.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { hashShown } from "../../runtime/approval.ts";
import type { Entry } from "../../runtime/entries.ts";
import { differenceFromSource, readProcedure } from "../../runtime/node/procedure-files.ts";
import type { Place, Shown } from "../../runtime/questions.ts";
import { namedFiles, readSide, stateOfFile, whereOf, whyChanged, whyIncomplete, type RunRecord } from "./record.ts";
import { sourcesOf, versionsOf, type Version } from "./record-files.ts";

export interface Verified {
  /** Something is not as it was written. */
  readonly changed: readonly string[];
  /** Something is not there. */
  readonly missing: readonly string[];
  /** What was compared and is as it was written. */
  readonly files: number;
}

interface Found {
  readonly changed: string[];
  readonly missing: string[];
}

/** What somebody noted of a record while it was written: its last lines cannot be dropped without this being missed. */
export interface Head {
  readonly hash: string;
  readonly count: number;
}

export function verifyRecord(record: RunRecord, head: Head | null): Verified {
  const changed: string[] = [];
  const missing: string[] = [];
  const why = whyIncomplete(record);
  if (why !== null) (whyChanged(record) === null ? missing : changed).push(why);
  const cut = head === null ? null : compareHead(record, head);
  if (cut !== null) changed.push(cut);
  const files = namedFiles(record);
  let whole = 0;
  for (const named of files) {
    const where = whereOf(record, named.entry);
    const state = stateOfFile(record, named);
    if (state === "whole") whole += 1;
    else if (state === "missing") missing.push(`\`${named.file}\` is missing, which ${where} names`);
    else if (state === "foreign") changed.push(`${where} names \`${named.file}\`, which is no file of a record`);
    else changed.push(`\`${named.file}\` was changed: it does not have the hash that ${where} names`);
  }
  for (const entry of record.entries) {
    const problem = compareShown(record, entry);
    if (problem !== null) changed.push(problem);
  }
  const before = changed.length + missing.length;
  const blocks = new Set(versionsOf(record).flatMap((version) => verifyProcedure(record, version, { changed, missing })));
  // Where a procedure is not whole, that is what is wrong.
  if (changed.length + missing.length === before)
    for (const entry of record.entries)
      if (entry.kind === "intent" && !blocks.has(entry.blockSha256))
        changed.push(`the procedure has no block with the hash that ${whereOf(record, entry)} names`);
  return { changed, missing, files: whole };
}

function compareHead({ entries }: RunRecord, { hash, count }: Head): string | null {
  const entry = entries[count - 1];
  if (entry === undefined)
    return `the record has ${entries.length} entries, and ${count} were there when its head was noted: its end was cut off`;
  return entry.hash.startsWith(hash)
    ? null
    : `entry ${count - 1} has the hash \`${entry.hash}\`, and \`${hash}\` was noted: it was written anew`;
}

/** The hash that the word was given for, against the side file that says what was shown. */
function compareShown(record: RunRecord, entry: Entry): string | null {
  if (entry.kind !== "intent" && entry.kind !== "secondAsked") return null;
  const kept = readSide(record, entry.shown) as { readonly place: Place; readonly shown: Partial<Shown> | undefined } | null;
  // A file that is gone or changed is told already.
  if (kept === null) return null;
  if (hashShown(kept.place, kept.shown as Shown) !== entry.shownSha256)
    return `what \`kept/${entry.shown.file}\` shows is not what the word of ${whereOf(record, entry)} was given for`;
  if (entry.kind === "intent" && sha256(kept.shown?.script ?? "") !== entry.blockSha256)
    return `the block that \`kept/${entry.shown.file}\` shows is not the one that ${whereOf(record, entry)} names`;
  return null;
}

/** A procedure that is kept with the run: its own hashes, and those that the record has of it. Answers those of its blocks. */
function verifyProcedure(record: RunRecord, version: Version, { changed, missing }: Found): readonly string[] {
  const { entry, folder, sources } = version;
  const where = whereOf(record, entry);
  if (!existsSync(join(record.folder, folder, "manifest.json"))) {
    missing.push(`\`${folder}/\` is missing, the procedure that ${where} names`);
    return [];
  }
  const found = readProcedure(join(record.folder, folder));
  if ("problems" in found) {
    for (const problem of found.problems)
      (problem.endsWith("is missing") ? missing : changed).push(problem.replaceAll(`${record.folder}/`, ""));
    return [];
  }
  const { manifest, files } = found;
  if (manifest.contentHash !== entry.procedureSha256)
    changed.push(`\`${folder}/\` has the content hash \`${manifest.contentHash}\`, ${where} names another`);
  if (manifest.source.sha256 !== entry.sourceSha256) changed.push(`\`${folder}/\` was compiled from another document than ${where} names`);
  // Runs of older versions keep no document: its hash is on record.
  if (existsSync(join(record.folder, sources))) {
    for (const path of sourcesOf(version, manifest))
      if (!existsSync(join(record.folder, path))) missing.push(`\`${path}\` is missing, from which the procedure was compiled`);
    if (differenceFromSource(manifest, join(record.folder, sources, manifest.source.path)) !== null)
      changed.push(`\`${sources}/\` is not what the procedure was compiled from`);
  }
  return [...files.values()].map(sha256);
}

const sha256 = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
