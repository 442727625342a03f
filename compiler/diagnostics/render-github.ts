/**
 * Workflow commands that GitHub shows beside the changed lines of a pull request.
 *
 *     ::error title=lint/history-expansion,file=runbooks/x.md,line=4,endLine=4,col=6,endColumn=10::Unexpected ...
 */
import { compareDiagnostics, type Diagnostic, type Severity } from "./diagnostic.ts";

const commands: Record<Severity, string> = { error: "error", warning: "warning", info: "notice" };

export function renderGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .toSorted(compareDiagnostics)
    .map((diagnostic) => `${renderCommand(diagnostic)}\n`)
    .join("");
}

function renderCommand({ code, severity, file, span, message, why, fix }: Diagnostic): string {
  const { start, end } = span;
  const properties: [string, string | number][] = [
    ["title", code],
    ["file", file],
    ["line", start.line],
    ["endLine", end.line],
  ];
  // GitHub refuses columns on an annotation of several lines.
  if (start.line === end.line) properties.push(["col", start.column], ["endColumn", end.column]);
  const text = [message, why === null ? null : `why: ${why}`, fix === null ? null : `fix: ${fix}`]
    .filter((line) => line !== null)
    .join("\n");
  return `::${commands[severity]} ${properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(",")}::${escapeData(text)}`;
}

/** As the runner's own toolkit does it: only these bytes end a message or begin a code. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
