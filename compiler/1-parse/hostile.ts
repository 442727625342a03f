/**
 * Refuses what would cost a Markdown parser seconds or minutes.
 */
import type { Reporter } from "../diagnostics/reporter.ts";
import { maximumBars, maximumDelimiters, maximumDepth, scanLines, type LineProblem } from "./line-scan.ts";
import { positionAt, type SourceText } from "./source-text.ts";

/** True, with a diagnostic, where no parser may see the text. */
export function isHostile(source: SourceText, reporter: Reporter): boolean {
  const problem = scanLines(source.text);
  if (problem !== null) reportProblem(problem, source, reporter);
  return problem !== null;
}

export function reportProblem(problem: LineProblem, source: SourceText, reporter: Reporter): void {
  const at = positionAt(source.text, problem.offset);
  if (problem.kind === "depth") {
    reporter.report({
      code: "parse/nested-too-deeply",
      severity: "error",
      span: { start: at, end: at },
      message: `Unexpected nesting of ${problem.count} lists and block quotes, expected at most ${maximumDepth}`,
      why: "Such nesting takes a Markdown parser seconds to minutes, and no reader can follow it.",
      fix: "Flatten the list or quote, or make sections of its levels",
    });
    return;
  }
  if (problem.kind === "bars") {
    reporter.report({
      code: "parse/too-many-cells",
      severity: "error",
      span: { start: at, end: at },
      message: `Unexpected ${problem.count} \`|\`, expected at most ${maximumBars}`,
      why: "a table of this size is data, not a procedure, and its cells would take gigabytes of memory",
      fix: "Move the data to a file of its own",
    });
    return;
  }
  reporter.report({
    code: "parse/too-many-delimiters",
    severity: "error",
    span: { start: at, end: at },
    message: `Unexpected ${problem.count} emphasis and link delimiters in one paragraph, expected at most ${maximumDelimiters}`,
    why: "Matching them takes a Markdown parser seconds and hundreds of megabytes.",
    fix: "Put the text in a fence, or break it into paragraphs",
  });
}
