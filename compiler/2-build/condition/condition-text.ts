/**
 * The text of a GATE, EXPECT, WHEN or DECISION item, sentence by sentence: the leading ones that are entirely conditions
 * are judged by the machine; from the first other sentence on it is reason, or the question if nothing leads.
 */
import type { Condition, ConditionText, Otherwise, Poll } from "../../ast/condition.ts";
import type { Span } from "../../ast/node.ts";
import { sentencesOf, textOf, type Chunk } from "../chunk.ts";
import type { BuildContext } from "../context.ts";
import type { RichText } from "../rich-text.ts";
import { reportStruckOut } from "../struck-out.ts";
import { readConditions, type Reading } from "./condition.ts";
import { findDemoted } from "./demoted.ts";
import { readOtherwise } from "./otherwise.ts";
import { readPoll } from "./poll.ts";
import { spanOf, Words } from "./words.ts";

type Sentence =
  | Reading
  | { readonly kind: "poll"; readonly poll: Poll }
  | { readonly kind: "giveUp"; readonly conditions: readonly Condition[] }
  | { readonly kind: "otherwise"; readonly otherwise: Otherwise };

/** What has been read so far. */
interface Draft {
  readonly conditions: Condition[];
  readonly giveUp: Condition[];
  poll: Poll | null;
  otherwise: Otherwise | null;
  /** Sentences that are shown. */
  readonly reason: string[];
  /** Sentences that an old document's operator is asked, for the machine can judge only half of them. */
  readonly asked: string[];
}

/** `title` is the question where a label has no text of its own. */
export function buildConditionText(chunks: readonly Chunk[], title: string | null, span: Span, context: BuildContext): ConditionText {
  const draft: Draft = { conditions: [], giveUp: [], poll: null, otherwise: null, reason: [], asked: [] };
  let isLeading = true;
  for (const { rich, chunk } of sentencesOf(chunks)) {
    if (chunk.isLeadIn && rich.text.endsWith(":")) continue;
    const read = secondOf(readSentence(rich, context), draft);
    const isReason = draft.conditions.length > 0 || draft.giveUp.length > 0;
    const sentence = (read.kind === "prose" && context.isStrict ? findDemoted(rich, isReason) : null) ?? read;
    const isQuestionsOtherwise = !isLeading && sentence.kind === "otherwise" && draft.conditions.length === 0 && draft.otherwise === null;
    if ((isLeading || isQuestionsOtherwise) && takeJudged(sentence, draft)) continue;
    if (isOutOfPlace(sentence, isLeading)) {
      report(sentence, isLeading, rich, context);
      draft.asked.push(rich.text);
    } else {
      if (sentence.kind === "code" && isLeading && draft.conditions.length === 0) reportCodeOnly(rich, context);
      draft.reason.push(rich.text);
    }
    isLeading = false;
  }
  return finish(draft, textOf(chunks), title, span, context);
}

/** A second `Poll` or `Otherwise`: one of the two would be ignored. */
function secondOf(sentence: Sentence, { poll, otherwise }: Draft): Sentence {
  const isSecond = (sentence.kind === "poll" && poll !== null) || (sentence.kind === "otherwise" && otherwise !== null);
  if (!isSecond) return sentence;
  const word = sentence.kind === "poll" ? "`Poll`" : "`Otherwise`";
  return { kind: "half", unexpected: `second ${word}`, expected: "one", fix: "Leave one of the two, or make two GATEs of them" };
}

function finish(draft: Draft, text: string, title: string | null, span: Span, context: BuildContext): ConditionText {
  const { conditions, giveUp, poll, otherwise } = draft;
  const shown = draft.reason.length > 0 ? draft.reason.join(" ") : null;
  // `GATE -- all is well: Otherwise STOP.` asks its title.
  const whole = [draft.reason.length + draft.asked.length > 0 ? text : "", title ?? ""].find((words) => words !== "") ?? null;
  const asked = draft.asked.length > 0 && !context.isStrict ? draft.asked.join(" ") : null;
  const isQuestion = conditions.length === 0;
  return {
    kind: "ConditionText",
    conditions,
    poll,
    giveUp,
    otherwise,
    text,
    span,
    question: isQuestion ? whole : asked,
    reason: isQuestion ? null : shown,
  };
}

