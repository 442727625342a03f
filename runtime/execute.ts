/**
 * A procedure from its first section to its end. What a section's items mean is said in `execute-item.ts` and `steps/`; what
 * is known of earlier runners, in the journal.
 */
import { openBody, type RunContext } from "./context.ts";
import { executeSections, frameOf, runFinallys } from "./execute-body.ts";
import { foretellOnce } from "./once.ts";
import { restoreCaptures } from "./steps/capture.ts";
import { askAboutMarkers } from "./steps/markers.ts";
import { offerReverts } from "./steps/revert.ts";
import { reportUncoveredRows } from "./uncovered-rows.ts";
import type { Stop } from "./flow.ts";
import type { Scope } from "./values.ts";

/** How the loop ended: where, with what, and what is still owed. */
export interface Ended {
  readonly stop: Stop | null;
  readonly stepIndex: number;
  readonly owed: readonly string[];
}

export async function executeProcedure(context: RunContext, scope: Scope): Promise<Ended> {
  const { steps, checklist } = context.procedure;
  const sections = [...steps, ...checklist];
  const body = openBody(context, { path: "", scope, rows: [], isCalled: false, sourceFile: null, called: null });
  await restoreCaptures(context, body);
  // A runner that died could not run them: they come before anything else.
  if (context.hasCrashed) await runFinallys(context, body, sections);
  for (const section of sections) await foretellOnce(context, frameOf(body, section));
  const { end, index } = await executeSections(context, body, sections, true);
  const stop = end.kind === "stop" ? end : null;
  if (stop === null) {
    await reportUncoveredRows(context, body, steps);
    await askAboutMarkers(context);
  }
  // Whoever is asked for the word of a FINALLY knows why the procedure ends.
  const hasFinally = sections.some(({ items }) => items.some(({ kind }) => kind === "finally"));
  if (stop !== null && hasFinally)
    context.ports.operator.show({ kind: "reminder", place: stop.place, text: `The run stops: ${stop.happened}` });
  const owed = await runFinallys(context, body, sections);
  if (stop?.state === "stopped") await offerReverts(context, stop.place);
  return { stop, stepIndex: Math.min(index, sections.length - 1), owed };
}
