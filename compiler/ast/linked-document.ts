/**
 * Another runbook, of which a DO of this one calls a procedure.
 */
import type { Span } from "./node.ts";

export interface LinkedDocument {
  /** From the repository's root, with `/`. */
  readonly path: string;
  /** Of its normalised text. */
  readonly sha256: string;
  /** The first of its offsets: they continue those of the documents before it. */
  readonly from: number;
  /** The DO of the document that is compiled. */
  readonly calledAt: Span;
}

/** The file that an offset is of; `null`: the document itself. */
export function documentAt(documents: readonly LinkedDocument[], offset: number): LinkedDocument | null {
  return documents.findLast(({ from }) => from <= offset) ?? null;
}
