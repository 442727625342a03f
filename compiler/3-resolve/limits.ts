/**
 * How large a document may be before it is bound to itself: flow and scopes cost the square of these numbers, and nobody
 * follows a procedure of that length at a terminal.
 */
import { itemsOf, type Item } from "../ast/index.ts";
import type { Runbook } from "../ast/runbook.ts";
import type { Reporter } from "../diagnostics/reporter.ts";

const limits = {
  labels: 5_000,
  captures: 1_000,
  parameters: 1_000,
  procedures: 500,
  "places in shell text where a command may begin": 20_000,
};

/** False, with a report, for a document that is not resolved at all. */
export function checkLimits(runbook: Runbook, reporter: Reporter): boolean {
  const items = runbook.sections.flatMap(itemsOf);
  const counts = {
    labels: items.length,
    captures: items.filter(({ kind }) => kind === "Capture").length,
    parameters: runbook.parameters.length,
    procedures: items.filter(({ kind }) => kind === "Procedure").length,
    "places in shell text where a command may begin": scriptsOf(runbook, items).reduce((sum, script) => sum + countBeginnings(script), 0),
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

function scriptsOf({ looseBlocks }: Runbook, items: readonly Item[]): string[] {
  const blocks = items.flatMap((item) => ("block" in item && item.block !== null ? [item.block] : []));
  return [...blocks, ...looseBlocks].map(({ script }) => script);
}

/** No fewer than there are commands, and counted without a parser. */
function countBeginnings(script: string): number {
  let count = 1;
  for (let at = 0; at < script.length; at++) if ("\n;|&(`".includes(script[at]!)) count++;
  return count;
}
