/**
 * Sections in order, until their end or a STOP: those of the procedure itself, and those of what a DO calls.
 */
import { placeOf, pathOf, type Body, type Frame, type RunContext } from "./context.ts";
import { executeItems } from "./execute-item.ts";
import { clipBytes } from "./entries.ts";
import { next, stopAt, type Next } from "./flow.ts";
import { restoreCaptures } from "./steps/capture.ts";
import { executeFinally } from "./steps/finally.ts";
import { acknowledgeSection } from "./steps/words.ts";
import { reportUncoveredRows } from "./uncovered-rows.ts";
import type { Finally, Procedure, Step } from "./procedure.ts";

export interface Walked {
  /** `next`: the last section has passed. */
  readonly end: Next;
  /** The section where it ended. */
  readonly index: number;
}

/** `isAnnounced`: each section is shown and recorded as a step. */
export async function executeSections(context: RunContext, body: Body, sections: readonly Step[], isAnnounced: boolean): Promise<Walked> {
  let index = 0;
  while (index < sections.length) {
    const result = await executeSection(context, body, sections, index, isAnnounced);
    if (result.kind === "goTo") index = indexOf(sections, result.step);
    else if (result.kind === "next") index += 1;
    else return { end: result, index };
  }
  return { end: next, index };
}

export const frameOf = (body: Body, { id, title, items }: Step): Frame => ({ body, id, title, items, cautions: [] });

async function executeSection(
  context: RunContext,
  body: Body,
  sections: readonly Step[],
  index: number,
  isAnnounced: boolean,
): Promise<Next> {
  const step = sections[index] as Step;
  const frame = frameOf(body, step);
  if (!isAnnounced) return executeItems(context, frame);
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

/** What a DO calls: its sections, then its FINALLYs. */
export async function executeBody(context: RunContext, { steps, isRunbook }: Procedure, body: Body): Promise<Next> {
  await restoreCaptures(context, body);
  // A runner that died in this body could not run them.
  if (context.hasCrashed && hasBegun(context, body)) await runFinallys(context, body, steps);
  const { end } = await executeSections(context, body, steps, isRunbook);
  if (end.kind === "next" && isRunbook) await reportUncoveredRows(context, body, steps);
  const owed = await runFinallys(context, body, steps);
  if (owed.length === 0 || end.kind === "stop") return end;
  const step = steps.find(({ items }) => items.some(isFinally)) as Step;
  return stopAt(placeOf(context, frameOf(body, step), step.items.find(isFinally) as Finally), owed.join("; "));
}

export const hasBegun = ({ journal: { state } }: RunContext, { path: opening }: Body): boolean =>
  [...state.attempts.keys(), ...state.readings.keys()].some((path) => path.startsWith(opening));

export const isFinally = (item: Step["items"][number]): item is Finally => item.kind === "finally";

/** Runs the FINALLYs of a body, whatever happened in it. Answers what is still owed. */
export async function runFinallys(context: RunContext, body: Body, sections: readonly Step[]): Promise<string[]> {
  const owed: string[] = [];
  const uninterrupted = { ...context, interruption: new AbortController().signal };
  for (const step of sections) {
    for (const item of step.items.filter(isFinally)) {
      const problem = await executeFinally(uninterrupted, frameOf(body, step), item);
      if (problem !== null) owed.push(clipBytes(problem, 1000));
    }
  }
  return owed;
}
