/**
 * Reading the world: a block that changes nothing is run, shown and recorded. A block whose effect is not proven is read
 * with only after the operator's word.
 */
import { recordAnswer } from "./ask.ts";
import { attemptName, pathOf, placeOf, type Frame, type RunContext } from "./context.ts";
import { clipBytes, type Stream } from "./entries.ts";
import { environmentOf, textOf } from "./values.ts";
import { askWord, evidenceOf, shownValues } from "./word.ts";
import type { Command, Ending, Output } from "./ports.ts";
import type { Block, Item } from "./procedure.ts";

/** Every item but a capture: it has an id. */
export type PlacedItem = Extract<Item, { id: string }>;

/** A block with its values, or why it has none. */
export type Prepared = { readonly command: Command } | { readonly problem: string };

export function commandOf(context: RunContext, frame: Frame, block: Block, attempt: string): Prepared {
  const prepared = environmentOf({ ...block.session?.values, ...block.values }, frame.body.scope);
  if ("problem" in prepared) return prepared;
  const host = textOf(block.host, frame.body.scope);
  const unreachable = host === null ? "the value that names its host is not known" : context.whyUnreachable(host);
  if (host === null || unreachable !== null) return { problem: unreachable ?? "" };
  const session = block.session === null ? null : { script: context.scriptOf(block.session), file: block.session.file };
  return {
    command: {
      attempt,
      host,
      script: context.scriptOf(block),
      file: block.file,
      session,
      environment: prepared.environment,
      lists: prepared.lists,
      secrets: prepared.secrets,
      timeoutMs: block.timeoutMs,
    },
  };
}

export const streamOf = ({ sha256, bytes, file }: Output): Stream => ({ sha256, bytes, file });

export interface ReadOptions {
  /** The longest that one attempt of a poll may take. */
  readonly limitMs: number;
  /** Each reading of a poll is shown as one line, not as a block. */
  readonly isQuiet: boolean;
}

/** Runs a block that only reads. */
export async function read(
  context: RunContext,
  frame: Frame,
  item: PlacedItem,
  block: Block,
  how: ReadOptions | null = null,
): Promise<Ending> {
  const path = pathOf(frame, item.id);
  const prepared = commandOf(context, frame, block, attemptName(context, item.id));
  if ("problem" in prepared) return record(context, path, "", { kind: "refused", why: prepared.problem });
  if (block.effect !== "read-only" && !(await isAllowed(context, frame, item, block, prepared.command))) {
    return record(context, path, "", { kind: "refused", why: "the operator did not allow it" });
  }
  // Named again: the operator's answer may have added an entry.
  const command = {
    ...prepared.command,
    place: placeOf(context, frame, item),
    attempt: attemptName(context, item.id),
    timeoutMs: Math.min(block.timeoutMs, how?.limitMs ?? block.timeoutMs),
  };
  const place = placeOf(context, frame, item);
  const { operator, shell } = context.ports;
  if (how?.isQuiet !== true)
    operator.show({
      kind: "blockStarted",
      place,
      attempt: command.attempt,
      host: command.host,
      effect: block.effect,
      script: command.script,
      values: shownValues(command),
      timeoutMs: command.timeoutMs,
    });
  const ending = await shell.read(command, context.interruption);
  if (how?.isQuiet !== true) operator.show({ kind: "blockEnded", place, attempt: command.attempt, ending });
  return record(context, path, command.attempt, ending);
}

async function record(context: RunContext, path: string, attempt: string, ending: Ending): Promise<Ending> {
  const outputs = ending.kind === "exited" || ending.kind === "timedOut" ? ending : null;
  await context.journal.append({
    kind: "reading",
    path,
    attempt,
    ending: ending.kind,
    status: ending.kind === "exited" ? ending.status : null,
    stdout: outputs === null ? null : streamOf(outputs.stdout),
    stderr: outputs === null ? null : streamOf(outputs.stderr),
    durationMs: outputs?.durationMs ?? 0,
    why: ending.kind === "refused" ? clipBytes(ending.why, 1000) : "",
  });
  return ending;
}

/** The operator is asked once for the same block with the same values: a poll reads with it many times. */
async function isAllowed(context: RunContext, frame: Frame, item: PlacedItem, block: Block, command: Command): Promise<boolean> {
  const path = pathOf(frame, item.id);
  const key = JSON.stringify([path, block.blockSha256, command.environment]);
  if (context.allowedReadings.has(key)) return true;
  const { answer, approval } = await askWord(context, {
    place: placeOf(context, frame, item),
    command,
    effect: block.effect,
    revert: null,
    evidence: evidenceOf(context, frame),
    canSkip: false,
    isTwoPerson: false,
    text: "It is not proven that this only reads. Run it?",
  });
  await recordAnswer(context, path, "word", answer);
  if (approval !== null) context.allowedReadings.add(key);
  return approval !== null;
}
