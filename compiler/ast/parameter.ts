/**
 * One row of the `Parameters` table.
 */
import { z } from "zod";
import { Span, ValueName } from "./node.ts";
import { ValueType } from "./value-type.ts";

export const Parameter = z
  .strictObject({
    kind: z.literal("Parameter"),
    name: ValueName,
    type: ValueType,
    /** The author's words for the type, as in the outline. */
    typeText: z.string(),
    /** The default's text; `today` for a date is fixed once, when the run starts. */
    default: z.string().nullable(),
    meaning: z.string(),
    span: Span,
  })
  .readonly();
export type Parameter = z.infer<typeof Parameter>;
