/**
 * The procedure ends here, with the reason.
 */
import { z } from "zod";
import { itemFields } from "./item.ts";

export const Stop = z
  .strictObject({
    kind: z.literal("Stop"),
    ...itemFields,
    reason: z.string(),
  })
  .readonly();
export type Stop = z.infer<typeof Stop>;
