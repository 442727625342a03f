/**
 * The block structure of a document in one pass over its lines, as the tree that remark would give; `null` where it is
 * not sure to be the same: remark reads such a document. What is common is read here: headings, paragraphs, fences,
 * lists, quotes, tables, raw HTML, footnotes of plain text. What is not: tabs before text, rare definitions, task lists.
 */
import type {
  Blockquote,
  Code,
  Definition,
  FootnoteDefinition,
  Heading,
  Html,
  List,
  ListItem,
  Paragraph,
  Root,
  RootContent,
  Table,
} from "mdast";
import { maximumDepth } from "../line-scan.ts";
import { opensHtml } from "./html.ts";
import { identifierOf, readDefinition } from "./definition.ts";
import { readInline } from "./inline.ts";
import { readAlignment, readTableRow, unescapeBars } from "./table.ts";
import { hasEscape, isDigit, trimmedEnd } from "./characters.ts";
import { TextLines, type TextLine } from "./text-lines.ts";
import type { FastTree, HardPart, InlineText } from "./tree.ts";

export function readBlocks(text: string): FastTree | null {
  return new BlockReader(text).read();
}

/** What is a heading at the root, unless it stands in a fence or in raw HTML. */
const heading = /\n#{1,6}[ \t]/g;

/** Thrown where the tree might differ from remark's. */
const unsure = new Error("not sure to read this as remark does");

/** What it was that could not be told, for measurements. */
export let lastReason = "";

function giveUp(reason: string): never {
  lastReason = reason;
  throw unsure;
}

/** What was there before a part of the document began. */
interface Part {
  readonly start: number;
  readonly line: number;
  readonly children: number;
  readonly texts: number;
  readonly definitions: number;
  isHard: boolean;
}

interface Container {
  readonly node: Blockquote | FootnoteDefinition | ListItem;
  /** Of an item: the list, and how far its text is indented from the container around it. */
  readonly list: List | null;
  readonly marker: string;
  readonly width: number;
  hasBlankLine: boolean;
  /** The first line has no text, and nothing came yet. */
  isEmpty: boolean;
}

type Leaf =
  | { readonly kind: "paragraph"; readonly lines: TextLine[]; readonly depth: number }
  | {
      readonly kind: "fence";
      readonly node: Code;
      readonly mark: string;
      readonly length: number;
      readonly indent: number;
      readonly values: string[];
    }
  | { readonly kind: "indented"; readonly node: Code; readonly values: string[]; blanks: string[] }
  | { readonly kind: "html"; readonly node: Html; readonly ends: RegExp | null; readonly values: string[] }
  | { readonly kind: "table"; readonly node: Table };

class BlockReader {
  readonly #text: string;
  readonly #root: Root;
  readonly #open: Container[] = [];
  readonly #texts: InlineText[] = [];
  readonly #definitions: Definition[] = [];
  /** The identifiers of footnotes. */
  readonly #notes = new Set<string>();
  /** Code and HTML whose lines are joined at the end: joined at each line, a block costs the square of its length. */
  readonly #raw: { readonly node: Code | Html; readonly values: readonly string[] }[] = [];
  readonly #parts: Part[] = [{ start: 0, line: 1, children: 0, texts: 0, definitions: 0, isHard: false }];
  #leaf: Leaf | null = null;
  #line = 0;
  #lineStart = 0;
  #lineEnd = 0;
  #at = 0;
  #isBlank = false;
  /** The line is in all the containers of an open block. */
  #isInterrupting = false;
  /** How many containers were open above the line. */
  #before = 0;
  /** The line above is blank. */
  #wasBlank = false;

