/**
 * One labelled item as a card: what it is, where it runs, what exactly runs, what it can do, how it is judged and undone.
 */
import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Item } from "../../ast/index.ts";
import type { ResolvedItem, ResolvedProcedure, ResolvedRevert } from "../../ast/resolved.ts";
import { effectBadge, renderBlock, renderSession } from "./block.ts";
import { fact, judgeOf, renderConditions, renderJudgement } from "./judgement.ts";
import { nameOf, type LabelledItem, type Page } from "./page.ts";
import { renderProse, renderSentence } from "./prose.ts";
import { renderScript, sourceLine } from "./script.ts";
import { captureInWords, code, durationInWords, operandInWords, predicateInWords } from "./words.ts";

type ItemOf<K extends ResolvedItem["kind"]> = Extract<ResolvedItem, { kind: K }>;

export function renderItem(node: Item, page: Page): Element[] {
  const item = page.items.get(node.id);
  const asides = (page.asides.get(node.id) ?? []).map((aside) => renderCard(aside, [], page));
  if (item !== undefined) return [renderCard(item, qualifiersOf(node), page), ...asides];
  switch (node.kind) {
    case "Session":
      return [renderSession(node, page)];
    case "Revert":
      return [renderRevertLabel(node, page)];
    // Folded into the section that it heads.
    case "Procedure":
      return [];
    default:
      return [renderUnresolved(node, page)];
  }
}

function renderCard(item: LabelledItem, qualifiers: readonly string[], page: Page): Element {
  const id = page.anchorOf(item.id);
  const block = "block" in item ? item.block : "probe" in item ? item.probe : null;
  const badges =
    "sentence" in item ? [h("span.judge", judgeOf(item))] : "block" in item && item.block !== null ? [effectBadge(item.block)] : [];
  return h(`article.item.${item.kind}`, { id, ariaLabel: `${item.keyword} ${id}` }, [
    h("header", [
      ...(isTicked(item) ? [h("input", { type: "checkbox", ariaLabel: `Done: ${item.keyword} ${id}` })] : []),
      h("span.keyword", item.keyword),
      ...(block === null ? [] : [h("span.host", block.host)]),
      ...(item.title === null ? [] : [h("span.title", renderSentence(item.title))]),
      ...qualifiers.map((qualifier) => h("span.qualifier", qualifier)),
      ...item.remarks.map((remark) => h("span.remark", renderSentence(remark))),
      ...badges,
      sourceLine(item.span.start, page),
    ]),
    ...renderBody(item, page),
  ]);
}

/** A label of an old document that the machine does nothing with: its words, and why. */
function renderUnresolved(node: Item, page: Page): Element {
  const words = node.kind === "Capture" ? `${code(`<${node.name}>`)} = ${captureInWords(node.form)}` : "text" in node ? node.text : "";
  return h("article.item.manual", { ariaLabel: `${node.keyword}, line ${node.labelSpan.start.line}` }, [
    h("header", [
      h("span.keyword", node.keyword),
      ...(node.title === null ? [] : [h("span.title", renderSentence(node.title))]),
      sourceLine(node.labelSpan.start, page),
    ]),
    ...renderText(words),
    ...renderByHand(page.analysis.byHand.get(node.id) ?? "the machine does nothing with this label"),
  ]);
}

/** What a person does or decides gets a box to tick by hand. */
function isTicked(item: LabelledItem): boolean {
  return item.kind !== "caution" && item.kind !== "note" && item.kind !== "capture" && item.kind !== "exclude" && item.kind !== "stop";
}

function qualifiersOf(node: Item): string[] {
  return node.qualifiers.map((qualifier) =>
    "durationMs" in qualifier ? `${qualifier.name} ${durationInWords(qualifier.durationMs)}` : qualifier.name,
  );
}

function renderBody(item: LabelledItem, page: Page): ElementContent[] {
  switch (item.kind) {
    case "check":
      return [
        ...renderText(item.text),
        ...renderByHand(item.byHand),
        ...renderBlock(
          item.block,
          item.freshMs === null ? [] : fact("fresh", [h("p", `taken again when older than ${durationInWords(item.freshMs)}`)]),
        ),
      ];
    case "run":
      return [...renderText(item.text), ...renderByHand(item.byHand), ...renderBlock(item.block, renderRunFacts(item, page))];
    case "gate":
      return renderJudgement(item, page, true);
    case "expect":
      return [...renderJudgement(item, page, false), ...(item.sample === null ? [] : [h("pre.sample", h("code", item.sample))])];
    case "when":
      return renderJudgement(item, page, false);
    case "decision":
      return [...renderText(item.text), renderBranches(item, page)];
    case "call":
      return [h("div.sentence", [...renderProse(item.text)]), renderCall(item, page)];
    case "exclude":
      return renderExclude(item, page);
    case "finally":
      return [...renderText(item.text), ...renderBlock(item.block, [])];
    case "capture":
      return renderCapture(item);
    case "manual":
      return [...renderText(item.text), blank("note")];
    case "window":
      return [
        h("p.sentence", [item.action === "open" ? "The interval begins: " : "The interval ends: ", h("strong", item.name)]),
        blank("time, UTC"),
      ];
    case "stop":
      return [h("div.sentence", renderProse(item.reason))];
    case "caution":
    case "note":
      return [h("div.sentence", renderProse(item.text))];
  }
}

function renderText(text: string): ElementContent[] {
  return text === "" ? [] : [h("div.sentence", renderProse(text))];
}

