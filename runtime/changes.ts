/**
 * One change, from the question to its end, in the order that makes it happen at most once:
 *
 *     evidence fresh -> shown -> the word -> how to undo it, on disk -> intent, on disk -> start -> result, on disk
 *
 * A start that an earlier runner left behind is followed up, never repeated.
 */
import { ask, checkAnswer, options, recordAnswer } from "./ask.ts";
import { ageMs, attemptName, type RunContext } from "./context.ts";
import { clipBytes } from "./entries.ts";
import { next, stopAt, stopUnanswered, type Next, type Stop } from "./flow.ts";
import { streamOf, type Prepared } from "./readings.ts";
import { awaitSecondWord } from "./second-word.ts";
import { askWord } from "./word.ts";
import { describeIdentity, type Approvals } from "./approvals.ts";
import type { Approval } from "./approval.ts";
import type { Command, Exited } from "./ports.ts";
import type { Block } from "./procedure.ts";
import type { Evidence, Option, Place, Shown } from "./questions.ts";
import type { Attempt } from "./state.ts";

export interface Change {
  readonly path: string;
  readonly id: string;
  readonly place: Place;
  readonly block: Block;
  /** The block with its values as they are now: evidence that is taken again may change them. */
  readonly command: () => Prepared;
  readonly question: string;
  /** What undoes it, filled in; `null` if the author says nothing. */
  readonly revert: () => string | null;
  readonly canSkip: boolean;
  /** It needs the word of a second person. */
  readonly isTwoPerson: boolean;
  readonly evidence: () => readonly Evidence[];
  /** Takes stale evidence again; anything but `next` ends the change before it begins. `true`: something was taken again. */
  readonly refresh: () => Promise<{ readonly next: Next; readonly hasRefreshed: boolean }>;
  /** Why it may not start after all, said after the word; `null` where it may. */
  readonly claim: () => Promise<string | null>;
  /** Writes down how to undo it, before the intent. */
  readonly prepare: () => Promise<void>;
  /** Shows what the gates say now, where the outcome is unknown. */
  readonly verify: () => Promise<void>;
  /** Its author says that it may be repeated, whatever became of an earlier start. */
  readonly isIdempotent: boolean;
  /** Carries the revert out; `null` where there is none. */
  readonly undo: (() => Promise<Stop | null>) | null;
}

export type Carried =
  | { readonly kind: "ended"; readonly ending: Exited; readonly attempt: string }
  /** The operator says that it happened; no output is known. */
  | { readonly kind: "happened" }
  | { readonly kind: "declined"; readonly next: Next };

const sliceMs = 1000;

/** `startsAgain`: the operator has chosen to start a change again whose last start has ended. */
export async function carryOut(context: RunContext, change: Change, startsAgain: boolean): Promise<Carried> {
  let attempt = startsAgain ? null : context.journal.state.attemptAt(change.path);
  for (;;) {
    if (attempt === null) {
      const started = await start(context, change);
      if (typeof started !== "string") return { kind: "declined", next: started };
      attempt = context.journal.state.attemptAt(change.path);
      if (attempt === null) continue;
    }
    const carried = await followUp(context, change, attempt);
    if (carried !== "notStarted") return carried;
    attempt = null;
  }
}

/** Gets the word and starts it. Answers the attempt's name, or what happens instead. */
async function start(context: RunContext, change: Change): Promise<string | Next> {
  for (;;) {
    const stale = await change.refresh();
    if (stale.next.kind !== "next") return stale.next;
    const prepared = change.command();
    if ("problem" in prepared) return stopAt(change.place, `the block was not started: ${prepared.problem}`);
    const { command } = prepared;
    const word = await askWord(context, {
      place: change.place,
      command,
      effect: change.block.effect,
      revert: change.revert(),
      evidence: change.evidence(),
      text: change.question,
      canSkip: change.canSkip,
      isTwoPerson: change.isTwoPerson,
    });
    const { answer, approval } = word;
    if (answer.kind === "gone") return stopUnanswered(change.place, answer, change.question);
    if (approval === null) return declined(context, change, answer.key, answer.text);
    // The operator may have thought for an hour: what has become stale meanwhile is taken again, and the word with it.
    const after = await change.refresh();
    if (after.next.kind !== "next") return after.next;
    if (after.hasRefreshed) continue;
    const second = change.isTwoPerson ? await countersigned(context, change, approval, word.shown) : null;
    if (second !== null && "stop" in second) return second.stop;
    // So may the second person have; then both words are void.
    const last = second === null ? null : await change.refresh();
    if (last !== null && last.next.kind !== "next") return last.next;
    if (last?.hasRefreshed === true) continue;
    if (context.interruption.aborted) return stopAt(change.place, "interrupted before the change was started", { state: "interrupted" });
    return launch(context, change, command, { approval, shown: word.shown, second: second?.by ?? null });
  }
}

