/**
 * What every node of the tree has in common: where it stands in the Markdown file.
 */
import { z } from "zod";

/**
 * A place in the Markdown file as it is on disk. Lines and columns count from 1, columns in UTF-16 units.
 * `offset` counts from 0 in the *normalised* text (no byte order mark, LF line ends), which is what the compiler reads.
 */
export const Position = z
  .strictObject({
    line: z.int().positive(),
    column: z.int().positive(),
    offset: z.int().nonnegative(),
  })
  .readonly();
export type Position = z.infer<typeof Position>;

/** A range in the Markdown file; `end` is exclusive. */
export const Span = z.strictObject({ start: Position, end: Position }).readonly();
export type Span = z.infer<typeof Span>;

/** Lower-case hex SHA-256 of some UTF-8 bytes. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The grammar of a value's name, as in `<name>`; `-` becomes `_` in the shell variable. */
export const ValueName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/);
