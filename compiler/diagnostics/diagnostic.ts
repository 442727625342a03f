/**
 * One thing to tell an author: where, what is unexpected and what was expected, why it matters when this runs, the fix.
 * A frozen value; wording lives with the phase or rule that reports, layout in the renderers.
 */
import { z } from "zod";
import { Span } from "../ast/node.ts";

export const Severity = z.enum(["error", "warning", "info"]);
export type Severity = z.infer<typeof Severity>;

/** One replacement in the file; an insertion where `span` is empty. */
export const Edit = z.strictObject({ span: Span, text: z.string() }).readonly();
export type Edit = z.infer<typeof Edit>;

export const Diagnostic = z
  .strictObject({
    /** `phase/slug`, stable for ever: `resolve/unresolved-placeholder`, `lint/gate-cannot-fail`; `shellcheck/SC2086` is ShellCheck's. */
    code: z.string().regex(/^(?:(?:parse|build|resolve|lint|emit|config)\/[a-z0-9-]+|shellcheck\/SC[0-9]{4})$/),
    severity: Severity,
    /** The path given to the compiler, with `/`. */
    file: z.string(),
    span: Span,
    /** "Unexpected X, expected Y": one sentence, values in backticks, no full stop. */
    message: z.string().min(1),
    /** What happens when this runbook is executed. */
    why: z.string().nullable(),
    /** Begins with a verb, names the edit. */
    fix: z.string().nullable(),
    /** Other places that explain this one. */
    related: z.array(z.strictObject({ span: Span, message: z.string() }).readonly()).readonly(),
    /** What `lint --fix` writes: only where nobody would mend it otherwise. Each stands for itself, in document order. */
    edits: z.array(Edit).min(1).readonly().nullable(),
  })
  .readonly();
export type Diagnostic = z.infer<typeof Diagnostic>;

/** By file, line, column, code: the order of every report. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.file, b.file) ||
    a.span.start.line - b.span.start.line ||
    a.span.start.column - b.span.start.column ||
    compareText(a.code, b.code)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
