/**
 * The union of items and what works on all of them. A kind that is forgotten in an `ItemVisitor` does not compile.
 */
import { z } from "zod";
import { Admonition } from "./admonition.ts";
import { Capture } from "./capture.ts";
import { Check } from "./check.ts";
import { Decision } from "./decision.ts";
import { Do } from "./do.ts";
import { Exclude } from "./exclude.ts";
import { Expect } from "./expect.ts";
import { Finally } from "./finally.ts";
import { Gate } from "./gate.ts";
import { Manual } from "./manual.ts";
import { Procedure } from "./procedure.ts";
import { Revert } from "./revert.ts";
import { Run } from "./run.ts";
import type { Section } from "./section.ts";
import { Session } from "./session.ts";
import { Stop } from "./stop.ts";
import { Unlabelled } from "./unlabelled.ts";
import { When } from "./when.ts";
import { Window } from "./window.ts";

export const Item = z.discriminatedUnion("kind", [
  Admonition,
  Capture,
  Check,
  Decision,
  Do,
  Exclude,
  Expect,
  Finally,
  Gate,
  Manual,
  Procedure,
  Revert,
  Run,
  Session,
  Stop,
  Unlabelled,
  When,
  Window,
]);
export type Item = z.infer<typeof Item>;
export type ItemKind = Item["kind"];

export type ItemVisitor<T> = { readonly [K in ItemKind]: (item: Extract<Item, { kind: K }>) => T };

/** Calls the visitor's function for the item's kind. */
export function visitItem<T>(item: Item, visitor: ItemVisitor<T>): T {
  return (visitor[item.kind] as (item: Item) => T)(item);
}

/** The labelled items of a section in document order, without prose and tables. */
export function itemsOf(section: Section): Item[] {
  return section.children.filter((child) => child.kind !== "Prose" && child.kind !== "Table");
}