/** The second person's name, once their word for the same hash is there. */
async function countersigned(
  context: RunContext,
  { path, place, question }: Change,
  approval: Approval,
  shown: Shown,
): Promise<{ readonly by: string } | { readonly stop: Stop }> {
  const second = await awaitSecondWord(context, { path, place, text: question, shown, shownSha256: approval.shownSha256 });
  if ("stop" in second) return second;
  approval.countersign(second.word, (context.approvals as Approvals).self);
  return { by: describeIdentity(second.word.by) };
}

interface Given {
  readonly approval: Approval;
  readonly shown: Shown;
  /** The second person; `null` where one is enough. */
  readonly second: string | null;
}

async function declined(context: RunContext, change: Change, key: string, text: string): Promise<Next> {
  await recordAnswer(context, change.path, "word", { kind: "chosen", key, text });
  if (key === "skip") return { kind: "skipItem", why: text === "" ? "the operator left it out" : text };
  return stopAt(change.place, "the operator did not give the word");
}

async function launch(context: RunContext, change: Change, command: Command, { approval, shown, second }: Given): Promise<string | Next> {
  const { journal, ports } = context;
  const refusal = await change.claim();
  if (refusal !== null) return stopAt(change.place, refusal);
  await change.prepare();
  const side = await journal.keep("shown", { place: change.place, shown });
  const attempt = attemptName(context, change.id);
  await journal.append({
    kind: "intent",
    path: change.path,
    attempt,
    blockSha256: change.block.blockSha256,
    shownSha256: approval.shownSha256,
    shown: side,
    host: command.host,
    by: ports.operator.name,
    ...(second !== null && { secondBy: second }),
  });
  const started = await ports.shell.startMutation({ ...command, attempt, place: change.place }, approval);
  if (started.kind === "started") return attempt;
  await journal.append({
    kind: "settled",
    path: change.path,
    attempt,
    verdict: "not started",
    by: "machine",
    note: clipBytes(started.why, 1000),
  });
  return stopAt(change.place, `the change was not started: ${started.why}`);
}

/** What became of a start: of this runner, or of one that died. */
async function followUp(context: RunContext, change: Change, attempt: Attempt): Promise<Carried | "notStarted"> {
  const name = attempt.intent.attempt;
  if (attempt.settled?.verdict === "happened") return { kind: "happened" };
  const isRecovered = attempt.intent.seq < context.journal.state.lastResumedSeq;
  let waitedMs = 0;
  let hasAskedToStop = false;
  for (;;) {
    const state = await context.ports.shell.awaitMutation(name, attempt.result === null ? sliceMs : 0);
    switch (state.kind) {
      case "notStarted":
        return notStarted(context, change, attempt);
      case "lost":
        return outcomeUnknown(context, change, name, state.why);
      case "exited": {
        if (attempt.result !== null) return { kind: "ended", ending: state, attempt: name };
        if (isSignal(state.status)) return outcomeUnknown(context, change, name, `it was ended by signal ${state.status - 128}`);
        await context.journal.append({
          kind: "result",
          path: change.path,
          attempt: name,
          status: state.status,
          stdout: streamOf(state.stdout),
          stderr: streamOf(state.stderr),
          durationMs: state.durationMs,
          isRecovered,
        });
        context.ports.operator.show({ kind: "blockEnded", place: change.place, attempt: name, ending: state });
        return { kind: "ended", ending: state, attempt: name };
      }
      case "running": {
        waitedMs += sliceMs;
        context.ports.operator.show({
          kind: "waiting",
          place: change.place,
          attempt: name,
          pid: state.pid,
          elapsedMs: ageMs(context, attempt.intent),
          budgetMs: change.block.timeoutMs,
        });
        const isOverdue = waitedMs >= change.block.timeoutMs;
        const isStopped: boolean = !hasAskedToStop && context.interruption.reason === "SIGINT";
        if (!isOverdue && !isStopped) continue;
        hasAskedToStop ||= isStopped;
        const decided = isStopped
          ? await askWhatOnInterrupt(context, change, name, state.pid)
          : await askWhileRunning(context, change, name, state.pid);
        if (decided === "ended") return outcomeUnknown(context, change, name, "it was ended on the operator's word");
        if (decided !== "wait") return { kind: "declined", next: decided };
        waitedMs = 0;
      }
    }
  }
}

