/**
 * `rungate window close`: closes a window by hand.
 */
import type { Command } from "commander";
import { addCommand, ending } from "../command.ts";
import { good, Refusal } from "../exit-status.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { findRun } from "../run-folder.ts";
import { stateFolder } from "../state-folder.ts";
import { say } from "../terminal.ts";

export function addWindow(program: Command): void {
  addCommand(program, "window <action> <run> <label>", {
    summary: "close a window by hand",
    description:
      "With the action `close`: closes a WINDOW that a run has left open and that no label will close any more, with the reason in the record. `rungate status` names those that are open.",
    examples: [{ line: "rungate window close 7f3a 'control plane downtime' --reason 'the API answers again'", does: "the clock stops" }],
  })
    .requiredOption("--reason <text>", "how it is known to be over")
    .action(ending(window));
}

async function window(action: string, name: string, label: string, { reason }: { readonly reason: string }): Promise<number> {
  if (action !== "close") throw new Refusal(`Unexpected action \`${action}\`, expected \`close\``, "run `rungate window close RUN LABEL`");
  const workspace = await openSoundWorkspace();
  const { id } = findRun(name, workspace);
  const { closeWindow } = await import("../../runtime/node/close-window.ts");
  const problem = await closeWindow(stateFolder(workspace), id, label, reason);
  if (problem !== null) throw new Refusal(problem, `run \`rungate status ${id}\`, which says how the run stands`);
  say(`closed: ${label}`);
  return good;
}
