/**
 * Admonitions that span blocks: from their opening mark to the end of the quote, to a closing mark, or to the last
 * indented line. A label or anything else but text ends them too.
 */
import type { ItemId } from "../ast/item.ts";
import { readOpener, type Opener } from "./admonition-openers.ts";
import type { BuildContext } from "./context.ts";
import { fenceKind } from "./fence.ts";
import type { FlowBlock } from "./flow.ts";
import { findLabels } from "./label.ts";
import type { OpenLabel } from "./open-label.ts";
import { offsetAt, readRichText, sliceRichText, type RichText } from "./rich-text.ts";

export interface OpenedAdmonition {
  readonly opener: Opener;
  readonly rich: RichText;
  /** The block that opens it closes it too. */
  readonly isClosed: boolean;
}

export function openAdmonition(
  { opener, rich, isClosed }: OpenedAdmonition,
  id: ItemId,
  block: FlowBlock,
  context: BuildContext,
): OpenLabel {
  const ending = opener.ends.by === "mark" ? opener.ends.pattern.exec(rich.text) : null;
  const text = sliceRichText(rich, opener.length, ending === null ? rich.text.length : Math.max(opener.length, ending.index));
  return {
    base: {
      id,
      keyword: opener.keyword,
      labelSpan: context.span(offsetAt(rich, 0), offsetAt(rich, opener.length)),
      host: null,
      title: null,
      qualifiers: [],
      remarks: [],
      anchor: null,
      listPath: block.listPath,
      isLegacyForm: false,
    },
    containers: block,
    start: block.start,
    end: block.end,
    isDirectlyUnderHeading: false,
    chunks: text.text === "" ? [] : [{ rich: text, form: "text", isLeadIn: false }],
    endsWithColon: false,
    fence: null,
    sample: null,
    isAdjacent: false,
    hasOwnFence: false,
    opener: isClosed || ending !== null ? null : opener.ends,
  };
}

/** `<div class="warning">` and `<Note>`, with the text inside where the block holds it. */
export function readHtmlOpener(block: Extract<FlowBlock, { kind: "html" }>): OpenedAdmonition | null {
  const { value } = block.node;
  const opener = readOpener(value.split("\n")[0] ?? "", false);
  if (opener === null) return null;
  const inner = value.slice(opener.length).replaceAll(/<[^>]*>/g, "");
  return { opener: { ...opener, length: 0 }, rich: plainText(inner, block.start), isClosed: /<\/[A-Za-z]+>\s*$/.test(value) };
}

/** True if the block is part of the admonition that is open; false ends it. */
export function continueAdmonition(open: OpenLabel, block: FlowBlock, context: BuildContext): boolean {
  const ends = open.opener;
  if (ends === null) return false;
  if (block.kind === "list") return true;
  const isClosing = block.kind === "html" && ends.by === "mark" && ends.pattern.test(` ${block.node.value}`);
  if (isClosing) open.end = block.end;
  const isPart = !isClosing && (ends.by === "indent" ? addIndented(open, block) : addParagraph(open, ends, block, context));
  if (!isPart) open.opener = null;
  return isPart || isClosing;
}

function addIndented(open: OpenLabel, block: FlowBlock): boolean {
  if (block.kind !== "code" || fenceKind(block.node) !== "bare") return false;
  open.chunks.push({ rich: plainText(block.node.value, block.start), form: "text", isLeadIn: false });
  open.end = block.end;
  return true;
}

function addParagraph(open: OpenLabel, ends: Opener["ends"], block: FlowBlock, context: BuildContext): boolean {
  if (block.kind !== "paragraph" || (ends.by === "quote" && block.quote !== open.containers.quote)) return false;
  const rich = readRichText(block.node.children, context);
  const ending = ends.by === "mark" ? ends.pattern.exec(` ${rich.text}`) : null;
  if (ending === null && findLabels(rich, false).labels.length > 0) return false;
  const text = sliceRichText(rich, 0, ending === null ? rich.text.length : ending.index);
  const form = block.listPath.length > open.containers.listPath.length ? "listItem" : "text";
  if (text.text !== "") open.chunks.push({ rich: text, form, isLeadIn: false });
  open.end = block.end;
  if (ending !== null) open.opener = null;
  return true;
}

/** Text that is no Markdown paragraph, all of it placed where its block begins. */
function plainText(value: string, offset: number): RichText {
  const text = value.replaceAll(/\s+/g, " ").trim();
  return {
    text,
    masked: text,
    runs: {
      starts: Array.from({ length: text.length + 1 }, (_, index) => index),
      offsets: Array.from({ length: text.length + 1 }, () => offset),
    },
    codes: [],
    strongs: [],
    links: [],
    struck: [],
  };
}
