/**
 * A piece of shell text in the document: a fence, or the inline code of a probe, a SESSION or a REVERT.
 *
 * `syntax` is the tree of `masked`: the script with every `<name>` replaced by an identifier of the same length, so
 * that a value is a word and not a pair of redirections, and every position still fits `script`.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { Sha256, Span, type Position } from "./node.ts";
import { findPlaceholders, maskPlaceholders, PlaceholderToken } from "./placeholder-token.ts";
import { parseShell, type ShellScript } from "./shell.ts";

export { PlaceholderToken } from "./placeholder-token.ts";

export const ShellBlock = z
  .strictObject({
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
    lines: z
      .array(z.strictObject({ line: z.int().positive(), column: z.int().positive(), offset: z.int().nonnegative() }).readonly())
      .readonly(),
    /** The whole fence or code span. */
    span: Span,
  })
  .readonly();
export type ShellBlock = z.infer<typeof ShellBlock>;

/** Everything that follows from the text: hash, tokens, masked text and its tree. */
export function makeShellBlock(fields: Pick<ShellBlock, "form" | "language" | "script" | "lines" | "span">): ShellBlock {
  const { script } = fields;
  const tokens = findPlaceholders(script);
  const masked = maskPlaceholders(script, tokens);
  const sha256 = createHash("sha256").update(script, "utf8").digest("hex");
  return { kind: "ShellBlock", ...fields, sha256, masked, syntax: parseShell(masked), tokens };
}

/** Where an offset of the block's `script` stands in the Markdown file. */
export function positionInScript(block: ShellBlock, offset: number): Position {
  let index = 0;
  let lineStart = 0;
  for (let end = block.script.indexOf("\n"); end !== -1 && end < offset; end = block.script.indexOf("\n", lineStart)) {
    index += 1;
    lineStart = end + 1;
  }
  const start = block.lines[index];
  if (start === undefined) return block.span.start;
  const along = offset - lineStart;
  return { line: start.line, column: start.column + along, offset: start.offset + along };
}

/** The range of the Markdown file in which `script.slice(start, end)` stands. */
export function spanInScript(block: ShellBlock, start: number, end: number): Span {
  return { start: positionInScript(block, start), end: positionInScript(block, end) };
}
