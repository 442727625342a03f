/**
 * The condition under which the section, or the next block, applies.
 */
import { z } from "zod";
import { ConditionText } from "./condition.ts";
import { ItemId, itemFields } from "./item.ts";
import { ShellBlock } from "./shell-block.ts";

export const When = z
  .strictObject({
    kind: z.literal("When"),
    ...itemFields,
    condition: ConditionText,
    probe: z.nullable(ShellBlock),
    judges: z.nullable(ItemId),
    /** `section` where it stands directly under the heading, else the next block only. */
    appliesTo: z.enum(["section", "nextBlock"]),
  })
  .readonly();
export type When = z.infer<typeof When>;
