/**
 * The blocks of a section in reading order, out of their lists and quotes, each with the containers that it stands in.
 */
import type { Blockquote, Code, Heading, Html, List, Nodes, Paragraph, RootContent, Table } from "mdast";

/** What the list items and quotes around a block say about it. */
export interface Containers {
  /** Offsets of the lists around, outermost first: two blocks of one list level have equal paths. */
  readonly listPath: readonly number[];
  /** The numbers of the ordered list items around. */
  readonly numbers: readonly number[];
  readonly quote: Blockquote | null;
  /** The node that holds the block. */
  readonly parent: Nodes | null;
  /** The outermost node of the section that the block is part of. */
  readonly top: RootContent;
}

interface Base extends Containers {
  /** Where the block begins, with the mark of the list item or quote that it opens. */
  readonly start: number;
  readonly end: number;
}

export type FlowBlock =
  | (Base & { readonly kind: "paragraph"; readonly node: Paragraph | Heading })
  | (Base & { readonly kind: "code"; readonly node: Code })
  | (Base & { readonly kind: "table"; readonly node: Table })
  | (Base & { readonly kind: "html"; readonly node: Html })
  /** Stands before a list's own blocks; `length` of them follow. */
  | (Base & { readonly kind: "list"; readonly node: List; readonly length: number });

export function flattenFlow(nodes: readonly RootContent[]): FlowBlock[] {
  const flow: FlowBlock[] = [];
  for (const node of nodes) addNode(flow, node, { listPath: [], numbers: [], quote: null, parent: null, top: node }, offsetOf(node));
  return flow;
}

/** `opens`: where the containers begin that this node is the first block of. */
function addNode(flow: FlowBlock[], node: RootContent, containers: Containers, opens: number): void {
  const base: Base = { ...containers, start: opens, end: node.position?.end.offset ?? opens };
  switch (node.type) {
    case "paragraph":
    case "heading":
      flow.push({ ...base, kind: "paragraph", node });
      break;
    case "code":
      flow.push({ ...base, kind: "code", node });
      break;
    case "table":
      flow.push({ ...base, kind: "table", node });
      break;
    case "html":
      flow.push({ ...base, kind: "html", node });
      break;
    case "blockquote":
      addChildren(flow, node.children, { ...containers, quote: node, parent: node }, opens);
      break;
    case "footnoteDefinition":
      addChildren(flow, node.children, { ...containers, parent: node }, opens);
      break;
    case "list":
      addList(flow, node, containers, base);
      break;
  }
}

function addList(flow: FlowBlock[], node: List, containers: Containers, base: Base): void {
  const at = flow.length;
  const inner: FlowBlock[] = [];
  for (const [index, item] of node.children.entries()) {
    const numbers = node.ordered === true ? [...containers.numbers, (node.start ?? 1) + index] : containers.numbers;
    addChildren(
      inner,
      item.children,
      { ...containers, listPath: [...containers.listPath, offsetOf(node)], numbers, parent: item },
      index === 0 ? base.start : offsetOf(item),
    );
  }
  flow.splice(at, 0, { ...base, kind: "list", node, length: inner.length }, ...inner);
}

function addChildren(flow: FlowBlock[], nodes: readonly RootContent[], containers: Containers, opens: number): void {
  for (const [index, child] of nodes.entries()) addNode(flow, child, containers, index === 0 ? opens : offsetOf(child));
}

function offsetOf(node: Nodes): number {
  return node.position?.start.offset ?? 0;
}
