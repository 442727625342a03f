import { buildConditionText } from "../condition/condition-text.ts";
import { completeCondition } from "../condition/implied.ts";
import type { ItemBuilder } from "./index.ts";

export const buildGate: ItemBuilder = ({ base, chunks, fence }, earlier, context) => ({
  kind: "Gate",
  ...base,
  condition: completeCondition(buildConditionText(chunks, base.title, base.span, context), { fence, sample: null }, base, context),
  probe: fence,
  judges: fence === null ? earlier.judgedBy(base.listPath) : null,
});
