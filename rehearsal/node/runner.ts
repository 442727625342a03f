/**
 * One runner of a rehearsal: the production runtime and the generated modules, with the world's clock, the scenario's
 * operator, the real journal, and the real shell behind the guard. Runs in the calling process, or as a process of its own
 * (`runner-process.ts`) where the scenario kills it.
 */
import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openJournalStore } from "../../runtime/node/journal-store.ts";
import { openOnceMarks } from "../../runtime/node/once-marks.ts";
import { BashShell } from "../../runtime/node/shell.ts";
import { resumeRun, startRun } from "../../runtime/start.ts";
import type { Outcome } from "../../runtime/outcome.ts";
import type { CompiledProcedure } from "../../runtime/procedure.ts";
import { makeOperator } from "../operator.ts";
import { describeAsked, describeView } from "../transcript.ts";
import { makeApprovals } from "../second-person.ts";
import type { Decision, Scenario, SecondPlan } from "../scenario.ts";
import { makeClock } from "./clock.ts";
import { guardCommands } from "./guard-commands.ts";
import { runFolder } from "./layout.ts";
import type { Machine } from "./machine.ts";

export interface RunnerEnd {
  readonly outcome: Outcome;
  /** What the scenario plans and nobody was asked for. */
  readonly unused: readonly (Decision | SecondPlan)[];
  /** Questions that neither the scenario nor a policy answers. */
  readonly unanswered: readonly string[];
  /** What the guard did not let run. */
  readonly refusals: readonly string[];
}

export interface RunnerRequest {
  readonly procedureFolder: string;
  readonly scenario: Scenario;
  readonly runId: string;
  readonly isResumed: boolean;
}

export async function runOnce(machine: Machine, request: RunnerRequest, onLine: (line: string) => void): Promise<RunnerEnd> {
  const { procedure, contentHash } = await loadProcedure(request.procedureFolder);
  const clock = makeClock(machine);
  const tell = (line: string | null): void => {
    if (line !== null) onLine(`${clock.now().slice(11, 19)} ${line}`);
  };
  const operator = makeOperator(
    request.scenario.operator,
    (view) => {
      tell(describeView(view));
    },
    (asked) => {
      tell(describeAsked(asked));
    },
  );
  const approvals = makeApprovals(request.scenario.secondPerson, clock);
  const refusals: string[] = [];
  const shell = new BashShell({
    folder: runFolder(machine.folder),
    runId: request.runId,
    environment: machine.environment,
    workingFolder: machine.workingFolder,
    beforeStart: guardCommands(machine, (why) => {
      refusals.push(why);
    }),
  });
  const journalStore = openJournalStore(runFolder(machine.folder));
  try {
    const secrets = ofSecrets(procedure, request.scenario.parameters, true);
    const options = {
      procedure,
      procedureSha256: contentHash,
      runId: request.runId,
      readBlock: (file: string) =>
        existsSync(join(request.procedureFolder, file)) ? readFileSync(join(request.procedureFolder, file), "utf8") : null,
      ports: { clock, operator, journalStore, shell },
      identity: { host: hostname(), user: "rehearsal" },
      hosts: {},
      hasEveryHost: true,
      onceMarks: openOnceMarks(machine.folder, "rehearsal"),
      approvals,
      secretSource: async (name: string) => (Object.hasOwn(secrets, name) ? { value: secrets[name] as string } : null),
    };
    const outcome = request.isResumed
      ? await resumeRun(options)
      : await startRun({
          ...options,
          parameters: ofSecrets(procedure, request.scenario.parameters, false),
          named: request.scenario.steps,
        });
    const unanswered = operator.asked
      .filter(({ answer }) => answer.kind === "gone")
      .map(({ question }) => `${question.purpose} at ${question.place.item ?? question.place.step}: ${question.text}`);
    return { outcome, unused: [...operator.unused(), ...approvals.unused()], unanswered, refusals };
  } finally {
    journalStore.close();
  }
}

/** A scenario gives made secrets among its parameters. */
function ofSecrets({ parameters }: CompiledProcedure, given: Scenario["parameters"], isSecret: boolean): Record<string, string> {
  const secrets = new Set(parameters.filter(({ type }) => type === "secret").map(({ name }) => name));
  return Object.fromEntries(Object.entries(given).filter(([name]) => secrets.has(name) === isSecret));
}

async function loadProcedure(folder: string): Promise<{ procedure: CompiledProcedure; contentHash: string }> {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as { contentHash: string };
  const name = existsSync(join(folder, "procedure.ts")) ? "procedure.ts" : "procedure.js";
  const module = (await import(pathToFileURL(join(folder, name)).href)) as { default: CompiledProcedure };
  return { procedure: module.default, contentHash: manifest.contentHash };
}
