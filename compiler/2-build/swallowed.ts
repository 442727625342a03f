/**
 * `<x>` in prose outside code: an HTML tag to every renderer, so the reader never sees it. So is, to some, the `<x>` that
 * begins the second line of a code span.
 */
import type { InlineCode, Nodes, Root } from "mdast";
import type { Runbook } from "../ast/runbook.ts";
import type { BuildContext } from "./context.ts";
import { isHtmlElement } from "./html-elements.ts";

export function findSwallowed(tree: Root, context: BuildContext): Runbook["swallowedPlaceholders"] {
  const html: { value: string; offset: number }[] = [];
  const wrapped: Runbook["swallowedPlaceholders"][number][] = [];
  collect(tree, html, wrapped, context);
  const closed = new Set(html.flatMap(({ value }) => [...value.matchAll(/<\/([A-Za-z][\w-]*)\s*>/g)].map((match) => match[1])));
  const bare = html.flatMap(({ value, offset }) =>
    value.startsWith("<!--")
      ? []
      : [...value.matchAll(/<([A-Za-z][A-Za-z0-9_-]*)>/g)]
          .filter((match) => !isHtmlElement(match[1] ?? "") && !closed.has(match[1]))
          .map((match) => ({ text: match[0], span: context.span(offset + match.index, offset + match.index + match[0].length) })),
  );
  return [...bare, ...wrapped].toSorted((a, b) => a.span.start.offset - b.span.start.offset);
}

function collect(
  node: Nodes,
  html: { value: string; offset: number }[],
  wrapped: Runbook["swallowedPlaceholders"][number][],
  context: BuildContext,
): void {
  if (node.type === "html") html.push({ value: node.value, offset: node.position?.start.offset ?? 0 });
  if (node.type === "inlineCode") wrapped.push(...wrappedIn(node, context));
  if ("children" in node) for (const child of node.children) collect(child, html, wrapped, context);
}

/** The text is the whole code span, as written: a line break stands before the `<`. */
function wrappedIn({ position }: InlineCode, context: BuildContext): Runbook["swallowedPlaceholders"][number][] {
  if (position?.start.line === position?.end.line) return [];
  const start = position?.start.offset ?? 0;
  const text = context.text.slice(start, position?.end.offset ?? start);
  const match = /\n[ \t>]*(<[A-Za-z][A-Za-z0-9_-]*>)/.exec(text);
  if (match === null) return [];
  const offset = start + match.index + match[0].length - match[1]!.length;
  return [{ text, span: context.span(offset, offset + match[1]!.length) }];
}
