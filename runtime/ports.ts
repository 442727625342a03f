/**
 * The four ports through which a procedure meets the world: Clock, Shell, Operator, JournalStore. Everything else in this
 * folder is a function of what they answer. `node/` holds the real adapters, the rehearsal made ones;
 * `test/helpers/port-conformance.ts` is the suite that both must pass.
 *
 * A port that throws ends the runner at that point, as `kill -9` would: nothing more is written, nothing is tidied up.
 * The rehearsal provokes crashes that way.
 */
import type { Approval } from "./approval.ts";
import type { Answer, Place, Question } from "./questions.ts";
import type { View } from "./views.ts";

// ---------------------------------------------------------------- Clock

/** The time, and waiting. Durations are taken from `monotonicMs`, which no clock jump moves. */
export interface Clock {
  /** The wall clock in UTC: `2026-07-05T10:00:00.000Z`. */
  readonly now: () => string;
  readonly monotonicMs: () => number;
  /** Resolves after `ms`, or at once when `signal` is aborted. Never rejects. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

// ---------------------------------------------------------------- Shell

/** One start of one block. */
export interface Command {
  /** Names this start among all of the run's, and its folder of evidence: `0007-2.2-run-1`. `[a-z0-9.-]+`. */
  readonly attempt: string;
  readonly host: string;
  /** The block's exact bytes as text; their hash has been verified. */
  readonly script: string;
  /** Where they lie in the procedure's folder: bash names it in its messages. */
  readonly file: string;
  /** The SESSION, run before it in the same bash, before strict mode. */
  readonly session: { readonly script: string; readonly file: string } | null;
  /** The scalar values, by environment variable: `RB_app`. */
  readonly environment: Readonly<Record<string, string>>;
  /** The lists, by the name of the bash array that holds them before the first line: `RB_nodes`. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** The secrets, by shell variable: they reach bash through a descriptor, never through argv, environment or a file. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Where it stands in the document, for an adapter that hands it to a person. */
  readonly place?: Place;
}

/** One output stream: kept in a file, described by hash and length, with as much text as a condition may look at. */
export interface Output {
  readonly sha256: string;
  readonly bytes: number;
  /** The first `maximumTextBytes` of it, decoded. */
  readonly text: string;
  /** There is more, or it is not UTF-8: no condition and no capture may trust `text`. */
  readonly isWhole: boolean;
  /** Where the bytes lie, relative to the run's folder; `null` where nothing is kept. */
  readonly file: string | null;
}

export const maximumTextBytes = 1024 * 1024;

/** How a block ended. A `reading` that is no `exited` is no reading: neither pass nor fail. */
export type Ending =
  | { readonly kind: "exited"; readonly status: number; readonly stdout: Output; readonly stderr: Output; readonly durationMs: number }
  /** A check only: ended at its time budget. */
  | { readonly kind: "timedOut"; readonly stdout: Output; readonly stderr: Output; readonly durationMs: number }
  /** A check only: the operator interrupted it. */
  | { readonly kind: "interrupted" }
  /** It never started, and why: bash is missing, the disk is full, `beforeStart` refused it. */
  | { readonly kind: "refused"; readonly why: string };
export type Exited = Extract<Ending, { kind: "exited" }>;

/** What is known of a change that was started, now. */
export type MutationState =
  /** Certain: it has not started and never will, not even late. */
  | { readonly kind: "notStarted" }
  | { readonly kind: "running"; readonly pid: number }
  | Exited
  /** It started, it is gone, and nothing says how it ended. */
  | { readonly kind: "lost"; readonly why: string };

export interface Shell {
  /** From now on these are taken out of every output before anything reads or keeps it. */
  readonly hide: (secrets: readonly string[]) => void;
  /** Runs a block that only reads. It is ended at its time budget, on `signal`, and when the runner dies. */
  readonly read: (command: Command, signal: AbortSignal) => Promise<Ending>;
  /**
   * Starts a change. It survives the runner, writes to files, and leaves its status by write, fsync, rename.
   * Demands the operator's approval of exactly this command; one approval starts one command.
   */
  readonly startMutation: (
    command: Command,
    approval: Approval,
  ) => Promise<{ readonly kind: "started" } | { readonly kind: "refused"; readonly why: string }>;
  /**
   * Waits up to `forMs` for a change to end, whichever runner started it. A change whose start left no mark is made
   * impossible to start before `notStarted` is answered.
   */
  readonly awaitMutation: (attempt: string, forMs: number) => Promise<MutationState>;
  /** Ends a running change, on the operator's word: TERM to its group, KILL after a grace. */
  readonly endMutation: (attempt: string) => Promise<MutationState>;
}

// ---------------------------------------------------------------- Operator

/**
 * The person who runs the procedure. Is told with `show`, decides with `ask`; both are plain data, so that a terminal
 * can render them and a scenario can answer them by step, item and purpose.
 */
export interface Operator {
  readonly name: string;
  readonly show: (view: View) => void;
  /** Never throws for a person's silence: EOF, Ctrl-C and a missing terminal are the answer `gone`, which means no. */
  readonly ask: (question: Question) => Promise<Answer>;
  /** Aborted, with the signal's name as reason, when the operator interrupts the run (Ctrl-C, TERM, HUP). */
  readonly interruption: AbortSignal;
}

// ---------------------------------------------------------------- JournalStore

/** A store's answer to a disk that is full, read-only or broken. Never tried again: the run stops where its record ends. */
export class StoreFailure extends Error {
  override readonly name = "StoreFailure";
}

/** Bytes that last. What `append` and `keep` acknowledged is on disk, whatever happens next. */
export interface JournalStore {
  /** All bytes of the journal; empty for a new run. */
  readonly read: () => Promise<Uint8Array>;
  /** Cuts it to `length` bytes, durably. */
  readonly truncate: (length: number) => Promise<void>;
  /** Adds bytes at the end; resolves when they are durable. Throws `StoreFailure`. */
  readonly append: (bytes: Uint8Array) => Promise<void>;
  /** Writes a side file, whole or not at all, durably. `name`: `[a-z0-9.-]+`. */
  readonly keep: (name: string, text: string) => Promise<void>;
  /** A side file's text; `null` if there is none. */
  readonly kept: (name: string) => Promise<string | null>;
}

export interface Ports {
  readonly clock: Clock;
  readonly shell: Shell;
  readonly operator: Operator;
  readonly journalStore: JournalStore;
}
