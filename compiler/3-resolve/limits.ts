/**
 * How large a document may be before it is bound to itself: flow and scopes cost the square of these numbers, and nobody
 * follows a procedure of that length at a terminal.
 */
import { itemsOf } from "../ast/index.ts";
import type { Runbook } from "../ast/runbook.ts";
import type { Reporter } from "../diagnostics/reporter.ts";

const limits = { labels: 5_000, captures: 1_000, parameters: 1_000, procedures: 500 };

/** False, with a report, for a document that is not resolved at all. */
export function checkLimits(runbook: Runbook, reporter: Reporter): boolean {
  const items = runbook.sections.flatMap(itemsOf);
  const counts = {
    labels: items.length,
    captures: items.filter(({ kind }) => kind === "Capture").length,
    parameters: runbook.parameters.length,
    procedures: items.filter(({ kind }) => kind === "Procedure").length,
  };
  const exceeded = (Object.keys(limits) as (keyof typeof limits)[]).find((what) => counts[what] > limits[what]);
  if (exceeded === undefined) return true;
  const start = { line: 1, column: 1, offset: 0 };
  reporter.report({
    code: "resolve/too-many-labels",
    severity: "error",
    span: { start, end: start },
    message: `Unexpected document of ${counts[exceeded]} ${exceeded}, expected at most ${limits[exceeded]}`,
    why: "nobody can follow a procedure of that length, and every value in it would have to be tracked along every way through it",
    fix: "Split the runbook",
  });
  return false;
}
