/**
 * DECISION: branches tried in order. The first that holds is taken and the others that hold are recorded; where the first
 * that does not fail cannot be judged by machine, the operator chooses.
 */
import { ask, options } from "../ask.ts";
import { judge } from "../conditions.ts";
import { pathOf, placeOf, type Frame, type RunContext } from "../context.ts";
import { clipBytes } from "../entries.ts";
import { next, stopAt, stopUnanswered, type Next } from "../flow.ts";
import { readingOf } from "../judging.ts";
import { read } from "../readings.ts";
import type { Ending } from "../ports.ts";
import type { Option } from "../questions.ts";
import type { Decision } from "../procedure.ts";

type Branch = Decision["branches"][number];
interface Tried {
  readonly branch: Branch;
  readonly holds: boolean | null;
}

export async function executeDecision(context: RunContext, frame: Frame, decision: Decision): Promise<Next> {
  const place = placeOf(context, frame, decision);
  const reading = decision.judges === null ? null : await readingOf(context, frame, decision.judges);
  const tried: Tried[] = [];
  for (const branch of decision.branches) tried.push({ branch, holds: await tryBranch(context, frame, decision, branch, reading) });
  const open = tried.filter(({ holds }) => holds !== false);
  const first = open[0];
  if (first === undefined) return stopAt(place, "no branch of the decision applies");
  if (first.holds === true) {
    for (const { branch, holds } of open) if (holds === true) await record(context, frame, decision, branch, branch === first.branch);
    return follow(context, frame, decision, first.branch);
  }
  const offered: Option[] = open.map(({ branch }, index) => ({
    key: String(index + 1),
    meaning: `${branch.sentence} -> ${branch.target}`,
    wantsText: false,
  }));
  const answer = await ask(context, {
    purpose: "decision",
    place,
    path: pathOf(frame, decision.id),
    text: decision.text,
    options: [...offered, options.stop],
  });
  if (answer.kind === "gone") return stopUnanswered(place, answer, decision.text);
  const chosen = open[Number(answer.key) - 1];
  return chosen === undefined ? stopAt(place, "the operator stopped at a decision") : follow(context, frame, decision, chosen.branch);
}

/** `null`: the operator must say. The branch `otherwise` has neither conditions nor a question, and always holds. */
async function tryBranch(
  context: RunContext,
  frame: Frame,
  decision: Decision,
  branch: Branch,
  reading: Ending | null,
): Promise<boolean | null> {
  if (branch.conditions.length === 0) return branch.question === null ? true : null;
  const judged = await judge(branch.conditions, {
    reading,
    scope: frame.body.scope,
    runProbe: (probe) => read(context, frame, decision, probe),
  });
  return judged.holds === true && branch.question !== null ? null : judged.holds;
}

async function record(context: RunContext, frame: Frame, decision: Decision, branch: Branch, isTaken: boolean): Promise<void> {
  await context.journal.append({
    kind: "judged",
    path: pathOf(frame, decision.id),
    holds: true,
    by: "machine",
    sentence: clipBytes(branch.sentence, 1000),
    actual: isTaken ? `taken: ${branch.target}` : "holds too; the first that holds is taken",
  });
}

function follow(context: RunContext, frame: Frame, decision: Decision, { sentence, target }: Branch): Next {
  if (target === "STOP") return stopAt(placeOf(context, frame, decision), `decided: ${sentence}`);
  return target === frame.id ? next : { kind: "goTo", step: target };
}
