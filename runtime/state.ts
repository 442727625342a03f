/**
 * What the journal adds up to: the only memory of a run. A resumed run knows what the first one knew because both read
 * it here, and an entry counts from the moment it is durable.
 */
import type { Entry, EntryOf } from "./entries.ts";

/** One start of a change. At most one of the three last is the end of it. */
export interface Attempt {
  readonly intent: EntryOf<"intent">;
  readonly result: EntryOf<"result"> | null;
  readonly unknown: EntryOf<"unknown"> | null;
  readonly settled: EntryOf<"settled"> | null;
}

export class RunState {
  readonly entries: Entry[] = [];
  readonly done = new Map<string, EntryOf<"done">>();
  readonly captured = new Map<string, EntryOf<"captured">>();
  readonly lists = new Map<string, EntryOf<"list">>();
  readonly excluded = new Map<string, EntryOf<"excluded">>();
  readonly readings = new Map<string, EntryOf<"reading">>();
  readonly attempts = new Map<string, Attempt[]>();
  readonly reverts = new Map<string, EntryOf<"revert">>();
  readonly reverted = new Set<string>();
  readonly openWindows = new Map<string, EntryOf<"window">>();
  readonly owed: EntryOf<"owed">[] = [];
  readonly findings: EntryOf<"finding">[] = [];
  readonly chosen: EntryOf<"chosen">[] = [];
  lastIntentSeq = -1;
  lastResumedSeq = -1;
  /** Taken back by a later `resumed`. */
  end: EntryOf<"end"> | null = null;

  constructor(entries: readonly Entry[]) {
    for (const entry of entries) this.add(entry);
  }

  add(entry: Entry): void {
    this.entries.push(entry);
    switch (entry.kind) {
      case "run":
      case "procedure":
      case "step":
      case "judged":
      case "secondAsked":
      case "secondWord":
        break;
      case "resumed":
        this.lastResumedSeq = entry.seq;
        this.end = null;
        break;
      case "reading":
        this.readings.set(entry.path, entry);
        break;
      case "captured":
        this.captured.set(entry.path, entry);
        break;
      case "revert":
        this.reverts.set(entry.path, entry);
        break;
      case "intent":
        this.#begin(entry);
        break;
      case "result":
        this.#amend(entry.path, { result: entry });
        break;
      case "unknown":
        this.#amend(entry.path, { unknown: entry });
        break;
      case "settled":
        this.#amend(entry.path, { settled: entry });
        break;
      case "chosen":
        this.chosen.push(entry);
        break;
      case "done":
        if (entry.how === "changed") this.done.delete(entry.path);
        else this.done.set(entry.path, entry);
        break;
      case "list":
        this.lists.set(entry.path, entry);
        break;
      case "excluded":
        this.excluded.set(entry.name, entry);
        break;
      case "finding":
        this.findings.push(entry);
        break;
      case "window":
        this.#moveWindow(entry);
        break;
      case "reverted":
        this.reverted.add(entry.path);
        this.done.delete(entry.path);
        this.attempts.delete(entry.path);
        break;
      case "owed":
        this.owed.push(entry);
        break;
      case "end":
        this.end = entry;
        break;
    }
  }

  #begin(intent: EntryOf<"intent">): void {
    this.lastIntentSeq = intent.seq;
    this.reverted.delete(intent.path);
    this.attempts.set(intent.path, [...(this.attempts.get(intent.path) ?? []), { intent, result: null, unknown: null, settled: null }]);
  }

  #amend(path: string, change: Partial<Attempt>): void {
    const attempts = this.attempts.get(path) ?? [];
    const last = attempts.at(-1);
    if (last !== undefined) this.attempts.set(path, [...attempts.slice(0, -1), { ...last, ...change }]);
  }

  #moveWindow(entry: EntryOf<"window">): void {
    if (entry.action === "open") this.openWindows.set(entry.name, entry);
    else this.openWindows.delete(entry.name);
  }

  /** The content hash of the procedure that the run goes on with. */
  get procedureSha256(): string | null {
    const last = this.entries.findLast((entry) => entry.kind === "run" || entry.kind === "procedure");
    return last?.kind === "run" || last?.kind === "procedure" ? last.procedureSha256 : null;
  }

  /** The latest start of the change at `path` that may have changed something; `null` if there is none. */
  attemptAt(path: string): Attempt | null {
    const hasStarted = ({ settled }: Attempt): boolean => settled?.verdict !== "not started" && settled?.verdict !== "did not";
    return this.attempts.get(path)?.findLast(hasStarted) ?? null;
  }

  /** The operator's last answer to a question of this purpose at `path`. */
  chosenAt(path: string, purpose: string): EntryOf<"chosen"> | null {
    return this.chosen.findLast((entry) => entry.path === path && entry.purpose === purpose) ?? null;
  }

  /**
   * True if the item needs nothing more. What was only read before the last crash or stop, with no change after it, is
   * read again: the world had time to move.
   */
  isDone(path: string): boolean {
    const done = this.done.get(path);
    if (done === undefined) return false;
    return !(done.isRepeatable && done.seq < this.lastResumedSeq && done.seq > this.#lastIntentBefore(this.lastResumedSeq));
  }

  #lastIntentBefore(seq: number): number {
    return this.entries.findLast((entry) => entry.kind === "intent" && entry.seq < seq)?.seq ?? -1;
  }

  /** A capture is frozen from the first change after it on. */
  isFrozen(captured: EntryOf<"captured">): boolean {
    return this.lastIntentSeq > captured.seq;
  }

  /** Changes that were started and can be undone, or must be known as final: newest first. */
  openReverts(): EntryOf<"revert">[] {
    return [...this.attempts]
      .filter(([path, attempts]) => this.attemptAt(path) !== null && attempts.length > 0 && !this.reverted.has(path))
      .map(([path, attempts]) => ({ entry: this.reverts.get(path), seq: attempts.at(-1)?.intent.seq ?? 0 }))
      .filter((one): one is { entry: EntryOf<"revert">; seq: number } => one.entry !== undefined)
      .sort((a, b) => b.seq - a.seq)
      .map(({ entry }) => entry);
  }

  /** Changes whose end nobody knows. */
  openAttempts(): Attempt[] {
    return [...this.attempts.keys()]
      .map((path) => this.attemptAt(path))
      .filter((attempt): attempt is Attempt => attempt !== null && attempt.result === null && attempt.settled === null);
  }
}
