/**
 * How a run stands, from its journal alone: what is open, owed and unknown, and the command that comes next.
 */
import { revertsOf } from "./outcome.ts";
import type { RunState } from "./state.ts";

export interface RunStatus {
  /** `INCOMPLETE`: no end is on record; its runner died, or is at work. */
  readonly state: string;
  readonly title: string;
  readonly begun: string;
  readonly by: string;
  /** The section that was begun last. */
  readonly at: string | null;
  readonly happened: string;
  readonly unknown: readonly string[];
  readonly windows: readonly { readonly name: string; readonly at: string }[];
  readonly reverts: readonly string[];
  readonly owed: readonly string[];
  readonly next: string;
}

/** States of a run that needs nothing more. */
const ended = ["done", "closed", "held", "drifted"];

export function statusOf(state: RunState): RunStatus | null {
  const [first] = state.entries;
  if (first?.kind !== "run") return null;
  const step = state.entries.findLast((entry) => entry.kind === "step");
  const name = state.end?.state ?? "INCOMPLETE";
  const hasEnded = ended.includes(name);
  return {
    state: name,
    title: first.title,
    begun: first.at,
    by: `${first.user} on ${first.host}`,
    at: hasEnded || step?.kind !== "step" ? null : step.title,
    happened: state.end?.happened ?? "no end is on record: its runner died, or is at work; FINALLYs may be owed",
    unknown: state.openAttempts().map(({ intent }) => `${intent.path}, started ${intent.at} by ${intent.by}`),
    windows: [...state.openWindows.values()].map(({ name: window, at }) => ({ name: window, at })),
    reverts: hasEnded ? [] : revertsOf(state),
    owed: [...state.owed.map(({ text }) => text), ...finallysOwed(state)],
    next: hasEnded ? `rungate report ${first.runId}` : `rungate resume ${first.runId}`,
  };
}

/** Those that failed and have not succeeded since. */
function finallysOwed({ findings, done }: RunState): string[] {
  const failed = findings.filter(({ path, seq }) => /(?:^|\/)finally-\d+$/.test(path) && (done.get(path)?.seq ?? -1) < seq);
  return [...new Map(failed.map(({ path, text }) => [path, text])).values()];
}
