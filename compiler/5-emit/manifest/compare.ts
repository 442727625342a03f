/**
 * Compares what the compiler would write with what lies in `generated/<id>/`, and says of each difference how it came to be.
 */
import { sha256 } from "../hash.ts";
import { contentHashOf, Manifest, manifestFile } from "./manifest.ts";

export interface OutputDifference {
  readonly path: string;
  /**
   * `edited`: changed by hand after it was written. `stale`: as it was written, but the compiler would write something else now.
   * `missing`: not there. `extra`: there, and nobody writes it.
   */
  readonly kind: "edited" | "stale" | "missing" | "extra";
  /** One sentence for people, without the path. */
  readonly why: string;
}

/** Both maps: path in the procedure's folder -> text. Sorted by path. */
export function compareOutputs(expected: ReadonlyMap<string, string>, actual: ReadonlyMap<string, string>): OutputDifference[] {
  const written = readManifest(actual.get(manifestFile));
  const current = readManifest(expected.get(manifestFile));
  const cause = written === null || current === null ? "the manifest cannot be read" : causeOf(written, current);
  const differences: OutputDifference[] = [];
  for (const path of [...new Set([...expected.keys(), ...actual.keys()])].sort()) {
    const wanted = expected.get(path);
    const found = actual.get(path);
    if (wanted === found) continue;
    if (found === undefined) differences.push({ path, kind: "missing", why: "the compiler writes this file, and it is not there" });
    else if (isEdited(path, found, written)) differences.push({ path, kind: "edited", why: "changed by hand since it was written; change the runbook instead" });
    else if (wanted === undefined) differences.push({ path, kind: "extra", why: "nothing writes this file" });
    else differences.push({ path, kind: "stale", why: cause });
  }
  return differences;
}

/** True where the manifest beside the file speaks of other bytes. The manifest is the witness; its own hash must fit its own list. */
function isEdited(path: string, found: string, written: Manifest | null): boolean {
  if (path === manifestFile) return written === null || written.contentHash !== contentHashOf(written.outputs, written.source);
  const entry = written?.outputs.find((output) => output.path === path);
  return entry !== undefined && entry.sha256 !== sha256(found);
}

function causeOf(written: Manifest, current: Manifest): string {
  if (written.source.path !== current.source.path) return `compiled from ${written.source.path}, not from ${current.source.path}`;
  if (written.source.sha256 !== current.source.sha256) return `${current.source.path} has changed since it was compiled`;
  if (written.compiler !== current.compiler) return `written by rungate ${written.compiler}, this is ${current.compiler}`;
  return "neither the runbook nor rungate has changed, so the configuration or a file that the runbook refers to has";
}

function readManifest(text: string | undefined): Manifest | null {
  if (text === undefined) return null;
  try {
    return Manifest.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
