/**
 * A prelude for the later blocks of its host: plain bash, before strict mode.
 */
import { z } from "zod";
import { itemFields } from "./item.ts";
import { ShellBlock } from "./shell-block.ts";

export const Session = z
  .strictObject({
    kind: z.literal("Session"),
    ...itemFields,
    block: z.nullable(ShellBlock),
  })
  .readonly();
export type Session = z.infer<typeof Session>;
