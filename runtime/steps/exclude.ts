/**
 * EXCLUDE: rows that stay out of every later DO of the run, each a finding with its evidence.
 */
import { judgeRow, describeEnding } from "../conditions.ts";
import { pathOf, placeOf, type Frame, type RunContext } from "../context.ts";
import { clipBytes } from "../entries.ts";
import { next, stopAt, type Next } from "../flow.ts";
import { read } from "../readings.ts";
import { Scope } from "../values.ts";
import type { Exclude } from "../procedure.ts";

export async function executeExclude(context: RunContext, frame: Frame, exclude: Exclude): Promise<Next> {
  const { journal, ports } = context;
  const place = placeOf(context, frame, exclude);
  const path = pathOf(frame, exclude.id);
  const table = frame.body.scope.find(exclude.table);
  if (table?.kind !== "table") return stopAt(place, `\`${exclude.table.name}\` has no rows yet`);
  for (const row of table.rows) {
    const name = row[0] ?? "";
    const isOut = judgeRow(row, table.columns, exclude.where, frame.body.scope);
    if (isOut === null) return stopAt(place, `it could not be judged whether \`${name}\` stays out`);
    if (!isOut || journal.state.excluded.has(name)) continue;
    const evidence = await readEvidence(context, frame, exclude, table.columns, row);
    const why = clipBytes(`${exclude.text}${evidence === null ? "" : ` (evidence: ${evidence})`}`, 1000);
    // The finding first: a runner that dies between the two says it twice, never not at all.
    await journal.append({ kind: "finding", path, text: clipBytes(`\`${name}\` is excluded: ${why}`, 1100) });
    await journal.append({ kind: "excluded", path, name: clipBytes(name, 500), why });
    ports.operator.show({ kind: "finding", place, text: `\`${name}\` is excluded: ${why}` });
  }
  return next;
}

/** Keeps the raw reading. A reading that fails does not bring the row back. */
async function readEvidence(
  context: RunContext,
  frame: Frame,
  exclude: Exclude,
  columns: readonly string[],
  row: readonly string[],
): Promise<string | null> {
  if (exclude.evidence === null) return null;
  const scope = new Scope(frame.body.scope);
  for (const [index, column] of columns.entries())
    scope.set("rowColumn", `${exclude.table.name}.${column}`, { kind: "scalar", text: row[index] ?? "" });
  const ending = await read(context, { ...frame, body: { ...frame.body, scope } }, exclude, exclude.evidence);
  return ending.kind === "exited"
    ? `${ending.stdout.file ?? describeEnding(ending)}, sha256 ${ending.stdout.sha256.slice(0, 12)}`
    : describeEnding(ending);
}
