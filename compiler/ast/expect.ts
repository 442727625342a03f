/**
 * A condition that should hold: a miss warns and asks.
 */
import { z } from "zod";
import { ConditionText } from "./condition.ts";
import { ItemId, itemFields } from "./item.ts";
import { ShellBlock } from "./shell-block.ts";

export const Expect = z
  .strictObject({
    kind: z.literal("Expect"),
    ...itemFields,
    condition: ConditionText,
    probe: z.nullable(ShellBlock),
    judges: z.nullable(ItemId),
    /** A bare or `text` fence under it: sample output, shown, never run. */
    sample: z.string().nullable(),
  })
  .readonly();
export type Expect = z.infer<typeof Expect>;
