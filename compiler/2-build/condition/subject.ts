/**
 * What a condition is about: an output, its lines, a value, the rows of a table, a command of its own.
 */
import type { Quantifier } from "../../ast/condition.ts";
import type { CodeSpan } from "../rich-text.ts";
import { readValueName } from "./predicate.ts";
import type { Words } from "./words.ts";

/** A subject as read; a `Rows` still lacks the columns that its predicates judge. */
export type SubjectStart =
  | { readonly kind: "Stream"; readonly stream: "stdout" | "stderr" | "output" | "exit" }
  | { readonly kind: "Lines"; readonly quantifier: Quantifier }
  | { readonly kind: "Value"; readonly name: string; readonly column: string | null; readonly code: CodeSpan }
  | { readonly kind: "Rows"; readonly table: string | null; readonly quantifier: Quantifier }
  | { readonly kind: "Command"; readonly code: CodeSpan };

const streams = ["stdout", "stderr", "output", "exit"] as const;

export function takeSubject(words: Words): SubjectStart | null {
  const stream = streams.find((name) => words.takeWords(name));
  if (stream !== undefined) return { kind: "Stream", stream };
  const code = words.takeCode();
  if (code !== null) {
    const value = readValueName(code.value);
    return value === null ? { kind: "Command", code } : { kind: "Value", ...value, code };
  }
  const mark = words.index;
  const subject = takeQuantified(words);
  if (subject === null) words.goBack(mark);
  return subject;
}

function takeQuantified(words: Words): SubjectStart | null {
  let table: string | null = null;
  if (words.takeWords("in")) {
    const code = words.takeCode();
    if (code === null) return null;
    table = readValueName(code.value)?.name ?? code.value;
    words.takeWords(",");
  }
  const quantifier = takeQuantifier(words);
  if (quantifier === null) return null;
  if (words.takeWords("row's|rows'")) return { kind: "Rows", table, quantifier };
  return table === null && words.takeWords("line|lines") ? { kind: "Lines", quantifier } : null;
}

function takeQuantifier(words: Words): Quantifier | null {
  if (words.takeWords("every")) return { kind: "every" };
  if (words.takeWords("some")) return { kind: "some" };
  if (words.takeWords("no")) return { kind: "no" };
  const kind = words.takeWords("exactly")
    ? "exactly"
    : words.takeWords("at least")
      ? "atLeast"
      : words.takeWords("at most")
        ? "atMost"
        : null;
  const count = kind === null ? null : words.takeCount();
  return kind === null || count === null ? null : { kind, count };
}
