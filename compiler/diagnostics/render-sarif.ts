/**
 * SARIF 2.1.0, for code scanning services. One run, one result a diagnostic, each rule described once.
 */
import type { Fix, Location, Log, Region, ReportingDescriptor, Result } from "sarif";
import type { Span } from "../ast/node.ts";
import { compareDiagnostics, type Diagnostic, type Edit, type Severity } from "./diagnostic.ts";

/** What a viewer shows of a rule; codes without a description are listed by their code alone. */
export interface RuleDescription {
  readonly code: string;
  readonly summary: string;
  readonly why: string;
}

const levels: Record<Severity, Result.level> = { error: "error", warning: "warning", info: "note" };

export function renderSarif(diagnostics: readonly Diagnostic[], descriptions: readonly RuleDescription[], version: string): string {
  const sorted = diagnostics.toSorted(compareDiagnostics);
  const codes = [...new Set(sorted.map((diagnostic) => diagnostic.code))].toSorted();
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "rungate", version, rules: codes.map((code) => renderRule(code, descriptions)) } },
        columnKind: "utf16CodeUnits",
        results: sorted.map((diagnostic) => renderResult(diagnostic, codes)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function renderRule(code: string, descriptions: readonly RuleDescription[]): ReportingDescriptor {
  const description = descriptions.find((candidate) => candidate.code === code);
  if (description === undefined) return { id: code };
  return { id: code, shortDescription: { text: description.summary }, fullDescription: { text: description.why } };
}

function renderResult({ code, severity, file, span, message, why, fix, related, edits }: Diagnostic, codes: readonly string[]): Result {
  const text = [message, why === null ? null : `Why: ${why}`, fix === null ? null : `Fix: ${fix}`]
    .filter((line) => line !== null)
    .join("\n");
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levels[severity],
    message: { text },
    locations: [renderLocation(file, span)],
    ...(related.length > 0 && {
      relatedLocations: related.map((place) => ({ ...renderLocation(file, place.span), message: { text: place.message } })),
    }),
    ...(edits !== null && { fixes: [renderFix(file, edits)] }),
  };
}

function renderLocation(file: string, span: Span): Location {
  return { physicalLocation: { artifactLocation: { uri: encodePath(file) }, region: renderRegion(span) } };
}

/** What `lint --fix` writes. */
function renderFix(file: string, edits: readonly Edit[]): Fix {
  const replacements = edits.map(({ span, text }) => ({ deletedRegion: renderRegion(span), insertedContent: { text } }));
  return { artifactChanges: [{ artifactLocation: { uri: encodePath(file) }, replacements }] };
}

function renderRegion({ start, end }: Span): Region {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A relative reference in the sense of RFC 3986: a blank or `#` in a file's name must not end it, nor a colon begin a scheme. */
function encodePath(file: string): string {
  return file.toWellFormed().split("/").map(encodeURIComponent).join("/");
}
