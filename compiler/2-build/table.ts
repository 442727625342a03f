/**
 * A GFM table as rows of text; its header row tells what it is for.
 */
import type { Table as TableNode, TableCell } from "mdast";
import type { Table } from "../ast/prose.ts";
import type { BuildContext } from "./context.ts";
import { reportCellSlips } from "./label-diagnostics.ts";
import { readRichText, type RichText } from "./rich-text.ts";

export function readCell(cell: TableCell, source: Pick<BuildContext, "text">): RichText {
  return readRichText(cell.children, source);
}

export function buildTable(node: TableNode, context: BuildContext): Table {
  const cells = node.children.map((row) => row.children.map((cell) => readCell(cell, context)));
  for (const cell of cells.flat()) reportCellSlips(cell, context);
  const [header, ...rows] = cells.map((row) => row.map(({ text }) => text));
  const columns = header ?? [];
  return {
    kind: "Table",
    role: roleOf(columns),
    columns,
    rows,
    span: context.span(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0),
  };
}

function roleOf(columns: readonly string[]): Table["role"] {
  const [first, second] = columns.map((column) => column.toLowerCase());
  if (first === "observation" && second === "meaning") return "expectations";
  if (first === "symptom" && second === "fix") return "quickReference";
  if (first === "layer" && second?.startsWith("in-band revert") === true) return "reverts";
  return first === "parameter" && second === "type" ? "parameters" : "other";
}
