/**
 * What is only read: prose, NOTE, CAUTION, whole sections without labels. A CAUTION is acknowledged before a RUN, once
 * for its text in a run, and shown every time.
 */
import { createHash } from "node:crypto";
import { ask, options } from "../ask.ts";
import { pathOf, placeOf, type Frame, type RunContext } from "../context.ts";
import { next, stopAt, stopUnanswered, type Next } from "../flow.ts";
import type { Admonition, Reading, Run, Step } from "../procedure.ts";

/** `isPast`: an earlier runner showed them and went on. */
export function showWords(context: RunContext, frame: Frame, item: Admonition | Reading, isPast: boolean): Next {
  if (!isPast) context.ports.operator.show({ kind: "words", place: placeOf(context, frame, item), weight: item.kind, text: item.text });
  if (item.kind === "caution") frame.cautions.push(item);
  return next;
}

export async function acknowledgeCautions(context: RunContext, frame: Frame, run: Run): Promise<Next> {
  const place = placeOf(context, frame, run);
  for (const caution of frame.cautions.splice(0)) {
    const path = `caution:${createHash("sha256").update(caution.text).digest("hex").slice(0, 16)}`;
    if (context.journal.state.chosenAt(path, "acknowledge")?.key === "read") continue;
    const answer = await ask(context, {
      purpose: "acknowledge",
      place: placeOf(context, frame, caution),
      path,
      text: caution.text,
      options: [options.read, options.stop],
    });
    if (answer.kind === "gone") return stopUnanswered(place, answer, "a caution");
    if (answer.key !== "read") return stopAt(place, "the operator stopped at a caution");
  }
  return next;
}

/** A section without labels: shown in place and acknowledged. */
export async function acknowledgeSection(context: RunContext, frame: Frame, step: Step): Promise<Next> {
  const place = placeOf(context, frame, { id: null, kind: "reading", title: null, source: step.source });
  for (const item of frame.items)
    if (item.kind === "reading" || item.kind === "note" || item.kind === "caution") showWords(context, frame, item, false);
  const answer = await ask(context, {
    purpose: "acknowledge",
    place,
    path: pathOf(frame, step.id),
    text: step.title,
    options: [options.read, options.stop],
  });
  if (answer.kind === "gone") return stopUnanswered(place, answer, `section ${step.title}`);
  return answer.key === "read" ? next : stopAt(place, "the operator stopped at a section to be read");
}
