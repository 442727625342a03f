/**
 * CAUTION and NOTE, GitHub alerts and the other warning syntaxes. Shown before the next block of its section.
 */
import { z } from "zod";
import { itemFields } from "./item.ts";

export const Admonition = z
  .strictObject({
    kind: z.literal("Admonition"),
    ...itemFields,
    severity: z.enum(["caution", "note"]),
    text: z.string(),
  })
  .readonly();
export type Admonition = z.infer<typeof Admonition>;
