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

/** `write` may take fewer bytes than it was given. */
export function writeFully(descriptor: number, bytes: Uint8Array): void {
  for (let offset = 0; offset < bytes.length;) offset += writeSync(descriptor, bytes, offset);
}
