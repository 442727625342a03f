/**
 * What a judging label asks for where it has no words of its own: of its own fence, that the block succeeds; of a sample,
 * that the output is like it.
 */
import type { ConditionText } from "../../ast/condition.ts";
import type { ShellBlock } from "../../ast/shell-block.ts";
import type { BuildContext } from "../context.ts";
import type { ItemBase } from "../draft.ts";
import { reportSentencesWithoutEffect } from "./without-effect.ts";

export function completeCondition(
  written: ConditionText,
  own: { readonly fence: ShellBlock | null; readonly sample: string | null },
  base: Pick<ItemBase, "keyword" | "labelSpan">,
  context: BuildContext,
): ConditionText {
  const condition = withImplied(written, own, base, context);
  reportSentencesWithoutEffect(condition, base.keyword, context);
  return condition;
}

function withImplied(
  condition: ConditionText,
  { fence, sample }: { readonly fence: ShellBlock | null; readonly sample: string | null },
  { keyword, labelSpan: span }: Pick<ItemBase, "keyword" | "labelSpan">,
  context: BuildContext,
): ConditionText {
  if (condition.question !== null || condition.conditions.length > 0) return condition;
  if (fence !== null) {
    const operand = { kind: "Literal", text: "0", span } as const;
    const subject = { kind: "Stream", stream: "exit" } as const;
    return { ...condition, conditions: [{ kind: "Condition", subject, predicate: { kind: "is", operand }, text: "exit is 0", span }] };
  }
  if (sample !== null) return { ...condition, question: `the output is like this: ${sample}` };
  context.reporter.report({
    code: "build/gate-without-condition",
    severity: "error",
    span,
    message: `Unexpected ${keyword} without a condition, expected what ${keyword === "GATE" ? "must hold to go on" : "is judged"}`,
    why: `${keyword === "GATE" ? "A gate that asks for nothing lets everything pass" : "The operator would be asked nothing that can be answered"}.`,
    fix: "Write the condition behind the label, such as `stdout is not empty`",
  });
  return condition;
}
