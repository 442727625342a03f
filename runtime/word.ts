/**
 * The question that comes before everything that could change something: exactly what would run, where, with which
 * values, on what evidence, and what undoes it.
 */
import { askForWord, type Approval } from "./approval.ts";
import { checkAnswer, options } from "./ask.ts";
import { ageMs, type Frame, type RunContext } from "./context.ts";
import type { Command } from "./ports.ts";
import type { Effect } from "./procedure.ts";
import type { Answer, Evidence, Option, Place, Shown } from "./questions.ts";

export interface Asking {
  readonly place: Place;
  readonly command: Command;
  readonly effect: Effect;
  /** What undoes it, filled in. */
  readonly revert: string | null;
  readonly evidence: readonly Evidence[];
  readonly text: string;
  readonly canSkip: boolean;
  /** The word of one person starts nothing. */
  readonly isTwoPerson: boolean;
}

export interface Word {
  readonly answer: Answer;
  readonly approval: Approval | null;
  readonly shown: Shown;
}

export async function askWord(context: RunContext, asking: Asking): Promise<Word> {
  const { command, place } = asking;
  const offered: readonly Option[] = asking.canSkip ? [options.run, options.skip, options.stop] : [options.run, options.stop];
  const shown: Shown = {
    host: command.host,
    script: command.script,
    session: command.session?.script ?? null,
    effect: asking.effect,
    values: shownValues(command),
    evidence: asking.evidence,
    revert: asking.revert,
    timeoutMs: command.timeoutMs,
  };
  const question = { purpose: "word", place, text: asking.text, options: offered, shown, isSecret: false } as const;
  const { answer, approval } = await askForWord(context.ports.operator, { question, shown, command, isTwoPerson: asking.isTwoPerson });
  checkAnswer(answer, offered);
  return { answer, approval, shown };
}

/** The values as bash receives them. */
export function shownValues({ environment, lists, secrets }: Pick<Command, "environment" | "lists" | "secrets">): Shown["values"] {
  const listed = Object.entries(lists).map(([variable, items]) => [variable, items.join(" ")] as const);
  const hidden = Object.keys(secrets).map((variable) => [variable, "(secret)"] as const);
  return [...Object.entries(environment), ...listed, ...hidden].map(([variable, value]) => ({
    variable,
    name: variable.replace(/^RB_/, ""),
    value,
  }));
}

/** What was judged before, with its age now. */
export function evidenceOf(context: RunContext, frame: Frame): Evidence[] {
  return frame.body.evidence.map((seen) => ({ item: seen.item, what: seen.what, result: seen.result, ageMs: ageMs(context, seen.at) }));
}