  constructor(text: string) {
    this.#text = text;
    this.#root = {
      type: "root",
      children: [],
      position: { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } },
    };
  }

  read(): FastTree | null {
    const text = this.#text;
    for (let from = 0; from < text.length;) {
      try {
        this.#readLines(from);
        break;
      } catch (error) {
        if (error !== unsure) throw error;
        const next = this.#leavePart();
        if (next === null) return null;
        from = next;
      }
    }
    for (const { node, values } of this.#raw) node.value = values.join("\n");
    const endsWithLine = text.endsWith("\n");
    const line = this.#line + (endsWithLine ? 1 : 0);
    const lineStart = text.lastIndexOf("\n") + 1;
    this.#root.position!.end = { line: Math.max(1, line), column: text.length - lineStart + 1, offset: text.length };
    const tree = { root: this.#root, ...this.#readTexts() };
    return this.#notes.size > 0 && this.#leavesNotes(tree) ? null : tree;
  }

  #readLines(start: number): void {
    const text = this.#text;
    for (let from = start; from < text.length;) {
      const found = text.indexOf("\n", from);
      const to = found === -1 ? text.length : found;
      this.#line++;
      this.#lineStart = from;
      this.#lineEnd = to;
      this.#at = from;
      this.#readLine();
      this.#wasBlank = this.#isBlank;
      from = to + 1;
    }
    if (this.#leaf?.kind === "fence" || (this.#leaf?.kind === "html" && this.#leaf.ends !== null)) giveUp("unclosed at the end");
    this.#closeLeaf();
    this.#closeContainers(0);
  }

  /** A heading at the root ends all that is open, so what comes next could begin a document. */
  #openPart(): void {
    this.#parts.push({
      start: this.#lineStart,
      line: this.#line,
      children: this.#root.children.length,
      texts: this.#texts.length,
      definitions: this.#definitions.length,
      isHard: false,
    });
  }

  /**
   * Leaves the part that is being read to remark. Returns where to go on: at the next line that could be a heading, which
   * remark must find to be one. `null` where a definition may be among what is skipped: other parts need to know of it.
   */
  #leavePart(): number | null {
    const part = this.#parts.at(-1)!;
    const text = this.#text;
    heading.lastIndex = this.#lineEnd;
    const found = heading.exec(text);
    const end = found === null ? text.length : found.index + 1;
    if (text.slice(part.start, end).includes("]:")) return null;
    part.isHard = true;
    this.#root.children.length = part.children;
    this.#texts.length = part.texts;
    this.#definitions.length = part.definitions;
    this.#open.length = 0;
    this.#leaf = null;
    this.#pendingIndented = null;
    this.#wasBlank = false;
    for (let at = text.indexOf("\n", this.#lineEnd); at !== -1 && at < end - 1; at = text.indexOf("\n", at + 1)) this.#line++;
    return end;
  }

  /** Only now is known which labels have a definition. */
  #readTexts(): Omit<FastTree, "root"> {
    const labels = new Set(this.#definitions.map(({ label }) => identifierOf(label ?? "")));
    const hard: InlineText[] = [];
    for (const [index, part] of this.#parts.entries()) {
      const { length } = hard;
      const end = this.#parts[index + 1]?.texts ?? this.#texts.length;
      for (let at = part.texts; at < end && !part.isHard; at++) {
        const text = this.#texts[at]!;
        const children = readInline(text.lines, labels, this.#notes);
        if (children !== null) {
          if (text.hasEscapedBar) unescapeBars(children);
          text.parent.children = children;
        } else if (text.hasEscapedBar || text.lines.isNested) {
          // Where a line end counts depends on the containers, which a text read alone does not have.
          lastReason = "hard text";
          part.isHard = true;
          hard.length = length;
        } else hard.push(text);
      }
    }
    const definitions = this.#definitions.map(({ position }) => this.#text.slice(position!.start.offset, position!.end.offset)).join("\n");
    return { hard, hardParts: this.#hardParts(), definitions };
  }

  /** Alone, what is left to remark would not know the footnotes of the document. */
  #leavesNotes({ hard, hardParts }: FastTree): boolean {
    return (
      hard.some(({ lines }) => lines.text.includes("[^")) || hardParts.some(({ start, end }) => this.#text.slice(start, end).includes("[^"))
    );
  }

  #hardParts(): HardPart[] {
    return this.#parts.flatMap(({ start, line, children, isHard }, index) => {
      const next = this.#parts[index + 1];
      const to = next?.children ?? this.#root.children.length;
      return isHard ? [{ start, line, end: next?.start ?? this.#text.length, children: { from: children, to } }] : [];
    });
  }

  #readLine(): void {
    this.#isBlank = false;
    const matched = this.#matchContainers();
    const isWhole = matched === this.#open.length;
    this.#before = this.#open.length;
    this.#isInterrupting = isWhole && this.#leaf !== null;
    const leaf = this.#leaf;
    if (isWhole && leaf !== null && (leaf.kind === "fence" || leaf.kind === "html")) {
      if (leaf.kind === "fence" ? this.#continueFence(leaf) : this.#continueHtml(leaf)) return this.#extend(this.#open.length);
    }
    if (!isWhole && (leaf?.kind === "fence" || (leaf?.kind === "html" && leaf.ends !== null))) giveUp("container left with open leaf");
    this.#readBlocks(matched);
  }

  /** How many of the open containers go on in this line; `#at` is then behind their marks. */
  #matchContainers(): number {
    const text = this.#text;
    for (let index = 0; index < this.#open.length; index++) {
      const container = this.#open[index]!;
      const indent = this.#indent();
      if (container.node.type === "footnoteDefinition") {
        if (this.#at + indent >= this.#lineEnd) continue;
        if (indent < container.width) return index;
        this.#at += container.width;
      } else if (container.list === null) {
        if (indent > 3 || text[this.#at + indent] !== ">") return index;
        this.#at += indent + 1;
        if (text[this.#at] === "\t") giveUp("tab");
        if (text[this.#at] === " ") this.#at++;
        this.#extend(index + 1);
      } else if (this.#at + indent >= this.#lineEnd) {
        if (container.isEmpty) return index;
        this.#at = Math.min(this.#at + container.width, this.#lineEnd);
      } else if (indent >= container.width) {
        this.#at += container.width;
      } else {
        return index;
      }
    }
    return this.#open.length;
  }

  /** Blanks before the text; a tab among them needs columns, which are left to remark. */
  #indent(): number {
    let at = this.#at;
    while (this.#text[at] === " ") at++;
    if (this.#text[at] === "\t" && this.#leaf?.kind !== "fence") giveUp("tab");
    return at - this.#at;
  }

  #readBlocks(matched: number): void {
    let depth = matched;
    let hasNewContainer = false;
    for (;;) {
      const text = this.#text;
      const indent = this.#indent();
      const at = this.#at + indent;
      if (at >= this.#lineEnd) return this.#readBlank(depth, hasNewContainer);
      const isInParagraph = this.#leaf?.kind === "paragraph" && !hasNewContainer;
      if (indent > 3) {
        if (isInParagraph) return this.#addToParagraph(depth < this.#open.length);
        this.#leave(depth);
        return this.#readIndented();
      }
      const mark = text[at]!;
      if (mark === ">") {
        this.#refuseSiblingInQuote(depth);
        this.#leave(depth);
        this.#at = at + 1;
        if (text[this.#at] === "\t") giveUp("tab");
        if (text[this.#at] === " ") this.#at++;
        const node: Blockquote = {
          type: "blockquote",
          children: [],
          position: { start: this.#point(at), end: this.#point(this.#lineEnd) },
        };
        this.#add(node, depth);
        this.#open.push({ node, list: null, marker: ">", width: 0, hasBlankLine: false, isEmpty: false });
      } else if (mark === "[" && depth === 0 && this.#openNote(at)) {
        // The text behind the colon is read next.
      } else if (mark === "#" && this.#readAtx(at, depth)) {
        return;
      } else if ((mark === "`" || mark === "~") && this.#openFence(at, indent, depth)) {
        return;
      } else if (mark === "<" && this.#openHtml(at, depth, isInParagraph)) {
        return;
      } else if ((mark === "=" || mark === "-") && isInParagraph && depth === this.#open.length && this.#readSetext(at)) {
        return;
      } else if ((mark === "*" || mark === "-" || mark === "_") && this.#readRule(at, depth)) {
        return;
      } else if (!this.#openItem(at, indent, depth, isInParagraph)) {
        return this.#readText(at, depth, isInParagraph);
      }
      hasNewContainer = true;
      if (this.#open.length > maximumDepth) giveUp("depth");
      depth = this.#open.length;
    }
  }

  #readBlank(depth: number, hasNewContainer: boolean): void {
    this.#isBlank = !hasNewContainer;
    if (hasNewContainer) {
      const container = this.#open.at(-1)!;
      if (container.list !== null) container.isEmpty = true;
      return this.#extend(this.#open.length);
    }
    const leaf = this.#leaf;
    if (depth < this.#open.length && this.#open.slice(0, depth).some(({ list }) => list === null)) giveUp("blank in a quoted container");
    if (leaf?.kind === "indented" && depth === this.#open.length) {
      if (this.#lineEnd > this.#at) giveUp("blanks in indented code");
      leaf.blanks.push(this.#text.slice(Math.min(this.#at + 4, this.#lineEnd), this.#lineEnd));
      this.#markBlank();
      return;
    }
    this.#leave(depth);
    this.#markBlank();
  }

  #markBlank(): void {
    for (let index = this.#open.length - 1; index >= 0; index--) {
      const container = this.#open[index]!;
      if (container.node.type === "footnoteDefinition") return;
      if (container.list === null) {
        // Remark counts such lines to the list, or not, by rules of its own.
        if (index < this.#open.length - 1 || this.#lastChild()?.type === "list") giveUp("blank in a quoted list");
        return;
      }
      container.hasBlankLine = true;
    }
  }

  /** Ends what the line is outside of. */
  #leave(depth: number): void {
    this.#closeLeaf();
    this.#closeContainers(depth);
  }

  #closeContainers(depth: number): void {
    this.#open.length = Math.min(this.#open.length, depth);
  }

  /** The containers around the line reach to its end. */
  #extend(depth: number): void {
    if (depth === 0) return;
    const end = this.#point(this.#lineEnd);
    for (let index = 0; index < depth; index++) {
      const { node, list } = this.#open[index]!;
      node.position!.end = end;
      if (list !== null) list.position!.end = end;
    }
  }

  #add(node: RootContent, depth: number): void {
    const container = this.#open[depth - 1];
    if (container === undefined) {
      this.#root.children.push(node);
      return;
    }
    if (container.node.type === "footnoteDefinition" && node.type !== "paragraph") giveUp("block in a footnote");
    if (container.list !== null && container.hasBlankLine) (container.node as ListItem).spread = true;
    for (let index = 0; index < depth; index++) this.#open[index]!.hasBlankLine = false;
    container.isEmpty = false;
    (container.node.children as RootContent[]).push(node);
  }

  #readText(at: number, depth: number, isInParagraph: boolean): void {
    if (this.#isNote(at)) giveUp("footnote");
    if (isInParagraph) {
      // A table may begin under a paragraph's text, and then takes its last line.
      if (this.#looksLikeDelimiterRow(at)) {
        if (depth === this.#open.length && this.#leaf?.kind === "paragraph" && this.#leaf.lines.length === 1 && this.#openTable(at)) return;
        giveUp("table row");
      }
      return this.#addToParagraph(depth < this.#open.length);
    }
    if (this.#leaf?.kind === "table" && depth === this.#open.length) {
      this.#leaf.node.children.push(this.#tableRow(at));
      this.#leaf.node.position!.end = this.#leaf.node.children.at(-1)!.position!.end;
      return this.#extend(depth);
    }
    this.#leave(depth);
    this.#leaf = { kind: "paragraph", lines: [this.#textLine(at)], depth };
    const container = this.#open.at(-1);
    if (container !== undefined) container.isEmpty = false;
    this.#extend(this.#open.length);
  }

  #isNote(at: number): boolean {
    return this.#text.startsWith("[^", at) && this.#text.slice(at, this.#lineEnd).includes("]:");
  }

  /** `[^1]: text` at the root; the lines below go on with it where they are indented by four. */
  #openNote(at: number): boolean {
    if (!this.#isNote(at)) return false;
    const [mark, label] = /^\[\^([^\s[\]\\&]{1,999})\]:(?:$| *(?=\S))/.exec(this.#text.slice(at, this.#lineEnd)) ?? giveUp("footnote");
    this.#leave(0);
    const identifier = identifierOf(label!);
    this.#notes.add(identifier);
    const node: FootnoteDefinition = {
      type: "footnoteDefinition",
      identifier: identifier.toLowerCase(),
      label: label!,
      children: [],
      position: { start: this.#point(at), end: this.#point(this.#lineEnd) },
    };
    this.#add(node, 0);
    this.#open.push({ node, list: null, marker: "[^", width: 4, hasBlankLine: false, isEmpty: false });
    this.#at = at + mark.length;
    return true;
  }

  #lastHasBar(lines: readonly TextLine[]): boolean {
    const last = lines.at(-1)!;
    return this.#text.slice(last.start, last.end).includes("|");
  }

  #addToParagraph(isLazy: boolean): void {
    if (this.#leaf?.kind !== "paragraph") return;
    if (isLazy && this.#text[this.#at + this.#indent()] === "<") giveUp("lazy tag");
    this.#leaf.lines.push(this.#textLine(this.#at));
    this.#extend(this.#open.length);
  }

  #textLine(start: number): TextLine {
    return { start, end: this.#lineEnd, line: this.#line, lineStart: this.#lineStart };
  }

  #looksLikeDelimiterRow(at: number): boolean {
    return /^[|:-][-:| \t]*$/.test(this.#text.slice(at, this.#lineEnd));
  }

  #openTable(at: number): boolean {
    if (this.#leaf?.kind !== "paragraph") return false;
    const align = readAlignment(this.#text.slice(at, this.#lineEnd));
    const head = this.#leaf.lines[0]!;
    const headText = this.#text.slice(head.start, head.end);
    if (align === null) return false;
    const row = readTableRow(this.#text, head, (text) => this.#texts.push(text));
    if (row.children.length !== align.length) return false;
    if (!headText.includes("|")) giveUp("table of one column");
    const node: Table = {
      type: "table",
      align,
      children: [row],
      position: { start: row.position!.start, end: this.#point(this.#lineEnd) },
    };
    this.#leaf = null;
    this.#add(node, this.#open.length);
    this.#leaf = { kind: "table", node };
    this.#extend(this.#open.length);
    return true;
  }

  #tableRow(at: number): Table["children"][number] {
    return readTableRow(this.#text, this.#textLine(at), (text) => this.#texts.push(text));
  }

  #readAtx(at: number, depth: number): boolean {
    const text = this.#text;
    let end = at;
    while (text[end] === "#") end++;
    const level = end - at;
    if (level > 6 || (end < this.#lineEnd && text[end] !== " " && text[end] !== "\t")) return false;
    this.#leave(depth);
    if (depth === 0) this.#openPart();
    let from = end;
    while (from < this.#lineEnd && (text[from] === " " || text[from] === "\t")) from++;
    let to = trimmedEnd(text, from, this.#lineEnd);
    const closing = /(?:^|[ \t])#+$/.exec(text.slice(from, to));
    if (closing !== null) to = trimmedEnd(text, from, from + closing.index);
    const node: Heading = {
      type: "heading",
      depth: level as Heading["depth"],
      children: [],
      position: { start: this.#point(at), end: this.#point(this.#lineEnd) },
    };
    if (to > from) this.#fill(node, [{ ...this.#textLine(from), end: to }]);
    this.#add(node, depth);
    this.#extend(depth);
    return true;
  }

  #readSetext(at: number): boolean {
    const leaf = this.#leaf;
    if (leaf?.kind !== "paragraph") return false;
    const end = trimmedEnd(this.#text, at, this.#lineEnd);
    const mark = this.#text[at]!;
    for (let next = at; next < end; next++) if (this.#text[next] !== mark) return false;
    const lines = this.#trimmed(leaf.lines);
    const node: Heading = {
      type: "heading",
      depth: mark === "=" ? 1 : 2,
      children: [],
      position: { start: pointOf(lines[0]!, lines[0]!.start), end: this.#point(this.#lineEnd) },
    };
    // A lone row of dashes under a row with bars is a table's.
    if (this.#lastHasBar(lines)) giveUp("bar above dashes");
    if (readDefinition(this.#text, lines[0]!) !== null) giveUp("definition in a heading");
    this.#fill(node, lines);
    this.#leaf = null;
    this.#add(node, this.#open.length);
    this.#extend(this.#open.length);
    return true;
  }

  #readRule(at: number, depth: number): boolean {
    const line = this.#text.slice(at, this.#lineEnd);
    if (!/^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/.test(line)) return false;
    if (
      this.#leaf?.kind === "paragraph" &&
      line.startsWith("-") &&
      /^-+[ \t]*$/.test(line) &&
      depth === this.#open.length &&
      this.#lastHasBar(this.#leaf.lines)
    )
      giveUp("bar above dashes");
    this.#leave(depth);
    this.#add({ type: "thematicBreak", position: { start: this.#point(at), end: this.#point(this.#lineEnd) } }, depth);
    this.#extend(depth);
    return true;
  }

  #openFence(at: number, indent: number, depth: number): boolean {
    const text = this.#text;
    const mark = text[at]!;
    let end = at;
    while (text[end] === mark) end++;
    if (end - at < 3) return false;
    const info = text.slice(end, this.#lineEnd);
    if (mark === "`" && info.includes("`")) return false;
    if (hasEscape(info)) giveUp("info");
    this.#leave(depth);
    const [, lang, meta] = /^[ \t]*([^ \t]*)[ \t]*(.*)$/.exec(info)!;
    const node: Code = {
      type: "code",
      lang: lang || null,
      meta: meta || null,
      value: "",
      position: { start: this.#point(at), end: this.#point(this.#lineEnd) },
    };
    this.#add(node, depth);
    const values: string[] = [];
    this.#raw.push({ node, values });
    this.#leaf = { kind: "fence", node, mark, length: end - at, indent, values };
    this.#extend(depth);
    return true;
  }

  #continueFence(leaf: Extract<Leaf, { kind: "fence" }>): boolean {
    const text = this.#text;
    let at = this.#at;
    while (text[at] === " ") at++;
    if (text[at] === "\t" && at - this.#at < leaf.indent) giveUp("tab");
    if (text[at] === leaf.mark && at - this.#at <= 3) {
      let end = at;
      while (text[end] === leaf.mark) end++;
      if (end - at >= leaf.length && trimmedEnd(text, end, this.#lineEnd) === end) {
        leaf.node.position!.end = this.#point(this.#lineEnd);
        this.#leaf = null;
        return true;
      }
    }
    leaf.values.push(text.slice(Math.min(at, this.#at + leaf.indent), this.#lineEnd));
    return true;
  }

  #readIndented(): void {
    const depth = this.#open.length;
    const leaf = this.#leaf;
    const value = this.#text.slice(this.#at + 4, this.#lineEnd);
    if (leaf?.kind === "indented") return;
    const kept = this.#pendingIndented;
    this.#pendingIndented = null;
    const last = this.#lastChild();
    if (kept !== null && last === kept.node) {
      kept.values.push(...kept.blanks, value);
      kept.blanks = [];
      kept.node.position!.end = this.#point(this.#lineEnd);
      // The blank lines above are the code's own.
      for (const container of this.#open) container.hasBlankLine = false;
      this.#leaf = kept;
    } else {
      // Where containers have just ended, remark cuts such code into lines.
      if (last?.type === "list" || last?.type === "blockquote") giveUp("indented code behind a container");
      const node: Code = {
        type: "code",
        lang: null,
        meta: null,
        value: "",
        position: { start: this.#point(this.#at), end: this.#point(this.#lineEnd) },
      };
      this.#add(node, depth);
      const values = [value];
      this.#raw.push({ node, values });
      this.#leaf = { kind: "indented", node, values, blanks: [] };
    }
    this.#extend(depth);
  }
  #pendingIndented: Extract<Leaf, { kind: "indented" }> | null = null;

  #lastChild(): RootContent | undefined {
    const container = this.#open.at(-1)?.node ?? this.#root;
    return (container.children as RootContent[]).at(-1);
  }

  #openHtml(at: number, depth: number, isInParagraph: boolean): boolean {
    const line = this.#text.slice(at, this.#lineEnd);
    const kind = opensHtml(line);
    if (kind === null || (isInParagraph && !kind.interrupts)) return false;
    this.#leave(depth);
    const node: Html = { type: "html", value: "", position: { start: this.#point(this.#at), end: this.#point(this.#lineEnd) } };
    this.#add(node, depth);
    const values = [this.#text.slice(this.#at, this.#lineEnd)];
    this.#raw.push({ node, values });
    this.#leaf = kind.ends?.test(line) === true ? null : { kind: "html", node, ends: kind.ends, values };
    this.#extend(depth);
    return true;
  }

  #continueHtml(leaf: Extract<Leaf, { kind: "html" }>): boolean {
    const line = this.#text.slice(this.#at, this.#lineEnd);
    if (leaf.ends === null && line.trim() === "") return line === "" ? false : giveUp("blanks below raw HTML");
    leaf.values.push(line);
    leaf.node.position!.end = this.#point(this.#lineEnd);
    if (leaf.ends?.test(line) === true) this.#leaf = null;
    return true;
  }

  #openItem(at: number, indent: number, depth: number, isInParagraph: boolean): boolean {
    const text = this.#text;
    let end = at;
    while (end - at < 10 && isDigit(text.charCodeAt(end))) end++;
    const isOrdered = end > at;
    const mark = text[end] ?? "";
    if (isOrdered ? end - at > 9 || (mark !== "." && mark !== ")") : mark !== "*" && mark !== "-" && mark !== "+") return false;
    const number = Number(text.slice(at, end));
    end++;
    if (end < this.#lineEnd && text[end] !== " " && text[end] !== "\t") return false;
    let blanks = 0;
    while (text[end + blanks] === " ") blanks++;
    if (text[end + blanks] === "\t") giveUp("tab");
    const isBlank = end + blanks >= this.#lineEnd;
    const marker = (isOrdered ? "1" : "") + mark;
    const before = this.#listToContinue(depth, marker);
    // An unmatched item's paragraph is left, not interrupted.
    const interrupts = isInParagraph && depth === this.#open.length;
    const isWeak = isBlank || (isOrdered && number !== 1);
    // Behind another mark, or below anything but a paragraph, remark has rules of its own for what may interrupt.
    if (isBlank && this.#open.some(({ list }) => list === null)) giveUp("empty item in a quote");
    if (isWeak && this.#isInterrupting && !interrupts) giveUp("weak item");
    if (interrupts && isWeak) return false;
    if (isInParagraph && !interrupts && isWeak && before === null) giveUp("item behind lazy paragraph");
    this.#leave(depth);
    const padding = isBlank || blanks > 4 ? 1 : blanks;
    const start = this.#point(at);
    const item: ListItem = {
      type: "listItem",
      spread: false,
      checked: null,
      children: [],
      position: { start, end: this.#point(isBlank ? end : this.#lineEnd) },
    };
    let list = before;
    if (list === null) {
      this.#refuseSiblingInQuote(depth);
      list = {
        type: "list",
        ordered: isOrdered,
        start: isOrdered ? number : null,
        spread: false,
        children: [],
        position: { start, end: start },
      };
      this.#add(list, depth);
      this.#markers.set(list, marker);
    } else {
      if (this.#wasBlank) list.spread = true;
      for (let index = 0; index < depth; index++) this.#open[index]!.hasBlankLine = false;
    }
    list.children.push(item);
    list.position!.end = item.position!.end;
    this.#open.push({ node: item, list, marker, width: indent + end - at + padding, hasBlankLine: false, isEmpty: false });
    this.#at = Math.min(end + padding, this.#lineEnd);
    if (/^\[[ \txX]\](?:\s|$)/.test(text.slice(this.#at, this.#at + 4))) giveUp("task");
    return true;
  }
  readonly #markers = new Map<List, string>();

  /** Where one container of a quote ends and the next begins, remark counts the line to both. */
  #refuseSiblingInQuote(depth: number): void {
    if (depth < this.#before && this.#open.slice(0, depth).some(({ list }) => list === null)) giveUp("container behind another in a quote");
  }

  /** The list that ends the container, if an item with this marker goes on with it. */
  #listToContinue(depth: number, marker: string): List | null {
    const container = this.#open[depth - 1]?.node ?? this.#root;
    const last = (container.children as RootContent[]).at(-1);
    // A paragraph that is still open is the container's last child, though it is not in the tree yet.
    const isBehindParagraph = this.#leaf?.kind === "paragraph" && this.#leaf.depth === depth;
    return last?.type === "list" && !isBehindParagraph && this.#markers.get(last) === marker ? last : null;
  }

  #closeLeaf(): void {
    const leaf = this.#leaf;
    this.#leaf = null;
    this.#pendingIndented = null;
    if (leaf === null) return;
    if (leaf.kind === "indented") this.#pendingIndented = leaf;
    if (leaf.kind !== "paragraph") return;
    const lines = this.#takeDefinitions(leaf.lines, leaf.depth);
    const last = leaf.lines.at(-1)!;
    if (lines.length === 0) return;
    const node: Paragraph = {
      type: "paragraph",
      children: [],
      position: { start: pointOf(lines[0]!, lines[0]!.start), end: pointOf(last, last.end) },
    };
    this.#fill(node, this.#trimmed(lines));
    this.#add(node, leaf.depth);
  }

  /** Definitions open a paragraph; what is left of it. */
  #takeDefinitions(lines: readonly TextLine[], depth: number): TextLine[] {
    const left = [...lines];
    while (left[0] !== undefined) {
      const definition = readDefinition(this.#text, left[0], left[1]);
      if (definition === null) return left;
      if (definition !== "unsure" && definition.position!.end.line > left[0].line) left.shift();
      const next = left[1];
      if (definition === "unsure" || (next !== undefined && /^[ \t]*["'(]/.test(this.#text.slice(next.start, next.end))))
        giveUp("definition");
      this.#definitions.push(definition);
      this.#add(definition, depth);
      left.shift();
      if (next !== undefined) left[0] = { ...next, start: next.start + /^[ \t]*/.exec(this.#text.slice(next.start, next.end))![0].length };
    }
    return left;
  }

  /** Without the blanks at the end. */
  #trimmed(lines: readonly TextLine[]): TextLine[] {
    const last = lines.at(-1)!;
    return [...lines.slice(0, -1), { ...last, end: trimmedEnd(this.#text, last.start, last.end) }];
  }

  #fill(node: Heading | Paragraph, lines: readonly TextLine[]): void {
    this.#texts.push({ lines: new TextLines(this.#text, lines), parent: node, hasEscapedBar: false });
  }

  #point(offset: number): { line: number; column: number; offset: number } {
    return { line: this.#line, column: offset - this.#lineStart + 1, offset };
  }
}

function pointOf({ line, lineStart }: TextLine, offset: number): { line: number; column: number; offset: number } {
  return { line, column: offset - lineStart + 1, offset };
}
