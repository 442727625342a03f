/**
 * WHEN: whether the section, or the next block, applies. What cannot be measured is asked.
 */
import { ask, options } from "../ask.ts";
import { pathOf, placeOf, type Frame, type RunContext } from "../context.ts";
import { next, stopAt, stopUnanswered, type Next } from "../flow.ts";
import { describeMiss, judgeItem, readForQuestion } from "../judging.ts";
import type { When } from "../procedure.ts";

export async function executeWhen(context: RunContext, frame: Frame, when: When): Promise<Next> {
  const place = placeOf(context, frame, when);
  const notApplicable: Next = { kind: when.appliesTo === "section" ? "skipSection" : "skipBlock" };
  let question = when.question ?? when.sentence;
  if (when.conditions.length > 0) {
    const judged = await judgeItem(context, frame, when, when);
    if (judged.holds === false) {
      context.ports.operator.show({ kind: "skipped", place, why: `does not apply: ${describeMiss(judged)}` });
      return notApplicable;
    }
    if (judged.holds === true && when.question === null) return next;
    if (judged.holds === null) question = `It could not be measured whether this applies: ${describeMiss(judged)}. Does it?`;
  } else {
    const unread = await readForQuestion(context, frame, when, when);
    if (unread !== null) question = `${question}\n${unread}`;
  }
  const answer = await ask(context, {
    purpose: "when",
    place,
    path: pathOf(frame, when.id),
    text: question,
    options: [options.applies, options.doesNotApply, options.stop],
  });
  if (answer.kind === "gone") return stopUnanswered(place, answer, question);
  if (answer.key === "stop") return stopAt(place, "the operator stopped at a WHEN");
  return answer.key === "yes" ? next : notApplicable;
}
