/**
 * All shell text of a document's items, in document order.
 */
import type { Condition, ConditionText } from "../ast/condition.ts";
import { itemsOf, visitItem, type Item, type ItemVisitor } from "../ast/index.ts";
import type { Section } from "../ast/section.ts";
import type { ShellBlock } from "../ast/shell-block.ts";

export function blocksOf(sections: readonly Section[]): ShellBlock[] {
  return sections
    .flatMap(itemsOf)
    .flatMap((item: Item) => visitItem(item, visitor))
    .filter((block) => block !== null);
}

const none = (): (ShellBlock | null)[] => [];

const visitor: ItemVisitor<(ShellBlock | null)[]> = {
  Run: ({ block }) => [block],
  Check: ({ block }) => [block],
  Unlabelled: ({ block }) => [block],
  Session: ({ block }) => [block],
  Finally: ({ block }) => [block],
  Revert: ({ block, later }) => [block, later],
  Exclude: ({ evidence }) => [evidence],
  Gate: ({ condition, probe }) => [...probesOf(condition), probe],
  Expect: ({ condition, probe }) => [...probesOf(condition), probe],
  When: ({ condition, probe }) => [...probesOf(condition), probe],
  Decision: ({ branches }) => branches.flatMap(({ condition }) => (condition === null ? [] : probesOf(condition))),
  Admonition: none,
  Capture: none,
  Do: none,
  Manual: none,
  Procedure: none,
  Stop: none,
  Window: none,
};

function probesOf(text: ConditionText): ShellBlock[] {
  return [...text.conditions, ...text.giveUp].flatMap(({ subject }: Condition) => (subject.kind === "Command" ? [subject.block] : []));
}
