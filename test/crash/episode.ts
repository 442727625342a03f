/**
 * One simulated run from its start to its end, through as many runners as it takes: the first dies where the seed says, the
 * next ones perhaps too, the last one goes on to the end.
 */
import { setImmediate as breathe } from "node:timers/promises";
import { openJournalStore } from "../../runtime/node/journal-store.ts";
import { openOnceMarks } from "../../runtime/node/once-marks.ts";
import { BashShell } from "../../runtime/node/shell.ts";
import { recover } from "../../runtime/journal.ts";
import { resumeRun, startRun } from "../../runtime/start.ts";
import type { Approvals, ApprovalRequest } from "../../runtime/approvals.ts";
import type { Outcome } from "../../runtime/outcome.ts";
import type { Clock } from "../../runtime/ports.ts";
import { readBlock } from "../runtime/hand-written.ts";
import { Machine, useMachine, ways, type Plan } from "./machine.ts";
import { SimulatedOperator } from "./operator.ts";
import { Random } from "./random.ts";
import { scenarios, type Scenario } from "./scenarios.ts";
import { forgetDescriptors } from "./simulated-fs.ts";
import { summarize, Witness, type Summary } from "./witness.ts";

const maximumLives = 14;

export interface Episode {
  readonly scenario: string;
  /** Empty: every promise was kept. */
  readonly broken: readonly string[];
  readonly trace: readonly string[];
  /** The names of the points at which it could have failed. */
  readonly names: ReadonlySet<string>;
  readonly lives: number;
}

/** A run without a failure: its points, and what its record says. */
interface Quiet {
  readonly points: number;
  /** Those between two entries of the record: what came before is known, what follows is not. */
  readonly borders: readonly number[];
  readonly summary: Summary;
}
const quietRuns = new Map<string, Quiet>();

const stride = 7919;

/** The seed says which procedure, at which point and how the first runner fails; the rest is chance, of the same seed. */
export async function live(seed: number, isTraced: boolean): Promise<Episode> {
  const scenario = scenarios[seed % scenarios.length] as Scenario;
  const turn = Math.floor(seed / scenarios.length) * stride;
  const quiet = await quietRun(scenario);
  const way = ways[turn % ways.length] as (typeof ways)[number];
  const at = Math.floor(turn / ways.length);
  // Every third runner fails between two entries: there the most can be lost.
  const border = turn % 3 === 0 ? quiet.borders[at % quiet.borders.length] : undefined;
  return execute(scenario, new Random(seed), { at: border ?? at % quiet.points, way }, quiet, isTraced);
}

async function quietRun(scenario: Scenario): Promise<Quiet> {
  const known = quietRuns.get(scenario.name);
  if (known !== undefined) return known;
  const machine = new Machine(new Random(0), true);
  const witness = new Witness(machine, scenario);
  useMachine(machine);
  const ended = await oneLife(machine, scenario, witness, null, true);
  if (!("outcome" in ended) || ended.outcome.state !== scenario.ends)
    throw new Error(`bug in the simulation: \`${scenario.name}\` does not run: ${JSON.stringify(ended)}\n${machine.trace.join("\n")}`);
  witness.checkEnd(scenario.ends, null);
  if (witness.broken.length > 0)
    throw new Error(`\`${scenario.name}\` breaks without a failure: ${witness.broken.join("; ")}\n${machine.trace.join("\n")}`);
  const { entries } = recover(machine.disk.durableBytes("/state/run/journal.jsonl") ?? Buffer.alloc(0));
  const borders = machine.passed.flatMap((name, index) => (name === "write journal.jsonl" ? [index] : []));
  const quiet = { points: machine.points, borders, summary: summarize(entries) };
  quietRuns.set(scenario.name, quiet);
  return quiet;
}

