/** The guard as the real Shell calls it: before a block starts. */
import { join } from "node:path";
import type { Command } from "../../runtime/ports.ts";
import { commonClients } from "../clients/index.ts";
import { filterNames } from "../guard/filters.ts";
import { judgeBlock } from "../guard/index.ts";
import type { Machine } from "./machine.ts";

/** Answers why a command may not start on this machine, or `null`. */
export function guardCommands(machine: Machine, onRefusal: (why: string) => void): (command: Command) => string | null {
  const clients = new Set([...Object.keys(commonClients), ...Object.keys(machine.world.clients)]);
  const sourceable = new Map(Object.entries(machine.world.home).map(([path, text]) => [join(machine.home, path), text]));
  return (command) => {
    const why = judgeBlock(
      { script: command.script, session: command.session?.script ?? null },
      {
        clients,
        filters: new Set(filterNames),
        home: machine.home,
        workingFolder: machine.workingFolder,
        sourceable,
        environment: { ...machine.environment, ...command.environment },
      },
    );
    if (why === null) return null;
    onRefusal(`${command.file}: ${why}`);
    return `the rehearsal does not run this: ${why}`;
  };
}
