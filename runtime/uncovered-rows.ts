/**
 * Rows of a table that DOs went over and that none of them covered: found at the end, never silently left.
 */
import { placeOf, type Body, type Frame, type RunContext } from "./context.ts";
import { clipBytes } from "./entries.ts";
import { itemPath } from "./steps/call.ts";
import type { Call, Capture, Step } from "./procedure.ts";

export async function reportUncoveredRows(context: RunContext, body: Body, steps: readonly Step[]): Promise<void> {
  const { journal, ports } = context;
  const tables = new Map<string, { table: Capture; frame: Frame; call: Call; covered: Set<string> }>();
  for (const step of steps) {
    const frame: Frame = { body, id: step.id, title: step.title, items: step.items, cautions: [] };
    for (const call of step.items) {
      if (call.kind !== "call" || call.over.kind !== "rows") continue;
      const { table } = call.over;
      const entry = tables.get(table.name) ?? { table, frame, call, covered: new Set<string>() };
      for (const name of namesOf(body, table)) if (journal.state.done.has(itemPath(frame, call, name))) entry.covered.add(name);
      tables.set(table.name, entry);
    }
  }
  for (const { table, frame, call, covered } of tables.values()) {
    const left = namesOf(body, table).filter((name) => !covered.has(name) && !journal.state.excluded.has(name));
    if (left.length === 0) continue;
    const text = clipBytes(`rows of \`${table.name}\` that no DO covers: ${left.join(", ")}`, 1000);
    await journal.append({ kind: "finding", path: `${body.path}table:${table.name}`, text });
    ports.operator.show({ kind: "finding", place: placeOf(context, frame, call), text });
  }
}

function namesOf(body: Body, table: Capture): string[] {
  const known = body.scope.find(table);
  return known?.kind === "table" ? known.rows.map((row) => row[0] ?? "") : [];
}
