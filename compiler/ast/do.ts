/**
 * Calls a procedure: once, for a list in order, for a list in any order, or for the rows of a captured table.
 */
import { z } from "zod";
import { itemFields } from "./item.ts";
import { Operand } from "./condition.ts";

export const Do = z
  .strictObject({
    kind: z.literal("Do"),
    ...itemFields,
    procedure: z.string(),
    /** A link to another runbook, as written; `null` for a procedure of this document, and once the link is followed. */
    link: z.string().nullable(),
    /** All of the other runbook is carried out, not one procedure of it. */
    isWhole: z.boolean(),
    over: z
      .discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("once"), arguments: z.array(Operand).readonly() }),
        z.strictObject({ kind: z.literal("list"), items: z.array(Operand).min(1).readonly(), isOrdered: z.boolean() }),
        /** `order`: only these rows, by their first column, in this order; `null`: every row. */
        z.strictObject({ kind: z.literal("rows"), table: z.string(), order: z.array(Operand).nullable() }),
      ])
      .readonly(),
    concurrency: z.int().positive(),
    text: z.string(),
  })
  .readonly();
export type Do = z.infer<typeof Do>;
