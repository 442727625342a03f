/**
 * `rungate status`: what a run has open, what it owes, and what to do next.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { JournalRefused, recover } from "../../runtime/journal.ts";
import { statusOf, type RunStatus } from "../../runtime/run-status.ts";
import { RunState } from "../../runtime/state.ts";
import { addCommand, ending } from "../command.ts";
import { describeDuration } from "../duration.ts";
import { good, negative, Refusal, unknown } from "../exit-status.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { findRun, type RunPlace } from "../run-folder.ts";
import { print } from "../terminal.ts";

export function addStatus(program: Command): void {
  addCommand(program, "status <run>", {
    summary: "what a run has open and owes",
    description:
      "Says how a run stands: where, what is open, owed or unknown, and what to do next. The exit status is 0 where nothing is left to do, 3 where nobody knows how a change ended, else 1.",
    examples: [{ line: "rungate status 7f3a", does: "then: rungate resume 7f3a, or rungate close 7f3a" }],
  }).action(ending(status));
}

async function status(name: string): Promise<number> {
  const run = findRun(name, await openSoundWorkspace());
  const found = readStatus(run);
  print(render(run.id, found));
  if (found.unknown.length > 0) return unknown;
  return found.next.startsWith("rungate report") && found.windows.length === 0 ? good : negative;
}

function readStatus({ folder }: RunPlace): RunStatus {
  try {
    const found = statusOf(new RunState(recover(readFileSync(join(folder, "journal.jsonl"))).entries));
    if (found !== null) return found;
  } catch (error) {
    if (error instanceof JournalRefused) throw new Refusal(error.message, "compare it with a copy kept elsewhere");
    throw error;
  }
  throw new Refusal("the record is empty: nothing was started", "start a new run");
}

function render(id: string, { state, title, begun, by, at, happened, unknown: lost, windows, reverts, owed, next }: RunStatus): string {
  const list = (name: string, texts: readonly string[]): string[] =>
    texts.map((text, index) => `  ${(index === 0 ? name : "").padEnd(9)} ${text}`);
  const open = windows.map((window) => `${window.name}, for ${describeDuration(Date.now() - Date.parse(window.at))}`);
  return `${[
    `${state.toUpperCase()}  ${title}`,
    ...list("run", [id]),
    ...list("begun", [`${begun} by ${by}`]),
    ...list("at", at === null ? [] : [at]),
    ...list("happened", [happened]),
    ...list("unknown", lost),
    ...list("window", open),
    ...list("undo", reverts),
    ...list("owed", owed),
    ...list("next", [next]),
  ].join("\n")}\n`;
}
