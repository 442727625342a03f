/**
 * What stands between labels: shown in place, never judged. `markdown` is the source text.
 */
import { z } from "zod";
import { Span } from "./node.ts";

export const Prose = z
  .strictObject({
    kind: z.literal("Prose"),
    markdown: z.string(),
    span: Span,
  })
  .readonly();
export type Prose = z.infer<typeof Prose>;

/** A GFM table. `role` is told by its header row. */
export const Table = z
  .strictObject({
    kind: z.literal("Table"),
    role: z.enum(["expectations", "quickReference", "reverts", "parameters", "other"]),
    columns: z.array(z.string()).readonly(),
    rows: z.array(z.array(z.string()).readonly()).readonly(),
    span: Span,
  })
  .readonly();
export type Table = z.infer<typeof Table>;