function renderByHand(why: string | null): ElementContent[] {
  return why === null ? [] : [h("p.by-hand", [h("strong", "By hand. "), ...renderSentence(why)])];
}

function renderRunFacts(item: ItemOf<"run">, page: Page): ElementContent[] {
  const gates = item.gates.map((gate) => h("a", { href: `#${page.anchorOf(gate)}` }, titleOf(gate, page)));
  return [
    ...(item.isTwoPerson ? fact("starts on", [h("p", "the words of the operator and of a second person"), blank("second person")]) : []),
    ...fact("judged by", [
      h(
        "p",
        gates.flatMap((gate, index) => (index === 0 ? [gate] : [{ type: "text", value: ", " } as const, gate])),
      ),
    ]),
    ...fact("undone by", renderRevert(item.revert)),
  ];
}

function titleOf(id: LabelledItem["id"], page: Page): string {
  const item = page.items.get(id);
  return item === undefined ? page.anchorOf(id) : nameOf(item);
}

function renderRevert(revert: ResolvedRevert | null): ElementContent[] {
  if (revert === null) return [h("p", "the document does not say")];
  if (revert.kind === "none") return [h("p", [h("strong", "nothing. "), ...renderSentence(revert.why)])];
  return [
    renderScript(revert.block),
    ...(revert.later === null ? [] : [h("p", "and later, owed until it is done:"), renderScript(revert.later)]),
  ];
}

/** In the place of the label: the commands themselves stand with the RUN that they undo. */
function renderRevertLabel(node: Extract<Item, { kind: "Revert" }>, page: Page): Element {
  const undoes = node.undoes;
  return h("article.item.revert", { ariaLabel: `REVERT, line ${node.labelSpan.start.line}` }, [
    h("header", [
      h("span.keyword", "REVERT"),
      h(
        "span.title",
        undoes === null ? "" : ["how to undo ", h("a", { href: `#${page.anchorOf(undoes)}` }, titleOf(undoes, page)), ": see there"],
      ),
      sourceLine(node.labelSpan.start, page),
    ]),
  ]);
}

function renderBranches(item: ItemOf<"decision">, page: Page): Element {
  return h(
    "ol.branches",
    item.branches.map((branch) =>
      h("li", [
        h("span.sentence", branch.sentence === "" ? "otherwise" : renderSentence(branch.sentence)),
        " → ",
        h("strong", renderTarget(branch.target, page)),
        ...(branch.conditions.length === 0 ? [] : renderConditions(branch.conditions, page)),
      ]),
    ),
  );
}

/** A step of this page, or STOP. */
function renderTarget(target: string, page: Page): ElementContent {
  const section = page.runbook.sections.find((candidate) => candidate.id === target);
  return section === undefined ? { type: "text", value: target } : h("a", { href: `#${page.sectionAnchors.get(section)}` }, target);
}

function renderCall(item: ItemOf<"call">, page: Page): Element {
  const { over } = item;
  const procedure = page.resolved.procedures.find((candidate) => candidate.name === item.procedure);
  const anchor = procedure === undefined ? "" : `#procedure-${procedure.name}`;
  const each = over.kind === "list" ? over.items : over.kind === "rows" ? (over.order ?? []) : [];
  const how =
    over.kind === "once"
      ? "once"
      : over.kind === "rows" && over.order === null
        ? `for each row of ${code(page.nameOf(over.table))}`
        : over.kind === "list" && !over.isOrdered
          ? "in any order"
          : "in this order";
  return h("dl.facts", [
    ...fact("calls", [h("p", [h("a", { href: anchor }, calledInWords(item.procedure, procedure)), ", ", ...renderSentence(how)])]),
    ...(each.length === 0
      ? []
      : fact("tick each", [
          h(
            "ul.ticks",
            each.map((operand) => {
              const words = operandInWords(operand);
              return h("li", [h("label", [h("input", { type: "checkbox" }), " ", ...renderSentence(words)])]);
            }),
          ),
        ])),
    ...(item.concurrency === 1 ? [] : fact("at a time", [h("p", String(item.concurrency))])),
  ]);
}

function calledInWords(name: string, procedure: ResolvedProcedure | undefined): string {
  if (procedure === undefined) return name;
  return procedure.wholeTitle === null ? `${name}, section ${procedure.sections[0].id}` : `${procedure.wholeTitle}, all of ${name}.md`;
}

function renderExclude(item: ItemOf<"exclude">, page: Page): ElementContent[] {
  const where = item.where.map((entry) => `${code(entry.column)} ${predicateInWords(entry.predicate, page.nameOf)}`).join(" and ");
  return [
    h("div.sentence", renderProse(item.text)),
    h(
      "dl.facts",
      fact("read as", [h("p", renderSentence(`rows of ${code(page.nameOf(item.table))} whose ${where} are taken out, each a finding`))]),
    ),
    ...(item.evidence === null ? [] : [h("p.label", "evidence kept of each:"), renderScript(item.evidence)]),
  ];
}

function renderCapture(item: ItemOf<"capture">): ElementContent[] {
  const isOneValue = item.form.kind === "stdout" || item.form.kind === "firstMatch" || item.form.kind === "json";
  return [
    h("p.sentence", [h("code", h("mark.value", `<${item.name}>`)), " = ", ...renderSentence(captureInWords(item.form))]),
    ...(isOneValue ? [blank(item.name)] : []),
  ];
}

/** A line to write on. */
export function blank(label: string): Element {
  return h("p.blank", [h("span", label), h("span.rule")]);
}
