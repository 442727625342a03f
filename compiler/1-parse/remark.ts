/**
 * The part of parsing that needs remark, in a file of its own: loading it takes longer than reading most documents.
 */
import type { Nodes, PhrasingContent, Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import type { Point } from "unist";
import type { Reporter } from "../diagnostics/reporter.ts";
import { readBlocks, type FastTree, type InlineText } from "./fast/blocks.ts";
import { isHostile, reportProblem } from "./hostile.ts";
import { maximumDepth } from "./line-scan.ts";
import type { SourceText } from "./source-text.ts";

const processor = unified().use(remarkParse).use(remarkGfm).freeze();

/** As `parseMarkdown`, for who has remark loaded anyway. */
export function parseMarkdownNow(source: SourceText, reporter: Reporter): Root | null {
  return isHostile(source, reporter) ? null : parseWithRemark(source, readBlocks(source.text), reporter);
}

/** The texts that the fast tree leaves open are read one by one; without such a tree, or where that fails, the document. */
export function parseWithRemark(source: SourceText, fast: FastTree | null, reporter: Reporter): Root | null {
  if (fast !== null && fast.hard.every((text) => fill(text, fast.definitions))) return fast.root;
  const tree = parseFully(source.text);
  const tooDeep = findTooDeep(tree);
  if (tooDeep === null) return tree;
  reportProblem({ kind: "depth", offset: tooDeep.position?.start.offset ?? 0, count: maximumDepth + 1 }, source, reporter);
  return null;
}

export function parseFully(text: string): Root {
  return processor.parse(text);
}

/** Reads one paragraph's text as a document of its own, with the definitions that it may refer to. */
function fill({ lines, parent }: InlineText, definitions: string): boolean {
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

function shift(nodes: readonly PhrasingContent[], place: (point: Point, isEnd: boolean) => Point): void {
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
