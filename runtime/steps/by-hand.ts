/**
 * What a person does: MANUAL, a CHECK without a command, a block that the machine will not run, an interactive one. The
 * words (and the commands) are shown, the operator confirms with a note.
 */
import { ask, options } from "../ask.ts";
import { pathOf, placeOf, type Frame, type RunContext } from "../context.ts";
import { next, stopAt, stopUnanswered, type Next } from "../flow.ts";
import type { Check, Manual, Run } from "../procedure.ts";

export async function doByHand(context: RunContext, frame: Frame, item: Check | Run | Manual): Promise<Next> {
  const place = placeOf(context, frame, item);
  if (item.kind !== "manual" && item.block !== null) {
    context.ports.operator.show({ kind: "words", place, weight: "reading", text: context.scriptOf(item.block) });
  }
  const text = [reasonOf(item), item.text].filter((part) => part !== "").join("\n");
  const canSkip = item.kind === "run" && frame.body.isCalled;
  const answer = await ask(context, {
    purpose: "byHand",
    place,
    path: pathOf(frame, item.id),
    text,
    options: canSkip ? [options.done, options.skip, options.stop] : [options.done, options.stop],
  });
  if (answer.kind === "gone") return stopUnanswered(place, answer, text);
  if (answer.key === "skip") return { kind: "skipItem", why: answer.text };
  return answer.key === "done" ? next : stopAt(place, "the operator stopped instead of doing this by hand");
}

function reasonOf(item: Check | Run | Manual): string {
  if (item.kind === "manual") return "Do this, then confirm.";
  if (item.byHand !== null) return `By hand: ${item.byHand}`;
  return item.isInteractive
    ? "Interactive: do it in a terminal of your own, then confirm. It is not recorded, and not judged."
    : "Look, then confirm.";
}
