/**
 * CAPTURE: names a value. Recorded before anything can use it, and frozen when the first change after it starts.
 */
import { ask, options } from "../ask.ts";
import { capture as take } from "../captures.ts";
import { describeEnding } from "../conditions.ts";
import { placeOf, type Body, type Frame, type RunContext } from "../context.ts";
import { clipBytes } from "../entries.ts";
import { next, stopAt, stopUnanswered, type Next } from "../flow.ts";
import { readingOf } from "../judging.ts";
import { describe, type Known } from "../values.ts";
import { z } from "zod";
import type { Capture } from "../procedure.ts";

const KnownValue: z.ZodType<Known> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("scalar"), text: z.string() }),
  z.strictObject({ kind: z.literal("list"), items: z.array(z.string()) }),
  z.strictObject({ kind: z.literal("table"), columns: z.array(z.string()), rows: z.array(z.array(z.string())) }),
]);

export const capturePath = (body: Body, name: string): string => `${body.path}capture:${name}`;

/** Gives a body what was captured in it before the runner died or stopped. */
export async function restoreCaptures(context: RunContext, body: Body): Promise<void> {
  const opening = capturePath(body, "");
  for (const [path, entry] of context.journal.state.captured) {
    if (path.startsWith(opening)) body.scope.set("capture", entry.name, KnownValue.parse(await context.journal.kept(entry.value)));
  }
}

export async function executeCapture(context: RunContext, frame: Frame, asked: Capture): Promise<Next> {
  const { journal, ports } = context;
  const path = capturePath(frame.body, asked.name);
  const before = journal.state.captured.get(path) ?? null;
  if (before !== null && journal.state.isFrozen(before)) return next;
  const place = placeOf(context, frame, { id: asked.from, kind: "capture", title: asked.name, source: asked.source });
  const taken = await takeAgain(context, frame, asked, null);
  if ("next" in taken) return taken.next;
  const preview = clipBytes(describe(taken.known), 600);
  const value = await journal.keep(`capture-${asked.name.toLowerCase()}`, taken.known);
  await journal.append({ kind: "captured", path, name: asked.name, value, preview });
  frame.body.scope.set("capture", asked.name, taken.known);
  ports.operator.show({
    kind: "captured",
    place,
    name: asked.name,
    value: preview,
    before: before === null || before.preview === preview ? null : before.preview,
  });
  return next;
}

/** Takes the value; a check is read again when the operator asks for it, a change never is. */
async function takeAgain(
  context: RunContext,
  frame: Frame,
  asked: Capture,
  again: { limitMs: number; isQuiet: boolean } | null,
): Promise<{ readonly known: Known } | { readonly next: Next }> {
  const place = placeOf(context, frame, { id: asked.from, kind: "capture", title: asked.name, source: asked.source });
  const reading = await readingOf(context, frame, asked.from, again);
  const taken =
    reading?.kind === "exited"
      ? take(asked, reading)
      : { problem: reading === null ? "there is no output to read" : describeEnding(reading) };
  if ("known" in taken) return taken;
  const happened = `\`${asked.name}\` could not be captured: ${taken.problem}`;
  const isCheck = frame.items.some((item) => item.kind === "check" && item.id === asked.from && item.block?.effect === "read-only");
  const answer = await ask(context, {
    purpose: "captureFailed",
    place,
    path: capturePath(frame.body, asked.name),
    text: happened,
    options: isCheck ? [options.again, options.stop] : [options.stop],
  });
  if (answer.kind === "gone") return { next: stopUnanswered(place, answer, happened) };
  if (answer.key === "again") return takeAgain(context, frame, asked, { limitMs: Number.MAX_SAFE_INTEGER, isQuiet: false });
  return { next: stopAt(place, happened) };
}
