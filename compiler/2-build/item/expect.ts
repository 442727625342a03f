import { buildConditionText } from "../condition/condition-text.ts";
import { completeCondition } from "../condition/implied.ts";
import type { ItemBuilder } from "./index.ts";

export const buildExpect: ItemBuilder = ({ base, chunks, fence, sample }, earlier, context) => ({
  kind: "Expect",
  ...base,
  condition: completeCondition(buildConditionText(chunks, base.title, base.span, context), { fence, sample }, base, context),
  probe: fence,
  judges: fence === null ? earlier.judgedBy(base.listPath) : null,
  sample,
});
