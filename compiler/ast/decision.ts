/**
 * A list of `- condition -> Step 6`, tried in order, `- otherwise -> ...` last. Prose items become a choice put to the operator.
 */
import { z } from "zod";
import { ConditionText } from "./condition.ts";
import { ItemId, itemFields } from "./item.ts";
import { Span } from "./node.ts";

export const Decision = z
  .strictObject({
    kind: z.literal("Decision"),
    ...itemFields,
    text: z.string(),
    judges: z.nullable(ItemId),
    branches: z
      .array(
        z
          .strictObject({
            /** `null` on the `otherwise` branch. */
            condition: z.nullable(ConditionText),
            /** A step id, or `STOP`. */
            target: z.string(),
            span: Span,
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();
export type Decision = z.infer<typeof Decision>;
