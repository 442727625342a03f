/**
 * `<x>` in prose outside code: an HTML tag to every renderer, so the reader never sees it.
 */
import type { Nodes, Root } from "mdast";
import type { Runbook } from "../ast/runbook.ts";
import type { BuildContext } from "./context.ts";
import { isHtmlElement } from "./html-elements.ts";

export function findSwallowed(tree: Root, context: BuildContext): Runbook["swallowedPlaceholders"] {
  const html: { value: string; offset: number }[] = [];
  collect(tree, html);
  const closed = new Set(html.flatMap(({ value }) => [...value.matchAll(/<\/([A-Za-z][\w-]*)\s*>/g)].map((match) => match[1])));
  return html.flatMap(({ value, offset }) => value.startsWith("<!--") ? [] : [...value.matchAll(/<([A-Za-z][A-Za-z0-9_-]*)>/g)]
    .filter((match) => !isHtmlElement(match[1] ?? "") && !closed.has(match[1]))
    .map((match) => ({ text: match[0], span: context.span(offset + match.index, offset + match.index + match[0].length) })));
}

function collect(node: Nodes, html: { value: string; offset: number }[]): void {
  if (node.type === "html") html.push({ value: node.value, offset: node.position?.start.offset ?? 0 });
  if ("children" in node) for (const child of node.children) collect(child, html);
}
