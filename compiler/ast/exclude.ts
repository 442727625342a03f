/**
 * EXCLUDE: rows of `worklist` whose `gate` is not `OK`; evidence `command`.
 */
import { z } from "zod";
import { Predicate } from "./condition.ts";
import { itemFields } from "./item.ts";
import { ShellBlock } from "./shell-block.ts";

export const Exclude = z
  .strictObject({
    kind: z.literal("Exclude"),
    ...itemFields,
    table: z.string(),
    where: z
      .array(z.strictObject({ column: z.string(), predicate: Predicate }).readonly())
      .min(1)
      .readonly(),
    /** Runs once for each row taken out; its columns bind `<column>`. Must be read-only. */
    evidence: z.nullable(ShellBlock),
    text: z.string(),
  })
  .readonly();
export type Exclude = z.infer<typeof Exclude>;
