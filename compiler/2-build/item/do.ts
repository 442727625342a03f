/**
 * ``DO: `refresh` of `keystone`.``, ``... for each of `a` -> `b` ``, ``... for each row of `worklist` in the order `a` -> `b`, 3 at a time``
 */
import type { Operand } from "../../ast/condition.ts";
import type { Do } from "../../ast/do.ts";
import { textOf } from "../chunk.ts";
import type { BuildContext } from "../context.ts";
import { makeOperand, readValueName, takeOperands } from "../condition/predicate.ts";
import type { Words } from "../condition/words.ts";
import { firstSentence } from "./first-sentence.ts";
import type { ItemBuilder } from "./index.ts";

type Over = Do["over"];

export const buildDo: ItemBuilder = ({ base, chunks }, _earlier, context) => {
  const words = firstSentence(chunks);
  const called = words === null ? null : takeCalled(words);
  const over = words === null || called === null ? null : takeOver(words, context);
  const concurrency = words === null ? null : takeConcurrency(words);
  if (words === null || called === null || over === null || concurrency === null || !words.isAtEnd) {
    context.reporter.report({
      code: "build/do-form",
      severity: "error",
      span: base.span,
      message: "Unexpected text of DO, expected a procedure in code or a link to a runbook, and what it is called for",
      why: "The machine does not guess which items are changed, nor in which order.",
      fix: "Write `refresh` of `keystone`, ... for each of `a` -> `b`, ... for each of `a`, `b` in any order, or ... for each row of `worklist`",
    });
    return null;
  }
  return { kind: "Do", ...base, ...called, over, concurrency, text: textOf(chunks) };
};

/** A procedure of this document in code, or a link: to a procedure of another runbook where its words are code, else to all of it. */
function takeCalled(words: Words): Pick<Do, "procedure" | "link" | "isWhole"> | null {
  const token = words.peek();
  const link = words.rich.links.find(({ start, end }) => token !== null && start <= token.start && token.start < end);
  if (link !== undefined) {
    const called = words.takeCode()?.value ?? null;
    const isWhole = called === null || (words.peek()?.start ?? Infinity) < link.end;
    while ((words.peek()?.start ?? Infinity) < link.end) words.take();
    return { procedure: isWhole ? words.rich.text.slice(link.start, link.end).replaceAll("`", "") : called, link: link.url, isWhole };
  }
  const procedure = words.takeCode()?.value;
  return procedure === undefined ? null : { procedure, link: null, isWhole: false };
}

function takeOver(words: Words, context: BuildContext): Over | null {
  if (words.takeWords("of")) {
    const operands = takeOperands(words, context);
    return operands.length === 0 ? null : { kind: "once", arguments: operands };
  }
  if (words.takeWords("for each row of")) return takeRows(words, context);
  if (words.takeWords("for each of")) return takeList(words, context);
  return { kind: "once", arguments: [] };
}

function takeRows(words: Words, context: BuildContext): Over | null {
  const table = words.takeCode()?.value;
  if (table === undefined) return null;
  const order = words.takeWords("in the order") ? takeChain(words, context) : null;
  return order?.length === 0 ? null : { kind: "rows", table: readValueName(table)?.name ?? table, order };
}

/** An arrow orders; a comma does not, and then the author must say that no order is meant. */
function takeList(words: Words, context: BuildContext): Over | null {
  const mark = words.index;
  const chain = takeChain(words, context);
  if (chain.length > 0 && words.peek()?.text !== "," && !words.takeWords("in any order"))
    return { kind: "list", items: chain, isOrdered: true };
  words.goBack(mark);
  const items = takeOperands(words, context);
  return items.length > 0 && words.takeWords("in any order") ? { kind: "list", items, isOrdered: false } : null;
}

function takeChain(words: Words, context: BuildContext): Operand[] {
  const operands: Operand[] = [];
  do {
    const code = words.takeCode();
    if (code === null) return [];
    operands.push(makeOperand(code, context));
  } while (words.takeWords("->"));
  return operands;
}

/** `, 3 at a time`; one where nothing is said. */
function takeConcurrency(words: Words): number | null {
  if (!words.takeWords(",")) return 1;
  const count = words.takeCount();
  return count !== null && count > 0 && words.takeWords("at a time") ? count : null;
}
