/**
 * A file without the secrets.
 */
import { closeSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { Mask, type Shapes } from "../mask.ts";

const chunkBytes = 1024 * 1024;

/** Writes `from` without the secrets to `to`, whole or not at all, and removes `from` where that is another file. */
export function maskFile(from: string, to: string, shapes: Shapes): void {
  const source = openSync(from, "r");
  const temporary = `${to}.masked`;
  const target = openSync(temporary, "w", 0o600);
  try {
    const mask = new Mask(shapes, (bytes) => void writeSync(target, bytes));
    const chunk = Buffer.alloc(chunkBytes);
    for (let read = readSync(source, chunk); read > 0; read = readSync(source, chunk)) mask.add(chunk.subarray(0, read));
    mask.finish();
  } finally {
    closeSync(source);
    closeSync(target);
  }
  renameSync(temporary, to);
  if (from !== to) rmSync(from);
}
