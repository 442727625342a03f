/** A rehearsal as lines of text: what the operator would have seen, one line an event, with the world's time. */
import type { View } from "../runtime/views.ts";
import type { Place } from "../runtime/questions.ts";
import type { Asked } from "./operator.ts";

const at = (place: Place): string => [place.item ?? place.step, ...place.rows].join(" ");
const verdict = (holds: boolean | null): string => (holds === null ? "could not be measured" : holds ? "holds" : "does not hold");
const first = (text: string): string => text.split("\n")[0] ?? "";

/** `null`: nothing that a reader misses. */
export function describeView(view: View): string | null {
  switch (view.kind) {
    case "runStarted":
      return `${view.isResumed ? "RESUMED" : "STARTED"} ${view.title}${Object.entries(view.values)
        .map(([name, value]) => `  <${name}> = ${value}`)
        .join("")}`;
    case "step":
      return `STEP ${view.place.step} ${view.place.stepTitle} (${view.number} of ${view.of})`;
    case "blockStarted":
      return `  ${at(view.place)}  ${view.effect === "read-only" ? "reads" : "starts"}: ${first(view.script)}`;
    case "blockEnded":
      return view.ending.kind === "exited" && view.ending.status === 0
        ? null
        : `  ${at(view.place)}  ${view.ending.kind === "exited" ? `exit status ${view.ending.status}: ${first(view.ending.stderr.text)}` : view.ending.kind === "refused" ? `refused: ${view.ending.why}` : view.ending.kind}`;
    case "poll":
      return `  ${at(view.place)}  reading ${view.reading} after ${Math.round(view.elapsedMs / 1000)} s: ${verdict(view.holds)} (${first(view.text)})`;
    case "judged":
      return `  ${at(view.place)}  ${verdict(view.holds)}: ${view.sentence}`;
    case "checked":
      return `  ${at(view.place)}  ${view.verdict}: ${view.why}`;
    case "captured":
      return `  ${at(view.place)}  ${view.name} = ${first(view.value)}`;
    case "item":
      return `  ${at(view.place)}  ${view.name} (${view.number} of ${view.of})`;
    case "skipped":
      return `  ${at(view.place)}  skipped: ${view.why}`;
    case "finding":
      return `  FINDING ${at(view.place)}  ${view.text}`;
    case "secondPerson":
      return `  ${at(view.place)}  second person: ${view.text}`;
    case "window":
      return `  WINDOW ${view.action} ${view.name}${view.durationMs === null ? "" : ` after ${Math.round(view.durationMs / 1000)} s`}`;
    case "ended":
      return `ENDED ${view.outcome.state}: ${view.outcome.happened}`;
    case "words":
    case "waiting":
    case "pollStarted":
    case "list":
    case "reminder":
      return null;
  }
}

/** Reading and acknowledging are not worth a line. */
export function describeAsked({ question, answer, isPlanned }: Asked): string | null {
  if (question.purpose === "acknowledge") return null;
  const given = answer.kind === "chosen" ? answer.key : `nobody there (${answer.why})`;
  return `  ${at(question.place)}  asked ${question.purpose}: ${given}${isPlanned ? " (scenario)" : ""}`;
}
