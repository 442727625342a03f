/**
 * Waiting for the second person. The operator's own word comes first; both are for the same hash, and neither outlives
 * fifteen minutes, on the wall clock and on the one that no jump moves.
 */
import { describeIdentity, whyNotSecond, wordLifeMs, type Approvals, type SecondWord } from "./approvals.ts";
import { ageMs, momentOf, type RunContext } from "./context.ts";
import { clipBytes } from "./entries.ts";
import { stopAt, type Stop } from "./flow.ts";
import type { Place, Shown } from "./questions.ts";

export interface SecondAsking {
  readonly path: string;
  readonly place: Place;
  readonly text: string;
  readonly shown: Shown;
  readonly shownSha256: string;
}

const pauseMs = 1000;

/** The word of a second person for exactly this, or how the run ends without it. */
export async function awaitSecondWord(
  context: RunContext,
  asking: SecondAsking,
): Promise<{ readonly word: SecondWord } | { readonly stop: Stop }> {
  const { approvals, journal } = context;
  if (approvals === null) throw new Error("bug in rungate: a two-person change was let into a run that has no way to a second person");
  const request = `${String(journal.count).padStart(5, "0")}-${asking.shownSha256.slice(0, 12)}`;
  await journal.append({
    kind: "secondAsked",
    path: asking.path,
    request,
    shownSha256: asking.shownSha256,
    shown: await journal.keep("second", { place: asking.place, shown: asking.shown }),
  });
  const answered = await waitFor(context, approvals, asking, request);
  await approvals.withdraw(request);
  return answered;
}

async function waitFor(
  context: RunContext,
  approvals: Approvals,
  asking: SecondAsking,
  request: string,
): Promise<{ readonly word: SecondWord } | { readonly stop: Stop }> {
  const { path, place, text, shown, shownSha256 } = asking;
  const { clock, operator } = context.ports;
  const since = momentOf(context);
  await approvals.ask({ version: 1, runId: context.runId, id: request, text, place, shown, shownSha256, at: since.at, by: approvals.self });
  const show = (said: string): void => operator.show({ kind: "secondPerson", place, text: said });
  const record = (verdict: "approved" | "refused" | "ignored" | "expired", by: string, why: string): Promise<unknown> =>
    context.journal.append({ kind: "secondWord", path, request, verdict, by: clipBytes(by, 300), why: clipBytes(why, 1000) });
  show(`a second person is waited for: \`rungate approve ${context.runId}\`, from another login, within 15 min`);
  const ignored = new Set<string>();
  while (!context.interruption.aborted) {
    if (ageMs(context, since) >= wordLifeMs) {
      await record("expired", "machine", "nobody answered within 15 min");
      return {
        stop: stopAt(place, "no second person answered within 15 min, so the operator's word is void too", {
          state: "waiting",
          advice: "call the second person; both of you will be asked again",
        }),
      };
    }
    for (const word of await approvals.answers(request)) {
      const by = describeIdentity(word.by);
      const problem = whyIgnored(approvals, word, asking, request);
      if (problem === null && word.verdict === "approve") {
        await record("approved", by, word.reason);
        show(`${by} has given the second word`);
        return { word };
      }
      if (problem === null) {
        await record("refused", by, word.reason);
        return { stop: stopAt(place, `${by} refused the second word: ${word.reason}`) };
      }
      if (ignored.has(by)) continue;
      ignored.add(by);
      await record("ignored", by, problem);
      show(`the word of ${by} does not count: ${problem}`);
    }
    await clock.sleep(pauseMs, context.interruption);
  }
  return { stop: stopAt(place, "interrupted while a second person was waited for", { state: "interrupted" }) };
}

function whyIgnored({ self }: Approvals, word: SecondWord, { shownSha256 }: SecondAsking, request: string): string | null {
  if (word.request !== request || word.shownSha256 !== shownSha256) return "it is for something else than what is shown here";
  return whyNotSecond(self, word.by);
}
