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

export const JsonReport = z.strictObject({
  version: z.literal(1),
  files: z.int().nonnegative(),
  diagnostics: z.array(JsonDiagnostic),
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

/** `files`: how many documents were looked at. */
export function renderJson(files: number, diagnostics: readonly Diagnostic[]): string {
  const report: JsonReport = { version: 1, files, diagnostics: diagnostics.toSorted(compareDiagnostics).map(toJsonDiagnostic) };
  return `${JSON.stringify(report, null, 2)}\n`;
}
