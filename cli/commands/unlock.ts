/**
 * `rungate unlock`: a second person frees a change marked `once`.
 */
import type { Command } from "commander";
import { addCommand, ending } from "../command.ts";
import { good, Refusal } from "../exit-status.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { stateFolder } from "../state-folder.ts";
import { say } from "../terminal.ts";

export function addUnlock(program: Command): void {
  addCommand(program, "unlock <step>", {
    summary: "let a change marked `once` be made again",
    description:
      "Frees a change marked `once`, in the environment that rungate.yaml names: by another login than that which started it, with the reason, which is kept beside the mark.",
    examples: [{ line: "rungate unlock 2.2/run-1 --reason 'the node was built anew'", does: "the next run may start it once more" }],
  })
    .requiredOption("--reason <text>", "why it may be made again")
    .action(ending(unlock));
}

async function unlock(step: string, { reason }: { readonly reason: string }): Promise<number> {
  const workspace = await openSoundWorkspace();
  const { environment } = workspace.config;
  if (environment === undefined)
    throw new Refusal(
      "rungate.yaml names no `environment`: nothing marked `once` was started",
      "write `environment: NAME` into rungate.yaml",
    );
  const { ownIdentity } = await import("../../runtime/node/approvals.ts");
  const { unlockOnce } = await import("../../runtime/node/unlock-once.ts");
  const end = unlockOnce(stateFolder(workspace), environment, step, reason, ownIdentity(), new Date().toISOString());
  if ("problem" in end) throw new Refusal(end.problem, end.fix);
  say(end.said);
  return good;
}
