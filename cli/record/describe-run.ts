/**
 * The record of a run as `rungate report --format json` prints it: what was shown, decided, run and answered, by whom, how
 * long it took, what deviated and what is still owed, and the entries it was made from. Keys are only ever added.
 */
import { z } from "zod";
import { Body, Frame, RunMode, type Entry, type EntryOf } from "../../runtime/entries.ts";
import { RunState } from "../../runtime/state.ts";
import { Deviation, findDeviations } from "./deviations.ts";
import { findMarkers, MarkerAnswer } from "./markers.ts";
import { readSide, stateOf, whyIncomplete, type RunRecord } from "./record.ts";

const Sha256 = z.string();

/** What the operator saw before the word, from the side file of the intent. */
const Shown = z.object({
  host: z.string(),
  effect: z.string(),
  script: z.string(),
  /** Ran first in the same bash; `null`: nothing did. */
  session: z.string().nullable(),
  values: z.array(z.object({ variable: z.string(), value: z.string() })),
  evidence: z.array(z.object({ item: z.string(), what: z.string(), result: z.string(), ageMs: z.number() })),
  revert: z.string().nullable(),
  timeoutMs: z.number(),
});
export type Shown = z.infer<typeof Shown>;
const KeptShown = z.object({ shown: Shown });

const Change = z.strictObject({
  /** The number of its intent. */
  entry: z.int().nonnegative(),
  path: z.string(),
  attempt: z.string(),
  at: z.string(),
  host: z.string(),
  by: z.string(),
  secondBy: z.string().nullable(),
  blockSha256: Sha256,
  shownSha256: Sha256,
  /** `null`: its side file is gone or was changed. */
  shown: Shown.nullable(),
  /** `unknown`: nobody knows. `happened`, `did not`, `not started`: somebody said so, or the missing start mark. */
  outcome: z.enum(["succeeded", "failed", "unknown", "happened", "did not", "not started"]),
  status: z.int().nullable(),
  durationMs: z.number().nullable(),
  isRecovered: z.boolean(),
  isUndone: z.boolean(),
});
export type Change = z.infer<typeof Change>;

const JournalEntry = z.intersection(Body, Frame.extend({ hash: Sha256 }));

