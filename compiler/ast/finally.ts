/**
 * Runs when the procedure ends, however it ends; must be idempotent.
 */
import { z } from "zod";
import { itemFields } from "./item.ts";
import { ShellBlock } from "./shell-block.ts";

export const Finally = z
  .strictObject({
    kind: z.literal("Finally"),
    ...itemFields,
    block: z.nullable(ShellBlock),
    text: z.string(),
  })
  .readonly();
export type Finally = z.infer<typeof Finally>;
