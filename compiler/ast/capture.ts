/**
 * Names a value taken from the output of the last block.
 *
 *     CAPTURE: `now` = one row of (app, charm, rev int, next, channel)
 */
import { z } from "zod";
import { ItemId, itemFields } from "./item.ts";
import { Span, ValueName } from "./node.ts";
import { ScalarType } from "./value-type.ts";

export const Column = z.strictObject({ name: ValueName, type: ScalarType, span: Span }).readonly();
export type Column = z.infer<typeof Column>;

export const CaptureForm = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("stdout"), type: ScalarType }),
    z.strictObject({ kind: z.literal("lines"), type: ScalarType }),
    z.strictObject({ kind: z.literal("rows"), columns: z.array(Column).min(1).readonly() }),
    z.strictObject({ kind: z.literal("row"), columns: z.array(Column).min(1).readonly() }),
    /** The whole document, or the value at a path such as `.status`. */
    z.strictObject({ kind: z.literal("json"), path: z.string().nullable(), type: ScalarType }),
    z.strictObject({ kind: z.literal("firstMatch"), pattern: z.string(), type: ScalarType }),
  ])
  .readonly();
export type CaptureForm = z.infer<typeof CaptureForm>;

export const Capture = z
  .strictObject({
    kind: z.literal("Capture"),
    ...itemFields,
    name: ValueName,
    nameSpan: Span,
    form: CaptureForm,
    /** The RUN, CHECK or GATE whose stdout is read. */
    from: z.nullable(ItemId),
  })
  .readonly();
export type Capture = z.infer<typeof Capture>;
