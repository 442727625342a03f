/** The real Shell behind the guard: what the guard refuses is never started. */
import { join } from "node:path";
import type { Command, Shell } from "../../runtime/ports.ts";
import { judgeBlock, type GuardContext } from "../guard/index.ts";
import { commonClients } from "../clients/index.ts";
import { filterNames } from "../guard/filters.ts";
import type { Machine } from "./machine.ts";

export function guardShell(shell: Shell, machine: Machine): Shell {
  const refusalOf = (command: Command): { kind: "refused"; why: string } | null => {
    const why = judgeBlock({ script: command.script, session: command.session?.script ?? null }, guardContext(machine, command.environment));
    return why === null ? null : { kind: "refused", why: `the rehearsal's guard: ${why}` };
  };
  return {
    ...shell,
    read: async (command, signal) => refusalOf(command) ?? shell.read(command, signal),
    startMutation: async (command, approval) => refusalOf(command) ?? shell.startMutation(command, approval),
  };
}

export function guardContext(machine: Machine, environment: Readonly<Record<string, string>>): GuardContext {
  return {
    clients: new Set([...Object.keys(commonClients), ...Object.keys(machine.world.clients)]),
    filters: new Set(filterNames),
    home: machine.home,
    workingFolder: machine.workingFolder,
    sourceable: new Map(Object.entries(machine.world.home).map(([path, text]) => [join(machine.home, path), text])),
    environment: { ...machine.environment, ...environment },
  };
}
