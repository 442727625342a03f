/**
 * RUN: a change, on the operator's word. Its status decides whether it may be judged by its gates; what they say of a
 * failed one is shown, and decides nothing.
 */
import { ask, options } from "../ask.ts";
import { describeEnding, speakOfExit } from "../conditions.ts";
import { pathOf, placeOf, type Frame, type RunContext } from "../context.ts";
import { refreshStale } from "../freshness.ts";
import { next, stopAt, stopUnanswered, type Next, type Stop } from "../flow.ts";
import { acknowledgeCautions } from "./words.ts";
import { carryOutBlock, showGate } from "./block.ts";
import { carryOutRevert } from "./revert.ts";
import { doByHand } from "./by-hand.ts";
import { takeOnce, whyNotOnce } from "../once.ts";
import { hashShown } from "../approval.ts";
import { awaitSecondWord } from "../second-word.ts";
import { evidenceOf } from "../word.ts";
import type { Exited } from "../ports.ts";
import type { Option, Shown } from "../questions.ts";
import type { Run } from "../procedure.ts";

export async function executeRun(context: RunContext, frame: Frame, run: Run): Promise<Next> {
  const place = placeOf(context, frame, run);
  if (run.isOnlyWhenNamed && !context.named.has(frame.id) && !context.named.has(run.id)) {
    context.ports.operator.show({ kind: "skipped", place, why: "only when named" });
    return { kind: "skipBlock" };
  }
  const repeated = await whyNotOnce(context, frame, run);
  if (repeated !== null && context.journal.state.attemptAt(pathOf(frame, run.id)) === null) return stopAt(place, repeated);
  const unread = await acknowledgeCautions(context, frame, run);
  if (unread.kind !== "next") return unread;
  if (run.block === null || run.byHand !== null || run.isInteractive) return doOnceByHand(context, frame, run);
  if (context.isHeld() && context.journal.state.attemptAt(pathOf(frame, run.id)) === null)
    return stopAt(place, "not started: another item of the list has stopped");
  for (let startsAgain = false; ;) {
    const carried = await carryOutBlock(context, frame, run, run.block, {
      question: "Start this change?",
      revert: run.revert,
      gates: run.gates,
      startsAgain,
      isIdempotent: run.isIdempotent,
      isTwoPerson: run.isTwoPerson,
      refresh: () => refreshStale(context, frame),
      claim: () => takeOnce(context, frame, run),
    });
    if (carried.kind === "declined") return carried.next;
    if (carried.kind === "happened") return next;
    frame.body.readings.set(run.id, carried.ending);
    if (carried.ending.status === 0 || run.gates.some(({ conditions }) => speakOfExit(conditions))) return next;
    const decided = await decideOnFailure(context, frame, run, carried.ending);
    if (decided !== "again") return decided;
    startsAgain = true;
  }
}

async function doOnceByHand(context: RunContext, frame: Frame, run: Run): Promise<Next> {
  const stop = run.isTwoPerson ? await awaitSecondByHand(context, frame, run) : null;
  if (stop !== null) return stop;
  const done = await doByHand(context, frame, run);
  const repeated = done.kind === "next" ? await takeOnce(context, frame, run) : null;
  return repeated === null ? done : stopAt(placeOf(context, frame, run), repeated);
}

/** What is done by hand is shown to the second person as it stands in the document, before the operator is asked to do it. */
async function awaitSecondByHand(context: RunContext, frame: Frame, run: Run): Promise<Stop | null> {
  const path = pathOf(frame, run.id);
  const place = placeOf(context, frame, run);
  const shown: Shown = {
    host: typeof run.block?.host === "string" ? run.block.host : "by hand",
    script: run.block === null ? run.text : context.scriptOf(run.block),
    session: null,
    effect: "mutating",
    values: [],
    evidence: evidenceOf(context, frame),
    revert: null,
    timeoutMs: run.block?.timeoutMs ?? 0,
  };
  const asked = { path, place, text: "This is done by hand. Shall it be done?", shown, shownSha256: hashShown(place, shown) };
  const second = await awaitSecondWord(context, asked);
  return "stop" in second ? second.stop : null;
}

async function decideOnFailure(context: RunContext, frame: Frame, run: Run, ending: Exited): Promise<Next | "again"> {
  const place = placeOf(context, frame, run);
  const path = pathOf(frame, run.id);
  const happened = `the change failed: ${describeEnding(ending)}`;
  if (context.interruption.aborted) return stopAt(place, happened, { state: "interrupted" });
  for (const gate of run.gates) await showGate(context, frame, gate, ending);
  const offered: readonly Option[] = [
    ...(run.isOnce ? [] : [options.startAgain]),
    ...(run.revert?.kind === "commands" ? [options.revert] : []),
    options.stop,
  ];
  const answer = await ask(context, {
    purpose: "runFailed",
    place,
    path,
    text: `Unexpected ${describeEnding(ending)}, expected exit 0. It is not started again by itself.`,
    options: offered,
  });
  if (answer.kind === "gone") return stopUnanswered(place, answer, happened);
  if (answer.key === "again") return "again";
  if (answer.key === "revert") return (await carryOutRevert(context, path, place)) ?? stopAt(place, `${happened}; it was undone`);
  return stopAt(place, happened);
}
