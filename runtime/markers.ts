/**
 * `[REVALIDATE]` markers: what the author wrote and nobody has confirmed since.
 */
import { z } from "zod";

export const ProcedureMarker = z.strictObject({
  line: z.int().positive(),
  column: z.int().positive(),
  /** The sentence that it marks, and the marker. */
  sentence: z.string(),
});
export type ProcedureMarker = z.infer<typeof ProcedureMarker>;

/** Where the answer stands in the record. */
export const markerPath = ({ line, column }: Pick<ProcedureMarker, "line" | "column">): string => `revalidate:${line}:${column}`;
