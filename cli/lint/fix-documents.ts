/**
 * Documents through `fixText`: what becomes of each, and how that is told.
 */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { decodeUtf8 } from "../../compiler/1-parse/utf8.ts";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { Reporter } from "../../compiler/diagnostics/reporter.ts";
import type { Analysed, CompileOptions } from "../../compiler/index.ts";
import { plural } from "../diagnostics.ts";
import type { LookedAt } from "../documents.ts";
import { fixText } from "./fix.ts";
import { shownPath, type Workspace } from "../workspace.ts";

export interface FixedDocument extends LookedAt<Analysed> {
  readonly before: string;
  readonly after: string;
  readonly fixed: readonly Diagnostic[];
}

/** `null` where the document has nothing that can be mended. */
export async function fixDocument(
  { file, result }: LookedAt<Analysed>,
  bytes: Uint8Array | Diagnostic,
  options: Omit<CompileOptions, "path">,
): Promise<FixedDocument | null> {
  if (result.source === null || result.diagnostics.every(({ edits }) => edits === null)) return null;
  // Somebody may have put something else there since the document was looked at.
  const before = bytes instanceof Uint8Array ? decodeUtf8(bytes, new Reporter(file.path)) : null;
  if (before === null) return null;
  const { analyse } = await import("../../compiler/index.ts");
  const done = await fixText(before, (text) => analyse(text, { ...options, path: file.path }));
  return done.text === before ? null : { file, result: done.result, before, after: done.text, fixed: done.fixed };
}

/** `fixed runbooks/x.md: 2 lint/non-ascii-command, 1 build/typographic-dash` */
export function describeFixed({ file, fixed }: FixedDocument, workspace: Workspace): string {
  const codes = [...new Set(fixed.map(({ code }) => code))].toSorted();
  const counts = codes.map((code) => `${fixed.filter((diagnostic) => diagnostic.code === code).length} ${code}`);
  return `fixed ${shownPath(file.path, workspace)}: ${counts.join(", ")}`;
}

/** A unified diff that `patch -p1` and `git apply` take. */
export function diffOf({ file, before, after }: FixedDocument, workspace: Workspace): string {
  const name = shownPath(file.path, workspace);
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, { headerOptions: FILE_HEADERS_ONLY });
}

export function summaryOfFixes(documents: readonly FixedDocument[], verb: string): string {
  const count = documents.reduce((sum, { fixed }) => sum + fixed.length, 0);
  return `${verb} ${plural(count, "finding")} in ${plural(documents.length, "file")}`;
}
