/**
 * What git has of a document: the text that was last committed, for documents that only grow.
 */
import { spawnSync } from "node:child_process";
import { matchesGlob } from "../lint-rules/support/glob.ts";

const bytesMax = 64 * 1024 * 1024;

/** `null` for a document that `patterns` do not name, for a new one, and where there is no git or no repository. */
export function committedText(root: string, path: string, patterns: readonly string[]): string | null {
  if (!patterns.some((pattern) => matchesGlob(pattern, path))) return null;
  const { status, stdout } = spawnSync("git", ["-C", root, "show", `HEAD:./${path}`], { encoding: "utf8", maxBuffer: bytesMax });
  return status === 0 ? stdout : null;
}
