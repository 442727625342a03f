/**
 * EXPECT: what should hold. A miss warns and asks; without an operator it stops.
 */
import { ask, options } from "../ask.ts";
import { pathOf, placeOf, type Frame, type RunContext } from "../context.ts";
import { clipBytes } from "../entries.ts";
import { next, stopAt, stopUnanswered, type Next } from "../flow.ts";
import { describeMiss, judgeItem, readForQuestion, record } from "../judging.ts";
import type { Expect } from "../procedure.ts";

export async function executeExpect(context: RunContext, frame: Frame, expect: Expect): Promise<Next> {
  const place = placeOf(context, frame, expect);
  const path = pathOf(frame, expect.id);
  let miss = "";
  if (expect.conditions.length > 0) {
    const judged = await judgeItem(context, frame, expect, expect);
    if (judged.holds !== true) miss = describeMiss(judged) || "nothing could be measured";
  } else miss = (await readForQuestion(context, frame, expect, expect)) ?? "";
  if (miss === "" && (expect.question !== null || expect.conditions.length === 0)) {
    const question = expect.question ?? expect.sentence;
    const answer = await ask(context, { purpose: "expect", place, path, text: question, options: [options.yes, options.no] });
    if (answer.kind === "gone") return stopUnanswered(place, answer, question);
    await record(context, frame, expect, { holds: answer.key === "yes", conditions: [] }, "operator");
    if (answer.key === "no") miss = `the operator says that it does not hold: ${question}`;
  }
  if (miss === "") return next;
  const answer = await ask(context, { purpose: "expectMissed", place, path, text: miss, options: [options.goOn, options.stop] });
  if (answer.kind === "gone") return stopUnanswered(place, answer, miss);
  if (answer.key !== "go on") return stopAt(place, `an expectation was missed: ${miss}`);
  await context.journal.append({
    kind: "finding",
    path,
    text: clipBytes(`${expect.title ?? expect.id}: ${miss}; gone on because: ${answer.text}`, 1000),
  });
  return next;
}
