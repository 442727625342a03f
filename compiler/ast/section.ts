/**
 * A heading and what follows up to the next heading of any level. A section with labels is a step.
 */
import { z } from "zod";
import { Item } from "./index.ts";
import { Span } from "./node.ts";
import { Prose, Table } from "./prose.ts";

export const Section = z
  .strictObject({
    kind: z.literal("Section"),
    /** `2.1`, `Step 4`, or the GitHub slug of the title. */
    id: z.string().min(1),
    /** The heading without the number that opens it. */
    title: z.string(),
    depth: z.int().min(1).max(6),
    /** Items, prose and tables in document order. */
    children: z.array(z.union([z.lazy(() => Item), Prose, Table])).readonly(),
    headingSpan: Span,
    span: Span,
  })
  .readonly();
export type Section = z.infer<typeof Section>;
