/**
 * What a journal can say, one schema for each kind of entry. Checked on write and on read. Long things (values, lists,
 * what was shown) lie in side files, named here with their hash: an entry stays under 4 kB.
 */
import { z } from "zod";

/** 2: the first entry may name the steps that were asked for. Older records are read. */
export const journalVersion = 2;
export const maximumEntryBytes = 4096;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Where an item stood in the run: `4.2/do-1[keystone]/4.0/run-1`. */
const Path = z.string().min(1).max(600);
const Text = z.string().max(1200);

/** A side file of the journal. */
export const Side = z.strictObject({ file: z.string(), sha256: Sha256 });
export type Side = z.infer<typeof Side>;

const Stream = z.strictObject({ sha256: Sha256, bytes: z.int().nonnegative(), file: z.string().nullable() });
export type Stream = z.infer<typeof Stream>;

/** `check only`: nothing is changed and nobody is asked. `by hand`: the operator pastes each block elsewhere. */
export const RunMode = z.enum(["check only", "by hand"]);
export type RunMode = z.infer<typeof RunMode>;

const kinds = [
  /** Always entry 0. */
  z.strictObject({
    kind: z.literal("run"),
    version: z.int(),
    runId: z.string(),
    runbook: z.string(),
    title: Text,
    procedureSha256: Sha256,
    sourceSha256: Sha256,
    compilerVersion: z.string(),
    host: z.string(),
    user: z.string(),
    parameters: Side,
    /** Where it acts: the working folder, and what the commands of `context` in rungate.yaml said. */
    surroundings: Side.optional(),
    /** How it is carried out; left out: the machine runs the blocks. */
    mode: RunMode.optional(),
    /** Steps or runs marked `only when named` that were asked for; left out: none. */
    named: Side.optional(),
  }),
  z.strictObject({ kind: z.literal("resumed"), host: z.string(), user: z.string(), droppedBytes: z.int().nonnegative() }),
  /** From here on the run goes on with another version of its procedure: what was shown of the difference, and where that version lies. */
  z.strictObject({
    kind: z.literal("procedure"),
    procedureSha256: Sha256,
    sourceSha256: Sha256,
    compilerVersion: z.string(),
    folder: z.string().regex(/^procedure-\d+$/),
    changes: Side,
    by: z.string(),
  }),
  z.strictObject({ kind: z.literal("step"), path: Path, title: Text }),
  /** A block that only reads has ended. */
  z.strictObject({
    kind: z.literal("reading"),
    path: Path,
    attempt: z.string(),
    ending: z.enum(["exited", "timedOut", "interrupted", "refused"]),
    status: z.int().nullable(),
    stdout: Stream.nullable(),
    stderr: Stream.nullable(),
    durationMs: z.number().nonnegative(),
    why: Text,
  }),
  z.strictObject({ kind: z.literal("judged"), path: Path, holds: z.boolean().nullable(), by: z.string(), sentence: Text, actual: Text }),
  z.strictObject({ kind: z.literal("captured"), path: Path, name: z.string(), value: Side, preview: Text }),
  /** How a change can be undone, with its values, written down before the change is started. */
  z.strictObject({
    kind: z.literal("revert"),
    path: Path,
    text: Text,
    isPossible: z.boolean(),
    command: Side.nullable(),
    later: Side.nullable(),
  }),
  /** The operator's word for a change. On disk before the change can start. */
  z.strictObject({
    kind: z.literal("intent"),
    path: Path,
    attempt: z.string(),
    blockSha256: Sha256,
    shownSha256: Sha256,
    shown: Side,
    host: z.string(),
    by: z.string(),
    /** The second person, where the change is marked `two-person`. */
    secondBy: z.string().max(400).optional(),
  }),
  /** The operator has given the word, and a second person is asked for theirs. */
  z.strictObject({ kind: z.literal("secondAsked"), path: Path, request: z.string(), shownSha256: Sha256, shown: Side }),
  z.strictObject({
    kind: z.literal("secondWord"),
    path: Path,
    request: z.string(),
    verdict: z.enum(["approved", "refused", "ignored", "expired"]),
    by: Text,
    why: Text,
  }),
  z.strictObject({
    kind: z.literal("result"),
    path: Path,
    attempt: z.string(),
    status: z.int(),
    stdout: Stream,
    stderr: Stream,
    durationMs: z.number().nonnegative(),
    isRecovered: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("unknown"), path: Path, attempt: z.string(), why: Text }),
  /** An outcome that no status told: what the operator, or the missing start mark, says of it. */
  z.strictObject({
    kind: z.literal("settled"),
    path: Path,
    attempt: z.string(),
    verdict: z.enum(["happened", "did not", "not started"]),
    by: z.string(),
    note: Text,
  }),
  z.strictObject({ kind: z.literal("chosen"), path: Path, purpose: z.string(), key: z.string(), text: Text, by: z.string() }),
  /** The item needs nothing more; `changed`: it does, its procedure has changed. `isRepeatable`: taken again on resume, unless a change was started after it. */
  z.strictObject({
    kind: z.literal("done"),
    path: Path,
    how: z.enum(["passed", "skipped", "excluded", "not applicable", "changed"]),
    why: Text,
    goTo: z.string().nullable(),
    isRepeatable: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("list"), path: Path, items: Side, count: z.int().nonnegative() }),
  z.strictObject({ kind: z.literal("excluded"), path: Path, name: z.string().max(600), why: Text }),
  z.strictObject({ kind: z.literal("finding"), path: Path, text: Text }),
  /** `why`: it was closed by hand. */
  z.strictObject({ kind: z.literal("window"), path: Path, action: z.enum(["open", "close"]), name: Text, why: Text.optional() }),
  z.strictObject({ kind: z.literal("reverted"), path: Path }),
  z.strictObject({ kind: z.literal("owed"), path: Path, text: Text }),
  z.strictObject({ kind: z.literal("end"), state: z.string(), exitStatus: z.int(), happened: Text }),
] as const;

export const Body = z.discriminatedUnion("kind", kinds);
export type Body = z.infer<typeof Body>;

/** The frame around every body. `prev` is the hash of the entry before it. */
export const Frame = z.object({ seq: z.int().nonnegative(), at: z.iso.datetime(), monotonicMs: z.number(), prev: Sha256 });
export type Entry = Body & z.infer<typeof Frame> & { readonly hash: string };
export type EntryOf<K extends Body["kind"]> = Extract<Entry, { kind: K }>;

/** Cuts a text so that it takes at most `bytes` bytes of JSON. */
export function clipBytes(text: string, bytes: number): string {
  const length = (part: string): number => Buffer.byteLength(JSON.stringify(part)) - 2;
  if (length(text) <= bytes) return text;
  let end = Math.min(text.length, bytes);
  while (length(`${text.slice(0, end)}...`) > bytes) end -= Math.max(1, Math.floor(end / 16));
  return `${text.slice(0, end)}...`;
}
