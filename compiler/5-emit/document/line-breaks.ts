/**
 * Puts each block of the page on a line of its own, so that a change of one sentence is a change of one line in review.
 */
import type { ElementContent, RootContent, Root } from "hast";

/** White space between the children of these means nothing, as long as no text stands among them. */
const containers = new Set([
  "html",
  "head",
  "body",
  "div",
  "nav",
  "main",
  "section",
  "article",
  "header",
  "dl",
  "ul",
  "ol",
  "table",
  "thead",
  "tbody",
]);

export function breakLines(root: Root): Root {
  return { ...root, children: root.children.map(breakNode) };
}

function breakNode<T extends RootContent | ElementContent>(node: T): T {
  if (node.type !== "element") return node;
  const children = node.children.map(breakNode);
  const isList = containers.has(node.tagName) && children.length > 0 && children.every((child) => child.type === "element");
  return { ...node, children: isList ? [lineFeed, ...children.flatMap((child) => [child, lineFeed])] : children };
}

const lineFeed: ElementContent = { type: "text", value: "\n" };
