/**
 * REVERT: written down with its values before the change starts, offered when a gate fails or at STOP, never carried out
 * but on the operator's word, and itself a change like any other.
 */
import { carryOut, nothingToRefresh, type Change } from "../changes.ts";
import { ask, options } from "../ask.ts";
import { describeEnding } from "../conditions.ts";
import { clipBytes, type EntryOf } from "../entries.ts";
import { stopAt, type Stop } from "../flow.ts";
import { commandOf } from "../readings.ts";
import { z } from "zod";
import type { Frame, RunContext } from "../context.ts";
import type { Command } from "../ports.ts";
import type { Option, Place } from "../questions.ts";
import type { Block, Revert } from "../procedure.ts";

/** The parts of a command that a later runner cannot find out again. */
const KeptCommand = z.strictObject({
  file: z.string(),
  host: z.string(),
  environment: z.record(z.string(), z.string()),
  lists: z.record(z.string(), z.array(z.string())),
  /** Their variables: a secret is never written down. */
  secrets: z.array(z.string()),
});

/** A command with its values in place, for people: what the machine runs gets them through the environment. */
export function fillIn(command: Pick<Command, "script" | "environment" | "lists">): string {
  let text = command.script.trimEnd();
  for (const [variable, value] of Object.entries(command.environment)) {
    for (const form of [`'"\${${variable}}"'`, `"\${${variable}}"`, `\${${variable}}`]) text = text.replaceAll(form, () => value);
  }
  for (const [variable, items] of Object.entries(command.lists)) text = text.replaceAll(`"\${${variable}[@]}"`, () => items.join(" "));
  return text;
}

export async function keepRevert(context: RunContext, frame: Frame, path: string, revert: Revert | null): Promise<void> {
  if (revert === null) return;
  const { journal } = context;
  if (revert.kind === "none") {
    await journal.append({ kind: "revert", path, text: clipBytes(revert.why, 1000), isPossible: false, command: null, later: null });
    return;
  }
  const keep = async (name: string, block: Block): Promise<{ command: Command; side: EntryOf<"revert">["command"] }> => {
    const prepared = commandOf(context, frame, block, "unnamed");
    if ("problem" in prepared) throw new Error(`bug in rungate: a revert was to be kept without its values: ${prepared.problem}`);
    return {
      command: prepared.command,
      side: await journal.keep(name, {
        file: block.file,
        host: prepared.command.host,
        environment: prepared.command.environment,
        lists: prepared.command.lists,
        secrets: Object.keys(prepared.command.secrets),
      }),
    };
  };
  const command = await keep("revert", revert.block);
  const later = revert.later === null ? null : await keep("later", revert.later);
  const text = later === null ? fillIn(command.command) : `${fillIn(command.command)}; later ${fillIn(later.command)}`;
  await journal.append({
    kind: "revert",
    path,
    text: clipBytes(text, 1000),
    isPossible: true,
    command: command.side,
    later: later?.side ?? null,
  });
}

/** Undoes the change at `path`. `null`: undone. */
export async function carryOutRevert(context: RunContext, path: string, place: Place): Promise<Stop | null> {
  const { journal } = context;
  const revert = journal.state.reverts.get(path);
  if (revert === undefined || revert.command === null) return stopAt(place, "this change cannot be undone");
  const command = await loadCommand(context, revert.command);
  const [, step = place.step] = /([^/]+)\/[^/]+$/.exec(path) ?? [];
  const revertPlace: Place = { ...place, step, keyword: "REVERT", item: path, itemTitle: path, lines: command.block.source };
  const change: Change = {
    path: `${path}#revert`,
    id: "revert",
    place: revertPlace,
    block: command.block,
    command: () => command,
    question: "Undo the change with this?",
    revert: () => null,
    canSkip: false,
    isTwoPerson: false,
    evidence: () => [],
    refresh: nothingToRefresh,
    claim: async () => null,
    prepare: async () => {},
    verify: async () => {},
    isIdempotent: false,
    undo: null,
  };
  const earlier = journal.state.attemptAt(change.path);
  // One that has succeeded since the change was last started is not made again: its runner died before it could say so.
  const changedSeq = journal.state.attemptAt(path)?.intent.seq ?? -1;
  const startsAgain = earlier !== null && earlier.result !== null && (earlier.result.status !== 0 || earlier.intent.seq < changedSeq);
  const carried = await carryOut(context, change, startsAgain);
  if (carried.kind === "declined") return carried.next.kind === "stop" ? carried.next : stopAt(revertPlace, "the change was not undone");
  if (carried.kind === "ended" && carried.ending.status !== 0)
    return stopAt(revertPlace, `the revert failed: ${describeEnding(carried.ending)}`);
  await journal.append({ kind: "reverted", path });
  if (revert.later !== null) {
    const later = await loadCommand(context, revert.later);
    await journal.append({ kind: "owed", path, text: clipBytes(fillIn(later.command), 1000) });
  }
  return null;
}

async function loadCommand(
  context: RunContext,
  side: NonNullable<EntryOf<"revert">["command"]>,
): Promise<{ readonly command: Command; readonly block: Block }> {
  const { file, host, environment, lists, secrets } = KeptCommand.parse(await context.journal.kept(side));
  const block = context.blockByFile.get(file);
  if (block === undefined) throw new Error(`bug in rungate: the record names \`${file}\`, which the procedure kept with it does not have`);
  const session = block.session === null ? null : { script: context.scriptOf(block.session), file: block.session.file };
  return {
    block,
    command: {
      attempt: "unnamed",
      host,
      script: context.scriptOf(block),
      file,
      session,
      environment,
      lists,
      secrets: Object.fromEntries(secrets.map((variable) => [variable, context.secrets.get(variable) ?? ""])),
      timeoutMs: block.timeoutMs,
    },
  };
}

/** At STOP: every change that can still be undone is offered, newest first, until the operator keeps the rest. */
export async function offerReverts(context: RunContext, place: Place): Promise<void> {
  for (;;) {
    const open = context.journal.state.openReverts().filter(({ isPossible }) => isPossible);
    if (open.length === 0) return;
    const offered: Option[] = open.map(({ text, path }, index) => ({
      key: String(index + 1),
      meaning: `${path}: ${text}`,
      wantsText: false,
    }));
    const answer = await ask(context, {
      purpose: "revertOffer",
      place,
      path: "stop",
      text: "The run stops here. These changes can be undone, newest first.",
      options: [...offered, options.keep],
    });
    const chosen = answer.kind === "chosen" ? open[Number(answer.key) - 1] : undefined;
    if (chosen === undefined) return;
    const stop = await carryOutRevert(context, chosen.path, place);
    if (stop !== null) {
      context.ports.operator.show({ kind: "reminder", place, text: stop.happened });
      if (stop.state !== "stopped") return;
    }
  }
}
