/**
 * What a condition says of its subject: `is at least 500 MB`, `is not one of ...`, `matches` a pattern.
 */
import type { Operand, Predicate } from "../../ast/condition.ts";
import type { BuildContext } from "../context.ts";
import type { CodeSpan, Range } from "../rich-text.ts";
import type { Words } from "./words.ts";

/** `<name>` or `<name.column>` in a code span. */
export function readValueName(text: string): { name: string; column: string | null } | null {
  const match = /^<([A-Za-z][A-Za-z0-9_-]*)(?:\.([A-Za-z][A-Za-z0-9_-]*))?>$/.exec(text);
  return match === null ? null : { name: match[1] ?? "", column: match[2] ?? null };
}

export function makeOperand(code: CodeSpan, context: BuildContext): Operand {
  const span = context.span(code.source.start, code.source.end);
  const value = readValueName(code.value);
  return value === null ? { kind: "Literal", text: code.value, span } : { kind: "ValueReference", ...value, span };
}

const units = /^(?:B|kB|KB|MB|GB|TB|KiB|MiB|GiB|TiB|ms|s|min|m|h|d|%)$/;

/** Code, or a number with its unit. */
export function takeOperand(words: Words, context: BuildContext): Operand | null {
  const code = words.takeCode();
  if (code !== null) return makeOperand(code, context);
  const token = words.peek();
  if (token?.kind !== "word" || !/^-?\d[\w.%-]*$/.test(token.text)) return null;
  words.take();
  const unit = words.peek();
  const hasUnit = unit?.kind === "word" && units.test(unit.text) && /^-?\d+(?:\.\d+)?$/.test(token.text);
  if (hasUnit) words.take();
  const range: Range = { start: token.start, end: hasUnit ? unit.end : token.end };
  return { kind: "Literal", text: words.rich.text.slice(range.start, range.end), span: words.spanOf(range, context) };
}

/** `A, B`, `A or B`, `A, B and C` is not one of them: `and` joins conditions. */
export function takeOperands(words: Words, context: BuildContext): Operand[] {
  const operands: Operand[] = [];
  for (;;) {
    const mark = words.index;
    if (operands.length > 0 && !words.takeWords(", or") && !words.takeWords(",") && !words.takeWords("or")) return operands;
    const operand = takeOperand(words, context);
    if (operand === null) {
      words.goBack(mark);
      return operands;
    }
    operands.push(operand);
  }
}

type Reader = (words: Words, context: BuildContext) => Predicate | null;

const withOperand =
  (kind: Extract<Predicate, { operand: Operand }>["kind"]): Reader =>
  (words, context) => {
    const operand = takeOperand(words, context);
    return operand === null ? null : ({ kind, operand } as Predicate);
  };

const alone =
  (kind: "isEmpty" | "isNotEmpty" | "succeeds" | "fails" | "printsNothing"): Reader =>
  () => ({ kind });

const inTable =
  (kind: "isIn" | "isNotIn"): Reader =>
  (words, context) => {
    const code = words.takeCode();
    if (code === null) return null;
    const table = readValueName(code.value)?.name ?? code.value;
    return { kind, table, span: context.span(code.source.start, code.source.end) };
  };

const isOneOf: Reader = (words, context) => {
  const operands = takeOperands(words, context);
  return operands.length === 0 ? null : { kind: "isOneOf", operands };
};

const isBetween: Reader = (words, context) => {
  const low = takeOperand(words, context);
  if (low === null || !words.takeWords("and")) return null;
  const high = takeOperand(words, context);
  return high === null ? null : { kind: "isBetween", low, high };
};

const matches: Reader = (words) => {
  const match = /^\/(.*)\/([a-z]*)$/s.exec(words.takeCode()?.value ?? "");
  return match === null ? null : { kind: "matches", pattern: match[1] ?? "", flags: match[2] ?? "" };
};

/** Longest phrase first, so that `is` is not taken for the whole of `is not empty`. */
const forms: readonly (readonly [phrase: string, reader: Reader])[] = [
  ["is|are not empty", alone("isNotEmpty")],
  ["is|are not in", inTable("isNotIn")],
  ["is|are not", withOperand("isNot")],
  ["is|are empty", alone("isEmpty")],
  ["is|are one of", isOneOf],
  ["is|are at least", withOperand("isAtLeast")],
  ["is|are at most", withOperand("isAtMost")],
  ["is|are more than", withOperand("isMoreThan")],
  ["is|are less than", withOperand("isLessThan")],
  ["is|are between", isBetween],
  ["is|are newer than", withOperand("isNewerThan")],
  ["is|are a patch above", withOperand("isAPatchAbove")],
  ["is|are in", inTable("isIn")],
  ["is|are", withOperand("is")],
  ["does|do not contain", withOperand("doesNotContain")],
  ["contains|contain", withOperand("contains")],
  ["matches|match", matches],
  ["succeeds", alone("succeeds")],
  ["fails", alone("fails")],
  ["prints nothing", alone("printsNothing")],
  ["prints", withOperand("prints")],
];

const probeKinds: ReadonlySet<Predicate["kind"]> = new Set(["succeeds", "fails", "prints", "printsNothing"]);

/** True for what can be said of a command only. */
export function isAboutCommand(predicate: Predicate): boolean {
  return probeKinds.has(predicate.kind);
}

/** True where the next words begin a predicate, complete or not. */
export function startsPredicate(words: Words): boolean {
  const mark = words.index;
  const starts = forms.some(([phrase]) => words.takeWords(phrase));
  words.goBack(mark);
  return starts;
}

export function takePredicate(words: Words, context: BuildContext): Predicate | null {
  const mark = words.index;
  for (const [phrase, reader] of forms) {
    if (!words.takeWords(phrase)) continue;
    const predicate = reader(words, context);
    if (predicate !== null) return predicate;
    words.goBack(mark);
  }
  return null;
}
