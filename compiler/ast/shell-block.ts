/**
 * A piece of shell text in the document: a fence, or the inline code of a probe, a SESSION or a REVERT.
 *
 * `syntax` is the tree of `masked`: the script with every `<name>` replaced by an identifier of the same length, so
 * that a value is a word and not a pair of redirections, and every position still fits `script`.
 */
import { z } from "zod";
import { Sha256, Span } from "./node.ts";
import type { ShellScript } from "./shell.ts";

/** `<name>`, `<name.column>` or `<name...>` as it stands in the script; whether it is a value is for 3-resolve to say. */
export const PlaceholderToken = z.strictObject({
  name: z.string(),
  column: z.string().nullable(),
  isList: z.boolean(),
  /** Offsets in `script`, end exclusive, the angle brackets included. */
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
}).readonly();
export type PlaceholderToken = z.infer<typeof PlaceholderToken>;

export const ShellBlock = z.strictObject({
  kind: z.literal("ShellBlock"),
  /** `fence` under a label, `inline` code, or `indented` code. */
  form: z.enum(["fence", "inline", "indented"]),
  /** The fence's tag as written, `null` where it has none. */
  language: z.string().nullable(),
  /** Canonical text: container indent, prompts, output, frame lines and outer blank lines removed; LF; no final LF. */
  script: z.string(),
  /** SHA-256 of the UTF-8 bytes of `script`. */
  sha256: Sha256,
  masked: z.string(),
  syntax: z.custom<ShellScript>((value) => typeof value === "object" && value !== null),
  tokens: z.array(PlaceholderToken).readonly(),
  /** Where each line of `script` begins in the Markdown: index 0 is the first script line. */
  lines: z.array(z.strictObject({ line: z.int().positive(), column: z.int().positive(), offset: z.int().nonnegative() }).readonly()).readonly(),
  /** The whole fence or code span. */
  span: Span,
}).readonly();
export type ShellBlock = z.infer<typeof ShellBlock>;
