/**
 * Sentences that are well formed and could do nothing where they stand: what the reader takes for an order, nobody would
 * carry out.
 */
import type { ConditionText } from "../../ast/condition.ts";
import type { Keyword } from "../../ast/keyword.ts";
import type { Span } from "../../ast/node.ts";
import type { BuildContext } from "../context.ts";

export function reportSentencesWithoutEffect(
  { conditions, poll, giveUp, otherwise }: ConditionText,
  keyword: Keyword,
  context: BuildContext,
): void {
  const report = (span: Span, unexpected: string, expected: string, fix: string): void =>
    context.reporter.report({
      code: "build/sentence-without-effect",
      severity: context.isStrict ? "error" : "warning",
      span,
      message: `Unexpected ${unexpected}, expected ${expected}`,
      why: "The operator reads it as what will happen, and nothing would come of it.",
      fix,
    });
  const [gaveUp] = giveUp;
  if (otherwise !== null && keyword !== "GATE")
    report(otherwise.span, `\`Otherwise\` of ${a(keyword)}`, "it of a GATE", "Make it a GATE, or write a DECISION for two ways to go on");
  if (poll !== null && keyword === "DECISION")
    report(poll.span, "`Poll` in a DECISION", "it of a GATE, EXPECT or WHEN", "Poll in a GATE before the DECISION");
  else if (poll !== null && conditions.length === 0)
    report(
      poll.span,
      "`Poll` of a question",
      "a condition that can end it",
      "Write the condition before it, or leave the waiting to the operator",
    );
  if (gaveUp !== undefined && (poll === null || keyword === "DECISION"))
    report(gaveUp.span, "`Give up when` without `Poll`", "both", "Add `Poll every 20 s for up to 10 min.`, or remove the sentence");
}

const a = (keyword: Keyword): string => (/^[AEIOU]/.test(keyword) ? `an ${keyword}` : `a ${keyword}`);
