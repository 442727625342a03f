/**
 * `rungate rehearse`: the generated modules and the real bash in a made world, once for each scenario.
 */
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { InvalidArgumentError, type Command } from "commander";
import type { Rehearsal } from "../../rehearsal/index.ts";
import { addCommand, ending } from "../command.ts";
import { findCompiledProcedure, type CompiledProcedureFolder } from "../compiled-procedure.ts";
import { eachConcurrently } from "../concurrent.ts";
import { plural } from "../diagnostics.ts";
import { describeDuration } from "../duration.ts";
import { good, negative } from "../exit-status.ts";
import { displayed } from "../files.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { withRunnableProcedure } from "../runnable-procedure.ts";
import { chooseScenarios, type NamedScenario } from "../scenarios.ts";
import { painter, print, Progress, say } from "../terminal.ts";

interface RehearseOptions {
  readonly scenario?: string;
  readonly world?: string;
  readonly seed?: number;
  readonly all?: boolean;
  readonly list?: boolean;
  readonly verbose?: boolean;
  readonly keep?: string;
}

export function addRehearse(program: Command): void {
  addCommand(program, "rehearse <runbook>", {
    summary: "run it in a made world",
    description:
      "Runs the compiled procedure with the production runtime and the real bash, against made clients and a made clock. Without --scenario: every scenario in <runbook>.rehearsal/.",
    examples: [
      { line: "rungate rehearse restart", does: "all scenarios of one runbook" },
      { line: "rungate rehearse restart --scenario unit-in-error -v", does: "one, line by line" },
      { line: "rungate rehearse restart --world plain --seed 7", does: "in another world, with another seed" },
    ],
  })
    .option("--scenario <name>", "one scenario, by its name or its file")
    .option("--all", "all scenarios beside the runbook (what happens without --scenario)")
    .option("--list", "name the scenarios, run none")
    .option("--world <name>", "another world than the scenario's; without any scenario: a run in which all goes well")
    .option("--seed <number>", "another seed than the scenario's", wholeNumber)
    .option("-v, --verbose", "show each line as it happens")
    .option("--keep <folder>", "keep the made machine and the record of each scenario in this folder")
    .action(ending(rehearseCommand));
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}

async function rehearseCommand(name: string, options: RehearseOptions): Promise<number> {
  const workspace = await openSoundWorkspace();
  const procedure = await findCompiledProcedure(name, workspace);
  const scenarios = await chooseScenarios(procedure.runbook, options, workspace);
  if (options.list === true) {
    const width = Math.max(...scenarios.map((scenario) => scenario.name.length));
    for (const { name: scenarioName, scenario } of scenarios) print(`${scenarioName.padEnd(width)}  ${scenario.shows}\n`);
    return good;
  }
  const keep = options.keep === undefined ? null : resolve(workspace.cwd, options.keep);
  const isVerbose = options.verbose === true;
  return (await rehearseAll(procedure, scenarios, { keep, isVerbose })) ? good : negative;
}

export interface RehearsalSettings {
  /** Where the made machines stay; `null`: only that of a rehearsal that went wrong does, in a temporary folder. */
  readonly keep: string | null;
  readonly isVerbose: boolean;
}

/** True if each ended as its scenario expects. */
export async function rehearseAll(
  procedure: CompiledProcedureFolder,
  scenarios: readonly NamedScenario[],
  { keep, isVerbose }: RehearsalSettings,
): Promise<boolean> {
  const { rehearse, removeRehearsal } = await import("../../rehearsal/index.ts");
  const width = Math.max(...scenarios.map(({ name }) => name.length));
  const progress = new Progress();
  let goodCount = 0;
  const play =
    (procedureFolder: string) =>
    ({ name, folder: scenarioFolder, scenario }: NamedScenario): Promise<Rehearsal> =>
      rehearse({
        procedureFolder,
        scenario,
        scenarioFolder,
        runId: `rehearsal-${name}`,
        ...(keep === null ? {} : { folder: freshFolder(join(keep, name)) }),
        onLine: (line) =>
          isVerbose ? say(scenarios.length === 1 ? line : `${name.padEnd(width)}  ${line}`) : progress.show(`${name}: ${line}`),
      });
  const tell = async (rehearsal: Rehearsal, { name, scenario }: NamedScenario): Promise<void> => {
    progress.clear();
    print(describeRehearsal(name.padEnd(width), scenario.shows, rehearsal));
    if (rehearsal.isGood) goodCount += 1;
    if (keep === null && rehearsal.isGood) await removeRehearsal(rehearsal);
    else if (!rehearsal.isGood) print(`      record    ${displayed(join(rehearsal.folder, "run"), process.cwd())}\n`);
  };
  // Each has a machine and a clock of its own, so they do not see each other.
  await withRunnableProcedure(procedure.folder, (procedureFolder) =>
    eachConcurrently(scenarios, availableParallelism(), play(procedureFolder), tell),
  );
  const bad = scenarios.length - goodCount;
  say(`${plural(scenarios.length, "rehearsal")}: ${bad === 0 ? "all as expected" : `${bad} not as expected`}`);
  if (keep !== null) say(`records: ${displayed(keep, process.cwd())}/<scenario>/run`);
  return bad === 0;
}

function freshFolder(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  return folder;
}

function describeRehearsal(name: string, shows: string, { isGood, checks, outcome, simulatedMs, remarks }: Rehearsal): string {
  const paint = painter(process.stdout);
  const lines = [
    `${isGood ? paint("green", "good") : paint("red", "bad ")}  ${name}  ${outcome.state} after ${describeDuration(simulatedMs)} of simulated time: ${shows}`,
  ];
  for (const remark of remarks) lines.push(`      note  ${remark}`);
  if (isGood) return `${lines.join("\n")}\n`;
  for (const { what, holds, expected, actual } of checks)
    if (!holds) lines.push(`      ${what}`, `        expected  ${expected}`, `        actual    ${actual}`);
  lines.push(`      happened  ${outcome.happened}`);
  return `${lines.join("\n")}\n`;
}
