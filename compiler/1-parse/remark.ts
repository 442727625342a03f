/**
 * The part of parsing that needs remark, in a file of its own: loading it takes longer than reading most documents.
 */
import type { Nodes, Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import type { Point } from "unist";
import type { Reporter } from "../diagnostics/reporter.ts";
import { readBlocks } from "./fast/blocks.ts";
import type { FastTree, HardPart, InlineText } from "./fast/tree.ts";
import { isHostile, reportProblem } from "./hostile.ts";
import { maximumDepth } from "./line-scan.ts";
import type { SourceText } from "./source-text.ts";

const processor = unified().use(remarkParse).use(remarkGfm).freeze();

/** As `parseMarkdown`, for who has remark loaded anyway. */
export function parseMarkdownNow(source: SourceText, reporter: Reporter): Root | null {
  return isHostile(source, reporter) ? null : parseWithRemark(source, readBlocks(source.text), reporter);
}

/** The texts and parts that the fast tree leaves open are read one by one; without such a tree, or where that fails, the document. */
export function parseWithRemark(source: SourceText, fast: FastTree | null, reporter: Reporter): Root | null {
  const isFilled = fast !== null && fillParts(source.text, fast) && fast.hard.every((text) => fill(text, fast.definitions));
  if (isFilled && fast.hardParts.length === 0) return fast.root;
  const tree = isFilled ? fast.root : parseFully(source.text);
  const tooDeep = findTooDeep(tree);
  if (tooDeep === null) return tree;
  reportProblem({ kind: "depth", offset: tooDeep.position?.start.offset ?? 0, count: maximumDepth + 1 }, source, reporter);
  return null;
}

export function parseFully(text: string): Root {
  return processor.parse(text);
}

/** Reads the parts that the fast reader was not sure of, and puts them into its tree. */
function fillParts(text: string, { root, hardParts, definitions }: FastTree): boolean {
  if (hardParts.length === 0) return true;
  const children: Root["children"] = [];
  let from = 0;
  for (const part of hardParts) {
    const nodes = readPart(text, part, definitions);
    if (nodes === null) return false;
    for (; from < part.children.from; from++) children.push(root.children[from]!);
    for (const node of nodes) children.push(node);
    from = part.children.to;
  }
  for (; from < root.children.length; from++) children.push(root.children[from]!);
  root.children = children;
  return true;
}

/** `null` where the line behind the part turns out to be no heading: then something is still open there. */
function readPart(text: string, { start, end, line }: HardPart, definitions: string): Root["children"] | null {
  const isLast = end === text.length;
  const lineEnd = text.indexOf("\n", end);
  const own = text.slice(start, lineEnd === -1 ? text.length : lineEnd);
  const before = definitions !== "" && own.includes("[") ? `${definitions}\n\n` : "";
  const { children } = parseFully(before + own);
  const nodes = children.filter(({ position }) => (position?.start.offset ?? 0) >= before.length);
  if (children.slice(0, children.length - nodes.length).some(({ type }) => type !== "definition")) return null;
  const next = isLast ? null : nodes.pop();
  if (next !== null && (next?.type !== "heading" || next.position?.start.offset !== before.length + end - start)) return null;
  const lines = line - 1 - (before.split("\n").length - 1);
  shift(nodes, (point) => ({
    line: point.line + lines,
    column: point.column,
    offset: (point.offset ?? 0) + start - before.length,
  }));
  return nodes;
}

/** Reads one paragraph's text as a document of its own, with the definitions that it may refer to. */
function fill({ lines, parent }: InlineText, definitions: string): boolean {
  // The blanks at the end are gone, and with them what makes `www.` a link.
  if (/www\.$/i.test(lines.text)) return false;
  // What looks like a block at the start of a heading's text is none behind a heading's mark.
  const mark = lines.lines.length === 1 && !lines.text.endsWith("#") ? "# " : "";
  const [block, ...others] = parseFully(`${mark}${lines.text}\n\n${lines.text.includes("[") ? definitions : ""}`).children;
  if (block === undefined || (block.type !== "paragraph" && block.type !== "heading")) return false;
  if ((mark === "# ") !== (block.type === "heading") || others.some(({ type }) => type !== "definition")) return false;
  const place = (point: Point, isEnd: boolean): Point => {
    const line = lines.lines[point.line - 1];
    if (line === undefined) return point;
    const blanks = point.line === 1 ? mark.length : 0;
    // What ends in column 1 of a later line ends with the line end before it, so before the marks of containers.
    const offset = isEnd && point.column === 1 && point.line > 1 ? line.lineStart : line.start + point.column - 1 - blanks;
    return { line: line.line, column: offset - line.lineStart + 1, offset };
  };
  shift(block.children, place);
  parent.children = block.children;
  return true;
}

function shift(nodes: readonly Nodes[], place: (point: Point, isEnd: boolean) => Point): void {
  for (const node of nodes) {
    if (node.position !== undefined) node.position = { start: place(node.position.start, false), end: place(node.position.end, true) };
    if ("children" in node) shift(node.children, place);
  }
}

/** The scan of lines is coarse; the tree says exactly how deep containers nest. */
function findTooDeep(tree: Root): Nodes | null {
  const open: { node: Nodes; depth: number }[] = [{ node: tree, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node } = next;
    const depth = next.depth + (node.type === "blockquote" || node.type === "listItem" ? 1 : 0);
    if (depth > maximumDepth) return node;
    if ("children" in node) for (const child of node.children) open.push({ node: child, depth });
  }
  return null;
}
