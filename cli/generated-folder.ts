/**
 * One folder below `generated/`: writes it, and says how what lies there differs from what its runbook means now.
 *
 * Files are replaced one by one, each whole or not at all, the manifest last: until it is written, a run refuses the folder.
 */
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Manifest, manifestFile } from "../compiler/5-emit/manifest.ts";
import { Refusal } from "./exit-status.ts";
import { toSlashes } from "./files.ts";

/** Begins the name of a file that is being written; one that is left was cut off by a crash. */
const temporaryPrefix = ".rungate-writing-";

export type DifferenceKind =
  /** The runbook asks for it and it is not there. */
  | "missing"
  /** It is there, and neither the runbook nor the manifest knows it. */
  | "foreign"
  /** An earlier version of the runbook asked for it. */
  | "stale"
  /** It is not what the manifest beside it says was written. */
  | "edited"
  /** It is what was written, and the runbook means something else now. */
  | "outdated"
  /** As `outdated`, with the same runbook: another compiler or another configuration wrote it. */
  | "recompiled";

export interface Difference {
  readonly file: string;
  readonly kind: DifferenceKind;
}

/** Paths in `files` are relative to the folder, with `/`. */
export function differencesIn(folder: string, files: ReadonlyMap<string, string>): Difference[] {
  const onDisk = readFolder(folder);
  const recorded = readManifest(onDisk.get(manifestFile));
  const expected = readManifest(files.get(manifestFile));
  const isSameSource = recorded !== null && recorded.sourceSha256 === expected?.sourceSha256;
  const differences: Difference[] = [];
  for (const file of new Set([...files.keys(), ...onDisk.keys()])) {
    const is = onDisk.get(file);
    const should = files.get(file);
    if (is === should) continue;
    differences.push({ file, kind: kindOf(file, is, should, recorded, isSameSource) });
  }
  return differences.toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

function kindOf(
  file: string,
  is: string | undefined,
  should: string | undefined,
  recorded: Recorded | null,
  isSameSource: boolean,
): DifferenceKind {
  if (is === undefined) return "missing";
  if (should === undefined) return recorded?.outputs.has(file) === true ? "stale" : "foreign";
  const isAsWritten = file === manifestFile ? recorded?.isWhole === true : recorded?.outputs.get(file) === sha256(is);
  if (!isAsWritten) return "edited";
  if (!isSameSource) return "outdated";
  return "recompiled";
}

export function describeDifference({ file, kind }: Difference, runbook: string): string {
  switch (kind) {
    case "missing":
      return "missing";
    case "foreign":
      return "not written by rungate, and no part of the procedure";
    case "stale":
      return `left over from an earlier version of ${runbook}`;
    case "edited":
      return file === manifestFile
        ? "edited by hand: its content hash is not that of its own lists"
        : "edited by hand: it is not what `compile` wrote";
    case "outdated":
      return `${runbook} has changed since it was compiled`;
    case "recompiled":
      return "another version of rungate, another configuration or another file that it reads gives other bytes";
  }
}

export interface Written {
  readonly written: number;
  readonly removed: number;
  /** Those of the removed that rungate did not write: their owner is told. */
  readonly foreign: readonly string[];
}

/**
 * Makes the folder exactly what its runbook means: what else lies in it could be taken for part of the procedure. Only in
 * a folder that rungate's manifest marks as its own is anything removed.
 */
export function writeGenerated(folder: string, files: ReadonlyMap<string, string>): Written {
  const differences = differencesIn(folder, files);
  const foreign = differences.filter(({ kind }) => kind === "foreign").map(({ file }) => file);
  if (foreign[0] !== undefined && !isOurs(folder))
    throw new Refusal(
      `Unexpected file \`${foreign[0]}\` in ${folder}, expected an empty folder or one that rungate wrote`,
      "move it away, remove the folder if rungate wrote it, or name another folder as `generated` in rungate.yaml",
    );
  const inOrder = differences.toSorted((a, b) => Number(a.file === manifestFile) - Number(b.file === manifestFile));
  let written = 0;
  let removed = 0;
  for (const { file, kind } of inOrder) {
    if (kind === "stale" || kind === "foreign") {
      rmSync(join(folder, file));
      removeEmptyFolders(dirname(join(folder, file)), folder);
      removed += 1;
    } else {
      replaceFile(join(folder, file), files.get(file)!);
      written += 1;
    }
  }
  return { written, removed, foreign };
}

/** Folders of compiled procedures whose runbook is gone. */
export function orphanFolders(generated: string, ids: readonly string[]): string[] {
  if (!existsSync(generated)) return [];
  return readdirSync(generated, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !ids.includes(entry.name) && existsSync(join(generated, entry.name, manifestFile)))
    .map((entry) => entry.name)
    .toSorted();
}

/** Writes beside the place and moves it there, so that a reader sees the old file or the new one. */
export function replaceFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `${temporaryPrefix}${process.pid}`);
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

/** Upwards, as far as `top`, which stays. */
function removeEmptyFolders(folder: string, top: string): void {
  for (let empty = folder; empty !== top && readdirSync(empty).length === 0; empty = dirname(empty)) rmdirSync(empty);
}

const isOurs = (folder: string): boolean => {
  const path = join(folder, manifestFile);
  return existsSync(path) && readManifest(readFileSync(path, "utf8")) !== null;
};

function readFolder(folder: string, prefix = "", found = new Map<string, string>()): Map<string, string> {
  if (!existsSync(folder)) return found;
  if (!lstatSync(folder).isDirectory())
    throw new Refusal(`Unexpected ${folder} that is no folder, expected one that rungate may write`, "move it away");
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const name = toSlashes(join(prefix, entry.name));
    if (entry.isDirectory()) readFolder(path, name, found);
    else if (!entry.isFile()) throw new Refusal(`Unexpected ${path} that is no regular file, expected what rungate wrote`, "move it away");
    else if (entry.name.startsWith(temporaryPrefix)) rmSync(path);
    else found.set(name, readFileSync(path, "utf8"));
  }
  return found;
}

interface Recorded {
  readonly sourceSha256: string;
  readonly outputs: ReadonlyMap<string, string>;
  /** Its content hash is that of its own text, the hash left empty. */
  readonly isWhole: boolean;
}

/** `null` for what is no manifest: it may have been edited. */
function readManifest(text: string | undefined): Recorded | null {
  if (text === undefined) return null;
  try {
    const { source, outputs, contentHash } = Manifest.parse(JSON.parse(text));
    const emptied = text.replace(`"contentHash": "${contentHash}"`, '"contentHash": ""');
    return { sourceSha256: source.sha256, outputs: new Map(Object.entries(outputs)), isWhole: sha256(emptied) === contentHash };
  } catch {
    return null;
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
