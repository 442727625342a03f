/**
 * Finding an item of a runbook by its id, as blocks, gates and reverts name each other.
 */
import type { BlockAnalysis } from "../../compiler/ast/analysis.ts";
import { itemsOf, type Item } from "../../compiler/ast/index.ts";
import type { ItemId } from "../../compiler/ast/item.ts";
import type { Runbook } from "../../compiler/ast/runbook.ts";

const indexes = new WeakMap<Runbook, ReadonlyMap<ItemId, Item>>();

export function itemById(runbook: Runbook, id: ItemId | null): Item | null {
  if (id === null) return null;
  let index = indexes.get(runbook);
  if (index === undefined) {
    index = new Map(runbook.sections.flatMap(itemsOf).map((item) => [item.id, item]));
    indexes.set(runbook, index);
  }
  return index.get(id) ?? null;
}

const labelled = new WeakMap<Runbook, boolean>();

/** False where no label stands anywhere: the document is somebody's prose with commands, not a runbook of ours. */
export function hasLabels(runbook: Runbook): boolean {
  let known = labelled.get(runbook);
  if (known === undefined) {
    known = runbook.sections.some((section) => itemsOf(section).some((item) => item.kind !== "Admonition" && item.kind !== "Unlabelled"));
    labelled.set(runbook, known);
  }
  return known;
}

/** A page's own block, or one that a person carries out in a terminal of their own: no fresh bash, no strict mode. */
export function isDoneByHand({ role, item }: BlockAnalysis, runbook: Runbook): boolean {
  if (role === "loose") return true;
  const owner = itemById(runbook, item);
  if (owner?.kind !== "Run" && owner?.kind !== "Check") return false;
  return owner.qualifiers.some(({ name }) => name === "interactive");
}
