/**
 * `fresh 15m`: before a change starts, a check or gate that is older is taken again, and with a check everything that
 * reads it. The operator never decides on a reading that the author calls stale. A check speaks of the world before the
 * changes that follow it: from the first of them on it stands as it was, like what was captured from it.
 */
import { ageMs, pathOf, placeOf, type Frame, type RunContext } from "./context.ts";
import { next, type Next } from "./flow.ts";
import type { Check, Gate, Item } from "./procedure.ts";

export async function refreshStale(context: RunContext, frame: Frame): Promise<{ readonly next: Next; readonly hasRefreshed: boolean }> {
  let hasRefreshed = false;
  for (const { frame: where, item } of frame.body.freshItems) {
    const done = context.journal.state.done.get(pathOf(where, item.id));
    if (done === undefined || item.freshMs === null || ageMs(context, done) <= item.freshMs) continue;
    if (item.kind === "check" && hasChangedSince(context, where, done.seq)) continue;
    hasRefreshed = true;
    context.ports.operator.show({
      kind: "reminder",
      place: placeOf(context, where, item),
      text: `The last reading is older than ${Math.round(item.freshMs / 1000)} s; it is taken again.`,
    });
    for (const again of [item, ...dependentsOf(where, item)]) {
      const result = await context.loop.executeAgain(context, where, again);
      if (result.kind !== "next") return { next: result, hasRefreshed };
    }
  }
  return { next, hasRefreshed };
}

/** True once a change of the same body, or of one that it calls, has been started. */
function hasChangedSince({ journal }: RunContext, { body }: Frame, seq: number): boolean {
  return journal.state.entries.some((entry) => entry.kind === "intent" && entry.seq > seq && entry.path.startsWith(body.path));
}

/** Captures and judgements of a check. */
function dependentsOf(frame: Frame, item: Check | Gate): readonly Item[] {
  if (item.kind !== "check") return [];
  return frame.items.filter(
    (other) =>
      (other.kind === "capture" && other.from === item.id) ||
      ((other.kind === "gate" || other.kind === "expect") && other.judges === item.id),
  );
}
