/**
 * A shell fence of an old document that a GATE or EXPECT follows, or a `BEGIN runbook block` frame.
 * 3-resolve makes it a CHECK where every command is proven read-only, else a RUN; `keyword` is RUN until then.
 */
import { z } from "zod";
import { itemFields } from "./item.ts";
import { ShellBlock } from "./shell-block.ts";

export const Unlabelled = z
  .strictObject({
    kind: z.literal("Unlabelled"),
    ...itemFields,
    block: ShellBlock,
    text: z.string(),
  })
  .readonly();
export type Unlabelled = z.infer<typeof Unlabelled>;
