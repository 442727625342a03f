/**
 * `lint --format json`: the stable form that tools, CI and editors build on. Keys are only ever added.
 */
import { z } from "zod";
import { compareDiagnostics, Severity, type Diagnostic } from "./diagnostic.ts";

/** One diagnostic as machines read it: here, and in the outline of `explain --format json`. */
export const JsonDiagnostic = z.strictObject({
  code: z.string(),
  severity: Severity,
  file: z.string(),
  line: z.int().positive(),
  column: z.int().positive(),
  endLine: z.int().positive(),
  endColumn: z.int().positive(),
  message: z.string(),
  why: z.string().nullable(),
  fix: z.string().nullable(),
});
export type JsonDiagnostic = z.infer<typeof JsonDiagnostic>;

/** A replacement in the file; an insertion where it ends where it begins. Columns count UTF-16 units. */
export const JsonEdit = z.strictObject({
  line: z.int().positive(),
  column: z.int().positive(),
  endLine: z.int().positive(),
  endColumn: z.int().positive(),
  text: z.string(),
});

/** `edits`: what `lint --fix` would write, for editors. */
export const JsonFinding = z.strictObject({ ...JsonDiagnostic.shape, edits: z.array(JsonEdit).nullable() });
export type JsonFinding = z.infer<typeof JsonFinding>;

export const JsonReport = z.strictObject({
  version: z.literal(1),
  files: z.int().nonnegative(),
  diagnostics: z.array(JsonFinding),
  /** What `--fix` mended, placed as it stood before; only with `--fix`. */
  fixed: z.array(JsonFinding).optional(),
});
export type JsonReport = z.infer<typeof JsonReport>;

export function toJsonDiagnostic({ code, severity, file, span, message, why, fix }: Diagnostic): JsonDiagnostic {
  return {
    code,
    severity,
    file,
    line: span.start.line,
    column: span.start.column,
    endLine: span.end.line,
    endColumn: span.end.column,
    message,
    why,
    fix,
  };
}

function toJsonFinding(diagnostic: Diagnostic): JsonFinding {
  const edits = diagnostic.edits?.map(({ span: { start, end }, text }) => ({
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    text,
  }));
  return { ...toJsonDiagnostic(diagnostic), edits: edits ?? null };
}

/** `files`: how many documents were looked at. `fixed`: `null` where nothing was to be fixed. */
export function renderJson(files: number, diagnostics: readonly Diagnostic[], fixed: readonly Diagnostic[] | null = null): string {
  const report: JsonReport = {
    version: 1,
    files,
    diagnostics: diagnostics.toSorted(compareDiagnostics).map(toJsonFinding),
    ...(fixed !== null && { fixed: fixed.map(toJsonFinding) }),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
