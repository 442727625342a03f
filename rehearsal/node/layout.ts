/** Where things lie in a rehearsal's folder. */
import { join } from "node:path";

export const stateFile = (machine: string): string => join(machine, "world.json");
export const homeFolder = (machine: string): string => join(machine, "home");
export const pathFolder = (machine: string): string => join(machine, "bin");
export const runFolder = (machine: string): string => join(machine, "run");
export const holdFile = (machine: string): string => join(machine, "hold.json");
export const heldFile = (machine: string): string => join(machine, "held");
export const releaseFile = (machine: string): string => join(machine, "release");

/** A call during which the runner shall be killed: words that stand in it in this order. */
export interface Hold {
  readonly during: readonly string[];
}
