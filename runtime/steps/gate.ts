/**
 * GATE: what must hold to go on. Judged by the machine, by the operator, or by both. Nobody passes it alone: what does
 * not hold is judged again, overridden by two, or ends the run, the item, or the way to here.
 */
import { ask, options } from "../ask.ts";
import { pathOf, placeOf, type Frame, type RunContext } from "../context.ts";
import { next, stopAt, stopUnanswered, type Next } from "../flow.ts";
import { describeMiss, judgeItem, readForQuestion, record } from "../judging.ts";
import { carryOutRevert } from "./revert.ts";
import { executeCall } from "./call.ts";
import { overrideGate } from "./override.ts";
import type { Option } from "../questions.ts";
import type { Gate, Run } from "../procedure.ts";

export async function executeGate(context: RunContext, frame: Frame, gate: Gate): Promise<Next> {
  for (;;) {
    const miss = await judgeGate(context, frame, gate);
    if (miss === null) return next;
    if ("kind" in miss) return miss;
    const decided = await decideOnMiss(context, frame, gate, miss);
    if (decided !== "again") return decided;
  }
}

/** Why a gate does not hold. */
interface Miss {
  readonly why: string;
  /** Not all of it could be measured: what the procedure says for the case that it does not, is not done unasked. */
  readonly isUnread: boolean;
}

/** `null`: it holds. */
async function judgeGate(context: RunContext, frame: Frame, gate: Gate): Promise<Miss | Next | null> {
  const place = placeOf(context, frame, gate);
  const isByHand = isJudgedByHand(context, frame, gate);
  if (gate.conditions.length > 0 && !isByHand) {
    const judged = await judgeItem(context, frame, gate, gate);
    if (context.interruption.aborted && judged.holds !== true)
      return stopAt(place, "interrupted while a gate was judged", { state: "interrupted" });
    if (judged.holds !== true)
      return {
        why: describeMiss(judged) || "nothing could be measured",
        isUnread: judged.holds === null || judged.conditions.some(({ holds }) => holds === null),
      };
    if (gate.question === null) return null;
  }
  const unread = await readForQuestion(context, frame, gate, gate);
  if (unread !== null) return { why: unread, isUnread: true };
  const question = gate.question ?? gate.sentence;
  const answer = await ask(context, {
    purpose: "gate",
    place,
    path: pathOf(frame, gate.id),
    text: question,
    options: [options.yes, options.no],
  });
  if (answer.kind === "gone") return stopUnanswered(place, answer, question);
  const holds = answer.key === "yes";
  await record(
    context,
    frame,
    gate,
    {
      holds,
      conditions: [
        {
          text: question,
          readAs: question,
          holds,
          actual: `the operator says ${answer.key}${answer.text === "" ? "" : `: ${answer.text}`}`,
        },
      ],
    },
    "operator",
  );
  return holds ? null : { why: `the operator says that it does not hold: ${question}`, isUnread: false };
}

/** A change that was done by hand, or is said to have happened, left no output: the operator answers for it. */
function isJudgedByHand(context: RunContext, frame: Frame, gate: Gate): boolean {
  const readsOutput = gate.conditions.some(({ subject }) => subject.kind === "stream" || subject.kind === "lines");
  if (!readsOutput || gate.probe !== null || gate.judges === null || frame.body.readings.has(gate.judges)) return false;
  const judged = frame.items.find((item) => "id" in item && item.id === gate.judges);
  if (judged?.kind !== "run" && judged?.kind !== "check") return false;
  const isByHand = judged.block === null || judged.byHand !== null || judged.isInteractive;
  return isByHand || context.journal.state.attemptAt(pathOf(frame, judged.id))?.settled?.verdict === "happened";
}

async function decideOnMiss(context: RunContext, frame: Frame, gate: Gate, { why: miss, isUnread }: Miss): Promise<Next | "again"> {
  const { otherwise } = gate;
  const place = placeOf(context, frame, gate);
  const canSkip = otherwise.kind === "skipItem" && frame.body.isCalled;
  if (canSkip && !isUnread) return { kind: "skipItem", why: otherwise.why === "" ? miss : otherwise.why };
  if (otherwise.kind === "goTo" && !isUnread) return { kind: "goTo", step: otherwise.step };
  const why = otherwise.kind === "stop" && otherwise.why !== "" ? otherwise.why : undefined;
  const stop = stopAt(place, `the gate does not hold: ${miss}`, why === undefined ? {} : { advice: why });
  const undone = runOf(context, frame, gate);
  const offered: readonly Option[] = [
    options.judgeAgain,
    ...(undone === null ? [] : [options.revert]),
    ...(canSkip ? [options.skip] : []),
    ...(otherwise.kind === "goTo" ? [options.goTo] : []),
    ...(otherwise.kind === "doThenStop" ? [options.otherwise] : []),
    ...(context.approvals === null ? [] : [options.override]),
    options.stop,
  ];
  const answer = await ask(context, {
    purpose: "gateFailed",
    place,
    path: pathOf(frame, gate.id),
    text: [miss, why].filter((part) => part !== undefined).join("\n"),
    options: offered,
  });
  if (answer.kind === "gone") return { ...stop, state: answer.why === "interrupt" ? "interrupted" : "stopped" };
  if (answer.key === "again") return "again";
  if (answer.key === "skip") return { kind: "skipItem", why: answer.text };
  if (answer.key === "go to" && otherwise.kind === "goTo") return { kind: "goTo", step: otherwise.step };
  if (answer.key === "override") return (await overrideGate(context, frame, gate, miss, answer.text)) ?? next;
  if (answer.key === "revert" && undone !== null)
    return (
      (await carryOutRevert(context, pathOf(frame, undone.id), place)) ?? {
        ...stop,
        happened: `${stop.happened}; the change before it was undone`,
      }
    );
  if (answer.key === "otherwise" && otherwise.kind === "doThenStop") {
    const done = await executeCall(context, frame, otherwise.call);
    return done.kind === "stop" ? done : stop;
  }
  return stop;
}

/** The change that this gate judges, if it was made and can be undone. */
function runOf(context: RunContext, frame: Frame, gate: Gate): Run | null {
  const run = frame.items.find((item): item is Run => item.kind === "run" && item.gates.some(({ id }) => id === gate.id));
  if (run?.revert?.kind !== "commands") return null;
  return context.journal.state.openReverts().some(({ path }) => path === pathOf(frame, run.id)) ? run : null;
}
