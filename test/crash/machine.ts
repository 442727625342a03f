/**
 * The machine that a simulated run lives on: its disk, its time, its processes, and the moments at which it can fail. Node's
 * own modules are replaced by `simulated-fs.ts`, `simulated-child-process.ts` and `simulated-processes.ts`, so that the
 * real journal store, the real marks and the real shell adapter of `runtime/node` run on it.
 *
 * Whatever a runner does to the world is a numbered point. At the planned one the runner dies before, in the middle of or
 * after it, alone (`kill`) or with the whole machine (`power`), or the system call fails (`error`).
 */
import { Disk, systemError } from "./disk.ts";
import { Outside, type Process } from "./process.ts";
import type { Random } from "./random.ts";

/** The runner is dead: nothing that it does has an effect any more. */
export class Crash extends Error {
  override readonly name = "Crash";
}

export const ways = ["kill before", "kill after", "kill half", "power before", "power after", "power half", "error"] as const;
export type Way = (typeof ways)[number];

/** Where the runner fails; `null`: it does not. */
export interface Plan {
  readonly at: number;
  readonly way: Way;
}

interface Event {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

export class Machine {
  readonly disk = new Disk();
  readonly outside = new Outside();
  readonly random: Random;
  readonly processes = new Map<number, Process>();
  readonly trace: string[] = [];
  /** The names of all points that were passed. */
  readonly names = new Set<string>();
  /** The same of this runner, in their order. */
  passed: string[] = [];
  wallMs = Date.parse("2026-07-05T10:00:00.000Z");
  monotonicMs = 0;
  /** Points that this runner has passed. */
  points = 0;
  isDown = true;
  /** How the runner died, or whose call failed. */
  failed: Way | null = null;
  plan: Plan | null = null;
  onSpawn: (started: Process) => void = () => undefined;
  onBegin: (started: Process) => void = () => undefined;
  readonly isTraced: boolean;
  #events: Event[] = [];
  #order = 0;
  #nextPid = 100;
  #runnerTimers = new Set<Event>();

  constructor(random: Random, isTraced: boolean) {
    this.random = random;
    this.isTraced = isTraced;
  }

  tell(text: string): void {
    if (this.isTraced) this.trace.push(`${String(this.monotonicMs).padStart(8)} ms  ${text}`);
  }

  nextPid(): number {
    return (this.#nextPid += 1);
  }

  /** A new runner. */
  boot(plan: Plan | null): void {
    this.plan = plan;
    this.points = 0;
    this.passed = [];
    this.failed = null;
    this.isDown = false;
  }

  /** One thing that the runner does to the world. `half`: what it may have done if it dies in the middle. */
  act<Result>(name: string, whole: () => Result, half: () => unknown = () => undefined): Result {
    if (this.isDown) throw new Crash(name);
    const index = this.points;
    this.points += 1;
    this.names.add(name);
    this.passed.push(name);
    if (this.plan?.at !== index) {
      this.tell(`${index} ${name}`);
      return whole();
    }
    const { way } = this.plan;
    this.tell(`${index} ${name}: ${way}`);
    if (way === "error") return this.#fail(name, whole, half);
    this.failed = way;
    if (way.endsWith("half")) half();
    if (way.endsWith("after")) whole();
    this.isDown = true;
    throw new Crash(name);
  }

  /** A sync that fails loses the pages for good; a write that finds the disk full has written a part. Other calls do not fail. */
  #fail<Result>(name: string, whole: () => Result, half: () => unknown): Result {
    if (name.startsWith("sync ")) {
      this.failed = "error";
      half();
      throw systemError("EIO", name);
    }
    if (!name.startsWith("write ")) return whole();
    this.failed = "error";
    half();
    throw systemError("ENOSPC", name);
  }

  /** `isRunner`: it is forgotten when the runner dies. */
  after(ms: number, run: () => void, isRunner: boolean): Event {
    const event = { atMs: this.monotonicMs + Math.max(0, ms), order: (this.#order += 1), run };
    let index = this.#events.length;
    while (index > 0 && (this.#events[index - 1] as Event).atMs > event.atMs) index -= 1;
    this.#events.splice(index, 0, event);
    if (isRunner) this.#runnerTimers.add(event);
    return event;
  }

  cancel(event: Event): void {
    this.#events = this.#events.filter((one) => one !== event);
    this.#runnerTimers.delete(event);
  }

  /** Lets the next thing happen. `false`: nothing is left to happen. */
  advance(): boolean {
    const event = this.#events.shift();
    if (event === undefined) return false;
    this.#runnerTimers.delete(event);
    this.#pass(event.atMs - this.monotonicMs);
    event.run();
    return true;
  }

  /** Lets processes go on by themselves for a while. */
  idle(ms: number): void {
    const untilMs = this.monotonicMs + ms;
    while ((this.#events[0]?.atMs ?? Infinity) <= untilMs) this.advance();
    this.#pass(untilMs - this.monotonicMs);
  }

  #pass(ms: number): void {
    this.monotonicMs += ms;
    this.wallMs += ms;
  }

  /** What goes with a runner: its timers, its readings. Changes go on. */
  endRunner(): void {
    this.isDown = true;
    this.#events = this.#events.filter((event) => !this.#runnerTimers.has(event));
    this.#runnerTimers.clear();
    for (const process of this.processes.values()) {
      process.child = null;
      if (process.kind === "reading") process.end();
    }
  }

  /** The machine is switched off, and on again a while later. */
  losePower(): void {
    this.endRunner();
    for (const process of this.processes.values()) process.end();
    this.#events = [];
    this.disk.losePower(this.random);
    this.tell("the power is lost");
    this.wallMs += 60_000;
    this.monotonicMs = 0;
  }
}

let current: Machine | null = null;
/** The machine that the replaced modules of Node work on. */
export function machine(): Machine {
  if (current === null) throw new Error("bug in the simulation: there is no machine");
  return current;
}
export function useMachine(one: Machine): void {
  current = one;
}
