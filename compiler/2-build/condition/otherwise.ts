/**
 * `Otherwise STOP: why.`, `Otherwise skip this item: why.`, `Otherwise go to Step 5.`, ``Otherwise DO: `x`, then STOP.``
 */
import type { Operand, Otherwise } from "../../ast/condition.ts";
import type { BuildContext } from "../context.ts";
import { takeOperand } from "./predicate.ts";
import type { Words } from "./words.ts";

/** `null` if the sentence is none of the four forms. */
export function readOtherwise(words: Words, context: BuildContext): Otherwise | null {
  const from = words.index;
  if (!words.takeWords("otherwise")) return null;
  const text = words.rich.text;
  const span = words.spanOf({ start: words.rangeBetween(from, from + 1).start, end: text.length }, context);
  if (takeExactly(words, "STOP")) return withWhy("stop", words, text, span);
  if (words.takeWords("skip this item")) return withWhy("skipItem", words, text, span);
  if (words.takeWords("go to")) {
    const target = takeRest(words).split(/: | -- /)[0] ?? "";
    return target === "" ? null : { kind: "goTo", target: target.replaceAll("`", ""), text, span };
  }
  return takeExactly(words, "DO") ? readCall(words, context, text, span) : null;
}

function withWhy(kind: "stop" | "skipItem", words: Words, text: string, span: Otherwise["span"]): Otherwise | null {
  if (words.isAtEnd) return { kind, why: "", text, span };
  if (!words.takeWords(":") && !words.takeWords("--")) return null;
  return { kind, why: takeRest(words), text, span };
}

function readCall(words: Words, context: BuildContext, text: string, span: Otherwise["span"]): Otherwise | null {
  words.takeWords(":");
  const procedure = words.takeCode()?.value;
  if (procedure === undefined) return null;
  const operands: Operand[] = [];
  if (words.takeWords("of")) {
    do {
      const operand = takeOperand(words, context);
      if (operand === null) return null;
      operands.push(operand);
    } while (words.peek(1)?.kind !== "word" && words.takeWords(","));
  }
  words.takeWords(",");
  if (!words.takeWords("then") || !takeExactly(words, "STOP") || !words.isAtEnd) return null;
  return { kind: "doThenStop", procedure, arguments: operands, text, span };
}

function takeExactly(words: Words, word: string): boolean {
  return words.peek()?.text === word && words.take() !== null;
}

/** The author's words up to the end of the sentence. */
function takeRest(words: Words): string {
  const from = words.index;
  while (words.take() !== null);
  return words.textBetween(from, words.index);
}
