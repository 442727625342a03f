/**
 * A piece of shell text in the document: a fence, or the inline code of a probe, a SESSION or a REVERT.
 *
 * `syntax` is the tree of `masked`: the script with every `<name>` replaced by an identifier of the same length, so
 * that a value is a word and not a pair of redirections, and every position still fits `script`.
 */
import { sha256 } from "./hash.ts";
import { findLineStarts } from "./lines.ts";
import { z } from "zod";
import { Sha256, Span, type Position } from "./node.ts";
import { findPlaceholders, maskPlaceholders, PlaceholderToken } from "./placeholder-token.ts";
import { parseShell, type ShellScript } from "./shell.ts";

export { PlaceholderToken } from "./placeholder-token.ts";

const ScriptLine = z
  .strictObject({
    line: z.int().positive(),
    column: z.int().positive(),
    offset: z.int().nonnegative(),
    start: z.int().nonnegative(),
  })
  .readonly();

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
    /**
     * Where the script stands in the Markdown, line by line: from `start`, an offset in `script`, on. A fence has one entry a
     * script line; a code span has one script line, and an entry for every Markdown line that it is wrapped over.
     */
    lines: z.array(ScriptLine).readonly(),
    /** The whole fence or code span. */
    span: Span,
  })
  .readonly();
export type ShellBlock = z.infer<typeof ShellBlock>;

type Given = Pick<ShellBlock, "form" | "language" | "script" | "span"> & {
  /** `start` only where a code span is wrapped; else one place for every script line. */
  readonly lines: readonly (Position & { readonly start?: number })[];
};

/** Everything that follows from the text: hash, tokens, masked text and its tree. */
export function makeShellBlock({ lines, ...fields }: Given): ShellBlock {
  const { script } = fields;
  const tokens = findPlaceholders(script);
  const masked = maskPlaceholders(script, tokens);
  const starts = findLineStarts(script);
  const placed = lines.map(({ line, column, offset, start }, index) => ({ line, column, offset, start: start ?? starts[index] ?? 0 }));
  let hash: string | null = null;
  return {
    kind: "ShellBlock",
    ...fields,
    lines: placed,
    /** Worked out when asked for: linting never does. */
    get sha256() {
      return (hash ??= sha256(script));
    },
    masked,
    syntax: parseShell(masked),
    tokens,
  };
}

/** Where an offset of the block's `script` stands in the Markdown file. */
export function positionInScript(block: ShellBlock, offset: number): Position {
  let low = 0;
  let high = block.lines.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (block.lines[middle]!.start <= offset) low = middle;
    else high = middle;
  }
  const place = block.lines[low];
  if (place === undefined) return block.span.start;
  const along = offset - place.start;
  return { line: place.line, column: place.column + along, offset: place.offset + along };
}

/** The range of the Markdown file in which `script.slice(start, end)` stands. */
export function spanInScript(block: ShellBlock, start: number, end: number): Span {
  return { start: positionInScript(block, start), end: positionInScript(block, end) };
}
