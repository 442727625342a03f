/**
 * What a made world is: its initial state, the clients through which blocks meet it, what happens to it as time goes by,
 * and the faults that a scenario may provoke. All of it is plain functions over a JSON state, because the state lies in a
 * file that every client process reads and writes (`node/state-file.ts`).
 *
 * A client knows only what it was told: an unknown verb or option fails as the real client does, and never succeeds
 * by silence.
 */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Detail = Readonly<Record<string, string | number | boolean>>;

/** A point in simulated time. `nowMs` moves when a client call takes time. */
export interface Moment {
  readonly nowMs: number;
  /** Makes `event` happen `afterMs` from now; its handler stands in the world's `events`. */
  readonly after: (afterMs: number, event: string, detail?: Detail) => void;
  /** A whole number from `low` to `high`, both possible, from the scenario's seed. */
  readonly between: (low: number, high: number) => number;
}

/** One call of one client by a block. */
export interface Call<S> extends Moment {
  readonly client: string;
  readonly args: readonly string[];
  readonly state: S;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The current folder, relative to the made HOME; `""` is HOME itself. */
  readonly folder: string;
  readonly stdin: () => string;
  /** Bytes of a file of the made HOME, `null` if there is none. Paths as the block wrote them. */
  readonly readFile: (path: string) => Uint8Array | null;
  /** What a client said about a file that it made sparse. */
  readonly sparse: (path: string) => SparseFile | null;
  /** Lets simulated time pass: what is due happens. */
  readonly takes: (ms: number) => void;
}

/** A large file of which only name, size and checksum are made. */
export interface SparseFile {
  readonly bytes: number;
  readonly sha256: string;
  readonly members: readonly string[];
}

export interface Reply {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly status?: number;
  /** Files that the call leaves behind, by path as the block wrote it; outside the made HOME they are refused. */
  readonly files?: Readonly<Record<string, string | SparseFile>>;
  readonly removed?: readonly string[];
}

export type Client<S> = (call: Call<S>) => Reply | Promise<Reply>;

export interface Fault<S> {
  readonly meaning: string;
  /** The details that it understands, each with its meaning. */
  readonly details: Readonly<Record<string, string>>;
  readonly apply: (state: S, moment: Moment, detail: Detail) => void;
}

export interface World<S = Json> {
  readonly name: string;
  readonly meaning: string;
  /** The wall clock when a rehearsal starts, UTC. */
  readonly start: string;
  readonly make: () => S | Promise<S>;
  readonly clients: Readonly<Record<string, Client<S>>>;
  readonly events: Readonly<Record<string, (state: S, moment: Moment, detail: Detail) => void>>;
  readonly faults: Readonly<Record<string, Fault<S>>>;
  /** Text files of the made HOME, by path relative to it. Blocks may `source` these, and no others. */
  readonly home: Readonly<Record<string, string>>;
  /** Where blocks start, relative to HOME. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The end state as a scenario's `expect.world` reads it. */
  readonly summarise: (state: S) => Json;
}

type Optional = "events" | "faults" | "home" | "folder" | "environment" | "summarise" | "start" | "clients";

/** Declares a world. What is left out is empty. */
export function defineWorld<S = Json>(fields: Omit<World<S>, Optional> & Partial<Pick<World<S>, Optional>>): World<S> {
  return Object.freeze({
    start: "2026-07-05T01:00:00.000Z",
    clients: {},
    events: {},
    faults: {},
    home: {},
    folder: "",
    environment: {},
    summarise: (state: S) => state as Json,
    ...fields,
  });
}
