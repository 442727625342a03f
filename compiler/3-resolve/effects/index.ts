/**
 * What a block does to the world: read-only only if every command and every redirection is proven to be, mutating if one
 * is known to change something, undetermined in all other cases.
 */
import type { Effect, EffectReason } from "../../ast/analysis.ts";
import { readCommands } from "../../ast/shell-commands.ts";
import type { ShellBlock } from "../../ast/shell-block.ts";
import { syntaxErrorsOf } from "../../ast/shell.ts";
import type { Config } from "../../config.ts";
import { gravity, judgeCommand } from "./judge-command.ts";
import { hazardsAround, hazardsOfLoops } from "./judge-hazards.ts";
import { judgeRedirection } from "./judge-redirection.ts";

/** The reasons stand in the order of the text. */
export function judgeEffect(block: ShellBlock, siteCommands: Config["commands"]): { effect: Effect; reasons: EffectReason[] } {
  const { commands, redirections, functions } = readCommands(block);
  const reasons: EffectReason[] = commands.flatMap((command) => {
    const isOnlyRedirection = command.words.length === 0 && command.assignments.length === 0;
    const { start, end } = command;
    const around = hazardsAround(command).map((hazard) => ({ ...hazard, start, end }));
    return isOnlyRedirection ? around : [{ ...judgeCommand(command, { siteCommands, functions }), start, end }, ...around];
  });
  for (const { effect, because, node } of hazardsOfLoops(block.syntax)) {
    reasons.push({ effect, command: "for", because, start: node.pos, end: node.end });
  }
  for (const redirection of redirections) {
    const reason = judgeRedirection(redirection);
    if (reason !== null) reasons.push(reason);
  }
  const [error] = syntaxErrorsOf(block.syntax);
  if (error !== undefined) {
    reasons.push({
      effect: "undetermined",
      command: "",
      because: `the shell parser cannot read it: ${error.message}`,
      start: error.pos,
      end: block.script.length,
    });
  }
  const ordered = reasons.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const effect = ordered.reduce<Effect>(
    (gravest, reason) => (gravity[reason.effect] > gravity[gravest] ? reason.effect : gravest),
    "read-only",
  );
  return { effect, reasons: ordered };
}
