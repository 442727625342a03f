/**
 * CHECK: a block that only reads. It runs by itself; one whose effect is not proven is a change to us, and runs on the
 * operator's word.
 */
import { ask, options } from "../ask.ts";
import { describeEnding, speakOfExit } from "../conditions.ts";
import { addEvidence, pathOf, placeOf, type Frame, type RunContext } from "../context.ts";
import { refreshStale } from "../freshness.ts";
import { next, stopAt, stopUnanswered, type Next } from "../flow.ts";
import { read } from "../readings.ts";
import { carryOutBlock } from "./block.ts";
import { doByHand } from "./by-hand.ts";
import type { Ending } from "../ports.ts";
import type { Block, Check } from "../procedure.ts";

export async function executeCheck(context: RunContext, frame: Frame, check: Check): Promise<Next> {
  if (check.block === null || check.byHand !== null || check.isInteractive) return doByHand(context, frame, check);
  for (let isAgain = false; ; isAgain = true) {
    const ended =
      check.block.effect === "read-only"
        ? await read(context, frame, check, check.block)
        : await readOnWord(context, frame, check, check.block, isAgain);
    if ("declined" in ended) return ended.declined;
    frame.body.readings.set(check.id, ended);
    if (ended.kind === "exited" && (ended.status === 0 || exitIsJudged(frame, check))) return passed(context, frame, check, ended);
    const failed = await askAgain(context, frame, check, ended);
    if (failed !== null) return failed;
  }
}

async function readOnWord(
  context: RunContext,
  frame: Frame,
  check: Check,
  block: Block,
  startsAgain: boolean,
): Promise<Ending | { readonly declined: Next }> {
  const carried = await carryOutBlock(context, frame, check, block, {
    question: "It is not proven that this only reads. Run it?",
    revert: null,
    gates: [],
    startsAgain,
    isIdempotent: false,
    isTwoPerson: false,
    refresh: () => refreshStale(context, frame),
    claim: async () => null,
  });
  if (carried.kind === "declined") return { declined: carried.next };
  return carried.kind === "ended"
    ? carried.ending
    : { kind: "refused", why: "the operator says that it happened; its output is not known" };
}

/** A script that answers with its status: 0, 1, 2. */
export const exitIsJudged = (frame: Frame, check: Check): boolean =>
  frame.items.some(
    (item) =>
      (item.kind === "decision" && item.judges === check.id && item.branches.some(({ conditions }) => speakOfExit(conditions))) ||
      ((item.kind === "gate" || item.kind === "expect" || item.kind === "when") &&
        item.judges === check.id &&
        speakOfExit(item.conditions)),
  );

function passed(context: RunContext, frame: Frame, check: Check, ending: Ending): Next {
  addEvidence(context, frame, check, (check.block as Block).file, describeEnding(ending));
  return next;
}

/** `null`: again. */
async function askAgain(context: RunContext, frame: Frame, check: Check, ending: Ending): Promise<Next | null> {
  const place = placeOf(context, frame, check);
  const happened = `the check failed: ${describeEnding(ending)}`;
  if (context.interruption.aborted) return stopAt(place, happened, { state: "interrupted" });
  const answer = await ask(context, {
    purpose: "checkFailed",
    place,
    path: pathOf(frame, check.id),
    text: `Unexpected ${describeEnding(ending)}, expected a reading.`,
    options: [options.again, options.stop],
  });
  if (answer.kind === "gone") return stopUnanswered(place, answer, happened);
  return answer.key === "again" ? null : stopAt(place, happened);
}
