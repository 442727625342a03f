/**
 * The rehearsal, as `rungate/rehearsal` exports it. A world's module imports this in every call of a made client, so what
 * only a rehearsal itself needs is loaded when it is asked for.
 */
import type { Rehearsal, RehearsalOptions } from "./node/rehearse.ts";
import type { Scenario } from "./scenario.ts";
import type { ScenarioProblem } from "./scenario-problems.ts";

export {
  defineWorld,
  type Call,
  type Client,
  type Detail,
  type Fault,
  type Json,
  type Moment,
  type Reply,
  type SparseFile,
  type World,
} from "./world.ts";
export { readOptions, valueOf, type Grammar, type ReadOptions } from "./options.ts";
export { formatTable } from "./table.ts";
export { worldNames } from "./worlds/index.ts";
export { ScenarioRefused } from "./scenario-refused.ts";
export type { Check } from "./expectation.ts";
export type { Decision } from "./scenario.ts";
export type { Rehearsal, RehearsalOptions, Scenario, ScenarioProblem };

/** Reads the text of a scenario file. */
export async function parseScenario(
  text: string,
): Promise<{ readonly scenario: Scenario } | { readonly problems: readonly ScenarioProblem[] }> {
  return (await import("./scenario.ts")).parseScenario(text);
}

/** Runs a compiled procedure in a made world. */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  return (await import("./node/rehearse.ts")).rehearse(options);
}

/** Removes the made machine of a rehearsal whose record nobody needs. */
export async function removeRehearsal(rehearsal: Pick<Rehearsal, "folder">): Promise<void> {
  (await import("./node/rehearse.ts")).removeRehearsal(rehearsal);
}
