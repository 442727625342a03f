/** `rehearse`: a compiled procedure, a scenario, a made world; what happened, how the world stands, and what was expected. */
import { fork } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Outcome } from "../../runtime/outcome.ts";
import { checkEnd, type Check } from "../expectation.ts";
import { armFault } from "../made-state.ts";
import { ScenarioRefused } from "../scenario-refused.ts";
import type { Scenario } from "../scenario.ts";
import type { Detail, Json, World } from "../world.ts";
import { heldFile, holdFile, releaseFile, stateFile, type Hold } from "./layout.ts";
import { makeMachine, type Machine } from "./machine.ts";
import type { ProcessMessage, ProcessRequest } from "./runner-process.ts";
import { runOnce, type RunnerEnd, type RunnerRequest } from "./runner.ts";
import { readState } from "./state-file.ts";

export interface RehearsalOptions {
  /** `generated/<id>`: `procedure.ts`, `blocks/`, `manifest.json`. */
  readonly procedureFolder: string;
  readonly scenario: Scenario;
  /** The folder of the scenario's file: a world that is a module is looked for there. */
  readonly scenarioFolder: string;
  /** Where the made machine and the run's record are put; left out: a new temporary folder. */
  readonly folder?: string;
  readonly runId?: string;
  /** Called for every line of the transcript as it comes. */
  readonly onLine?: (line: string) => void;
}

export interface Rehearsal {
  readonly outcome: Outcome;
  /** Every check holds. */
  readonly isGood: boolean;
  readonly checks: readonly Check[];
  /** The world's summary, with `calls` and `files`. */
  readonly world: Json;
  readonly transcript: readonly string[];
  /** Whether the runner was killed and resumed. */
  readonly wasKilled: boolean;
  readonly simulatedMs: number;
  /** What people should know of the made machine. */
  readonly remarks: readonly string[];
  /** The made machine: `home/`, `run/` with the record, `world.json`. */
  readonly folder: string;
}

export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  if (options.folder !== undefined) return rehearseIn(options.folder, options);
  const folder = mkdtempSync(join(tmpdir(), "rungate-rehearsal-"));
  try {
    return await rehearseIn(folder, options);
  } catch (error) {
    removeRehearsal({ folder });
    throw error;
  }
}

async function rehearseIn(folder: string, options: RehearsalOptions): Promise<Rehearsal> {
  const { scenario } = options;
  const machine = await makeMachine(folder, {
    world: scenario.world,
    besides: options.scenarioFolder,
    seed: scenario.seed,
    arm: (world, state) => {
      for (const { fault, at, before, ...detail } of scenario.faults) {
        checkFault(world, fault, detail);
        armFault(world, state, { name: fault, atMs: at ?? null, before: before ?? null, detail: detail as Detail });
      }
    },
  });
  const transcript: string[] = [];
  const onLine = (line: string): void => {
    transcript.push(line);
    options.onLine?.(line);
  };
  const request: RunnerRequest = {
    procedureFolder: options.procedureFolder,
    scenario,
    runId: options.runId ?? "rehearsal",
    isResumed: false,
  };
  const ended =
    scenario.kill === undefined
      ? { end: await runOnce(machine, request, onLine), wasKilled: false }
      : await runAndKill(
          machine,
          { ...request, machineFolder: folder, world: scenario.world, besides: options.scenarioFolder },
          scenario.kill,
          onLine,
        );
  return describe(machine, scenario, ended, transcript);
}

/** A misspelt fault would make a scenario that proves nothing. */
function checkFault(world: World<unknown>, name: string, detail: Readonly<Record<string, unknown>>): void {
  const quoted = (names: readonly string[]): string => (names.length === 0 ? "none" : names.map((known) => `\`${known}\``).join(", "));
  const fault = Object.hasOwn(world.faults, name) ? world.faults[name] : undefined;
  if (fault === undefined)
    throw new ScenarioRefused(
      `Unexpected fault \`${name}\`, expected one of the world \`${world.name}\`: ${quoted(Object.keys(world.faults))}`,
      "Correct `fault`",
    );
  const unknown = Object.keys(detail).find((key) => !Object.hasOwn(fault.details, key));
  if (unknown !== undefined)
    throw new ScenarioRefused(
      `Unexpected detail \`${unknown}\` of the fault \`${name}\`, expected ${quoted(Object.keys(fault.details))}`,
      "Correct the detail's name",
    );
}

