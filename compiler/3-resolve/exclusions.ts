/**
 * Binds each EXCLUDE: its table, its columns, and an evidence command that only reads (a known change is a finding of
 * `lint/mutation-in-check`). There is no guessing about rows:
 * an EXCLUDE in error refuses the build of an old document too.
 */
import type { ItemId } from "../ast/item.ts";
import type { ResolvedItem } from "../ast/resolved.ts";
import type { Exclude } from "../ast/exclude.ts";
import { scopeAt, type Bindings, type Blocks } from "./blocks.ts";
import type { Place } from "./layout.ts";
import { bindWhere } from "./judgements.ts";
import { findTable } from "./tables.ts";

type Bound = Pick<Extract<ResolvedItem, { kind: "exclude" }>, "table" | "where" | "evidence">;

export function bindExclusions(bindings: Bindings, blocks: Blocks): ReadonlyMap<ItemId, Bound> {
  const boundOf = new Map<ItemId, Bound>();
  for (const place of bindings.context.layout.places) {
    if (place.item.kind !== "Exclude") continue;
    const bound = bindExclude(place.item, place, bindings, blocks);
    if (bound !== null) boundOf.set(place.item.id, bound);
  }
  return boundOf;
}

function bindExclude(item: Exclude, place: Place, bindings: Bindings, blocks: Blocks): Bound | null {
  const { context } = bindings;
  const scope = scopeAt(place, "block", bindings);
  const table = findTable({ name: item.table, forms: ["rows"], expected: "a table", span: item.span }, place, scope, context);
  if (table === null) return null;
  const where = bindWhere(item.where, table, { place, scope, context, command: null, span: item.span });
  const evidence = item.evidence === null ? null : blocks.resolvedOf.get(item.evidence);
  if (evidence?.effect === "undetermined") {
    context.reporter.report({
      code: "resolve/evidence-not-read-only",
      severity: "error",
      span: evidence.span,
      message: "Unexpected evidence command whose effect is not known, expected one that only reads",
      why: "it runs by itself, once for each row that is taken out",
      fix: "Use a command that is known to read, or list it as `read-only` under `commands` in rungate.yaml",
    });
  }
  return where === null || evidence === undefined ? null : { table: table.id, where, evidence };
}
