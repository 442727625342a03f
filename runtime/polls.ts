/**
 * Polls: a reading, again and again, until it holds, gives up, or has spent its budget. The interval runs from the end of
 * one reading to the start of the next, and a last reading is taken when the budget ends.
 */
import type { Judged } from "./conditions.ts";
import type { RunContext } from "./context.ts";
import type { Poll } from "./procedure.ts";
import type { Place } from "./questions.ts";

export interface PollAttempt {
  readonly judged: Judged;
  readonly givesUp: boolean;
  readonly text: string;
}

/** The judgement of the last reading. `attempt` is called at least once, unless the operator interrupts the first wait. */
export async function poll(context: RunContext, place: Place, asked: Poll, attempt: () => Promise<PollAttempt>): Promise<Judged> {
  const { clock, operator } = context.ports;
  const startMs = clock.monotonicMs();
  let last: Judged = { holds: null, conditions: [] };
  operator.show({ kind: "pollStarted", place, firstAfterMs: asked.firstAfterMs, everyMs: asked.everyMs, budgetMs: asked.upToMs });
  await clock.sleep(Math.min(asked.firstAfterMs, asked.upToMs), context.interruption);
  for (let reading = 1; !context.interruption.aborted; reading += 1) {
    const { judged, givesUp, text } = await attempt();
    const elapsedMs = clock.monotonicMs() - startMs;
    last = judged;
    const isLast = judged.holds === true || givesUp || elapsedMs >= asked.upToMs;
    operator.show({ kind: "poll", place, reading, elapsedMs, budgetMs: asked.upToMs, text, holds: judged.holds, isLast });
    if (isLast) return last;
    await clock.sleep(Math.min(asked.everyMs, asked.upToMs - elapsedMs), context.interruption);
  }
  return last;
}
