/**
 * Something outside the sentence that it cites: a decision, a fix, an appendix, a step, another document, a script.
 */
import { z } from "zod";
import { Span } from "./node.ts";

export const Reference = z
  .strictObject({
    kind: z.literal("Reference"),
    /** `id`: D-071, DOCFIX-088. `step`: Step 2.1. `link`: a relative link. `script`: bash scripts/x.sh. `appendix`: appendix-A. */
    form: z.enum(["id", "step", "link", "script", "appendix"]),
    target: z.string(),
    span: Span,
  })
  .readonly();
export type Reference = z.infer<typeof Reference>;

/** `[REVALIDATE: why]`: the next execution must confirm this. */
export const Marker = z
  .strictObject({
    kind: z.literal("Marker"),
    why: z.string().nullable(),
    /** What it marks: its sentence up to the marker's end. */
    sentence: z.string(),
    /** In a code span or in STATUS it is only a mention. */
    isMention: z.boolean(),
    span: Span,
  })
  .readonly();
export type Marker = z.infer<typeof Marker>;

/** `<!-- rungate: allow RULE because REASON [until 2027-01-31] -->`: holds for the node after it. */
export const Suppression = z
  .strictObject({
    kind: z.literal("Suppression"),
    rule: z.string(),
    reason: z.string().nullable(),
    until: z.string().nullable(),
    span: Span,
    /** The node that follows; diagnostics that begin in it are suppressed. */
    target: z.nullable(Span),
  })
  .readonly();
export type Suppression = z.infer<typeof Suppression>;
