/**
 * A measured interval: WINDOW: open control plane downtime, WINDOW: close.
 */
import { z } from "zod";
import { itemFields } from "./item.ts";

export const Window = z
  .strictObject({
    kind: z.literal("Window"),
    ...itemFields,
    action: z.enum(["open", "close"]),
    /** The interval's name; `null` on a close that means the one open. */
    name: z.string().nullable(),
  })
  .readonly();
export type Window = z.infer<typeof Window>;
