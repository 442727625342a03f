/**
 * One condition, and conditions joined by `;`, `and` or the end of their sentence.
 */
import type { Condition, Predicate, Subject } from "../../ast/condition.ts";
import type { BuildContext } from "../context.ts";
import { makeInlineBlock } from "../inline-code.ts";
import { isAboutCommand, readValueName, startsPredicate, takePredicate } from "./predicate.ts";
import { takeSubject, type SubjectStart } from "./subject.ts";
import { Words } from "./words.ts";

export interface Half {
  readonly kind: "half";
  readonly unexpected: string;
  readonly expected: string;
  /** Where the usual advice does not help. */
  readonly fix?: string;
}

/** What a sentence is to the machine. */
export type Reading =
  | { readonly kind: "conditions"; readonly conditions: readonly Condition[] }
  /** Part of it is a condition, in the words of a diagnostic. */
  | Half
  | { readonly kind: "code" }
  | { readonly kind: "prose" };

/** Reads the rest of the sentence as conditions, all of it or nothing. */
export function readConditions(words: Words, context: BuildContext): Reading {
  if (isCodeOnly(words)) return { kind: "code" };
  const conditions: Condition[] = [];
  for (;;) {
    const from = words.index;
    const condition = takeCondition(words, context);
    if (condition === null) return explainFailure(words, from, conditions.length > 0, context);
    conditions.push(condition);
    if (words.isAtEnd) return { kind: "conditions", conditions };
    const joint = words.index;
    if (words.peek()?.text === ".") {
      return {
        kind: "half",
        unexpected: `\`${words.peek(1)?.text.replaceAll("`", "") ?? "."}\` in lower case behind a full stop`,
        expected: "a capital letter where a sentence begins",
        fix: "Begin the sentence with a capital letter, or join the conditions with `;`",
      };
    }
    if (!words.takeWords("; and") && !words.takeWords(", and") && !words.takeWords(";") && !words.takeWords("and")) {
      return {
        kind: "half",
        unexpected: `\`${words.textBetween(joint, joint + 1).replaceAll("`", "")}\` behind a condition`,
        expected: "`;`, `and` or the end of the sentence",
      };
    }
  }
}

/** Column, predicate and further columns of the same row: ``every row's `a` is `b` and `c` is `d` ``. */
export function takeRowPredicates(words: Words, context: BuildContext): { column: string; predicate: Predicate }[] | null {
  const where: { column: string; predicate: Predicate }[] = [];
  for (;;) {
    const mark = words.index;
    if (where.length > 0 && !words.takeWords("and")) return where;
    const code = words.takeCode();
    const predicate = code === null || readValueName(code.value) !== null ? null : takePredicate(words, context);
    if (code === null || predicate === null || isAboutCommand(predicate)) {
      words.goBack(mark);
      return where.length > 0 ? where : null;
    }
    where.push({ column: code.value, predicate });
  }
}

function takeCondition(words: Words, context: BuildContext): Condition | null {
  const from = words.index;
  const start = takeSubject(words);
  if (start === null) return null;
  const read = takeSaid(start, words, context);
  if (read === null) {
    words.goBack(from);
    return null;
  }
  return {
    kind: "Condition",
    ...read,
    text: words.textBetween(from, words.index),
    span: words.spanOf(words.rangeBetween(from, words.index), context),
  };
}

function takeSaid(start: SubjectStart, words: Words, context: BuildContext): { subject: Subject; predicate: Predicate | null } | null {
  if (start.kind === "Rows") {
    const where = takeRowPredicates(words, context);
    return where === null ? null : { subject: { ...start, where }, predicate: null };
  }
  const predicate = takePredicate(words, context);
  if (predicate === null && start.kind === "Lines" && "count" in start.quantifier && endsHere(words)) return { subject: start, predicate };
  if (predicate === null || isAboutCommand(predicate) !== (start.kind === "Command")) return null;
  switch (start.kind) {
    case "Stream":
    case "Lines":
      return { subject: start, predicate };
    case "Value": {
      const { code, ...subject } = start;
      return { subject: { ...subject, span: context.span(code.source.start, code.source.end) }, predicate };
    }
    case "Command":
      return { subject: { kind: "Command", block: makeInlineBlock(start.code, context) }, predicate };
  }
}

/** `exactly 3 lines.` counts: nothing more is said of them. */
function endsHere(words: Words): boolean {
  const next = words.peek()?.text.toLowerCase();
  return next === undefined || [";", ",", "and"].includes(next);
}

const mixed: Half = {
  kind: "half",
  unexpected: "sentence that is a condition in one part and words in another",
  expected: "a condition from beginning to end",
};

/** Prose, or half a condition: some clause of it can be judged, or one begins like a condition and does not end as one. */
function explainFailure(words: Words, at: number, hasCondition: boolean, context: BuildContext): Reading {
  words.goBack(at);
  if (hasCondition) return mixed;
  const subject = takeSubject(words);
  if (subject !== null && subject.kind !== "Command" && startsPredicate(words)) {
    return {
      kind: "half",
      unexpected: "words behind the subject of a condition",
      expected: "what must hold of it, such as `is empty`, or `is` and a literal in code",
    };
  }
  if (subject?.kind === "Command" && takePredicate(words, context) !== null && words.isAtEnd) {
    return {
      kind: "half",
      unexpected: "code as the subject of a condition",
      expected: "`succeeds`, `fails` or `prints` behind a command, or `<name>` for a value",
    };
  }
  words.goBack(at);
  while (!words.isAtEnd) {
    if (!words.takeWords(";") && !words.takeWords("and") && words.take()?.text.endsWith(".") !== true) continue;
    const mark = words.index;
    if (takeCondition(words, context) !== null && (words.isAtEnd || words.takeWords(";") || words.takeWords("and"))) {
      return mixed;
    }
    words.goBack(mark);
  }
  return { kind: "prose" };
}

function isCodeOnly(words: Words): boolean {
  const mark = words.index;
  const isOnly = words.takeCode() !== null && words.isAtEnd;
  words.goBack(mark);
  return isOnly;
}
