/**
 * Text to mdast: every node with its position, and nothing that could make the parser hang.
 */
import type { Nodes, Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import type { Reporter } from "../diagnostics/reporter.ts";
import { maximumDelimiters, maximumDepth, scanLines, type LineProblem } from "./line-scan.ts";
import { positionAt, type SourceText } from "./source-text.ts";

export { readSource, type SourceText } from "./source-text.ts";

const processor = unified().use(remarkParse).use(remarkGfm).freeze();

/** The Markdown tree, or `null` and a diagnostic where the text is built to exhaust the parser. */
export function parseMarkdown(source: SourceText, reporter: Reporter): Root | null {
  const problem = scanLines(source.text);
  if (problem !== null) {
    reportProblem(problem, source, reporter);
    return null;
  }
  const tree = processor.parse(source.text);
  const tooDeep = findTooDeep(tree);
  if (tooDeep !== null) {
    reportProblem({ kind: "depth", offset: tooDeep.position?.start.offset ?? 0, count: maximumDepth + 1 }, source, reporter);
    return null;
  }
  return tree;
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

function reportProblem(problem: LineProblem, source: SourceText, reporter: Reporter): void {
  const at = positionAt(source.text, problem.offset);
  if (problem.kind === "depth") {
    reporter.report({
      code: "parse/nested-too-deeply",
      severity: "error",
      span: { start: at, end: at },
      message: `Unexpected nesting of ${problem.count} lists and block quotes, expected at most ${maximumDepth}`,
      why: "Such nesting takes a Markdown parser seconds to minutes, and no reader can follow it.",
      fix: "Flatten the list or quote, or make sections of its levels",
    });
    return;
  }
  reporter.report({
    code: "parse/too-many-delimiters",
    severity: "error",
    span: { start: at, end: at },
    message: `Unexpected ${problem.count} emphasis and link delimiters in one paragraph, expected at most ${maximumDelimiters}`,
    why: "Matching them takes a Markdown parser seconds and hundreds of megabytes.",
    fix: "Put the text in a fence, or break it into paragraphs",
  });
}
