/**
 * The reading behind a GATE, an EXPECT, a WHEN or a DECISION, and its judgement: of the item's own probe, or of the block
 * that it judges, once or by a poll.
 */
import { describeEnding, judge, type Judged } from "./conditions.ts";
import { addEvidence, describeTruth, pathOf, placeOf, type Frame, type RunContext } from "./context.ts";
import { clipBytes } from "./entries.ts";
import { poll } from "./polls.ts";
import { read, type PlacedItem, type ReadOptions } from "./readings.ts";
import type { Ending } from "./ports.ts";
import type { Block, Condition, Poll } from "./procedure.ts";

export interface Judgeable {
  readonly judges: string | null;
  readonly probe: Block | null;
  readonly conditions: readonly Condition[];
  readonly giveUp: readonly Condition[];
  readonly poll: Poll | null;
}

/** One attempt of a poll may not take longer. */
const attemptLimitMs = 60_000;

/** Judges the item's conditions by machine, shows and records the judgement. */
export async function judgeItem(
  context: RunContext,
  frame: Frame,
  item: PlacedItem & { readonly sentence: string },
  judgeable: Judgeable,
): Promise<Judged> {
  const judged =
    judgeable.poll === null
      ? await judgeReading(context, frame, item, judgeable.conditions, await readingFor(context, frame, item, judgeable, null))
      : await poll(context, placeOf(context, frame, item), judgeable.poll, async () => {
          const how = { limitMs: attemptLimitMs, isQuiet: true };
          const reading = await readingFor(context, frame, item, judgeable, how);
          const attempt = await judgeReading(context, frame, item, judgeable.conditions, reading, how);
          const givesUp =
            attempt.holds === true || judgeable.giveUp.length === 0
              ? false
              : (await judgeReading(context, frame, item, judgeable.giveUp, reading, how)).holds === true;
          return { judged: attempt, givesUp, text: describeReading(reading, attempt) };
        });
  await record(context, frame, item, judged, "machine");
  return judged;
}

/** Runs the item's own fence for a question that no condition answers: the operator judges what it shows. `null`: it was read; else why not. */
export async function readForQuestion(
  context: RunContext,
  frame: Frame,
  item: PlacedItem,
  { probe, conditions }: Pick<Judgeable, "probe" | "conditions">,
): Promise<string | null> {
  if (probe === null || conditions.length > 0) return null;
  const ending = await readProbe(context, frame, item, probe, null);
  return ending.kind === "exited" ? null : `it could not be measured: ${describeEnding(ending)}`;
}

/** One judgement, not recorded: what the gates say of a change that failed, or whose outcome is unknown. */
export function judgeReading(
  context: RunContext,
  frame: Frame,
  item: PlacedItem,
  conditions: readonly Condition[],
  reading: Ending | null,
  how: ReadOptions | null = null,
): Promise<Judged> {
  return judge(conditions, { reading, scope: frame.body.scope, runProbe: (probe) => read(context, frame, item, probe, how) });
}

/** What the item judges. A check is taken again where a poll asks for it, or where a crash has lost its output. */
async function readingFor(
  context: RunContext,
  frame: Frame,
  item: PlacedItem,
  { probe, judges, poll: polled }: Judgeable,
  how: ReadOptions | null,
): Promise<Ending | null> {
  if (probe !== null) return readProbe(context, frame, item, probe, how);
  return judges === null ? null : readingOf(context, frame, judges, polled === null ? null : how);
}

async function readProbe(context: RunContext, frame: Frame, item: PlacedItem, probe: Block, how: ReadOptions | null): Promise<Ending> {
  const ending = await read(context, frame, item, probe, how);
  // A capture may read a gate's probe.
  frame.body.readings.set(item.id, ending);
  return ending;
}

/** How the block of an item ended. `again`: a check is read anew. */
export async function readingOf(context: RunContext, frame: Frame, id: string, again: ReadOptions | null = null): Promise<Ending | null> {
  const judged = frame.items.find((item): item is PlacedItem => "id" in item && item.id === id);
  const known = frame.body.readings.get(id) ?? null;
  if (judged?.kind === "check" && judged.block?.effect === "read-only" && (again !== null || known === null)) {
    const ending = await read(context, frame, judged, judged.block, again);
    frame.body.readings.set(id, ending);
    return ending;
  }
  if (known !== null) return known;
  const attempt = context.journal.state.attemptAt(pathOf(frame, id));
  if (attempt === null || attempt.result === null) return null;
  const state = await context.ports.shell.awaitMutation(attempt.intent.attempt, 0);
  return state.kind === "exited" ? state : null;
}

export async function record(
  context: RunContext,
  frame: Frame,
  item: PlacedItem & { readonly sentence: string },
  judged: Judged,
  by: "machine" | "operator",
): Promise<void> {
  const { journal, ports } = context;
  const actual = judged.conditions
    .map((condition) => `${describeTruth(condition.holds)}: ${condition.readAs} [${condition.actual}]`)
    .join("\n");
  await journal.append({
    kind: "judged",
    path: pathOf(frame, item.id),
    holds: judged.holds,
    by: by === "machine" ? by : ports.operator.name,
    sentence: clipBytes(item.sentence, 1000),
    actual: clipBytes(actual, 1000),
  });
  ports.operator.show({
    kind: "judged",
    place: placeOf(context, frame, item),
    holds: judged.holds,
    sentence: item.sentence,
    findings: judged.conditions,
    by,
    head: journal.head,
    entries: journal.count,
  });
  addEvidence(context, frame, item, item.sentence, describeTruth(judged.holds));
}

function describeReading(reading: Ending | null, judged: Judged): string {
  if (reading !== null && (reading.kind !== "exited" || judged.holds === null)) return `blind: ${describeEnding(reading)}`;
  const odd = judged.conditions.find(({ holds }) => holds !== true) ?? judged.conditions.at(-1);
  return odd?.actual ?? "";
}

/** Why it did not hold, in one line. */
export function describeMiss(judged: Judged): string {
  const odd = judged.conditions.filter(({ holds }) => holds !== true);
  return odd.map(({ readAs, actual, holds }) => `${readAs}: ${holds === null ? "could not be measured, " : ""}${actual}`).join("; ");
}
