/**
 * How a run ended, for people and for the exit status. Every stop says three things: what happened, how the world is
 * now, what to do next.
 */
import type { Tally } from "./check-only.ts";
import type { RunContext } from "./context.ts";
import type { Ended } from "./execute.ts";
import type { StopState } from "./flow.ts";
import type { RunState } from "./state.ts";
import type { EndedView } from "./views.ts";
import type { Step } from "./procedure.ts";

export type ExitStatus = 0 | 1 | 2 | 3 | 4 | 129 | 130 | 143;
export type OutcomeState = StopState | "done" | "unclosed" | "closed" | "refused" | "broken" | CheckedState;
/** How `--check-only` ends. */
type CheckedState = "held" | "drifted";

export interface Outcome extends EndedView {
  readonly state: OutcomeState;
  readonly exitStatus: ExitStatus;
}

const interruptStatus: Readonly<Record<string, ExitStatus>> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

export function outcomeOf(context: RunContext, ended: Ended): Outcome {
  const { journal, ports, procedure, runId } = context;
  const { state } = journal;
  const sections = [...procedure.steps, ...procedure.checklist];
  const obligations = [...state.owed.map(({ text }) => text), ...ended.owed];
  const finalState: OutcomeState = ended.stop?.state ?? (obligations.length > 0 || state.openWindows.size > 0 ? "unclosed" : "done");
  return {
    runId,
    state: finalState,
    at: ended.stop?.place ?? null,
    stepNumber: ended.stepIndex + 1,
    stepCount: sections.length,
    happened:
      ended.stop?.happened ?? (finalState === "done" ? "every step has passed" : "every step has passed, but the run is not closed"),
    worldNow: describeWorld(context, sections, ended),
    next: nextOf(finalState, runId, ended.stop?.advice ?? null),
    findings: state.findings.map(({ text }) => text),
    reverts: revertsOf(state),
    openWindows: [...state.openWindows.keys()],
    obligations,
    head: journal.head,
    entries: journal.count,
    exitStatus: statusOf(finalState, ports.operator.interruption),
  };
}

function statusOf(state: OutcomeState, interruption: AbortSignal): ExitStatus {
  switch (state) {
    case "done":
    case "closed":
    case "held":
      return 0;
    case "drifted":
    case "stopped":
    case "waiting":
    case "unclosed":
      return 1;
    case "refused":
      return 2;
    case "unknown":
      return 3;
    case "interrupted":
      return interruptStatus[String(interruption.reason)] ?? 130;
    case "broken":
      return 1;
  }
}

function nextOf(state: OutcomeState, runId: string, advice: string | null): string {
  const command = state === "done" ? `rungate report ${runId}` : `rungate resume ${runId}`;
  return advice === null ? command : `${advice}; then ${command}`;
}

function describeWorld(context: RunContext, sections: readonly Step[], ended: Ended): string {
  const { state } = context.journal;
  const parts: string[] = [];
  const steps = sections.filter(({ isReading }) => !isReading);
  const at = ended.stop === null ? steps.length : steps.indexOf(sections[ended.stepIndex] as Step);
  const range = (from: Step | undefined, to: Step | undefined): string =>
    from === to ? `step ${from?.id}` : `steps ${from?.id} to ${to?.id}`;
  if (at > 0) parts.push(`${range(steps[0], steps[at - 1])} ${at === 1 ? "is" : "are"} done`);
  if (ended.stop !== null && at >= 0)
    parts.push(`step ${steps[at]?.id} has begun${ended.stop.place.rows.length > 0 ? ` (at ${ended.stop.place.rows.join(", ")})` : ""}`);
  if (at >= 0 && at + 1 < steps.length)
    parts.push(`${range(steps[at + 1], steps.at(-1))} ${at + 2 === steps.length ? "has" : "have"} not begun`);
  const open = state.openAttempts();
  parts.push(describeChanges(state));
  if (open.length > 0) parts.push(`${open.map(({ intent }) => intent.path).join(", ")} may or may not have happened`);
  return parts.join("; ");
}

function describeChanges(state: RunState): string {
  const started =
    [...state.attempts.keys()].filter((path) => !path.endsWith("#revert") && state.attemptAt(path) !== null).length + state.reverted.size;
  if (started === 0) return "nothing was changed";
  return `${started} change${started === 1 ? " was" : "s were"} started${state.reverted.size === 0 ? "" : `, ${state.reverted.size} undone`}`;
}

/** The end of a run that is not gone on with. */
export function closedOutcome(context: RunContext, owed: readonly string[], reason: string): Outcome {
  const { journal, ports, runId } = context;
  const { state } = journal;
  const finalState: OutcomeState = owed.length === 0 ? "closed" : ports.operator.interruption.aborted ? "interrupted" : "unclosed";
  return {
    ...refused(runId, []),
    state: finalState,
    happened: owed.length === 0 ? `closed: ${reason}` : `not closed: ${owed.join("; ")}`,
    worldNow: describeChanges(state),
    next: finalState === "closed" ? `rungate report ${runId}` : `mend what is named above; then rungate close ${runId}`,
    findings: state.findings.map(({ text }) => text),
    reverts: revertsOf(state),
    openWindows: [...state.openWindows.keys()],
    obligations: [...state.owed.map(({ text }) => text), ...owed],
    head: journal.head,
    entries: journal.count,
    exitStatus: statusOf(finalState, ports.operator.interruption),
  };
}

/** Changes that can still be undone, or must be known as final. */
export const revertsOf = (state: RunState): string[] =>
  state.openReverts().map(({ path, text, isPossible }) => `${path}: ${isPossible ? text : `cannot be undone: ${text}`}`);

/** A look at everything that a machine can judge. A green look at nothing would be a lie. */
export function checkedOutcome(context: RunContext, { counts, isInterrupted }: Tally): Outcome {
  const { journal, ports, runId } = context;
  const judged = counts.holds + counts.fails + counts.unmeasured;
  const state: OutcomeState = isInterrupted ? "interrupted" : judged > 0 && judged === counts.holds ? "held" : "drifted";
  const said = `${counts.holds} ${counts.holds === 1 ? "holds" : "hold"}, ${counts.fails} ${counts.fails === 1 ? "does" : "do"} not, ${counts.unmeasured} could not be measured, ${counts.leftOut} left out`;
  const happened = judged === 0 ? `nothing could be judged, ${counts.leftOut} left out` : said;
  return {
    ...refused(runId, []),
    state,
    happened: isInterrupted ? `interrupted: ${happened}` : happened,
    worldNow: "nothing was changed",
    next: `rungate report ${runId}`,
    head: journal.head,
    entries: journal.count,
    exitStatus: statusOf(state, ports.operator.interruption),
  };
}

/** Nothing ran: the reasons, and no more. */
export function refused(runId: string, problems: readonly string[]): Outcome {
  return {
    runId,
    state: "refused",
    at: null,
    stepNumber: 0,
    stepCount: 0,
    happened: `refused: ${problems.join("; ")}`,
    worldNow: "nothing ran",
    next: "mend what is named above, then try again",
    findings: [],
    reverts: [],
    openWindows: [],
    obligations: [],
    head: "",
    entries: 0,
    exitStatus: 2,
  };
}
