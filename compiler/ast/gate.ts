/**
 * A condition that must hold to go on. Judges the last block before it in its section and list level, or its own probe.
 */
import { z } from "zod";
import { ConditionText } from "./condition.ts";
import { ItemId, itemFields } from "./item.ts";
import { ShellBlock } from "./shell-block.ts";

export const Gate = z
  .strictObject({
    kind: z.literal("Gate"),
    ...itemFields,
    condition: ConditionText,
    /** The GATE's own fence, repeated by a poll. */
    probe: z.nullable(ShellBlock),
    /** The RUN or CHECK (or the GATE or EXPECT with a probe) whose output it judges; `null` where it has a probe of its own or nothing stands before it. */
    judges: z.nullable(ItemId),
  })
  .readonly();
export type Gate = z.infer<typeof Gate>;
