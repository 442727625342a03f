/**
 * FINALLY: what runs when a body ends, however it ends. A block that only reads runs by itself, any other on the
 * operator's word; until it has succeeded the run stays unclosed.
 */
import { nothingToRefresh } from "../changes.ts";
import { describeEnding } from "../conditions.ts";
import { pathOf, type Frame, type RunContext } from "../context.ts";
import { clipBytes } from "../entries.ts";
import { commandOf, read } from "../readings.ts";
import { carryOutBlock } from "./block.ts";
import type { Finally } from "../procedure.ts";

/** What is owed if it did not succeed; `null` if it did. */
export async function executeFinally(context: RunContext, frame: Frame, item: Finally): Promise<string | null> {
  const { journal } = context;
  const path = pathOf(frame, item.id);
  const prepared = commandOf(context, frame, item.block, "unnamed");
  if ("problem" in prepared) return fail(context, path, item, prepared.problem);
  const problem = item.block.effect === "read-only" ? await readIt(context, frame, item) : await changeIt(context, frame, item, path);
  if (problem !== null) return fail(context, path, item, problem);
  await journal.append({ kind: "done", path, how: "passed", why: "", goTo: null, isRepeatable: false });
  return null;
}

async function readIt(context: RunContext, frame: Frame, item: Finally): Promise<string | null> {
  const ending = await read(context, frame, item, item.block);
  return ending.kind === "exited" && ending.status === 0 ? null : describeEnding(ending);
}

async function changeIt(context: RunContext, frame: Frame, item: Finally, path: string): Promise<string | null> {
  // It is idempotent, so an end of an earlier start does not count for this one.
  const earlier = context.journal.state.attemptAt(path);
  const startsAgain = earlier !== null && (earlier.result !== null || earlier.settled !== null);
  const carried = await carryOutBlock(context, frame, item, item.block, {
    question: "The procedure ends. Run this?",
    revert: null,
    gates: [],
    startsAgain,
    isIdempotent: true,
    isTwoPerson: false,
    // A gate that no longer holds must not keep it from running.
    refresh: nothingToRefresh,
    claim: async () => null,
  });
  if (carried.kind === "ended") return carried.ending.status === 0 ? null : describeEnding(carried.ending);
  if (carried.kind === "happened") return null;
  return carried.next.kind === "stop" ? carried.next.happened : "left out";
}

async function fail(context: RunContext, path: string, item: Finally, problem: string): Promise<string> {
  const text = clipBytes(`FINALLY ${item.title ?? item.id} has not run: ${problem}`, 1000);
  await context.journal.append({ kind: "finding", path, text });
  return text;
}
