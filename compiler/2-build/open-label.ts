/**
 * A label that is being read: what it has, and what of the following blocks it may still take.
 */
import type { Code } from "mdast";
import type { ShellBlock } from "../ast/shell-block.ts";
import type { Opener } from "./admonition-openers.ts";
import type { Chunk } from "./chunk.ts";
import type { ItemBase } from "./draft.ts";
import type { Fence } from "./fence.ts";
import type { Containers } from "./flow.ts";

export interface OpenLabel {
  readonly base: Omit<ItemBase, "span">;
  readonly containers: Containers;
  readonly start: number;
  readonly isDirectlyUnderHeading: boolean;
  readonly chunks: Chunk[];
  end: number;
  endsWithColon: boolean;
  fence: ShellBlock | null;
  sample: string | null;
  /** Nothing but comments since its last text or fence. */
  isAdjacent: boolean;
  hasOwnFence: boolean;
  /** Where an admonition of another syntax ends; its blocks belong to it until then. */
  opener: Opener["ends"] | null;
}

/** What a fence directly under a label is to it. */
export function roleOfFence(open: OpenLabel, fence: Fence, node: Code): "block" | "sample" | null {
  const isShell = fence.kind === "shell" && fence.block !== null;
  const isBare = fence.kind === "bare" && fence.block !== null;
  switch (open.base.keyword) {
    case "RUN":
    case "FINALLY":
      return isShell || isBare ? "block" : null;
    case "CHECK":
    case "SESSION":
    case "REVERT":
      return (isShell || isBare) && !opensWithCode(open) ? "block" : null;
    case "GATE":
    case "WHEN":
      return isShell || (isBare && open.endsWithColon) ? "block" : null;
    case "EXPECT":
      return isShell ? "block" : fence.kind === "bare" || node.lang?.toLowerCase() === "text" ? "sample" : null;
    default:
      return null;
  }
}

/** What a person does, and the sample of a reading, are never run, whatever label follows them. */
export function showsFences(open: OpenLabel, fence: Fence): boolean {
  const { keyword } = open.base;
  return keyword === "MANUAL" || (fence.kind === "bare" && (keyword === "GATE" || keyword === "EXPECT" || keyword === "WHEN"));
}

/** Inline code is the command already, where the keyword takes one. */
function opensWithCode(open: OpenLabel): boolean {
  if (open.base.keyword === "CHECK" && !open.base.isLegacyForm) return false;
  const code = open.chunks[0]?.rich.codes[0];
  return code !== undefined && code.start === 0;
}
