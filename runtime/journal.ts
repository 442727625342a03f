/**
 * The record of a run: append-only JSON lines, each with the hash of the one before it and a hash of its own, durable
 * before the world may change. One line:
 *
 *     {"seq":3,"at":"2026-07-05T10:00:00.000Z","monotonicMs":12.5,"prev":"...","kind":"reading",...,"hash":"..."}
 *
 * Recovery keeps everything up to the last LF, verifies the chain, and cuts the rest off before the first append:
 * without that, the next entry would be glued to a torn one and lost.
 */
import { createHash } from "node:crypto";
import { Body, Frame, journalVersion, maximumEntryBytes, type Entry, type Side } from "./entries.ts";
import { RunState } from "./state.ts";
import type { Clock, JournalStore } from "./ports.ts";

const noHash = "0".repeat(64);
const sha256 = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex");

/** The record cannot be trusted or read. Nothing was changed, neither in it nor in the world. */
export class JournalRefused extends Error {
  override readonly name = "JournalRefused";
}

export interface Recovered {
  readonly entries: readonly Entry[];
  readonly keptBytes: number;
  readonly droppedBytes: number;
}

/** A journal as far as it can be trusted. */
export interface Scanned extends Recovered {
  /** Where each entry begins. */
  readonly offsets: readonly number[];
  /** The first entry that is not as it was written; nothing behind it is read. */
  readonly damage: { readonly entry: number; readonly byte: number; readonly why: string } | null;
}

/** Reads a journal's bytes. Throws `JournalRefused` where a whole entry is not as it was written. */
export function recover(bytes: Uint8Array): Recovered {
  const { entries, keptBytes, droppedBytes, damage } = scan(bytes);
  if (damage !== null) throw new JournalRefused(damage.why);
  return { entries, keptBytes, droppedBytes };
}

/** As `recover`, for who wants what is good of a damaged record: everything before the damage. */
export function scan(bytes: Uint8Array): Scanned {
  const entries: Entry[] = [];
  const offsets: number[] = [];
  const keptBytes = bytes.lastIndexOf(0x0a) + 1;
  let offset = 0;
  try {
    while (offset < keptBytes) {
      const end = bytes.indexOf(0x0a, offset);
      entries.push(readEntry(bytes.subarray(offset, end), entries, offset));
      offsets.push(offset);
      offset = end + 1;
    }
    refuseChangedEnd(bytes.subarray(keptBytes), entries, keptBytes);
  } catch (error) {
    if (!(error instanceof JournalRefused)) throw error;
    const damage = { entry: entries.length, byte: offset, why: error.message };
    return { entries, offsets, keptBytes: offset, droppedBytes: bytes.length - offset, damage };
  }
  return { entries, offsets, keptBytes, droppedBytes: bytes.length - keptBytes, damage: null };
}

function readEntry(line: Uint8Array, before: readonly Entry[], offset: number): Entry {
  const where = `entry ${before.length} at byte ${offset}`;
  const text = Buffer.from(line).toString("utf8");
  const seal = /,"hash":"([0-9a-f]{64})"\}$/.exec(text);
  if (seal === null || !Buffer.from(text, "utf8").equals(line))
    throw new JournalRefused(`the record was changed: ${where} is not a whole entry`);
  const hash = sha256(`${text.slice(0, seal.index)}}`);
  if (hash !== seal[1]) throw new JournalRefused(`the record was changed: ${where} does not have the hash that it was written with`);
  const fields = JSON.parse(text) as Record<string, unknown>;
  if (before.length === 0 && typeof fields["version"] === "number" && fields["version"] > journalVersion) {
    throw new JournalRefused(`the record has format ${fields["version"]}, this rungate reads up to format ${journalVersion}`);
  }
  const { seq, at, monotonicMs, prev, hash: _, ...body } = fields;
  const frame = Frame.safeParse({ seq, at, monotonicMs, prev });
  const parsed = Body.safeParse(body);
  if (!frame.success || !parsed.success) throw new JournalRefused(`the record cannot be read: ${where} has an unknown form`);
  if (frame.data.prev !== (before.at(-1)?.hash ?? noHash) || frame.data.seq !== before.length)
    throw new JournalRefused(`the record was changed: ${where} does not follow the entry before it`);
  if ((parsed.data.kind === "run") !== (before.length === 0))
    throw new JournalRefused(
      `the record was changed: ${where} is \`${parsed.data.kind}\`, expected ${before.length === 0 ? "" : "anything but "}\`run\``,
    );
  return { ...frame.data, ...parsed.data, hash };
}

