/**
 * The section is the body of a callable procedure: PROCEDURE: `refresh` of `<app>`, `<channel>`. It is never run in order.
 */
import { z } from "zod";
import { itemFields } from "./item.ts";
import { Span, ValueName } from "./node.ts";
import { Parameter } from "./parameter.ts";

export const Procedure = z
  .strictObject({
    kind: z.literal("Procedure"),
    ...itemFields,
    name: z.string(),
    /** `declared`: its row in the table of a document that is called as a whole; `null` where it is text. */
    parameters: z.array(z.strictObject({ name: ValueName, span: Span, declared: z.nullable(Parameter) }).readonly()).readonly(),
  })
  .readonly();
export type Procedure = z.infer<typeof Procedure>;
