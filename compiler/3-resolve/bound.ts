/**
 * What the concerns of this phase found out, side by side: everything but the errors' consequences.
 */
import type { Analysis } from "../ast/analysis.ts";
import type { ItemId } from "../ast/item.ts";
import type { ResolvedItem } from "../ast/resolved.ts";
import type { Revert } from "../ast/revert.ts";
import type { Bindings, Blocks } from "./blocks.ts";
import type { Judgements } from "./judgements.ts";

export interface Bound {
  /** False for a document too large to be bound: then nothing else is known of it. */
  readonly isWithinLimits: boolean;
  readonly bindings: Bindings;
  readonly blocks: Blocks;
  readonly gatesOf: ReadonlyMap<ItemId, readonly ItemId[]>;
  readonly judgements: Judgements;
  /** What each DO goes over. */
  readonly callOf: ReadonlyMap<ItemId, Extract<ResolvedItem, { kind: "call" }>["over"]>;
  readonly exclusionOf: ReadonlyMap<ItemId, Pick<Extract<ResolvedItem, { kind: "exclude" }>, "table" | "where" | "evidence">>;
  readonly windowNameOf: ReadonlyMap<ItemId, string>;
  /** By the RUN that it undoes. */
  readonly revertOf: ReadonlyMap<ItemId, Revert>;
  /** Judgements that are the operator's because there is no output to look at, with the reason. */
  readonly asked: ReadonlyMap<ItemId, string>;
  readonly analysis: Analysis;
}
