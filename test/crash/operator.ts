/**
 * The operator of simulated runs. They tell the truth: where an outcome is unknown they look at the world outside. What
 * they said in the life of one runner counts in that life alone, and is noted, so that the witness can compare what was
 * done with what was allowed.
 */
import { Crash, type Machine } from "./machine.ts";
import type { Answer, Question } from "../../runtime/questions.ts";
import type { Operator } from "../../runtime/ports.ts";
import type { View } from "../../runtime/views.ts";

/** What the operator of one procedure does differently. Answers `undefined` where they do as always. */
export type Habit = (question: Question, machine: Machine) => string | undefined;

/** A change by its place, as far as a question tells it: `a/b/called/run-1` for the rows a and b. */
export const keyOfPlace = ({ place }: Pick<Question, "place">): string =>
  place.keyword === "REVERT" ? `${place.item}#revert` : [...place.rows, place.item].join("/");

/** The same from a path of the journal: `1/do-1[a]/called/run-1`. */
export function keyOfPath(path: string): string {
  if (path.endsWith("#revert")) return path;
  const rows = [...path.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1]);
  return [...rows, path.slice(path.lastIndexOf("]/") + (path.includes("]/") ? 2 : 1))].join("/");
}

export interface Said {
  readonly question: Question;
  readonly key: string;
}

export class SimulatedOperator implements Operator {
  readonly name = "tester";
  readonly interruption = new AbortController().signal;
  /** What was answered in this life. */
  readonly said: Said[] = [];
  readonly #machine: Machine;
  readonly #habit: Habit;
  /** What the world outside says of the latest start of a change. */
  readonly #look: (question: Question) => "happened" | "did not";

  constructor(machine: Machine, habit: Habit, look: (question: Question) => "happened" | "did not") {
    this.#machine = machine;
    this.#habit = habit;
    this.#look = look;
  }

  show(_view: View): void {}

  async ask(question: Question): Promise<Answer> {
    const machine = this.#machine;
    machine.act(`ask ${question.purpose}`, () => undefined);
    await new Promise<void>((resolve) => machine.after(machine.random.below(300), resolve, true));
    if (machine.isDown) throw new Crash("ask");
    // Nobody tries for ever: a seed that cannot get on ends, and the witness says what is missing.
    const isTired = this.said.length > 500 && question.options.some((option) => option.key === "stop");
    const text = isTired ? "stop" : (this.#habit(question, machine) ?? this.#usual(question));
    const key = question.options.map((option) => option.key).find((one) => text === one || text.startsWith(`${one} because`));
    if (key === undefined)
      throw new Error(`bug in the simulation: \`${text}\` is no answer to ${question.purpose} ${keyOfPlace(question)}: ${question.text}`);
    machine.tell(`   the operator is asked ${question.purpose} ${keyOfPlace(question)} and says ${key}`);
    this.said.push({ question, key });
    machine.act(`answered ${question.purpose}`, () => undefined);
    return { kind: "chosen", key, text: text.slice(key.length + 1) };
  }

  #usual(question: Question): string {
    switch (question.purpose) {
      case "word":
        return "run";
      case "byHand":
        return "done";
      case "gate":
      case "expect":
      case "when":
        return "yes";
      case "acknowledge":
        return "read";
      case "decision":
        return "1";
      case "checkFailed":
      case "runFailed":
      case "gateFailed":
        return "again";
      case "captureFailed":
        return question.options.some(({ key }) => key === "again") ? "again" : "stop";
      case "expectMissed":
        return "go on because it is known";
      case "revertOffer":
        return "keep";
      case "outcome":
        return question.options.some(({ key }) => key === "wait") ? "wait" : `${this.#look(question)} because I have looked`;
      default:
        return "stop";
    }
  }
}
