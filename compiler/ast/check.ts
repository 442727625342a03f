/**
 * A block that only reads. Runs by itself if every command is proven read-only.
 */
import { z } from "zod";
import { itemFields } from "./item.ts";
import { ShellBlock } from "./shell-block.ts";

export const Check = z
  .strictObject({
    kind: z.literal("Check"),
    ...itemFields,
    /** `null`: a CHECK without a command, done by the operator. */
    block: z.nullable(ShellBlock),
    text: z.string(),
  })
  .readonly();
export type Check = z.infer<typeof Check>;
