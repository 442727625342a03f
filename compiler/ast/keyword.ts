/**
 * The words that open a label. One list, read by the builder, the outline and the editor.
 */
import { z } from "zod";

export const Keyword = z.enum([
  "RUN",
  "CHECK",
  "GATE",
  "EXPECT",
  "CAPTURE",
  "MANUAL",
  "SESSION",
  "WHEN",
  "DECISION",
  "PROCEDURE",
  "DO",
  "EXCLUDE",
  "REVERT",
  "FINALLY",
  "WINDOW",
  "STOP",
  "CAUTION",
  "NOTE",
]);
export type Keyword = z.infer<typeof Keyword>;
