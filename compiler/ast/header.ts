/**
 * A paragraph between the title and the first `##`: STATUS, SCOPE or POLICY.
 */
import { z } from "zod";
import { Span } from "./node.ts";

export const Header = z
  .strictObject({
    kind: z.literal("Header"),
    name: z.enum(["STATUS", "SCOPE", "POLICY"]),
    text: z.string(),
    span: Span,
  })
  .readonly();
export type Header = z.infer<typeof Header>;

/** The last state that STATUS names, with its date (ISO, `null` where it has none). */
export const Status = z
  .strictObject({
    state: z.enum(["DRAFT", "PROPOSED", "ADOPTED", "AS-EXECUTED", "SUPERSEDED"]),
    date: z.string().nullable(),
  })
  .readonly();
export type Status = z.infer<typeof Status>;
