/**
 * A known word in the parentheses of a label: `RUN -- jumphost (once, timeout 30m)`.
 */
import { z } from "zod";
import { Span } from "./node.ts";

export const Qualifier = z
  .discriminatedUnion("name", [
    z.strictObject({ name: z.literal("once"), span: Span }),
    z.strictObject({ name: z.literal("two-person"), span: Span }),
    z.strictObject({ name: z.literal("only when named"), span: Span }),
    z.strictObject({ name: z.literal("idempotent"), span: Span }),
    z.strictObject({ name: z.literal("interactive"), span: Span }),
    // `text` is canonical: `timeout 30m`, however the author spelt the duration.
    z.strictObject({ name: z.literal("timeout"), durationMs: z.int().positive(), text: z.string(), span: Span }),
    z.strictObject({ name: z.literal("fresh"), durationMs: z.int().positive(), text: z.string(), span: Span }),
    // What an old document says of itself; known, kept in the outline, believed only where the commands agree.
    z.strictObject({ name: z.literal("gated"), span: Span }),
    z.strictObject({ name: z.literal("read-only"), span: Span }),
    z.strictObject({ name: z.literal("irreversible"), span: Span }),
  ])
  .readonly();
export type Qualifier = z.infer<typeof Qualifier>;
