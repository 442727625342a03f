/**
 * A document from standard input, as an editor sends it.
 */
import { relative, resolve } from "node:path";
import { reportTooLarge } from "../compiler/1-parse/source-text.ts";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { Reporter } from "../compiler/diagnostics/reporter.ts";
import { Refusal } from "./exit-status.ts";
import { toSlashes, type FoundFile } from "./files.ts";
import type { Workspace } from "./workspace.ts";

/** Whoever sends more than this means no document. */
const stdinBytesMax = 64 * 1024 * 1024;

/** `name`: what the document is called; only its place counts, it need not exist. */
export function stdinFile(name: string | undefined, workspace: Workspace): FoundFile {
  const absolute = resolve(workspace.cwd, name ?? "stdin.md");
  return { absolute, path: toSlashes(relative(workspace.root, absolute)) };
}

/** The bytes, or why there are too many of them. */
export async function readStdin({ path }: FoundFile, maximumFileSize: number): Promise<Uint8Array | Diagnostic> {
  if (process.stdin.isTTY)
    throw new Refusal("Unexpected terminal on standard input, expected a document", "redirect a file into it: rungate lint --stdin < file");
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length <= maximumFileSize) chunks.push(chunk);
    if (length > stdinBytesMax) break;
  }
  if (length <= maximumFileSize) return Buffer.concat(chunks);
  const reporter = new Reporter(path);
  reportTooLarge(length, maximumFileSize, reporter);
  return reporter.diagnostics[0]!;
}
