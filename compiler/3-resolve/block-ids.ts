/**
 * The names of blocks, safe as file names and unique in the runbook even where upper and lower case are one:
 * `2.2-upgrade-the-controller`, `2.2-gate-controller-at-target`.
 */
import type { BlockRole } from "../ast/analysis.ts";
import type { Item } from "../ast/index.ts";

const longest = 80;

export class BlockIds {
  readonly #taken = new Set<string>();

  /** The block's name: its step, its part unless it is the RUN's or CHECK's own, and the title. */
  take(stepId: string, item: Item, role: BlockRole): string {
    const words = [stepId, prefixOf(item, role), item.title ?? ""].map(slug).filter((word) => word !== "");
    const base = words.join("-").slice(0, longest).replace(/-+$/, "");
    let id = base;
    for (let count = 2; this.#taken.has(id); count += 1) id = `${base}-${count}`;
    this.#taken.add(id);
    return id;
  }
}

function prefixOf(item: Item, role: BlockRole): string {
  switch (role) {
    case "block":
      return item.title !== null ? "" : item.kind === "Unlabelled" ? "block" : item.keyword;
    case "probe":
      return item.keyword;
    case "inlineProbe":
      return `${item.keyword}-probe`;
    case "later":
      return "revert-later";
    case "session":
    case "revert":
    case "evidence":
    case "finally":
    case "loose":
      return role;
  }
}

/** Lower case, ASCII letters, digits, dots and single dashes. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/['\u2019]/g, "")
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/\.{2,}/g, ".")
    .replace(/^[-.]+|[-.]+$/g, "");
}
