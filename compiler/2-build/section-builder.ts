/**
 * Reads the blocks of one section in order: which paragraphs open labels, which text and fence belong to them, and what
 * is prose. The one place that decides "which fence is a block".
 */
import type { Item } from "../ast/index.ts";
import type { Prose, Table } from "../ast/prose.ts";
import type { Section } from "../ast/section.ts";
import type { ShellBlock } from "../ast/shell-block.ts";
import { continueAdmonition, openAdmonition, readHtmlOpener, type OpenedAdmonition } from "./admonition-blocks.ts";
import { readOpener } from "./admonition-openers.ts";
import type { Chunk } from "./chunk.ts";
import type { BuildContext } from "./context.ts";
import { EarlierBlocks, type ItemBase } from "./draft.ts";
import { checkFence, Fence } from "./fence.ts";
import { flattenFlow, type Containers, type FlowBlock } from "./flow.ts";
import { buildItem } from "./item/index.ts";
import { readHeadingName } from "./heading.ts";
import { findLabels, type Label, type LabelSearch } from "./label.ts";
import { reportStruckLabel } from "./struck-out.ts";
import { reportControlCharacter, reportHtmlSlip, reportLabelSlips } from "./label-diagnostics.ts";
import { readLabelParts, reportHostBehindColon } from "./label-parts.ts";
import { roleOfFence, showsFences, type OpenLabel } from "./open-label.ts";
import { makeProse } from "./prose.ts";
import { endOffset, offsetAt, readRichText, sliceRichText, type RichText } from "./rich-text.ts";
import type { SectionSource } from "./section-outline.ts";
import { buildTable } from "./table.ts";

export interface BuiltSection {
  readonly section: Section;
  readonly looseBlocks: readonly ShellBlock[];
  readonly anchors: readonly { readonly name: string; readonly start: number; readonly end: number }[];
}

export function buildSection(source: SectionSource, context: BuildContext): BuiltSection {
  return new SectionBuilder(source, context).build();
}

class SectionBuilder {
  readonly #source: SectionSource;
  readonly #context: BuildContext;
  readonly #flow: readonly FlowBlock[];
  readonly #children: (Item | Prose | Table)[] = [];
  readonly #looseBlocks: ShellBlock[] = [];
  readonly #anchorNames = new Set<string>();
  readonly #anchors: { name: string; start: number; end: number }[] = [];
  readonly #earlier = new EarlierBlocks();
  #open: OpenLabel | null = null;
  /** Source range of prose that is not yet in `#children`. */
  #prose: { start: number; end: number; top: Containers["top"] } | null = null;
  #isDirectlyUnderHeading = true;

  constructor(source: SectionSource, context: BuildContext) {
    this.#source = source;
    this.#context = context;
    this.#flow = flattenFlow(source.nodes);
  }

