/**
 * Which GATEs judge a RUN: the first after it in its section, at any list level, before the next RUN, and those that
 * follow that one directly. A RUN without one is reported by the rule `lint/run-without-gate`.
 */
import { itemsOf, type Item } from "../ast/index.ts";
import type { ItemId } from "../ast/item.ts";
import type { Section } from "../ast/section.ts";

export function findGates(sections: readonly Section[], isRun: (item: Item) => boolean): ReadonlyMap<ItemId, readonly ItemId[]> {
  const gatesOf = new Map<ItemId, readonly ItemId[]>();
  for (const section of sections) {
    const items = itemsOf(section);
    for (const [index, item] of items.entries()) {
      if (isRun(item)) gatesOf.set(item.id, gatesAfter(items.slice(index + 1), isRun));
    }
  }
  return gatesOf;
}

function gatesAfter(items: readonly Item[], isRun: (item: Item) => boolean): ItemId[] {
  const first = items.findIndex((item) => item.kind === "Gate" || isRun(item));
  if (first < 0 || items[first]?.kind !== "Gate") return [];
  const rest = items.slice(first);
  const end = rest.findIndex((item) => item.kind !== "Gate");
  return rest.slice(0, end < 0 ? rest.length : end).map((item) => item.id);
}
