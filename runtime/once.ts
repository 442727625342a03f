/**
 * `once`: a change that one environment sees one time, whatever run or runner tries. The mark is written before the change
 * starts and stays, also where nobody knows how it ended; only the run that left it may go on from it.
 */
import { pathOf, type Frame, type RunContext } from "./context.ts";
import type { Run } from "./procedure.ts";

/** Who made a change that may be made once. */
export interface OnceMark {
  readonly runId: string;
  readonly at: string;
  readonly by: string;
  /** Where in that run. */
  readonly path?: string;
}

/** The marks of one environment, kept across runs. */
export interface OnceMarks {
  /** As rungate.yaml names it. */
  readonly environment: string;
  readonly find: (key: string) => Promise<OnceMark | null>;
  /** Writes the mark durably, whole or not at all. Answers the one that is there already, if one is. */
  readonly take: (key: string, mark: OnceMark) => Promise<OnceMark | null>;
}

/** Why the change may not start; `null` where it may. */
export async function whyNotOnce(context: RunContext, frame: Frame, run: Run): Promise<string | null> {
  if (!run.isOnce) return null;
  const marks = context.onceMarks;
  if (marks === null) return "`once` needs `environment` in rungate.yaml";
  return refusal(context, frame, run, await marks.find(keyOf(context, frame, run)));
}

/** Takes the mark. Answers why it cannot be taken. */
export async function takeOnce(context: RunContext, frame: Frame, run: Run): Promise<string | null> {
  if (!run.isOnce) return null;
  const marks = context.onceMarks;
  if (marks === null) return "`once` needs `environment` in rungate.yaml";
  const { clock, operator } = context.ports;
  const mark: OnceMark = { runId: context.runId, at: clock.now(), by: operator.name, path: pathOf(frame, run.id) };
  return refusal(context, frame, run, await marks.take(keyOf(context, frame, run), mark));
}

/** Its own mark is no obstacle to a run whose change is certain not to have started. */
function refusal(context: RunContext, frame: Frame, run: Run, mark: OnceMark | null): string | null {
  if (mark === null) return null;
  const path = pathOf(frame, run.id);
  const attempt = context.journal.state.attemptAt(path);
  const hasStarted = attempt !== null && (attempt.settled === null || attempt.settled.verdict === "happened");
  if (mark.runId === context.runId && (mark.path ?? path) === path && !hasStarted) return null;
  return (
    `\`once\`: it was started in the environment \`${context.onceMarks?.environment}\` by ${mark.by} at ${mark.at}, in run ${mark.runId}; ` +
    "what made it possible again must be said by a second person with `rungate unlock`, which a later version has"
  );
}

/** A change of a runbook that is called as a whole is the same change as where that is run by itself. */
function keyOf({ procedure }: RunContext, frame: Frame, run: Run): string {
  const path = pathOf(frame, run.id);
  const { called } = frame.body;
  if (called === null) return `${procedure.id} ${path}`;
  const opening = `${called.runbook}/`;
  const parts = path.slice(called.path.length).split("]/");
  return `${called.runbook} ${parts.map((part) => (part.startsWith(opening) ? part.slice(opening.length) : part)).join("]/")}`;
}