  build(): BuiltSection {
    this.#readHeading();
    for (let index = 0; index < this.#flow.length;) index = this.#read(index);
    this.#close();
    this.#flushProse();
    const { heading, id, title, start, end } = this.#source;
    const headingEnd = heading?.position?.end.offset ?? start;
    return {
      looseBlocks: this.#looseBlocks,
      anchors: this.#anchors,
      section: {
        kind: "Section",
        id,
        title,
        depth: heading?.depth ?? 1,
        children: this.#children,
        headingSpan: this.#context.span(start, headingEnd),
        span: this.#context.span(start, end),
      },
    };
  }

  /** A heading may be a label itself, behind its number if it has one: `### 2.1 GATE: ...`. */
  #readHeading(): void {
    const { heading, rich } = this.#source;
    if (heading === null || rich === null) return;
    reportControlCharacter({ start: 0, end: rich.text.length }, rich, this.#context);
    if (heading.depth === 1) return;
    const containers: Containers = { listPath: [], numbers: [], quote: null, parent: null, top: heading };
    const words = sliceRichText(rich, rich.text.length - readHeadingName(rich.text).title.length, rich.text.length);
    const search = findLabels(words, false);
    // `Check: ...` is an ordinary heading.
    const strangeWords = search.strangeWords.filter(({ isTitleCase }) => !isTitleCase);
    reportLabelSlips({ ...search, strangeWords }, words, this.#context);
    for (const [index, label] of search.labels.entries()) this.#openLabel(label, words, search.labels[index + 1]?.start, containers, null);
  }

  /** Returns the index of the next block to read. */
  #read(index: number): number {
    const block = this.#flow[index];
    if (block === undefined) return index + 1;
    if (block.kind === "html" && block.node.value.startsWith("<!--")) return index + 1;
    if (this.#open !== null && continueAdmonition(this.#open, block, this.#context)) return index + 1;
    switch (block.kind) {
      case "paragraph":
        this.#readParagraph(block);
        break;
      case "code":
        this.#readCode(block, index);
        break;
      case "list":
        if (this.#takeList(block, index)) return index + 1 + block.length;
        break;
      case "table":
        this.#close();
        this.#flushProse();
        this.#children.push(buildTable(block.node, this.#context));
        break;
      case "html":
        this.#readHtml(block);
        break;
    }
    if (block.kind !== "list") this.#isDirectlyUnderHeading = false;
    return index + 1;
  }

  #readParagraph(block: Extract<FlowBlock, { kind: "paragraph" }>): void {
    const rich = readRichText(block.node.children, this.#context);
    const isQuoted = block.quote !== null && block.quote.children[0] === block.node;
    const opener = readOpener(rich.text, isQuoted);
    if (opener !== null) return this.#openAdmonition({ opener, rich, isClosed: false }, block);
    const search = findLabels(rich, isQuoted);
    reportLabelSlips(search, rich, this.#context);
    const anchor = this.#readAnchor(block, search, rich);
    const first = search.labels[0]?.start ?? rich.text.length;
    const lead = first === rich.text.length ? rich : sliceRichText(rich, 0, first);
    const isOnlyAnchor = search.labels.length > 0 && search.anchor !== null && /^[\w.]+[.)]$/.test(lead.text);
    if (search.anchor !== null) this.#close();
    if (lead.text !== "" && !isOnlyAnchor) this.#addText(lead, rich, first, block);
    for (const [index, label] of search.labels.entries()) this.#openLabel(label, rich, search.labels[index + 1]?.start, block, anchor);
  }

  /** The paragraph after a label's own fence is the label's; any other text before a label is prose. */
  #addText(lead: RichText, rich: RichText, until: number, block: FlowBlock): void {
    const open = this.#open;
    if (open !== null && open.isAdjacent && open.hasOwnFence && open.containers.parent === block.parent) {
      open.chunks.push({ rich: sliceRichText(lead, 0, lead.text.length), form: "text", isLeadIn: false });
      open.end = endOffset(rich, until === rich.text.length ? until : lead.text.length);
      open.endsWithColon = lead.text.endsWith(":");
      open.hasOwnFence = false;
      return;
    }
    this.#close();
    this.#addProse(block, until === rich.text.length ? block.end : offsetAt(rich, until));
  }

  #openLabel(label: Label, rich: RichText, nextStart: number | undefined, containers: Containers, anchor: string | null): void {
    this.#close();
    this.#flushProse();
    const context = this.#context;
    const text = sliceRichText(rich, label.end, nextStart ?? rich.text.length);
    reportStruckLabel(label, text, rich, context);
    if (label.endsWithColon && label.parts.length === 0) reportHostBehindColon(label, text, context);
    const offsetOf = (at: number): number => offsetAt(rich, at);
    const base = {
      id: context.nextItemId(),
      keyword: label.keyword,
      labelSpan: context.span(offsetOf(label.word.start), endOffset(rich, label.word.end)),
      ...readLabelParts(label, rich, context),
      anchor,
      listPath: containers.listPath,
      isLegacyForm: label.isLegacy,
    };
    this.#open = {
      base,
      containers,
      start: offsetOf(label.start),
      isDirectlyUnderHeading: this.#isDirectlyUnderHeading,
      chunks: text.text === "" ? [] : [{ rich: text, form: "text", isLeadIn: false }],
      end: endOffset(rich, Math.max(label.end, trimmedEnd(rich, nextStart))),
      endsWithColon: text.text === "" ? label.endsWithColon : text.text.endsWith(":"),
      fence: null,
      sample: null,
      isAdjacent: nextStart === undefined,
      hasOwnFence: false,
      opener: null,
    };
    this.#isDirectlyUnderHeading = false;
  }

