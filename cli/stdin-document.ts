/**
 * A document from standard input, as an editor sends it.
 */
import { relative, resolve } from "node:path";
import { maximumBytes } from "../compiler/1-parse/source-text.ts";
import { Refusal } from "./exit-status.ts";
import { bytesOfLength, toSlashes, type FoundFile } from "./files.ts";
import type { Workspace } from "./workspace.ts";

/** Whoever sends more than this means no document. */
const stdinBytesMax = 64 * 1024 * 1024;

/** `name`: what the document is called; only its place counts, it need not exist. */
export function stdinFile(name: string | undefined, workspace: Workspace): FoundFile {
  const absolute = resolve(workspace.cwd, name ?? "stdin.md");
  return { absolute, path: toSlashes(relative(workspace.root, absolute)) };
}

export async function readStdin(): Promise<Uint8Array> {
  if (process.stdin.isTTY)
    throw new Refusal("Unexpected terminal on standard input, expected a document", "redirect a file into it: rungate lint --stdin < file");
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length <= maximumBytes) chunks.push(chunk);
    if (length > stdinBytesMax) break;
  }
  return length > maximumBytes ? bytesOfLength(length) : Buffer.concat(chunks);
}
