/**
 * `rungate approve`: a second person's word for a change that waits for it.
 */
import type { Command } from "commander";
import { addCommand, ending } from "../command.ts";
import { good, negative, Refusal } from "../exit-status.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { stateFolder } from "../state-folder.ts";
import { say } from "../terminal.ts";

export function addApprove(program: Command): void {
  addCommand(program, "approve <run>", {
    summary: "give a second person's word",
    description:
      "Shows what the operator of a run was shown before a change marked `two-person`, and asks for your word: from another login, within 15 minutes. A part of the run's id is enough. Where the state folder is elsewhere, RUNGATE_STATE names it.",
    examples: [{ line: "rungate approve 7f3a", does: "look at the change, then approve or refuse it" }],
  }).action(ending(approve));
}

async function approve(name: string): Promise<number> {
  const folder = stateFolder(await openSoundWorkspace());
  const { approveChange, findOneRequest } = await import("../../runtime/node/approve.ts");
  const found = findOneRequest(folder, name);
  if ("problem" in found) throw new Refusal(found.problem, found.fix);
  const end = await approveChange(folder, found.request);
  say(end.said);
  return end.isGiven ? good : negative;
}