function readSentence(rich: RichText, context: BuildContext): Sentence {
  if (rich.struck.length > 0) return { kind: "half", unexpected: "struck-out words or markup in a sentence", expected: "plain words" };
  if (/^Poll\b/i.test(rich.masked)) {
    const poll = readPoll(new Words(rich), context);
    return poll === null
      ? { kind: "half", unexpected: "form of `Poll`", expected: "`Poll every 20 s for up to 10 min, first after 60 s`" }
      : { kind: "poll", poll };
  }
  if (/^Otherwise\b/i.test(rich.masked)) {
    const otherwise = readOtherwise(new Words(rich), context);
    if (otherwise !== null) return { kind: "otherwise", otherwise };
    return {
      kind: "half",
      unexpected: "form of `Otherwise`",
      expected: "`STOP: why`, `skip this item: why`, `go to Step 5` or `DO: x, then STOP`",
    };
  }
  const words = new Words(rich);
  if (!words.takeWords("give up when")) return readConditions(words, context);
  const reading = readConditions(words, context);
  if (reading.kind === "conditions") return { kind: "giveUp", conditions: reading.conditions };
  return { kind: "half", unexpected: "words behind `Give up when`", expected: "a condition" };
}

function takeJudged(sentence: Sentence, draft: Draft): boolean {
  switch (sentence.kind) {
    case "conditions":
      draft.conditions.push(...sentence.conditions);
      return true;
    case "giveUp":
      draft.giveUp.push(...sentence.conditions);
      return true;
    case "poll":
      draft.poll = sentence.poll;
      return true;
    case "otherwise":
      draft.otherwise = sentence.otherwise;
      return true;
    default:
      return false;
  }
}

function isOutOfPlace(sentence: Sentence, isLeading: boolean): boolean {
  if (sentence.kind === "half") return true;
  return !isLeading && sentence.kind !== "prose" && sentence.kind !== "code";
}

function report(sentence: Sentence, isLeading: boolean, rich: RichText, context: BuildContext): void {
  const [struck] = rich.struck;
  if (struck !== undefined) return reportStruckOut(struck, rich, context);
  const span = spanOf(rich, { start: 0, end: rich.text.length }, context);
  const severity = context.isStrict ? "error" : "info";
  const why = context.isStrict
    ? "The machine would judge less than the sentence says, or ignore it: the gate could open without what it asks for."
    : "The machine does not guess: the operator is asked this sentence.";
  if (sentence.kind === "half") {
    context.reporter.report({
      code: "build/half-condition",
      severity,
      span,
      why,
      message: `Unexpected ${sentence.unexpected}, expected ${sentence.expected}`,
      fix: sentence.fix ?? "Write the judged part as a sentence of its own, before the words that explain it; put literals in code",
    });
  } else if (!isLeading) {
    context.reporter.report({
      code: "build/condition-after-reason",
      severity,
      span,
      why,
      message: `Unexpected ${describe(sentence)} after words that are only shown, expected it before them`,
      fix: "Move the sentence to the front of the text",
    });
  }
}

function describe(sentence: Sentence): string {
  return sentence.kind === "poll"
    ? "`Poll`"
    : sentence.kind === "otherwise"
      ? "`Otherwise`"
      : sentence.kind === "giveUp"
        ? "`Give up when`"
        : "condition";
}

function reportCodeOnly(rich: RichText, context: BuildContext): void {
  const found = rich.codes[0]?.value ?? "";
  context.reporter.report({
    code: "build/code-is-no-condition",
    severity: context.isStrict ? "warning" : "info",
    span: spanOf(rich, { start: 0, end: rich.text.length }, context),
    message: `Unexpected sentence that is only code, expected what is said of \`${found.replaceAll("`", "")}\``,
    why: "The operator is asked whether it holds, although the machine could judge it.",
    fix: `Write \`some line is\` or \`stdout contains\` before it, or \`succeeds\` behind a command`,
  });
}
