/**
 * The loop: the sections of a procedure in order, until its end or a STOP. What a section's items mean is said in
 * `execute-item.ts` and `steps/`; what is known of earlier runners, in the journal.
 */
import { openBody, pathOf, placeOf, type Body, type Frame, type RunContext } from "./context.ts";
import { executeItems, runFinallys } from "./execute-item.ts";
import { clipBytes } from "./entries.ts";
import { next, type Next, type Stop } from "./flow.ts";
import { restoreCaptures } from "./steps/capture.ts";
import { offerReverts } from "./steps/revert.ts";
import { acknowledgeSection } from "./steps/words.ts";
import { reportUncoveredRows } from "./uncovered-rows.ts";
import type { Scope } from "./values.ts";
import type { Finally, Step } from "./procedure.ts";

/** How the loop ended: where, with what, and what is still owed. */
export interface Ended {
  readonly stop: Stop | null;
  readonly stepIndex: number;
  readonly owed: readonly string[];
}

export async function executeProcedure(context: RunContext, scope: Scope): Promise<Ended> {
  const sections = [...context.procedure.steps, ...context.procedure.checklist];
  const body = openBody(context, { path: "", scope, rows: [], isCalled: false, sourceFile: null });
  await restoreCaptures(context, body);
  // A runner that died could not run them: they come before anything else.
  if (context.hasCrashed) await runAllFinallys(context, body, sections);
  let stop: Stop | null = null;
  let index = 0;
  while (index < sections.length) {
    const result = await executeSection(context, body, sections, index);
    if (result.kind === "stop") {
      stop = result;
      break;
    }
    index = result.kind === "goTo" ? indexOf(sections, result.step) : index + 1;
  }
  if (stop === null) await reportUncoveredRows(context, body);
  const owed = await runAllFinallys(context, body, sections);
  if (stop?.state === "stopped" && !context.isCheckOnly) await offerReverts(context, stop.place);
  return { stop, stepIndex: Math.min(index, sections.length - 1), owed };
}

async function executeSection(context: RunContext, body: Body, sections: readonly Step[], index: number): Promise<Next> {
  const step = sections[index] as Step;
  const frame: Frame = { body, id: step.id, title: step.title, items: step.items, cautions: [] };
  const { journal, ports } = context;
  const path = pathOf(frame, `section:${step.id}`);
  const place = placeOf(context, frame, { id: null, kind: "step", title: null, source: step.source });
  if (step.isReading && journal.state.isDone(path)) return next;
  ports.operator.show({ kind: "step", place, number: index + 1, of: sections.length });
  await journal.append({ kind: "step", path, title: clipBytes(step.title, 600) });
  if (!step.isReading) return executeItems(context, frame);
  const result = await acknowledgeSection(context, frame, step);
  if (result.kind === "next") await journal.append({ kind: "done", path, how: "passed", why: "", goTo: null, isRepeatable: false });
  return result;
}

function indexOf(sections: readonly Step[], id: string): number {
  const index = sections.findIndex((section) => section.id === id);
  if (index < 0) throw new Error(`bug in rungate: the procedure goes to section \`${id}\`, which it does not have`);
  return index;
}

async function runAllFinallys(context: RunContext, body: Body, sections: readonly Step[]): Promise<string[]> {
  const owed: string[] = [];
  for (const step of sections) {
    const frame: Frame = { body, id: step.id, title: step.title, items: step.items, cautions: [] };
    owed.push(
      ...(await runFinallys(
        context,
        frame,
        step.items.filter((item): item is Finally => item.kind === "finally"),
      )),
    );
  }
  return owed;
}
