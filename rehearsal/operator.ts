/**
 * The Operator of a rehearsal: it answers from the scenario. What the scenario does not say is answered by policy: changes
 * are approved, questions are answered with yes, and whatever went wrong ends as it would with nobody there: in a stop.
 */
import type { Operator } from "../runtime/ports.ts";
import type { Answer, Purpose, Question } from "../runtime/questions.ts";
import type { View } from "../runtime/views.ts";
import type { Decision } from "./scenario.ts";

/** In order of preference: the first that the question offers. A decision and a parameter have no safe answer. */
const policies: Readonly<Record<Purpose, readonly string[]>> = {
  word: ["run"],
  byHand: ["done"],
  gate: ["yes"],
  expect: ["yes"],
  when: ["yes"],
  acknowledge: ["read"],
  // A made world confirms nothing of the real one.
  revalidate: ["later"],
  outcome: ["wait", "stop"],
  revertOffer: ["keep"],
  gateFailed: ["otherwise", "stop"],
  checkFailed: ["stop"],
  runFailed: ["stop"],
  expectMissed: ["stop"],
  captureFailed: ["stop"],
  decision: [],
  parameter: [],
  instruct: [],
  paste: [],
};

/** A decision without `times` would answer `again` for ever. */
const mostTimes = 100;

export interface Asked {
  readonly question: Question;
  readonly answer: Answer;
  readonly isPlanned: boolean;
}

export interface MadeOperator extends Operator {
  /** Everything that was asked, with the answer. */
  readonly asked: readonly Asked[];
  /** Decisions of the scenario that no question has met. */
  readonly unused: () => readonly Decision[];
}

export function makeOperator(
  decisions: readonly Decision[],
  onShow: (view: View) => void,
  onAsk: (asked: Asked) => void = () => undefined,
): MadeOperator {
  const left = decisions.map((decision) => ({ decision, given: 0 }));
  const asked: Asked[] = [];
  const planned = (question: Question): Answer | null => {
    const found = left.find(({ decision, given }) => given < (decision.times ?? mostTimes) && meets(decision, question));
    if (found === undefined) return null;
    found.given += 1;
    return { kind: "chosen", key: found.decision.choose, text: found.decision.text };
  };
  return {
    name: "rehearsal",
    interruption: new AbortController().signal,
    show: onShow,
    ask: async (question) => {
      const decided = planned(question);
      const record: Asked = { question, answer: decided ?? byPolicy(question), isPlanned: decided !== null };
      asked.push(record);
      onAsk(record);
      return record.answer;
    },
    asked,
    unused: () => left.filter(({ given }) => given === 0).map(({ decision }) => decision),
  };
}

function meets(decision: Decision, { place, purpose, options }: Question): boolean {
  return (
    (decision.at === undefined || decision.at === place.item || decision.at === place.step) &&
    (decision.for === undefined || decision.for === purpose) &&
    (decision.row === undefined || place.rows.includes(decision.row)) &&
    options.some((option) => option.key === decision.choose)
  );
}

function byPolicy({ purpose, options }: Question): Answer {
  const option = policies[purpose].map((key) => options.find((offered) => offered.key === key)).find((found) => found !== undefined);
  return option === undefined
    ? { kind: "gone", why: "no terminal" }
    : { kind: "chosen", key: option.key, text: option.wantsText ? "rehearsed" : "" };
}
