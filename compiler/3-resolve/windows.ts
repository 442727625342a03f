/**
 * WINDOW: open and WINDOW: close in pairs, at one level and on one path: never opened where a close may be skipped.
 */
import type { ItemId } from "../ast/item.ts";
import { itemsOf } from "../ast/index.ts";
import type { Section } from "../ast/section.ts";
import type { Window } from "../ast/window.ts";
import type { Context } from "./context.ts";
import type { Body, Place } from "./layout.ts";
import type { Jump } from "./targets.ts";

/** The name of each mark; a close has that of the open it belongs to. Without those in error. */
export function pairWindows(context: Context, jumps: readonly Jump[]): ReadonlyMap<ItemId, string> {
  const nameOf = new Map<ItemId, string>();
  for (const body of context.layout.bodies) pairBody(body, context, jumps, nameOf);
  return nameOf;
}

function pairBody(body: Body, context: Context, jumps: readonly Jump[], nameOf: Map<ItemId, string>): void {
  const open: Window[] = [];
  const windows = body.sections.flatMap(itemsOf).filter((item) => item.kind === "Window");
  for (const item of windows) {
    if (item.action === "open") {
      const same = open.find(({ name }) => name === item.name);
      if (same !== undefined)
        reportMark(
          item,
          "second WINDOW open of the same name",
          "a close before it",
          "the measured time would belong to both",
          "Close the first one, or give this one a name",
          context,
        );
      open.push(item);
      continue;
    }
    const opener = open.findLast(({ name }) => item.name === null || name === item.name);
    if (opener === undefined) {
      reportMark(
        item,
        "WINDOW close",
        `a WINDOW open${item.name === null ? "" : ` of \`${item.name}\``} above it`,
        "there is no interval to end",
        "Add the open, or remove the close",
        context,
      );
      continue;
    }
    open.splice(open.indexOf(opener), 1);
    if (!checkPair(opener, item, context, jumps)) continue;
    const name = opener.name ?? "window";
    nameOf.set(opener.id, name).set(item.id, name);
  }
  for (const item of open) {
    reportMark(
      item,
      "WINDOW open without a close",
      "`WINDOW: close` below it, at the same level",
      "the interval stays open after the run has ended",
      "Add `WINDOW: close` where the interval ends",
      context,
    );
  }
}

function checkPair(opener: Window, closer: Window, context: Context, jumps: readonly Jump[]): boolean {
  const { layout, runbook } = context;
  const from = layout.placeOf.get(opener.id)!;
  const to = layout.placeOf.get(closer.id)!;
  const isSameLevel = opener.listPath.length === closer.listPath.length && whenOf(from) === whenOf(to);
  const positionOf = (section: Section): number =>
    layout.places.find((place) => place.section === section)?.order ?? nextOrder(section, runbook.sections, layout.places);
  const isInside = (order: number): boolean => order > from.order && order <= to.order;
  const crossing = jumps.find((jump) => isInside(jump.from.order) !== isInside(positionOf(jump.section)));
  if (isSameLevel && crossing === undefined) return true;
  context.reporter.report({
    code: "resolve/window-not-paired",
    severity: "error",
    span: closer.span,
    message:
      crossing === undefined
        ? "Unexpected WINDOW close at another level than its open, expected both at one level, under one WHEN or none"
        : `Unexpected jump to \`${crossing.section.id}\` across one end of a WINDOW, expected open and close on one path`,
    why: "on some way through the document only one of the two is reached",
    fix: "Put both ends where the same runs pass both",
    related: [{ span: opener.span, message: "it is opened here" }],
  });
  return false;
}

/** The section whose WHEN decides about a place; `null` where none does. */
function whenOf({ section, item }: Place): Section | null {
  const when = itemsOf(section).find((other) => other.kind === "When" && other.appliesTo === "section");
  return when === undefined || when.id === item.id ? null : section;
}

/** A section without items stands where the next item of a later section does. */
function nextOrder(section: Section, sections: readonly Section[], places: readonly Place[]): number {
  const later = new Set(sections.slice(sections.indexOf(section)));
  return places.find((place) => later.has(place.section))?.order ?? places.length;
}

function reportMark(item: Window, unexpected: string, expected: string, why: string, fix: string, { reporter }: Context): void {
  reporter.report({
    code: "resolve/window-not-paired",
    severity: "error",
    span: item.span,
    message: `Unexpected ${unexpected}, expected ${expected}`,
    why,
    fix,
  });
}
