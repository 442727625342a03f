/**
 * What every labelled item has in common. Items stand in document order in the section that holds them.
 */
import { z } from "zod";
import { Keyword } from "./keyword.ts";
import { Span } from "./node.ts";
import { Qualifier } from "./qualifier.ts";

/** The name of an item within its runbook, `i1` for the first label of the document; used as a key between phases. */
export const ItemId = z.string().regex(/^i\d+$/);
export type ItemId = z.infer<typeof ItemId>;

/** Spread into each item's schema. */
export const itemFields = {
  id: ItemId,
  /** The canonical keyword, after the legacy mapping (`Probe:` is a CHECK); RUN or CHECK on an unlabelled legacy block. */
  keyword: Keyword,
  /** Where the keyword stands; the fence, on an unlabelled legacy block. */
  labelSpan: Span,
  /** The host as written after `--`; inheritance is for 3-resolve. `<app>` for a value of type host. */
  host: z.string().nullable(),
  title: z.string().nullable(),
  qualifiers: z.array(Qualifier).readonly(),
  /** Words in parentheses that are no qualifier: shown, without meaning for the machine. */
  remarks: z.array(z.string()).readonly(),
  /** The name that opens the paragraph or list item, for references: `5a`, `4.0.3`. */
  anchor: z.string().nullable(),
  /** The lists around the label, outermost first (their offsets): two items of one list level have equal paths. */
  listPath: z.array(z.int().nonnegative()).readonly(),
  /** True where an old document's form was mapped: `Probe:`, `SUCCESS =`, `CORRECTION`, a frame, an unlabelled fence. */
  isLegacyForm: z.boolean(),
  /** The label, its text and its fence. */
  span: Span,
};
