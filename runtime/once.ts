/**
 * `once`: a change that one environment sees one time, whatever run or runner tries. The mark is written before the change
 * starts and stays, also where nobody knows how it ended; only the run that left it may go on from it.
 */
import { pathOf, placeOf, type Frame, type RunContext } from "./context.ts";
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

/**
 * Says before anything runs where the run will stop, so that no window is opened in vain. It is no refusal: a condition may
 * leave the change out. What a DO calls is looked at when it is due, for its values are not known yet.
 */
export async function foretellOnce(context: RunContext, frame: Frame): Promise<void> {
  for (const item of frame.items) {
    if (item.kind !== "run" || !item.isOnce || context.onceMarks === null) continue;
    if (item.isOnlyWhenNamed && !context.named.has(frame.id) && !context.named.has(item.id)) continue;
    const mark = await context.onceMarks.find(keyOf(context, frame, item));
    if (mark === null || mark.runId === context.runId) continue;
    const text = `The run will stop here, unless it goes another way: ${refusal(context, frame, item, mark)}`;
    context.ports.operator.show({ kind: "reminder", place: placeOf(context, frame, item), text });
  }
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
    `a second person may free it: \`rungate unlock ${path} --reason ...\``
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
