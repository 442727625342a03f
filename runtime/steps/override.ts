/**
 * Override: the run goes on although a gate does not hold, with the operator's reason and the word of a second person who was
 * shown what was measured. It stays in the record as a finding.
 */
import { hashShown } from "../approval.ts";
import { describeIdentity } from "../approvals.ts";
import { pathOf, placeOf, type Frame, type RunContext } from "../context.ts";
import { clipBytes } from "../entries.ts";
import { awaitSecondWord } from "../second-word.ts";
import { evidenceOf } from "../word.ts";
import type { Stop } from "../flow.ts";
import type { Gate } from "../procedure.ts";
import type { Shown } from "../questions.ts";

/** `null`: the gate is overridden. */
export async function overrideGate(context: RunContext, frame: Frame, gate: Gate, miss: string, reason: string): Promise<Stop | null> {
  const place = placeOf(context, frame, gate);
  const path = pathOf(frame, gate.id);
  const shown: Shown = {
    host: "none: nothing is started by this",
    script: gate.sentence,
    session: null,
    effect: "override",
    values: [
      { variable: "measured", name: "measured", value: miss },
      { variable: "reason", name: "reason", value: reason },
    ],
    evidence: evidenceOf(context, frame),
    revert: null,
    timeoutMs: 0,
  };
  const text = "This gate does not hold. Shall the run go on all the same?";
  const second = await awaitSecondWord(context, { path, place, text, shown, shownSha256: hashShown(place, shown) });
  if ("stop" in second) return second.stop;
  const by = `${context.ports.operator.name} and ${describeIdentity(second.word.by)}`;
  const finding = clipBytes(`the gate did not hold (${miss}) and was overridden by ${by}: ${reason}`, 1000);
  await context.journal.append({ kind: "finding", path, text: finding });
  context.ports.operator.show({ kind: "finding", place, text: finding });
  return null;
}
