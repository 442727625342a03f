/**
 * A block of the procedure as a change: its evidence, its gates and its way back, gathered for `carryOut`.
 */
import { carryOut, type Carried, type Change } from "../changes.ts";
import { pathOf, placeOf, type Frame, type RunContext } from "../context.ts";
import { clipBytes } from "../entries.ts";
import { judgeReading } from "../judging.ts";
import { commandOf, read, type PlacedItem } from "../readings.ts";
import { carryOutRevert, fillIn, keepRevert } from "./revert.ts";
import { evidenceOf } from "../word.ts";
import type { Ending } from "../ports.ts";
import type { Block, Gate, Revert } from "../procedure.ts";

export interface BlockOptions {
  readonly question: string;
  readonly revert: Revert | null;
  readonly gates: readonly Gate[];
  readonly startsAgain: boolean;
  readonly isIdempotent: boolean;
  readonly isTwoPerson: boolean;
  /** As `Change.refresh`. */
  readonly refresh: Change["refresh"];
  /** As `Change.claim`. */
  readonly claim: () => Promise<string | null>;
}

export async function carryOutBlock(
  context: RunContext,
  frame: Frame,
  item: PlacedItem,
  block: Block,
  asked: BlockOptions,
): Promise<Carried> {
  const place = placeOf(context, frame, item);
  const path = pathOf(frame, item.id);
  const change: Change = {
    path,
    id: item.id,
    place,
    block,
    command: () => commandOf(context, frame, block, "unnamed"),
    question: asked.question,
    canSkip: frame.body.isCalled,
    revert: () => describeRevert(context, frame, asked.revert),
    evidence: () => evidenceOf(context, frame),
    refresh: asked.refresh,
    claim: asked.claim,
    isIdempotent: asked.isIdempotent,
    isTwoPerson: asked.isTwoPerson,
    prepare: async () => {
      await keepRevert(context, frame, path, asked.revert);
    },
    verify: async () => {
      for (const gate of asked.gates) await showGate(context, frame, gate, null);
    },
    undo: asked.revert?.kind === "commands" ? () => carryOutRevert(context, path, place) : null,
  };
  return carryOut(context, change, asked.startsAgain);
}

function describeRevert(context: RunContext, frame: Frame, revert: Revert | null): string | null {
  if (revert === null) return null;
  if (revert.kind === "none") return `none: ${revert.why}`;
  const prepared = commandOf(context, frame, revert.block, "unnamed");
  return clipBytes("problem" in prepared ? revert.text : fillIn(prepared.command), 1000);
}

/** What a gate says now, shown and not decisive. A gate without a probe of its own can only speak of the change's ending. */
export async function showGate(context: RunContext, frame: Frame, gate: Gate, ending: Ending | null): Promise<void> {
  const judged = gate.judges === null ? null : ending;
  const reading = gate.probe === null ? judged : await read(context, frame, gate, gate.probe);
  if (gate.conditions.length === 0) {
    context.ports.operator.show({
      kind: "reminder",
      place: placeOf(context, frame, gate),
      text: `Its gate is judged by you: ${gate.question ?? gate.sentence}`,
    });
    return;
  }
  const { holds, conditions } = await judgeReading(context, frame, gate, gate.conditions, reading);
  context.ports.operator.show({
    kind: "judged",
    place: placeOf(context, frame, gate),
    holds,
    sentence: gate.sentence,
    findings: conditions,
    by: "machine",
    head: context.journal.head,
    entries: context.journal.count,
  });
}
