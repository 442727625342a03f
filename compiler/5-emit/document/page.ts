/**
 * What every part of the operator document needs to look up.
 */
import type { ItemId } from "../../ast/item.ts";
import type { ResolvedItem, ResolvedRunbook, ResolvedSection } from "../../ast/resolved.ts";
import type { Runbook } from "../../ast/runbook.ts";
import type { Section } from "../../ast/section.ts";
import type { Analysis } from "../../ast/analysis.ts";
import type { Names } from "../names.ts";

export type LabelledItem = Exclude<ResolvedItem, { kind: "reading" }>;

export interface Page {
  readonly runbook: Runbook;
  readonly resolved: ResolvedRunbook;
  readonly analysis: Analysis;
  readonly names: Names;
  readonly items: ReadonlyMap<ItemId, LabelledItem>;
  /** The name of a captured value. */
  readonly nameOf: (capture: ItemId) => string;
  /** The place of an item in this page. */
  readonly anchorOf: (item: ItemId) => string;
}

export function makePage(input: { readonly runbook: Runbook; readonly resolved: ResolvedRunbook; readonly analysis: Analysis }, names: Names): Page {
  const sections: readonly ResolvedSection[] = [...input.resolved.steps, ...input.resolved.checklist, ...input.resolved.procedures.map((procedure) => procedure.section)];
  const items = new Map(sections.flatMap((section) => section.items.flatMap((item) => item.kind === "reading" ? [] : [[item.id, item]])));
  return {
    ...input, names, items,
    nameOf: (capture) => {
      const item = items.get(capture);
      return item?.kind === "capture" ? item.name : capture;
    },
    anchorOf: (item) => names.idOf.get(item) ?? item,
  };
}

/** The anchor that GitHub gives the heading, so that the author's own links work here too. */
export function sectionAnchor(section: Section): string {
  const heading = headingOf(section);
  return heading.toLowerCase().replace(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, "").replaceAll(" ", "-");
}

/** The number that opens the heading, where it has one. */
export function numberOf(section: Section): string | null {
  return /^(\d|(Step|Stage|Phase) \d)/.test(section.id) ? section.id : null;
}

function headingOf(section: Section): string {
  const number = numberOf(section);
  return number === null ? section.title : `${number} ${section.title}`;
}
