/**
 * Reads files that somebody else put there: regular ones only, no more than is allowed, and never waiting for a writer.
 */
import { closeSync, constants, fstatSync, openSync, readSync, statSync, type Stats } from "node:fs";
import { decodeUtf8 } from "../compiler/1-parse/utf8.ts";
import { Reporter } from "../compiler/diagnostics/reporter.ts";
import { Refusal } from "./exit-status.ts";

/** Why there are no bytes: what lies there instead of a file, how large it is, or what the system said. */
export type Unreadable = { readonly kind: string } | { readonly size: number } | { readonly error: string };

/** The kind is looked at before the file is opened, for a device may act on that, and again behind it, for it may have changed. */
export function readRegularFile(path: string, maximumSize: number): Uint8Array | Unreadable {
  try {
    const before = statSync(path);
    if (!before.isFile()) return { kind: kindOf(before) };
    if (before.size > maximumSize) return { size: before.size };
    // Without NONBLOCK, the pipe that took the file's place in this moment would be waited for.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = fstatSync(file);
      return stats.isFile() ? readUpTo(file, stats.size, maximumSize) : { kind: kindOf(stats) };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return { error: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
}

/** Where nothing is known of a size. */
const chunkBytes = 64 * 1024;

/** Some of the system's own files have no size until they are read. */
function readUpTo(file: number, expectedSize: number, maximumSize: number): Uint8Array | Unreadable {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    // As much as is there and one byte more, for no more than that stays in memory until it is collected.
    const chunk = Buffer.allocUnsafeSlow(size < expectedSize ? expectedSize - size + 1 : chunkBytes);
    const read = readSync(file, chunk, 0, chunk.length, null);
    size += read;
    if (size > maximumSize) return { size };
    chunks.push(chunk.subarray(0, read));
    if (read === 0 || size === expectedSize) return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
  }
}

export function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "folder";
  return stats.isFIFO() ? "pipe" : stats.isSocket() ? "socket" : "device";
}

/** The text of a file without which the command cannot go on. `shown`: its path as the user would type it. */
export function readTextFile(path: string, shown: string, maximumSize: number): string {
  const read = readRegularFile(path, maximumSize);
  if (read instanceof Uint8Array) {
    const reporter = new Reporter(shown);
    const text = decodeUtf8(read, reporter);
    if (text !== null) return text;
    const { message, span, fix } = reporter.diagnostics[0]!;
    throw new Refusal(`${shown}:${span.start.line}:${span.start.column}: ${message}`, lowerFirst(fix ?? ""));
  }
  if ("kind" in read) throw new Refusal(`Unexpected ${read.kind} at \`${shown}\`, expected a regular file`, "put a file there");
  if ("size" in read)
    throw new Refusal(`Unexpected ${read.size} bytes in \`${shown}\`, expected at most ${maximumSize}`, "move data out of it");
  throw new Refusal(`Unexpected ${read.error} at \`${shown}\`, expected a file that may be read`, "check the permissions");
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
