/**
 * The journal in a folder: `journal.jsonl` opened for append, synced after every entry, side files beside it. A ballast
 * file keeps room, so that the result of a change can still be written on a disk that the change has filled.
 */
import { closeSync, existsSync, fdatasyncSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { syncFolder, writeDurably, writeFully } from "./durable-files.ts";
import { maximumEntryBytes } from "../entries.ts";
import { StoreFailure, type JournalStore } from "../ports.ts";

const ballastBytes = 256 * 1024;

/** Opens the store; call `close` at the end. Reads and writes `folder/journal.jsonl` and `folder/kept/`. */
export function openJournalStore(folder: string): JournalStore & { readonly close: () => void } {
  const path = join(folder, "journal.jsonl");
  const keptFolder = join(folder, "kept");
  const ballast = join(folder, "ballast");
  const descriptor = guard(() => {
    mkdirSync(keptFolder, { recursive: true, mode: 0o700 });
    const opened = openSync(path, "a+", 0o600);
    syncFolder(folder);
    placeBallast(ballast);
    return opened;
  });
  return {
    read: async () => {
      const bytes = readFileSync(path);
      guard(() => rewriteEnd(path, bytes));
      return bytes;
    },
    truncate: async (length) =>
      guard(() => {
        ftruncateSync(descriptor, length);
        fsyncSync(descriptor);
      }),
    append: async (bytes) =>
      guard(() => {
        try {
          writeFully(descriptor, bytes);
        } catch (error) {
          if (!isFull(error) || !existsSync(ballast)) throw error;
          rewriteAfterRelief(descriptor, path, ballast, bytes);
        }
        // A failed sync is never tried again: the kernel may have dropped the pages, and the second call would succeed.
        fdatasyncSync(descriptor);
      }),
    // Before every change something is kept: with the ballast spent and no room for another, none is started.
    keep: async (name, text) =>
      guard(() => {
        placeBallast(ballast);
        writeDurably(join(keptFolder, name), text);
      }),
    kept: async (name) => (existsSync(join(keptFolder, name)) ? readFileSync(join(keptFolder, name), "utf8") : null),
    close: () => closeSync(descriptor),
  };
}

/**
 * Makes what was read durable. A runner that died, or whose last sync failed, may have left an entry that can be read and is
 * not on disk; after a failed sync the kernel takes its bytes for written, and only writing them anew brings them there.
 */
function rewriteEnd(path: string, bytes: Uint8Array): void {
  if (bytes.length === 0) return;
  const start = Math.max(0, bytes.length - 2 * maximumEntryBytes);
  const descriptor = openSync(path, "r+");
  try {
    writeFully(descriptor, bytes.subarray(start), start);
    fdatasyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function guard<Result>(write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    throw new StoreFailure(error instanceof Error ? error.message : String(error));
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");

/** Drops what was written of the entry, gives the ballast's room back, writes the entry again. */
function rewriteAfterRelief(descriptor: number, path: string, ballast: string, bytes: Uint8Array): void {
  const length = readFileSync(path).lastIndexOf(0x0a) + 1;
  ftruncateSync(descriptor, length);
  rmSync(ballast);
  writeFully(descriptor, bytes);
}

function placeBallast(path: string): void {
  if (!existsSync(path)) writeDurably(path, Buffer.alloc(ballastBytes, 0x20));
}
