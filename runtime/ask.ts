/**
 * Questions to the operator, put and recorded. The options of each purpose stand here once.
 */
import { clipBytes } from "./entries.ts";
import type { RunContext } from "./context.ts";
import type { Answer, Option, Place, Purpose } from "./questions.ts";

const option = (key: string, meaning: string, wantsText = false): Option => ({ key, meaning, wantsText });

export const options = {
  run: option("run", "start it"),
  skip: option("skip", "leave this item out; recorded as a finding", true),
  stop: option("stop", "end the run here"),
  done: option("done", "it is done; a note may follow"),
  yes: option("yes", "it holds"),
  no: option("no", "it does not hold"),
  applies: option("yes", "it applies"),
  doesNotApply: option("no", "it does not apply; what depends on it is left out"),
  again: option("again", "try it again"),
  judgeAgain: option("again", "judge it again"),
  startAgain: option("again", "start it again; you will be asked for the word"),
  repeat: option("again", "start it again: it is idempotent; you will be asked for the word"),
  revert: option("revert", "undo a change; you will be asked for the word"),
  otherwise: option("otherwise", "do what the procedure says for this case, then stop"),
  goTo: option("go to", "go on where the procedure says for the case that it does not hold", true),
  goOn: option("go on", "go on although it was missed; with the reason", true),
  override: option("override", "go on although it does not hold; with the reason, and the word of a second person", true),
  happened: option("happened", "it has happened; with how you know", true),
  didNot: option("did not", "it has not happened; with how you know", true),
  wait: option("wait", "wait for it once more"),
  waitThenStop: option("wait", "wait until it has ended, record how, then end the run"),
  detach: option("detach", "end the run now and leave the change at work; resuming waits for it"),
  end: option("end", "end it: TERM, then KILL; its outcome is unknown then"),
  keep: option("keep", "leave the changes as they are"),
  read: option("read", "I have read it"),
  confirmed: option("yes", "this run has shown it; with what was seen", true),
  notSo: option("no", "this run has shown otherwise; with what was seen", true),
  later: option("later", "this run has not shown it; the marker stays"),
} as const;

export interface Asked {
  readonly purpose: Purpose;
  readonly place: Place;
  readonly path: string;
  readonly text: string;
  readonly options: readonly Option[];
}

/** Asks, and records what was chosen. An answer that is none of the options is a bug of the adapter, never a yes. */
export async function ask(context: RunContext, asked: Asked): Promise<Answer> {
  const { purpose, place, text } = asked;
  if (context.interruption.aborted) return { kind: "gone", why: "interrupt" };
  const answer = await context.ports.operator.ask({
    purpose,
    place,
    text,
    options: asked.options,
    shown: null,
    shownSha256: null,
    isSecret: false,
  });
  checkAnswer(answer, asked.options);
  await recordAnswer(context, asked.path, purpose, answer);
  return answer;
}

export function checkAnswer(answer: Answer, offered: readonly Option[]): void {
  if (answer.kind === "chosen" && !offered.some(({ key }) => key === answer.key)) {
    throw new Error(
      `bug in rungate: the operator chose \`${answer.key}\`, expected one of ${offered.map(({ key }) => `\`${key}\``).join(", ")}`,
    );
  }
}

export async function recordAnswer(context: RunContext, path: string, purpose: Purpose, answer: Answer): Promise<void> {
  if (answer.kind !== "chosen") return;
  await context.journal.append({
    kind: "chosen",
    path,
    purpose,
    key: answer.key,
    text: clipBytes(answer.text, 1000),
    by: context.ports.operator.name,
  });
}
