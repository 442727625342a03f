/**
 * Where `Otherwise go to Step 5` and the items of a DECISION lead: forward only, to the heading of a section that runs in
 * order. A jump back would run a change twice; a jump into a procedure would have no arguments.
 */
import type { Span } from "../ast/node.ts";
import type { Section } from "../ast/section.ts";
import type { Context } from "./context.ts";
import { bodyWith, procedureOf, type Layout, type Place } from "./layout.ts";
import { nearest } from "./nearest.ts";

/** One way from an item to a later section. */
export interface Jump {
  readonly from: Place;
  /** Where the run goes on: the section named, or the first below it where that is a heading alone. */
  readonly section: Section;
  readonly span: Span;
}

/** Finds `6`, `Step 6` and `Phase 2` however the heading writes its number. */
export function findStep(sections: readonly Section[], target: string): Section | null {
  const { byId, byBareId } = indexed.get(sections) ?? indexSections(sections);
  return byId.get(target) ?? byBareId.get(bareId(target)) ?? null;
}

interface Index {
  readonly byId: ReadonlyMap<string, Section>;
  readonly byBareId: ReadonlyMap<string, Section>;
}

const indexed = new WeakMap<readonly Section[], Index>();

/** Of sections with one name the first counts. */
function indexSections(sections: readonly Section[]): Index {
  const reversed = sections.toReversed();
  const index = {
    byId: new Map(reversed.map((section) => [section.id, section])),
    byBareId: new Map(reversed.map((section) => [bareId(section.id), section])),
  };
  indexed.set(sections, index);
  return index;
}

function bareId(text: string): string {
  return text
    .replace(/^(step|stage|phase)\s+/i, "")
    .replace(/\.$/, "")
    .toLowerCase();
}

export function isStop(target: string): boolean {
  return /^stop\b/i.test(target);
}

/** Every jump of the document that is allowed; the others are reported. */
export function findJumps(context: Context): Jump[] {
  const jumps: Jump[] = [];
  for (const place of context.layout.places) {
    for (const { target, span } of targetsOf(place)) {
      const section = checkTarget(place, target, span, context);
      if (section !== null) jumps.push({ from: place, section, span });
    }
  }
  return jumps;
}

/** The targets that an item names, STOP aside; `findJumps` reports on them. */
export function targetsOf({ item }: Place): { target: string; span: Span }[] {
  if (item.kind === "Decision") return item.branches.filter(({ target }) => !isStop(target));
  if (item.kind !== "Gate" && item.kind !== "Expect" && item.kind !== "When") return [];
  const { otherwise } = item.condition;
  return otherwise?.kind === "goTo" ? [otherwise] : [];
}

/** A heading with nothing of its own, such as that of a chapter, is no place to stand. */
function landing(named: Section, layout: Layout): Section | null {
  const { sections } = bodyWith(named, layout) ?? layout.bodies[0];
  return sections.slice(sections.indexOf(named)).find(({ children }) => children.some(({ kind }) => kind !== "Session")) ?? null;
}

/** The section where the run goes on, or `null` with a report. */
function checkTarget(place: Place, target: string, span: Span, context: Context): Section | null {
  const { sections } = context.runbook;
  const section = findStep(sections, target);
  if (section === null) {
    const near = nearest(target, () => sections.map(({ id }) => id), context.reporter);
    context.reporter.report({
      code: "resolve/unknown-step",
      severity: "error",
      span,
      message: `Unexpected target \`${target}\`, expected the number or name of a section`,
      why: "the run would stand at this point with nowhere to go",
      fix: near.length > 0 ? `Write ${near.map((id) => `\`${id}\``).join(" or ")}` : "Name a heading of this document",
    });
    return null;
  }
  const refusal = refuse(place, section, context);
  const goesOn = landing(section, context.layout);
  if (refusal === null && goesOn !== null) return goesOn;
  context.reporter.report({
    code: "resolve/jump-not-forward",
    severity: "error",
    span,
    message: `Unexpected jump to \`${section.id}\` ${refusal?.where ?? "with nothing below it"}, expected a later step that runs in order`,
    why: refusal?.why ?? "the run would end there without a word",
    fix: "Name a later step, or STOP",
    related: [{ span: section.headingSpan, message: `\`${section.id}\` stands here` }],
  });
  return null;
}

function refuse(place: Place, section: Section, { runbook, layout }: Context): { where: string; why: string } | null {
  if (procedureOf(section) !== null) {
    return { where: "inside a procedure", why: "a body reached without its DO has no arguments and no place to return to" };
  }
  if (bodyWith(place.section, layout) !== bodyWith(section, layout)) {
    return { where: "out of a procedure", why: "the other items of the DO would be left without a word" };
  }
  const isForward = runbook.sections.indexOf(section) > runbook.sections.indexOf(place.section);
  return isForward ? null : { where: "backwards", why: "changes that were made already would be made again" };
}