/** Removes the made machine of a rehearsal whose record nobody needs. */
export function removeRehearsal({ folder }: Pick<Rehearsal, "folder">): void {
  rmSync(folder, { recursive: true, force: true });
}

type Ended = { readonly end: RunnerEnd; readonly wasKilled: boolean };

function describe(machine: Machine, scenario: Scenario, { end, wasKilled }: Ended, transcript: readonly string[]): Rehearsal {
  const made = readState(stateFile(machine.folder));
  const summary = machine.world.summarise(made.world);
  const world: Json = {
    ...(typeof summary === "object" && summary !== null && !Array.isArray(summary) ? summary : { summary }),
    calls: made.calls,
    files: readTexts(machine),
  };
  const { outcome } = end;
  const checks = [
    ...checkEnd(scenario.expect, {
      outcome: outcome.state,
      stoppedAt: outcome.at?.item ?? null,
      stoppedStep: outcome.at?.step ?? null,
      findings: outcome.findings,
      world,
      unusedDecisions: end.unused,
      unanswered: end.unanswered,
    }),
    ...end.refusals.map((why): Check => ({
      what: "a block that may run in a rehearsal",
      holds: false,
      expected: "nothing refused",
      actual: why,
    })),
    ...(scenario.kill === undefined
      ? []
      : [
          {
            what: "the runner was killed",
            holds: wasKilled,
            expected: scenario.kill.during.join(" "),
            actual: wasKilled ? "killed" : "no such call",
          },
        ]),
  ];
  return {
    outcome,
    isGood: checks.every(({ holds }) => holds),
    checks,
    world,
    transcript,
    wasKilled,
    simulatedMs: made.nowMs - made.startMs,
    remarks: machine.remarks,
    folder: machine.folder,
  };
}

const maximumTextBytes = 16 * 1024;

/** The small files of the folder where blocks start: what a world without clients leaves behind. */
function readTexts({ workingFolder }: Machine): Record<string, string> {
  const paths = readdirSync(workingFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths
      .filter((path) => statSync(path).size <= maximumTextBytes)
      .sort()
      .map((path) => [relative(workingFolder, path), readFileSync(path, "utf8")]),
  );
}

/** Lets a runner go until the call is under way, kills it with signal 9, lets the call end, and resumes in a new process. */
async function runAndKill(machine: Machine, request: ProcessRequest, kill: Hold, onLine: (line: string) => void): Promise<Ended> {
  writeFileSync(holdFile(machine.folder), JSON.stringify(kill));
  const first = await runInProcess(request, onLine, () => existsSync(heldFile(machine.folder)));
  if (first !== "killed") return { end: first, wasKilled: false };
  onLine("-------- the runner was killed (signal 9)");
  writeFileSync(releaseFile(machine.folder), "");
  const second = await runInProcess({ ...request, isResumed: true }, onLine, () => false);
  if (second === "killed") throw new Error("The resumed runner of the rehearsal was killed.");
  return { end: second, wasKilled: true };
}

const processModule = fileURLToPath(new URL(`./runner-process.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url));
const watchMs = 10;

function runInProcess(request: ProcessRequest, onLine: (line: string) => void, isTime: () => boolean): Promise<RunnerEnd | "killed"> {
  const child = fork(processModule, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  return new Promise((resolve, reject) => {
    const watch = setInterval(() => {
      if (isTime()) child.kill("SIGKILL");
    }, watchMs);
    let end: RunnerEnd | null = null;
    child.on("message", (message: ProcessMessage) => {
      if (message.kind === "line") onLine(message.line);
      else if (message.kind === "end") end = message.end;
      else reject(new Error(message.message));
    });
    child.on("error", reject);
    child.on("close", (_status, signal) => {
      clearInterval(watch);
      if (end !== null) resolve(end);
      else if (signal === "SIGKILL") resolve("killed");
      else reject(new Error("The runner of the rehearsal ended without an outcome."));
    });
    child.send(request);
  });
}
