/**
 * JUnit XML, the report that every CI system shows. A file is a suite; an error is a failed case, anything milder is a
 * passed case with words, and a file without errors has one passed case.
 */
import { compareDiagnostics, type Diagnostic } from "./diagnostic.ts";

/** `files`: every document that was looked at, so that a clean one is seen to be clean. */
export function renderJunit(files: readonly string[], diagnostics: readonly Diagnostic[]): string {
  const names = [...new Set([...files, ...diagnostics.map((diagnostic) => diagnostic.file)])].toSorted();
  const sorted = diagnostics.toSorted(compareDiagnostics);
  const suites = names.map((file) =>
    renderSuite(
      file,
      sorted.filter((diagnostic) => diagnostic.file === file),
    ),
  );
  const tests = suites.reduce((sum, suite) => sum + suite.tests, 0);
  const failures = suites.reduce((sum, suite) => sum + suite.failures, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="rungate" tests="${tests}" failures="${failures}">`,
    ...suites.flatMap((suite) => suite.lines),
    "</testsuites>",
    "",
  ].join("\n");
}

function renderSuite(file: string, diagnostics: readonly Diagnostic[]): { lines: string[]; tests: number; failures: number } {
  const failures = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  const cases = diagnostics.flatMap(renderCase);
  if (failures === 0) cases.unshift(`    <testcase classname="${escapeXml(file)}" name="no errors"/>`);
  const tests = diagnostics.length + (failures === 0 ? 1 : 0);
  return {
    lines: [`  <testsuite name="${escapeXml(file)}" tests="${tests}" failures="${failures}">`, ...cases, "  </testsuite>"],
    tests,
    failures,
  };
}

function renderCase({ code, severity, file, span, message, why, fix }: Diagnostic): string[] {
  const place = `${file}:${span.start.line}:${span.start.column}`;
  const body = escapeXml(
    [place, message, why === null ? null : `why: ${why}`, fix === null ? null : `fix: ${fix}`].filter((line) => line !== null).join("\n"),
  );
  const outcome =
    severity === "error"
      ? `<failure type="${escapeXml(code)}" message="${escapeXml(message)}">${body}</failure>`
      : `<system-out>${escapeXml(severity)}: ${body}</system-out>`;
  return [
    `    <testcase classname="${escapeXml(file)}" name="${escapeXml(`${code} ${span.start.line}:${span.start.column}`)}">`,
    `      ${outcome}`,
    "    </testcase>",
  ];
}

/** Control characters and lone surrogates cannot stand in XML 1.0 at all, not even as references. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\t", "&#9;")
    .replaceAll("\n", "&#10;")
    .replaceAll("\r", "&#13;");
}
