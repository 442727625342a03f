/**
 * How to undo the RUN before it. Offered when a gate fails or at STOP, newest first, never run by itself.
 */
import { z } from "zod";
import { ItemId, itemFields } from "./item.ts";
import { ShellBlock } from "./shell-block.ts";

export const Revert = z
  .strictObject({
    kind: z.literal("Revert"),
    ...itemFields,
    /** The RUN that it undoes. */
    undoes: z.nullable(ItemId),
    block: z.nullable(ShellBlock),
    /** `; later `command``: what the run owes once the revert has been carried out. */
    later: z.nullable(ShellBlock),
    /** The reason after `none --`: the change is irreversible. */
    none: z.string().nullable(),
    text: z.string(),
  })
  .readonly();
export type Revert = z.infer<typeof Revert>;
