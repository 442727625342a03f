/**
 * A block that changes something. Runs only on the operator's word for that block.
 *
 *     RUN -- jumphost -- upgrade the controller (timeout 15m)
 */
import { z } from "zod";
import { itemFields } from "./item.ts";
import { ShellBlock } from "./shell-block.ts";

export const Run = z
  .strictObject({
    kind: z.literal("Run"),
    ...itemFields,
    /** `null` where the label has no block: an error, or by hand in an old document. */
    block: z.nullable(ShellBlock),
    /** Text of the label's own paragraph that is neither title nor remark. */
    text: z.string(),
  })
  .readonly();
export type Run = z.infer<typeof Run>;
