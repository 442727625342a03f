/**
 * A label whose text and fence are still being read, and what its section knows of the items before it.
 */
import type { ItemId } from "../ast/item.ts";
import type { Keyword } from "../ast/keyword.ts";
import type { Span } from "../ast/node.ts";
import type { Qualifier } from "../ast/qualifier.ts";
import type { ShellBlock } from "../ast/shell-block.ts";
import type { Chunk } from "./chunk.ts";

/** The common fields of an item; `itemFields` of compiler/ast/item.ts. */
export interface ItemBase {
  readonly id: ItemId;
  readonly keyword: Keyword;
  readonly labelSpan: Span;
  readonly host: string | null;
  readonly title: string | null;
  readonly qualifiers: readonly Qualifier[];
  readonly remarks: readonly string[];
  readonly anchor: string | null;
  readonly listPath: readonly number[];
  readonly isLegacyForm: boolean;
  readonly span: Span;
}

export interface Draft {
  readonly base: ItemBase;
  readonly chunks: readonly Chunk[];
  /** The fence under the label that it may have run. */
  readonly fence: ShellBlock | null;
  /** Sample output under an EXPECT. */
  readonly sample: string | null;
  /** Nothing but comments stands between the heading and the label. */
  readonly isDirectlyUnderHeading: boolean;
}

/** A block of the section that later items may judge, undo or read. */
export interface EarlierBlock {
  readonly id: ItemId;
  readonly listPath: readonly number[];
  readonly isRun: boolean;
  /** A RUN, CHECK or unlabelled block; else the probe of a GATE or EXPECT. */
  readonly isStep: boolean;
}

/** Looks back from an item, never across a heading. */
export class EarlierBlocks {
  #last: EarlierBlock | null = null;
  #lastRun: EarlierBlock | null = null;
  readonly #lastOfLevel = new Map<string, EarlierBlock>();

  add(block: EarlierBlock): void {
    this.#last = block;
    if (block.isRun) this.#lastRun = block;
    this.#lastOfLevel.set(block.listPath.join(), block);
  }

  /** What a GATE without a probe of its own judges: the last block before it at its list level. */
  judgedBy(listPath: readonly number[]): ItemId | null {
    return this.#lastOfLevel.get(listPath.join())?.id ?? null;
  }

  /** What a CAPTURE reads. */
  last(): ItemId | null {
    return this.#last?.id ?? null;
  }

  /** What a REVERT undoes. */
  lastRun(): ItemId | null {
    return this.#lastRun?.id ?? null;
  }
}
