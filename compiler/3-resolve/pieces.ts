/**
 * Every piece of shell text of the document, with what it is for: fences, inline probes, sessions, reverts, evidence.
 */
import type { BlockRole } from "../ast/analysis.ts";
import type { Condition, ConditionText } from "../ast/condition.ts";
import { visitItem, type Item, type ItemVisitor } from "../ast/index.ts";
import type { ShellBlock } from "../ast/shell-block.ts";

export interface Piece {
  readonly block: ShellBlock;
  readonly role: BlockRole;
}

type MaybePiece = Piece | null;

const nothing = (): MaybePiece[] => [];

const visitor: ItemVisitor<MaybePiece[]> = {
  Admonition: nothing,
  Capture: nothing,
  Do: nothing,
  Manual: nothing,
  Procedure: nothing,
  Stop: nothing,
  Window: nothing,
  Check: ({ block }) => [piece(block, "block")],
  Run: ({ block }) => [piece(block, "block")],
  Unlabelled: ({ block }) => [piece(block, "block")],
  Session: ({ block }) => [piece(block, "session")],
  Finally: ({ block }) => [piece(block, "finally")],
  Exclude: ({ evidence }) => [piece(evidence, "evidence")],
  Revert: ({ block, later }) => [piece(block, "revert"), piece(later, "later")],
  Gate: ({ condition, probe }) => [...inlineProbes(condition), piece(probe, "probe")],
  Expect: ({ condition, probe }) => [...inlineProbes(condition), piece(probe, "probe")],
  When: ({ condition, probe }) => [...inlineProbes(condition), piece(probe, "probe")],
  Decision: ({ branches }) => branches.flatMap(({ condition }) => (condition === null ? [] : inlineProbes(condition))),
};

export function piecesOf(item: Item): Piece[] {
  return visitItem(item, visitor).filter((found) => found !== null);
}

function inlineProbes({ conditions, giveUp }: ConditionText): MaybePiece[] {
  return [...conditions, ...giveUp].map(({ subject }: Condition) =>
    subject.kind === "Command" ? piece(subject.block, "inlineProbe") : null,
  );
}

function piece(block: ShellBlock | null, role: BlockRole): MaybePiece {
  return block === null ? null : { block, role };
}
