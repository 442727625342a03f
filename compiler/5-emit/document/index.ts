/**
 * `operator.html`: one self-contained file, without network and scripts, for the screen and for paper. What a person reads,
 * and pastes if everything else fails.
 *
 * The page shows the hash of the Markdown file and not the content hash of the build, which covers the page itself.
 */
import type { Element, ElementContent } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import { documentAt } from "../../ast/linked-document.ts";
import type { Section } from "../../ast/section.ts";
import type { EmitInput } from "../index.ts";
import type { Names } from "../names.ts";
import { breakLines } from "./line-breaks.ts";
import { makePage, numberOf, type Page } from "./page.ts";
import { blank } from "./item.ts";
import { renderSentence } from "./prose.ts";
import { renderCells, renderSection } from "./section.ts";
import { style } from "./style.ts";

export function emitDocument(input: Omit<EmitInput, "outline">, names: Names): string {
  const page = makePage(input, names);
  const children = [
    { type: "doctype" } as const,
    h("html", { lang: "en" }, [
      renderHead(page),
      h("body", [
        h("div.frame", [
          renderTitle(page, input.compilerVersion),
          renderContents(page),
          h("main", [
            ...renderParameters(page),
            ...renderExpectations(page),
            ...page.runbook.sections.filter((section) => isShown(section, page)).map((section) => renderSection(section, page)),
          ]),
        ]),
      ]),
    ]),
  ];
  return `${toHtml(breakLines({ type: "root", children }), { characterReferences: { useNamedReferences: false } })}\n`;
}

/** The title's own section is the page's head; of another document only what is carried out or said stands here. */
function isShown(section: Section, { resolved }: Page): boolean {
  const isOwn = documentAt(resolved.linked, section.span.start.offset) === null;
  return (isOwn && section.depth > 1) || section.children.length > 0;
}

function renderHead(page: Page): Element {
  return h("head", [
    h("meta", { charSet: "utf-8" }),
    h("meta", { httpEquiv: "Content-Security-Policy", content: "default-src 'none'; style-src 'unsafe-inline'" }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("meta", { name: "color-scheme", content: "light dark" }),
    h("title", page.runbook.title),
    h("style", `${style}@page { @bottom-left { content: ${cssString(`${page.runbook.id}  ${page.resolved.sha256.slice(0, 12)}`)}; } }\n`),
  ]);
}

function cssString(text: string): string {
  return `"${text.replace(/[^A-Za-z0-9 ._-]/g, "_")}"`;
}

function renderContents(page: Page): Element {
  return h("nav", { ariaLabel: "Contents" }, [
    h("h2", "Contents"),
    h(
      "ol",
      page.runbook.sections
        .filter((section) => section.depth > 1 && isShown(section, page))
        .map((section) => {
          const runs = section.children.filter((child) => "id" in child && page.items.get(child.id)?.kind === "run").length;
          return h(`li.depth-${Math.min(section.depth, 4)}`, [
            h("a", { href: `#${page.sectionAnchors.get(section)}` }, [
              h("span.number", numberOf(section) ?? ""),
              " ",
              ...renderSentence(section.title),
            ]),
            ...(runs === 0 ? [] : [h("span.runs", `${runs} RUN`)]),
          ]);
        }),
    ),
  ]);
}

function renderTitle(page: Page, compilerVersion: string): Element {
  const { runbook, resolved } = page;
  return h("header.title", [
    h("h1", renderSentence(runbook.title)),
    ...(runbook.status === null
      ? []
      : [h("p.status", [h("strong", runbook.status.state), runbook.status.date === null ? "" : ` ${runbook.status.date}`])]),
    h("dl.identity", [
      h("dt", "source"),
      h("dd", h("code", resolved.path)),
      h("dt", "its SHA-256"),
      h("dd", h("code.hash", resolved.sha256)),
      h("dt", "compiled by"),
      h("dd", `rungate ${compilerVersion}`),
      h("dt", "hosts"),
      h("dd", resolved.hosts.join(", ")),
      h("dt", "in numbers"),
      h("dd", countsInWords(page)),
    ]),
    h("div.who", ["operator", "second person", "start, end (UTC)"].map(blank)),
    ...runbook.headers.map((header) => h("div.header", [h("strong", `${header.name}: `), ...renderSentence(header.text)])),
    renderLegend(),
  ]);
}

function countsInWords(page: Page): string {
  const kinds = [...page.items.values()];
  const count = (kind: string): number => kinds.filter((item) => item.kind === kind).length;
  const asked = kinds.filter((item) => item.kind === "gate" && item.question !== null).length;
  const counted = (kind: string, one: string, more = `${one}s`): string => `${count(kind)} ${count(kind) === 1 ? one : more}`;
  return `${counted("run", "change (RUN)", "changes (RUN)")}, ${counted("check", "reading (CHECK)", "readings (CHECK)")}, ${counted("gate", "gate")}, ${asked} of them put to you`;
}

const legend: readonly (readonly [keyword: string, meaning: string])[] = [
  ["RUN", "changes something; only on your word for this block"],
  ["CHECK", "only reads"],
  ["GATE", "must hold, or nothing after it happens"],
  ["EXPECT", "should hold; if not, you are asked"],
  ["MANUAL", "you do it, and note it"],
  ["DO", "carries out a procedure, or another runbook, that stands on this page"],
];

function renderLegend(): Element {
  return h(
    "ul.legend",
    legend.map(([keyword, meaning]) =>
      h(`li.${keyword === "DO" ? "call" : keyword.toLowerCase()}`, [h("span.keyword", keyword), " ", h("span", meaning)]),
    ),
  );
}

function renderParameters(page: Page): ElementContent[] {
  const parameters = page.resolved.parameters.filter((parameter) => parameter.type.kind !== "literal");
  if (parameters.length === 0) return [];
  return [
    h("section.top", [
      h("h2#parameters-of-this-run", "Parameters of this run"),
      h(
        "div.table.parameters",
        h(
          "table",
          h(
            "thead",
            h(
              "tr",
              ["Parameter", "Type", "Meaning", "Value"].map((column) => h("th", { scope: "col" }, column)),
            ),
          ),
          h(
            "tbody",
            parameters.map((parameter) =>
              h("tr", [
                h("td", h("code", h("mark.value", `<${parameter.name}>`))),
                h("td", renderSentence(parameter.typeText)),
                h("td", renderSentence(parameter.meaning)),
                h("td.fill", parameter.type.kind === "secret" ? "never on paper" : ""),
              ]),
            ),
          ),
        ),
      ),
    ]),
  ];
}

function renderExpectations(page: Page): ElementContent[] {
  const tables = page.resolved.tables.filter((table) => table.role === "expectations");
  return tables.length === 0 ? [] : [h("section.top", [h("h2#what-to-expect", "What to expect"), ...tables.map(renderCells)])];
}
