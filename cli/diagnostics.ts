/**
 * Diagnostics for people: frames on stderr, and the line that sums them up.
 */
import { makeLineReader } from "../compiler/ast/lines.ts";
import { compareDiagnostics, type Diagnostic, type Severity } from "../compiler/diagnostics/diagnostic.ts";
import { renderDiagnostic } from "../compiler/diagnostics/render-text.ts";
import { hasColour, say, widthOf } from "./terminal.ts";
import { asShown, type Workspace } from "./workspace.ts";

/** `textOf` gives the source by its path from the root; `null` where the bytes cannot be shown. */
export async function showDiagnostics(
  diagnostics: readonly Diagnostic[],
  workspace: Workspace,
  textOf: (path: string) => string | null,
): Promise<void> {
  const options = { colour: hasColour(process.stderr), width: widthOf(process.stderr) };
  const linesOf = makeLineReader();
  for (const diagnostic of diagnostics.toSorted(compareDiagnostics)) {
    const text = textOf(diagnostic.file);
    say(await renderDiagnostic(asShown(diagnostic, workspace), text === null ? null : linesOf(text), options));
  }
}

export function countOf(diagnostics: readonly Diagnostic[], severity: Severity): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

/** `3 files: 1 error, 2 warnings` */
export function summaryOf(files: number, diagnostics: readonly Diagnostic[]): string {
  const counts = (["error", "warning", "info"] as const)
    .map((severity) => ({ severity, count: countOf(diagnostics, severity) }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => (severity === "info" ? `${count} info` : plural(count, severity)));
  return `${plural(files, "file")}: ${counts.length === 0 ? "nothing to report" : counts.join(", ")}`;
}

export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
