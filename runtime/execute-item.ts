/**
 * One item, and the items of one section. Which item is done already, the journal says; what an item of a kind means, the file
 * of that kind in `steps/` says.
 */
import { pathOf, placeOf, type Frame, type RunContext } from "./context.ts";
import { next, stopAt, type Next } from "./flow.ts";
import { capturePath, executeCapture } from "./steps/capture.ts";
import { doByHand } from "./steps/by-hand.ts";
import { executeCall } from "./steps/call.ts";
import { executeCheck } from "./steps/check.ts";
import { executeDecision } from "./steps/decision.ts";
import { executeExclude } from "./steps/exclude.ts";
import { executeExpect } from "./steps/expect.ts";
import { executeGate } from "./steps/gate.ts";
import { executeRun } from "./steps/run.ts";
import { executeWhen } from "./steps/when.ts";
import { executeWindow } from "./steps/window.ts";
import { showWords } from "./steps/words.ts";
import type { Item } from "./procedure.ts";

/** What the item means, whether or not it was done before. A kind that is forgotten here does not compile. */
function executeItem(context: RunContext, frame: Frame, item: Item): Next | Promise<Next> {
  switch (item.kind) {
    case "check":
      return executeCheck(context, frame, item);
    case "gate":
      return executeGate(context, frame, item);
    case "expect":
      return executeExpect(context, frame, item);
    case "run":
      return executeRun(context, frame, item);
    case "manual":
      return doByHand(context, frame, item);
    case "when":
      return executeWhen(context, frame, item);
    case "decision":
      return executeDecision(context, frame, item);
    case "exclude":
      return executeExclude(context, frame, item);
    case "call":
      return executeCall(context, frame, item);
    case "window":
      return executeWindow(context, frame, item);
    case "stop":
      return stopAt(placeOf(context, frame, item), `STOP: ${item.reason}`);
    case "caution":
    case "note":
    case "reading":
      return showWords(context, frame, item, isPast(context, frame, item));
    case "capture":
      return executeCapture(context, frame, item);
    // Runs when its body ends, see `executeBody`.
    case "finally":
      return next;
  }
}

/** True if something below it in its section was done by an earlier runner. */
function isPast(context: RunContext, frame: Frame, item: Item): boolean {
  return frame.items
    .slice(frame.items.indexOf(item) + 1)
    .some((later) => later.kind !== "capture" && context.journal.state.isDone(pathOf(frame, later.id)));
}

/** The items of one section, in order. */
export async function executeItems(context: RunContext, frame: Frame): Promise<Next> {
  const skipped = new Set<string>();
  for (const [index, item] of frame.items.entries()) {
    if (dependsOn(item, skipped, frame)) {
      if ("id" in item) skipped.add(item.id);
      continue;
    }
    if (context.interruption.aborted)
      return stopAt(placeOf(context, frame, { id: null, title: null, ...item }), `interrupted (${String(context.interruption.reason)})`, {
        state: "interrupted",
      });
    const result = await executeOnce(context, frame, item);
    if (result.kind === "skipBlock") {
      const block = item.kind === "run" ? item : frame.items.slice(index + 1).find(isBlock);
      if (block !== undefined) skipped.add(block.id);
    } else if (result.kind === "skipSection") return next;
    else if (result.kind !== "next") return result;
    if (item.kind === "check" || item.kind === "gate") noteFreshness(frame, item);
    if (isBlock(item)) frame.cautions.length = 0;
  }
  return next;
}

type Block = Extract<Item, { kind: "check" | "run" | "manual" | "call" | "exclude" | "decision" }>;
export const isBlock = (item: Item): item is Block => ["check", "run", "manual", "call", "exclude", "decision"].includes(item.kind);

/** A block that does not apply takes along what judges it and what reads it. */
export function dependsOn(item: Item, skipped: ReadonlySet<string>, frame: Frame): boolean {
  if (skipped.size === 0) return false;
  if (item.kind === "capture") return skipped.has(item.from);
  if (skipped.has(item.id)) return true;
  if ("judges" in item && item.judges !== null && skipped.has(item.judges)) return true;
  return (
    item.kind === "gate" &&
    frame.items.some((other) => other.kind === "run" && skipped.has(other.id) && other.gates.some(({ id }) => id === item.id))
  );
}

function noteFreshness(frame: Frame, item: Extract<Item, { kind: "check" | "gate" }>): void {
  const { freshItems } = frame.body;
  if (item.freshMs !== null && !freshItems.some((known) => known.item.id === item.id)) freshItems.push({ frame, item });
}

const pathOfItem = (frame: Frame, item: Item): string =>
  item.kind === "capture" ? capturePath(frame.body, item.name) : pathOf(frame, item.id);

/** Does what was not done before. */
async function executeOnce(context: RunContext, frame: Frame, item: Item): Promise<Next> {
  const path = pathOfItem(frame, item);
  return item.kind !== "finally" && context.journal.state.isDone(path)
    ? repeatOutcome(context, item, path)
    : executeAgain(context, frame, item);
}

/** Does it, whether or not it was done before, and records that it is done now. */
export async function executeAgain(context: RunContext, frame: Frame, item: Item): Promise<Next> {
  const path = pathOfItem(frame, item);
  const result = await executeItem(context, frame, item);
  // Words are shown again by every runner, and a FINALLY is recorded where its body ends.
  if (["caution", "note", "reading", "finally"].includes(item.kind)) return result;
  const how =
    result.kind === "next" || result.kind === "goTo"
      ? "passed"
      : result.kind === "skipSection" || result.kind === "skipBlock"
        ? "not applicable"
        : null;
  if (how !== null)
    await context.journal.append({
      kind: "done",
      path,
      how,
      why: "",
      goTo: result.kind === "goTo" ? result.step : null,
      isRepeatable: isRepeatable(item),
    });
  return result;
}

/** What a machine read is read again after a crash, unless a change followed. What a person said or did is not asked again. */
function isRepeatable(item: Item): boolean {
  switch (item.kind) {
    case "check":
      return item.block?.effect === "read-only" && item.byHand === null && !item.isInteractive;
    case "gate":
    case "expect":
    case "when":
      return item.conditions.length > 0 && item.question === null;
    case "decision":
      return item.branches.every(({ question }) => question === null);
    case "exclude":
    case "capture":
      return true;
    case "run":
    case "manual":
    case "call":
    case "window":
    case "stop":
    case "caution":
    case "note":
    case "reading":
    case "finally":
      return false;
  }
}

function repeatOutcome(context: RunContext, item: Item, path: string): Next {
  const done = context.journal.state.done.get(path);
  if (done !== undefined && done.goTo !== null) return { kind: "goTo", step: done.goTo };
  if (done?.how !== "not applicable") return next;
  return { kind: item.kind === "when" && item.appliesTo === "section" ? "skipSection" : "skipBlock" };
}
