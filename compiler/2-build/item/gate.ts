import { buildConditionText } from "../condition/condition-text.ts";
import type { ItemBuilder } from "./index.ts";

export const buildGate: ItemBuilder = ({ base, chunks, fence }, earlier, context) => {
  const condition = buildConditionText(chunks, base.title, base.span, context);
  const judges = fence === null ? earlier.judgedBy(base.listPath) : null;
  if (fence === null && condition.question === null && condition.conditions.length === 0) {
    context.reporter.report({
      code: "build/gate-without-condition",
      severity: "error",
      span: base.labelSpan,
      message: "Unexpected GATE without a condition, expected what must hold to go on",
      why: "A gate that asks for nothing lets everything pass.",
      fix: "Write the condition behind the label, such as `stdout is not empty`",
    });
  }
  return { kind: "Gate", ...base, condition, probe: fence, judges };
};
