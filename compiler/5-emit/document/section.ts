/**
 * A section in the order of the document: heading, words, tables, items.
 */
import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Table } from "../../ast/prose.ts";
import type { Span } from "../../ast/node.ts";
import type { Section } from "../../ast/section.ts";
import type { ResolvedProcedure } from "../../ast/resolved.ts";
import { renderItem } from "./item.ts";
import { nameOf, numberOf, type Page } from "./page.ts";
import { renderProse, renderSentence } from "./prose.ts";
import { sourceLine } from "./script.ts";

export function renderSection(section: Section, page: Page): Element {
  const isIt = ({ span }: { readonly span: Span }): boolean => span.start.offset === section.span.start.offset;
  const procedure = page.resolved.procedures.find(({ sections }) => sections.some(isIt));
  const number = numberOf(section);
  const depth = Math.min(Math.max(section.depth, 2), 4);
  return h(procedure === undefined ? "section" : "section.procedure", [
    h(`h${depth}`, { id: page.sectionAnchors.get(section) }, [
      ...(number === null ? [] : [h("span.number", number), " "]),
      h("span", renderSentence(section.title)),
      sourceLine(section.headingSpan.start, page),
    ]),
    ...(procedure !== undefined && isIt(procedure.sections[0]) ? [renderCallers(procedure, page)] : []),
    ...section.children.flatMap((child): ElementContent[] => {
      switch (child.kind) {
        case "Prose":
          return renderProse(child.markdown);
        case "Table":
          return renderTable(child);
        default:
          return renderItem(child, page);
      }
    }),
  ]);
}

/** A procedure is shown once, where it stands; what calls it leads here. */
function renderCallers(procedure: ResolvedProcedure, page: Page): Element {
  const callers = [...page.items.values()].filter((item) => item.kind === "call" && item.procedure === procedure.name);
  return h("p.callers", { id: `procedure-${procedure.name}` }, [
    h("strong", procedure.wholeTitle === null ? "Procedure " : "Runbook "),
    h("code", procedure.name),
    ...procedure.parameters.flatMap((parameter, index) => [index === 0 ? " of " : ", ", h("code", h("mark.value", `<${parameter.name}>`))]),
    ". Not carried out here, but where it is called",
    ...callers.flatMap((item, index) => [index === 0 ? ": " : ", ", h("a", { href: `#${page.anchorOf(item.id)}` }, nameOf(item))]),
    ".",
  ]);
}

/** Parameters and expectations stand at the top of the page; other tables where the author put them. */
function renderTable(table: Table): ElementContent[] {
  switch (table.role) {
    case "parameters":
      return [h("p.moved", h("a", { href: "#parameters-of-this-run" }, "The parameters stand at the top."))];
    case "expectations":
      return [h("p.moved", h("a", { href: "#what-to-expect" }, "What to expect stands at the top."))];
    case "quickReference":
    case "reverts":
    case "other":
      return [renderCells(table)];
  }
}

export function renderCells(table: Table): Element {
  return h(
    `div.table.${table.role}`,
    h(
      "table",
      h(
        "thead",
        h(
          "tr",
          table.columns.map((column) => h("th", { scope: "col" }, renderSentence(column))),
        ),
      ),
      h(
        "tbody",
        table.rows.map((row) =>
          h(
            "tr",
            row.map((cell) => h("td", renderSentence(cell))),
          ),
        ),
      ),
    ),
  );
}
