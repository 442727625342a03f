/**
 * The author's Markdown as HTML: what GitHub would show, without raw HTML, remote images and links that run something.
 */
import type { ElementContent } from "hast";
import { h } from "hastscript";
import type { AlignType, Nodes, PhrasingContent, RootContent, Table } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { findPlaceholders } from "../../ast/placeholder-token.ts";

const reader = unified().use(remarkParse).use(remarkGfm);

/** A run of blocks: paragraphs, lists, tables, fences. */
export function renderProse(markdown: string): ElementContent[] {
  return reader.parse(markdown).children.flatMap(renderNode);
}

/** One sentence or a few, without a paragraph around them. */
export function renderSentence(text: string): ElementContent[] {
  const { children } = reader.parse(text);
  return children.flatMap((child) => (child.type === "paragraph" ? renderAll(child.children) : renderNode(child)));
}

/** A piece of code in a sentence; a value is shown as one. */
export function renderCode(code: string): ElementContent {
  const [token] = findPlaceholders(code);
  const isValue = token !== undefined && token.start === 0 && token.end === code.length;
  return isValue ? h("code", h("mark.value", code)) : h("code", code);
}

function renderAll(nodes: readonly (RootContent | PhrasingContent)[]): ElementContent[] {
  return nodes.flatMap(renderNode);
}

function renderNode(node: RootContent): ElementContent[] {
  switch (node.type) {
    case "paragraph":
      return [h("p", renderAll(node.children))];
    case "heading":
      return [h("p", h("strong", renderAll(node.children)))];
    case "text":
      return renderText(node.value);
    case "emphasis":
      return [h("em", renderAll(node.children))];
    case "strong":
      return [h("strong", renderAll(node.children))];
    case "delete":
      return [h("del", renderAll(node.children))];
    case "inlineCode":
      return [renderCode(node.value)];
    case "break":
      return [h("br")];
    case "thematicBreak":
      return [h("hr")];
    case "blockquote":
      return [h("blockquote", renderAll(node.children))];
    case "code":
      return [h("pre.sample", h("code", node.value))];
    case "list":
      return [
        h(
          node.ordered === true ? "ol" : "ul",
          node.ordered === true && node.start !== 1 ? { start: node.start } : {},
          renderAll(node.children),
        ),
      ];
    case "listItem":
      return [h("li", renderListItem(node.children, node.spread ?? false))];
    case "table":
      return [renderTable(node)];
    case "link":
      return renderLink(node.url, renderAll(node.children));
    case "image":
      return [h("span.image", `[image: ${node.alt ?? ""}] `), h("code", node.url)];
    case "html":
      return renderHtml(node.value);
    default:
      return renderUnknown(node);
  }
}

/** A tight item's paragraph stands without `<p>`, as Markdown means it. */
function renderListItem(children: readonly RootContent[], isLoose: boolean): ElementContent[] {
  return children.flatMap((child) => (child.type === "paragraph" && !isLoose ? renderAll(child.children) : renderNode(child)));
}

/** References, footnotes and whatever a later grammar brings: their text, never nothing. */
function renderUnknown(node: Nodes): ElementContent[] {
  if ("children" in node) return renderAll(node.children as RootContent[]);
  return "value" in node && typeof node.value === "string" ? renderText(node.value) : [];
}

const marker = /(\[REVALIDATE[^\]]*\])/;

function renderText(text: string): ElementContent[] {
  return text
    .split(marker)
    .filter((part) => part !== "")
    .map((part) => (marker.test(part) ? h("mark.revalidate", part) : { type: "text", value: part }));
}

/** Comments are for tools. Any other markup is shown as the characters that it is. */
function renderHtml(html: string): ElementContent[] {
  return html.startsWith("<!--") && html.endsWith("-->") ? [] : [h("code", html)];
}

/** Links lead into this page or to the web. A link to another file is shown as its path: where this page lies is not known. */
function renderLink(url: string, children: ElementContent[]): ElementContent[] {
  if (url.startsWith("#") || /^(https?:\/\/|mailto:)/i.test(url)) return [h("a", { href: url }, children)];
  return [h("span", children), { type: "text", value: " (" }, h("code", url), { type: "text", value: ")" }];
}

function renderTable(table: Table): ElementContent {
  const [head, ...body] = table.children;
  const align = (index: number): { style?: string } => alignStyle(table.align?.[index] ?? null);
  return h(
    "div.table",
    h(
      "table",
      h(
        "thead",
        h(
          "tr",
          head?.children.map((cell, index) => h("th", { scope: "col", ...align(index) }, renderAll(cell.children))),
        ),
      ),
      h(
        "tbody",
        body.map((row) =>
          h(
            "tr",
            row.children.map((cell, index) => h("td", align(index), renderAll(cell.children))),
          ),
        ),
      ),
    ),
  );
}

function alignStyle(align: AlignType): { style?: string } {
  return align === null || align === "left" ? {} : { style: `text-align:${align}` };
}