  #openAdmonition(opened: OpenedAdmonition, block: FlowBlock): void {
    this.#close();
    this.#flushProse();
    this.#open = openAdmonition(opened, this.#context.nextItemId(), block, this.#context);
  }

  #readHtml(block: Extract<FlowBlock, { kind: "html" }>): void {
    const opened = readHtmlOpener(block);
    if (opened !== null) return this.#openAdmonition(opened, block);
    reportHtmlSlip(block.node.value, block.start, this.#context);
    this.#close();
    this.#addProse(block, block.end);
  }

  #readCode(block: Extract<FlowBlock, { kind: "code" }>, index: number): void {
    checkFence(block.node, this.#context);
    const fence = new Fence(block.node, this.#context);
    const open = this.#open;
    const role =
      open === null || !open.isAdjacent || open.fence !== null || open.sample !== null ? null : roleOfFence(open, fence, block.node);
    if (open !== null && role !== null) {
      if (role === "sample") open.sample = block.node.value;
      else {
        fence.checkPrompts();
        open.fence = fence.block;
      }
      open.hasOwnFence = true;
      open.end = block.end;
      return;
    }
    const isShown = open !== null && open.isAdjacent && showsFences(open, fence);
    this.#close();
    const isRunnable = !isShown && (fence.kind === "shell" || fence.kind === "bare");
    if (isRunnable && (fence.frameTitle !== null || this.#isFollowedByGate(index)) && fence.block !== null)
      this.#addUnlabelled(fence, fence.block, block);
    else {
      if (fence.kind !== "bare" && fence.block !== null) this.#looseBlocks.push(fence.block);
      this.#addProse(block, block.end);
    }
  }

  /** True where the next block, comments aside, opens with GATE or EXPECT. */
  #isFollowedByGate(index: number): boolean {
    for (let next = index + 1; next < this.#flow.length; next++) {
      const block = this.#flow[next];
      if (block?.kind === "html" && block.node.value.startsWith("<!--")) continue;
      if (block?.kind !== "paragraph") return false;
      const label = findLabels(readRichText(block.node.children, this.#context), false).labels[0];
      return label !== undefined && label.start === 0 && (label.keyword === "GATE" || label.keyword === "EXPECT");
    }
    return false;
  }

  #addUnlabelled(fence: Fence, shell: ShellBlock, block: FlowBlock): void {
    this.#flushProse();
    fence.checkPrompts();
    const span = this.#context.span(block.node.position?.start.offset ?? block.start, block.end);
    const item: Item = {
      kind: "Unlabelled",
      id: this.#context.nextItemId(),
      keyword: "RUN",
      labelSpan: span,
      host: null,
      title: fence.frameTitle === null || fence.frameTitle === "" ? null : fence.frameTitle,
      qualifiers: [],
      remarks: [],
      anchor: this.#listAnchor(block),
      listPath: block.listPath,
      isLegacyForm: true,
      span,
      block: shell,
      text: "",
    };
    this.#children.push(item);
    this.#earlier.add({ id: item.id, listPath: item.listPath, isRun: true, isStep: true });
  }

  /** A list after text that ends in `:` is the label's, unless labels or fences stand in it. */
  #takeList(block: Extract<FlowBlock, { kind: "list" }>, index: number): boolean {
    const open = this.#open;
    const isExpected = open !== null && (open.endsWithColon || open.base.keyword === "DECISION");
    if (open === null || !open.isAdjacent || !isExpected || open.containers.parent !== block.parent) return false;
    const inner = this.#flow.slice(index + 1, index + 1 + block.length);
    const items: Chunk[] = [];
    const searches: [LabelSearch, RichText][] = [];
    for (const child of inner) {
      if (child.kind === "list") continue;
      if (child.kind !== "paragraph") return false;
      const rich = readRichText(child.node.children, this.#context);
      const search = findLabels(rich, false);
      if (search.labels.length > 0) return false;
      searches.push([search, rich]);
      items.push({ rich, form: "listItem", isLeadIn: false });
    }
    for (const [search, rich] of searches) reportLabelSlips(search, rich, this.#context);
    const last = open.chunks.pop();
    if (last !== undefined) open.chunks.push({ ...last, isLeadIn: true });
    open.chunks.push(...items);
    open.end = block.end;
    open.endsWithColon = false;
    return true;
  }

  /** Names that references may use: `4.0.3` for the third item of 4.0, `5a` where it opens a paragraph of 5. */
  #readAnchor(block: FlowBlock, search: LabelSearch, rich: RichText): string | null {
    const fromList = this.#listAnchor(block);
    const own =
      search.anchor === null || !/^\d/.test(this.#source.id)
        ? null
        : search.anchor.startsWith(this.#source.id)
          ? search.anchor
          : `${this.#source.id}.${search.anchor}`;
    const name = own ?? fromList;
    if (name !== null && !this.#anchorNames.has(name)) {
      this.#anchorNames.add(name);
      this.#anchors.push({ name, start: offsetAt(rich, 0), end: block.end });
    }
    return name;
  }

  #listAnchor(block: FlowBlock): string | null {
    return block.numbers.length === 0 || !/^\d/.test(this.#source.id) ? null : [this.#source.id, ...block.numbers].join(".");
  }

  #close(): void {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    const base: ItemBase = { ...open.base, span: this.#context.span(open.start, Math.max(open.start, open.end)) };
    const item = buildItem(
      { base, chunks: open.chunks, fence: open.fence, sample: open.sample, isDirectlyUnderHeading: open.isDirectlyUnderHeading },
      this.#earlier,
      this.#context,
    );
    this.#children.push(item);
    const isStep = (item.kind === "Run" || item.kind === "Check") && item.block !== null;
    const hasProbe = (item.kind === "Gate" || item.kind === "Expect" || item.kind === "When") && item.probe !== null;
    if (isStep || hasProbe || item.kind === "Run")
      this.#earlier.add({ id: item.id, listPath: base.listPath, isRun: item.kind === "Run", isStep });
  }

  /** Prose of one list or quote is kept together until an item stands between. */
  #addProse(block: FlowBlock, end: number): void {
    if (this.#prose !== null && this.#prose.top === block.top) {
      this.#prose.end = end;
      return;
    }
    this.#flushProse();
    this.#prose = { start: block.start, end, top: block.top };
  }

  #flushProse(): void {
    const prose = this.#prose === null ? null : makeProse(this.#prose.start, this.#prose.end, this.#context);
    this.#prose = null;
    if (prose !== null) this.#children.push(prose);
  }
}

function trimmedEnd(rich: RichText, until: number | undefined): number {
  let end = until ?? rich.text.length;
  while (end > 0 && rich.text[end - 1] === " ") end--;
  return end;
}
