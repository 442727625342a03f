/**
 * Text to mdast: every node with its position, and nothing that could make the parser hang.
 *
 * The tree is remark's. What is common is read without it, ten times as fast, by `fast/`; remark itself is loaded for the
 * documents, or the single paragraphs, that `fast/` leaves to it.
 */
import type { Root } from "mdast";
import type { Reporter } from "../diagnostics/reporter.ts";
import { readBlocks } from "./fast/blocks.ts";
import { isHostile } from "./hostile.ts";
import type { SourceText } from "./source-text.ts";

export { readSource, type SourceText } from "./source-text.ts";

/** The Markdown tree, or `null` and a diagnostic where the text is built to exhaust the parser. */
export async function parseMarkdown(source: SourceText, reporter: Reporter): Promise<Root | null> {
  if (isHostile(source, reporter)) return null;
  const fast = readBlocks(source.text);
  if (fast !== null && fast.hard.length === 0 && fast.hardParts.length === 0) return fast.root;
  return (await import("./remark.ts")).parseWithRemark(source, fast, reporter);
}
