/**
 * The rehearsal scenarios of a runbook: one YAML file each, in `<runbook>.rehearsal/` beside it.
 */
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { suggest } from "../compiler/diagnostics/did-you-mean.ts";
import { parseScenario, type Scenario } from "../rehearsal/scenario.ts";
import { worldNames } from "../rehearsal/worlds/index.ts";
import { Refusal } from "./exit-status.ts";
import { displayed, statOrNull, type FoundFile } from "./files.ts";
import { readTextFile } from "./read-file.ts";
import type { Workspace } from "./workspace.ts";

/** A scenario of this size was not written by a person. */
const scenarioBytesMax = 256 * 1024;

export interface NamedScenario {
  readonly name: string;
  /** The folder of its file: a world that is a module is looked for there. */
  readonly folder: string;
  readonly scenario: Scenario;
}

export interface ScenarioChoice {
  readonly scenario?: string;
  readonly world?: string;
  readonly seed?: number;
}

/** The scenarios that are asked for; all of them where none is named. */
export async function chooseScenarios(runbook: FoundFile, choice: ScenarioChoice, workspace: Workspace): Promise<NamedScenario[]> {
  const scenarios = readScenarios(runbook, choice, workspace);
  for (const scenario of scenarios) await refuseUnknownWords(scenario);
  return scenarios;
}

/** What a scenario names must be there: a world, and faults that this world can make. */
async function refuseUnknownWords({ name, folder, scenario }: NamedScenario): Promise<void> {
  const { loadWorld } = await import("../rehearsal/node/machine.ts");
  if (!worldNames.includes(scenario.world) && statOrNull(resolve(folder, scenario.world)) === null) {
    const near = suggest(scenario.world, worldNames);
    throw new Refusal(
      `Unexpected world \`${scenario.world}\` in scenario \`${name}\`, expected ${worldNames.map((known) => `\`${known}\``).join(", ")} or the path of a module`,
      near.length > 0 ? `did you mean \`${near[0]}\`?` : "a path is read from the scenario's folder",
    );
  }
  const { world } = await loadWorld(scenario.world, folder);
  const known = Object.keys(world.faults);
  const unknown = scenario.faults.find(({ fault }) => !known.includes(fault));
  if (unknown === undefined) return;
  const near = suggest(unknown.fault, known);
  throw new Refusal(
    `Unexpected fault \`${unknown.fault}\` in scenario \`${name}\`, expected one that the world \`${world.name}\` can make`,
    near.length > 0
      ? `did you mean ${near.map((other) => `\`${other}\``).join(" or ")}?`
      : known.length === 0
        ? "remove it: this world has no faults"
        : `choose one of ${known.map((other) => `\`${other}\``).join(", ")}`,
  );
}

function readScenarios(runbook: FoundFile, choice: ScenarioChoice, workspace: Workspace): NamedScenario[] {
  const folder = runbook.absolute.replace(/\.md$/, ".rehearsal");
  const paths = choice.scenario === undefined ? scenarioFiles(folder) : [pathOf(choice.scenario, folder, workspace)];
  if (paths.length === 0) return [bareScenario(runbook, folder, choice, workspace)];
  return paths.map((path) => ({
    name: basename(path).replace(/\.ya?ml$/, ""),
    folder: dirname(path),
    scenario: adjusted(readScenario(path, workspace), choice),
  }));
}

function scenarioFiles(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /\.ya?ml$/.test(name))
        .toSorted()
        .map((name) => join(folder, name))
    : [];
}

/** A scenario by its name, or by its path. */
function pathOf(name: string, folder: string, workspace: Workspace): string {
  const known = scenarioFiles(folder);
  const named = known.find((path) => basename(path).replace(/\.ya?ml$/, "") === name);
  if (named !== undefined) return named;
  const given = resolve(workspace.cwd, name);
  if (statOrNull(given)?.isFile() === true) return given;
  const near = suggest(
    name,
    known.map((path) => basename(path).replace(/\.ya?ml$/, "")),
  );
  throw new Refusal(
    `Unexpected scenario \`${name}\`, expected one of the ${known.length} in ${displayed(folder, workspace.cwd)}/`,
    near.length > 0 ? `did you mean ${near.map((other) => `\`${other}\``).join(" or ")}?` : "run with --list, which names them",
  );
}

function readScenario(path: string, workspace: Workspace): Scenario {
  const shown = displayed(path, workspace.cwd);
  const read = parseScenario(readTextFile(path, shown, scenarioBytesMax));
  if ("scenario" in read) return read.scenario;
  throw new Refusal(
    [
      `${shown} is no scenario, so nothing is rehearsed`,
      ...read.problems.flatMap(({ line, column, message, fix }) => [`  ${shown}:${line}:${column}: ${message}`, `    fix: ${fix}`]),
    ].join("\n"),
    null,
  );
}

function adjusted(scenario: Scenario, { world, seed }: ScenarioChoice): Scenario {
  return { ...scenario, ...(world === undefined ? {} : { world }), ...(seed === undefined ? {} : { seed }) };
}

/** Without a file, `--world` is enough: everything goes well, and the run must come to its end. */
function bareScenario(runbook: FoundFile, folder: string, { world, seed }: ScenarioChoice, workspace: Workspace): NamedScenario {
  if (world === undefined) {
    throw new Refusal(
      `Unexpected runbook without scenarios, expected YAML files in ${displayed(folder, workspace.cwd)}/`,
      "write one, or name a world: --world plain",
    );
  }
  const scenario: Scenario = {
    shows: "everything goes well",
    world,
    seed: seed ?? 1,
    parameters: {},
    steps: [],
    faults: [],
    operator: [],
    secondPerson: [],
    expect: { outcome: "done", world: {}, findings: [] },
  };
  return { name: basename(runbook.path, ".md"), folder: dirname(runbook.absolute), scenario };
}