export const RunReport = z.strictObject({
  version: z.literal(1),
  runId: z.string().nullable(),
  /** How the run ended: `done`, `stopped`, ... `INCOMPLETE`: the record does not say. */
  state: z.string(),
  /** Why the record does not tell all of the run; `null` where it does. */
  incomplete: z.string().nullable(),
  damage: z.strictObject({ entry: z.int(), byte: z.int(), why: z.string() }).nullable(),
  /** Behind the last whole entry: what a crash left of one, or what was changed. */
  droppedBytes: z.int(),
  happened: z.string().nullable(),
  title: z.string().nullable(),
  runbook: z.string().nullable(),
  sourceSha256: Sha256.nullable(),
  procedureSha256: Sha256.nullable(),
  compilerVersion: z.string().nullable(),
  /** Hash of the last good entry, and how many there are: `rungate verify --head HASH:COUNT` compares them. */
  head: Sha256.nullable(),
  entries: z.int(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** `null`: the machine ran the blocks, on the operator's word. */
  mode: RunMode.nullable(),
  runners: z.array(z.strictObject({ at: z.string(), user: z.string(), host: z.string() })),
  parameters: z.record(z.string(), z.string()),
  named: z.array(z.string()),
  steps: z.array(z.strictObject({ path: z.string(), title: z.string(), at: z.string(), durationMs: z.number().nonnegative() })),
  changes: z.array(Change),
  deviations: z.array(Deviation),
  owed: z.strictObject({
    reverts: z.array(z.strictObject({ path: z.string(), text: z.string(), isPossible: z.boolean() })),
    unknown: z.array(z.strictObject({ path: z.string(), attempt: z.string(), at: z.string() })),
    windows: z.array(z.strictObject({ path: z.string(), name: z.string(), since: z.string() })),
    obligations: z.array(z.strictObject({ path: z.string(), text: z.string() })),
    revalidate: z.array(MarkerAnswer),
  }),
  journal: z.array(JournalEntry),
});
export type RunReport = z.infer<typeof RunReport>;

export function describeRun(record: RunRecord): RunReport {
  const { entries, first, damage, droppedBytes } = record;
  const state = new RunState(entries);
  const last = entries.at(-1);
  return {
    version: 1,
    runId: first?.runId ?? null,
    state: stateOf(record),
    incomplete: whyIncomplete(record),
    damage,
    droppedBytes,
    happened: last?.kind === "end" ? last.happened : null,
    title: first?.title ?? null,
    runbook: first?.runbook ?? null,
    sourceSha256: first?.sourceSha256 ?? null,
    procedureSha256: first?.procedureSha256 ?? null,
    compilerVersion: first?.compilerVersion ?? null,
    head: last?.hash ?? null,
    entries: entries.length,
    startedAt: first?.at ?? null,
    endedAt: last?.at ?? null,
    mode: first?.mode ?? null,
    runners: entries
      .filter((entry): entry is EntryOf<"run" | "resumed"> => entry.kind === "run" || entry.kind === "resumed")
      .map(({ at, user, host }) => ({ at, user, host })),
    parameters: first === null ? {} : (z.record(z.string(), z.string()).safeParse(readSide(record, first.parameters)).data ?? {}),
    named: first?.named === undefined ? [] : (z.array(z.string()).safeParse(readSide(record, first.named)).data ?? []),
    steps: stepsOf(entries),
    changes: changesOf(record, state),
    deviations: findDeviations(entries),
    owed: {
      reverts: state.openReverts().map(({ path, text, isPossible }) => ({ path, text, isPossible })),
      unknown: state.openAttempts().map(({ intent: { path, attempt, at } }) => ({ path, attempt, at })),
      windows: [...state.openWindows.values()].map(({ path, name, at }) => ({ path, name, since: at })),
      obligations: state.owed.map(({ path, text }) => ({ path, text })),
      revalidate: findMarkers(record).filter(({ answer }) => answer !== "yes"),
    },
    journal: [...entries],
  };
}

/** From a step's beginning to that of the next, or to the end of the runner that was in it. */
function stepsOf(entries: readonly Entry[]): RunReport["steps"] {
  const found: RunReport["steps"] = [];
  let open: { readonly entry: EntryOf<"step">; last: Entry } | null = null;
  const close = (): void => {
    if (open === null) return;
    const { entry, last } = open;
    found.push({ path: entry.path, title: entry.title, at: entry.at, durationMs: Math.max(0, last.monotonicMs - entry.monotonicMs) });
    open = null;
  };
  for (const entry of entries) {
    if (entry.kind === "resumed") close();
    else if (open !== null) open.last = entry;
    if (entry.kind !== "step") continue;
    close();
    open = { entry, last: entry };
  }
  close();
  return found;
}

function changesOf(record: RunRecord, state: RunState): Change[] {
  const ends = new Map<string, EntryOf<"result" | "unknown" | "settled">[]>();
  for (const entry of record.entries) {
    if (entry.kind !== "result" && entry.kind !== "unknown" && entry.kind !== "settled") continue;
    ends.set(entry.attempt, [...(ends.get(entry.attempt) ?? []), entry]);
  }
  return record.entries
    .filter((entry): entry is EntryOf<"intent"> => entry.kind === "intent")
    .map((intent) => {
      const own = ends.get(intent.attempt) ?? [];
      const result = own.findLast((entry): entry is EntryOf<"result"> => entry.kind === "result");
      const settled = own.findLast((entry): entry is EntryOf<"settled"> => entry.kind === "settled");
      const ended = result === undefined ? "unknown" : result.status === 0 ? "succeeded" : "failed";
      return {
        entry: intent.seq,
        path: intent.path,
        attempt: intent.attempt,
        at: intent.at,
        host: intent.host,
        by: intent.by,
        secondBy: intent.secondBy ?? null,
        blockSha256: intent.blockSha256,
        shownSha256: intent.shownSha256,
        shown: KeptShown.safeParse(readSide(record, intent.shown)).data?.shown ?? null,
        outcome: settled?.verdict ?? ended,
        status: result?.status ?? null,
        durationMs: result?.durationMs ?? null,
        isRecovered: result?.isRecovered ?? false,
        isUndone: state.reverted.has(intent.path),
      };
    });
}
