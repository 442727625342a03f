/**
 * The state file's content: the world's own state, its clock, what is due, which faults are armed, and how often each
 * command was called. Pure: `node/state-file.ts` reads and writes it.
 */
import { drawBetween } from "./random.ts";
import type { Detail, Moment, SparseFile, World } from "./world.ts";

interface DueEvent {
  readonly atMs: number;
  readonly event: string;
  readonly detail: Detail;
}

/** A fault that waits for its call: `before` are words that must stand in the call in this order. */
export interface ArmedFault {
  readonly name: string;
  readonly before: readonly string[];
  readonly detail: Detail;
}

export interface MadeState<S = unknown> {
  readonly startMs: number;
  nowMs: number;
  random: number;
  due: DueEvent[];
  armed: ArmedFault[];
  /** Command line -> number of calls. */
  calls: Record<string, number>;
  /** By absolute path. */
  sparse: Record<string, SparseFile>;
  readonly world: S;
}

const faultEvent = "fault";

export function makeState<S>(state: S, options: { seed: number; startMs: number }): MadeState<S> {
  return {
    startMs: options.startMs,
    nowMs: options.startMs,
    random: options.seed >>> 0,
    due: [],
    armed: [],
    calls: {},
    sparse: {},
    world: state,
  };
}

/** Provokes a fault at once, at a simulated time after the start, or just before a call. */
export function armFault<S>(
  world: World<S>,
  made: MadeState<S>,
  fault: { name: string; atMs: number | null; before: readonly string[] | null; detail: Detail },
): void {
  if (fault.before !== null) made.armed.push({ name: fault.name, before: fault.before, detail: fault.detail });
  else if (fault.atMs !== null)
    insert(made, { atMs: made.startMs + fault.atMs, event: faultEvent, detail: { ...fault.detail, fault: fault.name } });
  else applyFault(world, made, fault.name, fault.detail);
}

/** Fires the faults that wait for this call. */
export function fireFaults<S>(world: World<S>, made: MadeState<S>, words: readonly string[]): void {
  const firing = made.armed.filter((fault) => containsInOrder(words, fault.before));
  made.armed = made.armed.filter((fault) => !firing.includes(fault));
  for (const fault of firing) applyFault(world, made, fault.name, fault.detail);
}

/** Lets time pass; what falls due happens in its order, each at its own moment. */
export function advance<S>(world: World<S>, made: MadeState<S>, ms: number): void {
  const end = made.nowMs + Math.max(0, ms);
  for (let next = made.due[0]; next !== undefined && next.atMs <= end; next = made.due[0]) {
    made.due.shift();
    made.nowMs = Math.max(made.nowMs, next.atMs);
    happen(world, made, next);
  }
  made.nowMs = end;
}

/** The moment as the world's functions see it. */
export function momentOf(made: MadeState): Moment {
  return {
    get nowMs() {
      return made.nowMs;
    },
    after: (afterMs, event, detail = {}) => {
      insert(made, { atMs: made.nowMs + afterMs, event, detail });
    },
    between: (low, high) => {
      const drawn = drawBetween(made.random, low, high);
      made.random = drawn.next;
      return drawn.value;
    },
  };
}

/** `words` holds all of `wanted`, in that order, with anything between them. */
export function containsInOrder(words: readonly string[], wanted: readonly string[]): boolean {
  let found = 0;
  for (const word of words) if (found < wanted.length && word === wanted[found]) found += 1;
  return found === wanted.length;
}

function insert(made: MadeState, event: DueEvent): void {
  const place = made.due.findIndex((other) => other.atMs > event.atMs);
  made.due.splice(place === -1 ? made.due.length : place, 0, event);
}

function happen<S>(world: World<S>, made: MadeState<S>, due: DueEvent): void {
  if (due.event === faultEvent) {
    applyFault(world, made, String(due.detail["fault"]), due.detail);
    return;
  }
  const handler = world.events[due.event];
  if (handler === undefined) throw new Error(`The world ${world.name} has no event ${due.event}.`);
  handler(made.world, momentOf(made), due.detail);
}

function applyFault<S>(world: World<S>, made: MadeState<S>, name: string, detail: Detail): void {
  const fault = world.faults[name];
  if (fault === undefined) throw new Error(`The world ${world.name} has no fault ${name}.`);
  fault.apply(made.world, momentOf(made), detail);
}