async function execute(scenario: Scenario, random: Random, first: Plan, quiet: Quiet, isTraced: boolean): Promise<Episode> {
  const machine = new Machine(random, isTraced);
  const witness = new Witness(machine, scenario);
  useMachine(machine);
  let plan: Plan | null = first;
  let lives = 0;
  for (;;) {
    const journal = machine.disk.find("/state/run/journal.jsonl");
    const isNew = journal?.kind !== "file" || journal.bytes.lastIndexOf(0x0a) < 0;
    const ended = await oneLife(machine, scenario, witness, plan, isNew);
    lives += 1;
    machine.tell(`--- life ${lives}: ${"outcome" in ended ? `${ended.outcome.state}: ${ended.outcome.happened}` : ended.died}`);
    // A runner whose disk failed may have stopped elsewhere. One that died after its last entry has left a run that is done.
    const wasDone = "outcome" in ended && ended.outcome.state === "refused" && ended.outcome.happened.includes("the run is done");
    if ("outcome" in ended && ((ended.outcome.state === scenario.ends && machine.failed === null) || wasDone)) {
      witness.checkEnd(scenario.ends, quiet.summary);
      break;
    }
    if (witness.broken.length > 0) break;
    if (lives === maximumLives) {
      witness.broken.push(`the run does not come to its end: ${"outcome" in ended ? ended.outcome.happened : ended.died}`);
      break;
    }
    between(machine);
    const diesAgain = lives < 4 && random.below(2) === 0;
    plan = diesAgain ? { at: random.below(quiet.points), way: random.pick(ways) } : null;
  }
  return { scenario: scenario.name, broken: witness.broken, trace: machine.trace, names: machine.names, lives };
}

/** What happens while nobody runs it. */
function between(machine: Machine): void {
  const { random } = machine;
  if (machine.failed?.startsWith("power") === true || random.below(12) === 0) machine.losePower();
  else machine.endRunner();
  // The system may end a change too.
  if (random.below(8) === 0) for (const process of machine.processes.values()) process.end();
  machine.idle(random.pick([0, 0, 3, 200, 20_000]));
  // The wall clock may be set.
  machine.wallMs += random.pick([0, 0, 0, 3_600_000, -3_600_000]);
}

type Life = { readonly outcome: Outcome } | { readonly died: string };

async function oneLife(machine: Machine, scenario: Scenario, witness: Witness, plan: Plan | null, isNew: boolean): Promise<Life> {
  forgetDescriptors();
  machine.boot(plan);
  const operator = new SimulatedOperator(machine, scenario.habit, (question) => witness.lookOutside(question));
  witness.watch(operator);
  const over: { life: Life | null } = { life: null };
  void (async () => run(machine, scenario, witness, operator, isNew))().then(
    (outcome) => (over.life = { outcome }),
    (error: unknown) => (over.life = { died: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
  for (;;) {
    await breathe();
    if (machine.isDown) {
      // Whatever the dead runner still has in hand comes to nothing.
      await breathe();
      return { died: "the runner died" };
    }
    if (over.life !== null) break;
    if (!machine.advance()) {
      witness.broken.push("the run waits for something that never happens");
      machine.isDown = true;
    }
  }
  machine.isDown = true;
  const life = over.life ?? { died: "it waits for ever" };
  // A failed system call may end a runner; anything else that is thrown is a bug.
  if ("died" in life && machine.failed !== "error") witness.broken.push(life.died);
  return life;
}

async function run(machine: Machine, scenario: Scenario, witness: Witness, operator: SimulatedOperator, isNew: boolean): Promise<Outcome> {
  const clock: Clock = {
    now: () => new Date(machine.wallMs).toISOString(),
    monotonicMs: () => machine.monotonicMs,
    sleep: (ms) => new Promise<void>((resolve) => void machine.after(ms, resolve, true)),
  };
  const store = openJournalStore("/state/run");
  const options = {
    procedure: scenario.procedure,
    procedureSha256: "a".repeat(64),
    readBlock,
    runId: "run",
    onceMarks: openOnceMarks("/state", "production"),
    approvals: secondPerson(machine),
    secretSource: async (name: string) => ({ value: scenario.secrets[name] ?? "" }),
    identity: { host: "here", user: "tester" },
    hosts: {},
    ports: {
      clock,
      operator,
      journalStore: witness.around(store),
      shell: new BashShell({ folder: "/state/run", runId: "run", environment: { PATH: "/usr/bin" }, workingFolder: "/state" }),
    },
  };
  const outcome = await (isNew ? startRun({ ...options, parameters: {} }) : resumeRun(options));
  store.close();
  return outcome;
}

/** Somebody at another login, who approves what is put to them a moment later. */
function secondPerson(machine: Machine): Approvals {
  const asked = new Map<string, ApprovalRequest>();
  return {
    self: { user: "tester", uid: 1, host: "here" },
    ask: async (request) => machine.act("ask the second person", () => void asked.set(request.id, request)),
    answers: async (id) => {
      const request = asked.get(id);
      if (request === undefined || machine.random.below(2) === 0) return [];
      return [
        {
          version: 1,
          request: id,
          shownSha256: request.shownSha256,
          verdict: "approve",
          reason: "",
          by: { user: "other", uid: 2, host: "there" },
        },
      ];
    },
    withdraw: async (id) => machine.act("withdraw the question", () => void asked.delete(id)),
  };
}
