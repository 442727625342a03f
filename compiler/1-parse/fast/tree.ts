/**
 * What the fast reader hands over: a tree, and what of it remark has still to read.
 */
import type { PhrasingContent, Root } from "mdast";
import type { TextLines } from "./text-lines.ts";

export interface InlineText {
  readonly lines: TextLines;
  readonly parent: { children: PhrasingContent[] };
  /** In a table's cell, where `\\|` stands for a bar even in code. */
  readonly hasEscapedBar: boolean;
}

export interface FastTree {
  readonly root: Root;
  /** What remark must read. */
  readonly hard: readonly InlineText[];
  /** What remark must read whole, in the order of the document. */
  readonly hardParts: readonly HardPart[];
  /** The definitions of the document, as written, for what remark must read. */
  readonly definitions: string;
}

/** From one heading at the root to the next: nothing but definitions reaches across. */
export interface HardPart {
  readonly start: number;
  readonly end: number;
  /** The number of its first line. */
  readonly line: number;
  /** The children of the root that what remark reads stands for. */
  readonly children: { readonly from: number; readonly to: number };
}
