/**
 * `rungate close`: a run that will not be gone on with is brought to its end. The FINALLYs that its last runner left owed are
 * run, inner to outer, and its open windows are closed with the reason.
 */
import { openBody, pathOf, type Body, type RunContext } from "./context.ts";
import { clipBytes, type EntryOf } from "./entries.ts";
import { frameOf, hasBegun, isFinally, runFinallys } from "./execute-body.ts";
import { bodyFor, fixedItems, itemPath } from "./steps/call.ts";
import { restoreCaptures } from "./steps/capture.ts";
import type { Step } from "./procedure.ts";
import type { Scope } from "./values.ts";

/** What is still owed; nothing of it: the run is closed. */
export async function closeProcedure(context: RunContext, scope: Scope, reason: string): Promise<readonly string[]> {
  const { journal, procedure } = context;
  const body = openBody(context, { path: "", scope, rows: [], isCalled: false, sourceFile: null, called: null });
  const owed = await closeBody(context, body, [...procedure.steps, ...procedure.checklist]);
  if (owed.length > 0) return owed;
  for (const name of journal.state.openWindows.keys())
    await journal.append({ kind: "window", path: "close", action: "close", name, why: clipBytes(reason, 1000) });
  return [];
}

/** Of each DO that a runner died in, the item that was begun; then the body's own. */
async function closeBody(context: RunContext, body: Body, sections: readonly Step[]): Promise<string[]> {
  await restoreCaptures(context, body);
  const owed: string[] = [];
  for (const step of sections) {
    const frame = frameOf(body, step);
    for (const call of step.items) {
      if (call.kind !== "call") continue;
      for (const item of (await fixedItems(context, frame, call)) ?? []) {
        const inner = bodyFor(context, frame, call, itemPath(frame, call, item.name), item);
        if (!context.journal.state.isDone(inner.path.slice(0, -1)) && hasBegun(context, inner))
          owed.push(...(await closeBody(context, inner, call.procedure.steps)));
      }
    }
  }
  const left = sections.map((step) => ({
    ...step,
    items: step.items.filter((item) => isFinally(item) && isOwed(context, pathOf(frameOf(body, step), item.id))),
  }));
  return [...owed, ...(await runFinallys(context, body, left))];
}

/** Each runner runs all of them when it ends: what the last one did not is owed. */
function isOwed({ journal: { state } }: RunContext, path: string): boolean {
  const [, last] = state.entries
    .filter((entry): entry is EntryOf<"run"> | EntryOf<"resumed"> => entry.kind === "run" || entry.kind === "resumed")
    .toReversed();
  const done = state.done.get(path);
  return done === undefined || done.seq < (last?.seq ?? 0);
}