/**
 * A torn write is a beginning of an entry, or zeros. A whole entry with another byte in the place of its LF is neither:
 * dropping it would lose what was acknowledged.
 */
function refuseChangedEnd(tail: Uint8Array, before: readonly Entry[], offset: number): void {
  if (tail.length < 2 || tail.at(-1) === 0) return;
  let isWhole = true;
  try {
    readEntry(tail.subarray(0, -1), before, offset);
  } catch {
    isWhole = false;
  }
  if (isWhole) throw new JournalRefused(`the record was changed: entry ${before.length} at byte ${offset} has lost its end of line`);
}

export class Journal {
  readonly state: RunState;
  readonly #store: JournalStore;
  readonly #clock: Clock;
  #head: string;
  #count: number;

  private constructor(store: JournalStore, clock: Clock, entries: readonly Entry[]) {
    this.#store = store;
    this.#clock = clock;
    this.#head = entries.at(-1)?.hash ?? noHash;
    this.#count = entries.length;
    this.state = new RunState(entries);
  }

  /** Opens a record and cuts off what a crash left of an unfinished entry. */
  static async open(store: JournalStore, clock: Clock): Promise<{ readonly journal: Journal; readonly recovered: Recovered }> {
    const recovered = recover(await store.read());
    if (recovered.droppedBytes > 0) await store.truncate(recovered.keptBytes);
    return { journal: new Journal(store, clock, recovered.entries), recovered };
  }

  /** The hash of the last entry: a chain does not see its last lines dropped, a person who noted this does. */
  get head(): string {
    return this.#head;
  }
  get count(): number {
    return this.#count;
  }

  /** Durable when it resolves. What it says is part of `state` from then on. */
  async append(body: Body): Promise<Entry> {
    const frame = { seq: this.#count, at: this.#clock.now(), monotonicMs: this.#clock.monotonicMs(), prev: this.#head };
    const unsealed = JSON.stringify({ ...Frame.parse(frame), ...Body.parse(body) });
    const hash = sha256(unsealed);
    const bytes = Buffer.from(`${unsealed.slice(0, -1)},"hash":"${hash}"}\n`);
    if (bytes.length > maximumEntryBytes)
      throw new Error(`bug in rungate: a \`${body.kind}\` entry has ${bytes.length} bytes, expected at most ${maximumEntryBytes}`);
    await this.#store.append(bytes);
    const entry: Entry = { ...frame, ...body, hash };
    this.#head = hash;
    this.#count += 1;
    this.state.add(entry);
    return entry;
  }

  /** Keeps a value beside the journal. Names never repeat: each carries the number of the entry that will name it. */
  async keep(name: string, value: unknown): Promise<Side> {
    const text = JSON.stringify(value, null, 2);
    const file = `${String(this.#count).padStart(5, "0")}-${name}.json`;
    await this.#store.keep(file, text);
    return { file, sha256: sha256(text) };
  }

  /** Reads a kept value back; refuses one that is not as it was written. */
  async kept(side: Side): Promise<unknown> {
    const text = await this.#store.kept(side.file);
    if (text === null) throw new JournalRefused(`the record is not whole: \`${side.file}\` is missing`);
    if (sha256(text) !== side.sha256)
      throw new JournalRefused(`the record was changed: \`${side.file}\` does not have the hash that it was written with`);
    return JSON.parse(text);
  }
}
