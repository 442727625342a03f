import { buildConditionText } from "../condition/condition-text.ts";
import { completeCondition } from "../condition/implied.ts";
import type { ItemBuilder } from "./index.ts";

/** Directly under its heading it speaks of the whole section, else of the next block. */
export const buildWhen: ItemBuilder = ({ base, chunks, fence, isDirectlyUnderHeading }, earlier, context) => ({
  kind: "When",
  ...base,
  condition: completeCondition(buildConditionText(chunks, base.title, base.span, context), { fence, sample: null }, base, context),
  probe: fence,
  judges: fence === null ? earlier.judgedBy(base.listPath) : null,
  appliesTo: isDirectlyUnderHeading ? "section" : "nextBlock",
});
