/**
 * What a person does elsewhere, in words; confirmed with a note.
 */
import { z } from "zod";
import { itemFields } from "./item.ts";

export const Manual = z
  .strictObject({
    kind: z.literal("Manual"),
    ...itemFields,
    text: z.string(),
  })
  .readonly();
export type Manual = z.infer<typeof Manual>;
