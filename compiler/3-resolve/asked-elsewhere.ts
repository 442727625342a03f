/**
 * An undeclared name of an old document that is asked for because some command uses it, and that stands in quotes elsewhere:
 * there it would be passed on with its brackets. Nobody means that, so such a block is the operator's.
 */
import type { ItemId } from "../ast/item.ts";
import type { Bindings, Blocks } from "./blocks.ts";

export function findAskedElsewhere({ implied }: Bindings, { analyses }: Blocks): ReadonlyMap<ItemId, string> {
  const reasons = new Map<ItemId, string>();
  for (const { item, placeholders } of analyses) {
    if (item === null || implied === null) continue;
    const literal = placeholders.find(({ verdict, value, token, context }) => {
      return verdict === "text" && value === null && context !== "comment" && implied.has(token.name);
    });
    if (literal !== undefined) reasons.set(item, `\`<${literal.token.name}>\` stands in quotes here, and is a value elsewhere`);
  }
  return reasons;
}