/** bash reports a signal as 128 plus its number; whether the change was made before it came, nobody knows. */
const isSignal = (status: number): boolean => status > 128 && status <= 128 + 64;

async function notStarted(context: RunContext, change: Change, attempt: Attempt): Promise<"notStarted"> {
  await context.journal.append({
    kind: "settled",
    path: change.path,
    attempt: attempt.intent.attempt,
    verdict: "not started",
    by: "machine",
    note: "it left no start mark, and can no longer start",
  });
  return "notStarted";
}

async function askWhileRunning(context: RunContext, change: Change, attempt: string, pid: number): Promise<"wait" | "ended" | Stop> {
  const text = `It has not ended within ${Math.round(change.block.timeoutMs / 1000)} s and is still running (pid ${pid}).`;
  const answer = await ask(context, {
    purpose: "outcome",
    place: change.place,
    path: change.path,
    text,
    options: [options.wait, options.end, options.stop],
  });
  if (answer.kind === "chosen" && answer.key === "wait") return "wait";
  if (answer.kind === "chosen" && answer.key === "end") {
    await context.ports.shell.endMutation(attempt);
    return "ended";
  }
  return leaveRunning(context, change, attempt, pid);
}

/** Ctrl-C is no word on the change: it ends the run, and what it means for what is under way is asked. No answer leaves it alone. */
async function askWhatOnInterrupt(context: RunContext, change: Change, attempt: string, pid: number): Promise<"wait" | "ended" | Stop> {
  const offered: readonly Option[] = [options.waitThenStop, options.end, options.detach];
  // `ask` answers for a run that was interrupted; this is what is asked because of that.
  const answer = await context.ports.operator.ask({
    purpose: "outcome",
    place: change.place,
    text: `The run ends here on Ctrl-C. This change is still running (pid ${pid}).`,
    options: offered,
    shown: null,
    shownSha256: null,
    isSecret: false,
  });
  checkAnswer(answer, offered);
  await recordAnswer(context, change.path, "outcome", answer);
  if (answer.kind === "chosen" && answer.key === "wait") return "wait";
  if (answer.kind === "chosen" && answer.key === "end") {
    await context.ports.shell.endMutation(attempt);
    return "ended";
  }
  return leaveRunning(context, change, attempt, pid);
}

async function leaveRunning(context: RunContext, change: Change, attempt: string, pid: number): Promise<Stop> {
  await context.journal.append({ kind: "unknown", path: change.path, attempt, why: `still running (pid ${pid}) when the run was stopped` });
  return stopAt(change.place, `the change was still running (pid ${pid}) when the run was stopped`, {
    state: "unknown",
    advice: "the change goes on by itself; resuming waits for it",
  });
}

/** Nobody knows: the gates' own probes are shown, and the operator says. Never run again by itself. */
async function outcomeUnknown(context: RunContext, change: Change, attempt: string, why: string): Promise<Carried | "notStarted"> {
  const { journal } = context;
  await journal.append({ kind: "unknown", path: change.path, attempt, why: clipBytes(why, 1000) });
  for (;;) {
    await change.verify();
    const offered: readonly Option[] = [
      options.happened,
      options.didNot,
      ...(change.isIdempotent ? [options.repeat] : []),
      ...(change.undo === null ? [] : [options.revert]),
      options.stop,
    ];
    const answer = await ask(context, {
      purpose: "outcome",
      place: change.place,
      path: change.path,
      text: `The outcome of this change is unknown: ${why}. Has it happened?`,
      options: offered,
    });
    // Nothing is settled: until the new start is on record, this one stays open.
    if (answer.kind === "chosen" && answer.key === "again") return "notStarted";
    if (answer.kind === "chosen" && answer.key === "revert") {
      const stop = (await change.undo?.()) ?? null;
      return { kind: "declined", next: stop ?? stopAt(change.place, "the change was undone; whether it had been made is unknown") };
    }
    if (answer.kind === "chosen" && (answer.key === "happened" || answer.key === "did not")) {
      await journal.append({
        kind: "settled",
        path: change.path,
        attempt,
        verdict: answer.key,
        by: context.ports.operator.name,
        note: clipBytes(answer.text, 1000),
      });
      return answer.key === "happened" ? { kind: "happened" } : "notStarted";
    }
    return {
      kind: "declined",
      next: stopAt(change.place, `the outcome of a change is unknown: ${why}`, {
        state: "unknown",
        advice: "look whether it has happened, then resume: you will be asked",
      }),
    };
  }
}

export const nothingToRefresh = async (): Promise<{ readonly next: Next; readonly hasRefreshed: boolean }> => ({
  next,
  hasRefreshed: false,
});
