/**
 * What every part of the operator document needs to look up.
 */
import type { ItemId } from "../../ast/item.ts";
import type { ResolvedItem, ResolvedRunbook, ResolvedSection } from "../../ast/resolved.ts";
import type { Runbook } from "../../ast/runbook.ts";
import { itemsOf } from "../../ast/index.ts";
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
  /** Items that no label stands for, by the item that they follow: whether a RUN without a GATE has worked. */
  readonly asides: ReadonlyMap<ItemId, readonly LabelledItem[]>;
  /** The anchors that GitHub gives the headings, so that the author's own links work here too. */
  readonly sectionAnchors: ReadonlyMap<Section, string>;
  /** The name of a captured value. */
  readonly nameOf: (capture: ItemId) => string;
  /** The place of an item in this page. */
  readonly anchorOf: (item: ItemId) => string;
}

export function makePage(
  input: { readonly runbook: Runbook; readonly resolved: ResolvedRunbook; readonly analysis: Analysis },
  names: Names,
): Page {
  const sections: readonly ResolvedSection[] = [
    ...input.resolved.steps,
    ...input.resolved.checklist,
    ...input.resolved.procedures.flatMap((procedure) => procedure.sections),
  ];
  const items = new Map(sections.flatMap((section) => section.items.flatMap((item) => (item.kind === "reading" ? [] : [[item.id, item]]))));
  const labels = new Set(input.runbook.sections.flatMap((section) => itemsOf(section).map((item) => item.id)));
  return {
    ...input,
    names,
    items,
    asides: asidesOf(sections, labels),
    sectionAnchors: anchorsOf(input.runbook.sections),
    nameOf: (capture) => {
      const item = items.get(capture);
      return item?.kind === "capture" ? item.name : capture;
    },
    anchorOf: (item) => names.idOf.get(item) ?? item,
  };
}

function asidesOf(sections: readonly ResolvedSection[], labels: ReadonlySet<ItemId>): Map<ItemId, LabelledItem[]> {
  const asides = new Map<ItemId, LabelledItem[]>();
  for (const section of sections) {
    let label: ItemId | null = null;
    for (const item of section.items) {
      if (item.kind === "reading") continue;
      if (labels.has(item.id)) label = item.id;
      else if (label !== null) asides.set(label, [...(asides.get(label) ?? []), item]);
    }
  }
  return asides;
}

/** GitHub's slug of each heading; one that was there before gets `-1`, `-2`. */
function anchorsOf(sections: readonly Section[]): Map<Section, string> {
  const counts = new Map<string, number>();
  return new Map(
    sections.map((section) => {
      const slug = headingOf(section)
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, "")
        .replaceAll(" ", "-");
      const count = counts.get(slug) ?? 0;
      counts.set(slug, count + 1);
      return [section, count === 0 ? slug : `${slug}-${count}`];
    }),
  );
}

/** What an item is called where another leads to it. */
export function nameOf(item: LabelledItem): string {
  return item.title ?? `${item.keyword}, line ${item.span.start.line}`;
}

/** The number that opens the heading, where it has one. */
export function numberOf(section: Section): string | null {
  return /^(\d|(Step|Stage|Phase) \d)/.test(section.id) ? section.id : null;
}

function headingOf(section: Section): string {
  const number = numberOf(section);
  return number === null ? section.title : `${number} ${section.title}`;
}
