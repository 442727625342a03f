/**
 * Files that last: written, synced, renamed, and their folder synced, in that order. A name exists whole or not at all.
 */
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * A folder and those above it, `top` included: what is synced in a folder whose own name is not on disk is lost with it. Also
 * where they are there already: who made them may have died before their sync.
 */
export function syncFolders(folder: string, top: string): void {
  syncFolder(folder);
  if (folder !== top) syncFolders(dirname(folder), top);
}

export function writeDurably(path: string, bytes: string | Uint8Array, mode = 0o600): void {
  const temporary = `${path}.tmp`;
  const descriptor = openSync(temporary, "w", mode);
  try {
    writeFully(descriptor, typeof bytes === "string" ? Buffer.from(bytes) : bytes);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

/** `write` may take fewer bytes than it was given. `at`: where in the file; left out: where the descriptor stands. */
export function writeFully(descriptor: number, bytes: Uint8Array, at: number | null = null): void {
  for (let offset = 0; offset < bytes.length;)
    offset += writeSync(descriptor, bytes, offset, bytes.length - offset, at === null ? null : at + offset);
}
