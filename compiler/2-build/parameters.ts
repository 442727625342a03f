/**
 * The table under the heading `Parameters`: one value a row, with its type and meaning; or the word `None.`
 */
import type { RootContent, Table as TableNode, TableRow } from "mdast";
import type { Parameter } from "../ast/parameter.ts";
import { suggest } from "../diagnostics/did-you-mean.ts";
import { readValueName } from "./condition/predicate.ts";
import type { BuildContext } from "./context.ts";
import { readRichText } from "./rich-text.ts";
import { readCell } from "./table.ts";
import { readValueType, typeNames } from "./value-type.ts";

export function isParametersTitle(title: string): boolean {
  return title === "Parameters";
}

/** True where the section says `None.` or begins our table: an API's page has a heading of this name too. */
export function declaresParameters(nodes: readonly RootContent[], source: Pick<BuildContext, "text">): boolean {
  return nodes.some(
    (node) => saysNone(node, source) || (node.type === "table" && columnsOf(node, source).slice(0, 2).join("|") === "Parameter|Type"),
  );
}

function saysNone(node: RootContent, source: Pick<BuildContext, "text">): boolean {
  return node.type === "paragraph" && /^None\.?$/.test(readRichText(node.children, source).text);
}

function columnsOf(table: TableNode, source: Pick<BuildContext, "text">): string[] {
  return (table.children[0]?.children ?? []).map((cell) => readCell(cell, source).text);
}

export function buildParameters(
  nodes: readonly RootContent[],
  heading: { start: number; end: number },
  context: BuildContext,
): Parameter[] {
  const table = nodes.find((node) => node.type === "table");
  if (table === undefined) {
    if (!nodes.some((node) => saysNone(node, context))) reportTable(heading, "section without a table", context);
    return [];
  }
  if (columnsOf(table, context).join("|") !== "Parameter|Type|Meaning") {
    reportTable({ start: table.position?.start.offset ?? 0, end: table.position?.start.offset ?? 0 }, "header", context);
    // Read all the same where the columns are clear: one mistake is not told again at each use of a value.
    return /^[^|]*\|type\|meaning$/i.test(columnsOf(table, context).join("|")) ? readRows(table, context) : [];
  }
  return readRows(table, context);
}

function reportTable(at: { start: number; end: number }, what: string, context: BuildContext): void {
  context.reporter.report({
    code: "build/parameters-table",
    severity: "error",
    span: context.span(at.start, at.end),
    message: `Unexpected ${what} under \`Parameters\`, expected a table with the columns \`Parameter | Type | Meaning\`, or \`None.\``,
    why: "The values of the run could not be asked for or checked.",
    fix: "Write `| Parameter | Type | Meaning |` and a row for each value, or `None.`",
  });
}

function readRows(table: TableNode, context: BuildContext): Parameter[] {
  const parameters: Parameter[] = [];
  const seen = new Map<string, Parameter>();
  for (const row of table.children.slice(1)) {
    const parameter = readRow(row, context);
    if (parameter === null) continue;
    const first = seen.get(parameter.name);
    if (first === undefined) {
      seen.set(parameter.name, parameter);
      parameters.push(parameter);
      continue;
    }
    context.reporter.report({
      code: "build/parameter-twice",
      severity: "error",
      span: parameter.span,
      message: `Unexpected second row for \`<${parameter.name}>\`, expected each parameter once`,
      why: "The operator would be asked twice, and only one of the types would be checked.",
      fix: "Remove one of the rows, or rename the value",
      related: [{ span: first.span, message: "It is declared here" }],
    });
  }
  return parameters;
}

function readRow(row: TableRow, context: BuildContext): Parameter | null {
  const span = context.span(row.position?.start.offset ?? 0, row.position?.end.offset ?? 0);
  const [nameCell, typeCell, meaningCell] = row.children.map((cell) => readCell(cell, context));
  const code = nameCell?.codes[0];
  const value = code === undefined || nameCell?.text.length !== code.end - code.start ? null : readValueName(code.value);
  if (value === null || value.column !== null) {
    context.reporter.report({
      code: "build/parameter-name",
      severity: "error",
      span,
      message: `Unexpected parameter \`${(nameCell?.text ?? "").replaceAll("`", "")}\`, expected one name in code with angle brackets, such as \`<target>\``,
      why: "No block could use the value.",
      fix: "Write the name as `<name>` in code: letters, digits, `_` and `-`, a letter first",
    });
    return null;
  }
  const typeText = typeCell?.text ?? "";
  const { typeWords, defaultText } = splitDefault(typeText);
  const type = readValueType(typeWords);
  if (type === null) reportType(typeWords, span, context);
  return {
    kind: "Parameter",
    name: value.name,
    type: type ?? { kind: "text" },
    typeText,
    default: defaultText,
    meaning: meaningCell?.text ?? "",
    span,
  };
}

/** `date, default today`. */
function splitDefault(text: string): { typeWords: string; defaultText: string | null } {
  const match = /^(.*?)[,;] default (.+)$/s.exec(text);
  if (match === null) return { typeWords: text, defaultText: null };
  const given = (match[2] ?? "").trim();
  return { typeWords: match[1] ?? "", defaultText: /^`([^`]*)`$/.exec(given)?.[1] ?? given };
}

function reportType(typeWords: string, span: Parameter["span"], context: BuildContext): void {
  const near = suggest(typeWords, typeNames);
  context.reporter.report({
    code: "build/unknown-type",
    severity: "error",
    span,
    message: `Unexpected type \`${typeWords.replaceAll("`", "")}\`, expected ${near.length > 0 ? near.map((name) => `\`${name}\``).join(" or ") : typeNames.map((name) => `\`${name}\``).join(", ")}`,
    why: "A wrong value would not be refused before the run.",
    fix: near.length > 0 ? `Write \`${near[0]}\`` : "Write one of the types; `text` takes any text",
  });
}
