/**
 * Binds the right side of a condition and refuses comparisons that can never be true, or whose answer would be chance.
 */
import { describeType } from "../ast/value-type.ts";
import type { Operand, Predicate } from "../ast/condition.ts";
import type { Span } from "../ast/node.ts";
import { statusesOfNo } from "../ast/answering-no.ts";
import { findPlaceholders } from "../ast/placeholder-token.ts";
import type { ResolvedOperand, ResolvedPredicate } from "../ast/resolved.ts";
import type { ShellBlock } from "../ast/shell-block.ts";
import type { ScalarType, ValueType } from "../ast/value-type.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Context } from "./context.ts";
import { reportPattern } from "./declarations.ts";
import type { Place } from "./layout.ts";
import { quantityOf } from "./quantities.ts";
import { findTable } from "./tables.ts";
import { fitsType } from "./value-fits.ts";
import { bindReported, bindValue, type Scope } from "./values.ts";

/** Where a predicate stands, and the type of what is on its left. */
export interface Comparison {
  readonly place: Place;
  readonly scope: Scope;
  readonly context: Context;
  readonly subject: ValueType;
  /** Where the subject is a command: `succeeds` and `prints` are for it alone. */
  readonly command: ShellBlock | null;
  readonly span: Span;
}

const commandPredicates: readonly Predicate["kind"][] = ["succeeds", "fails", "prints", "printsNothing"];
const listPredicates: readonly Predicate["kind"][] = ["isEmpty", "isNotEmpty", "contains", "doesNotContain"];

/** The bound predicate, or `null` with a report. */
export function bindPredicate(predicate: Predicate, comparison: Comparison): ResolvedPredicate | null {
  if (!checkFit(predicate, comparison)) return null;
  switch (predicate.kind) {
    case "isEmpty":
    case "isNotEmpty":
    case "succeeds":
    case "printsNothing":
      return { kind: predicate.kind };
    case "fails":
      return { kind: "fails", statuses: comparison.command === null ? null : statusesOfNo(comparison.command) };
    case "matches":
      return reportPattern(predicate.pattern, comparison.span, comparison.context.reporter, predicate.flags) ? predicate : null;
    case "isIn":
    case "isNotIn":
      return bindMembership(predicate, comparison);
    case "isOneOf": {
      const operands = predicate.operands.map((operand) => bindEqual(operand, comparison));
      return operands.every((operand) => operand !== null) ? { kind: "isOneOf", operands } : null;
    }
    case "isBetween": {
      const low = bindQuantity(predicate.low, comparison);
      const high = bindQuantity(predicate.high, comparison);
      return low !== null && high !== null && checkSameFamily(low, high, comparison) ? { kind: "isBetween", low, high } : null;
    }
    case "isAtLeast":
    case "isAtMost":
    case "isMoreThan":
    case "isLessThan":
      return withOperand(predicate.kind, bindQuantity(predicate.operand, comparison));
    case "isNewerThan":
    case "isAPatchAbove":
      return withOperand(predicate.kind, bindVersion(predicate.operand, comparison));
    case "is":
    case "isNot":
      return withOperand(predicate.kind, bindEqual(predicate.operand, comparison));
    case "contains":
    case "doesNotContain":
    case "prints":
      return withOperand(predicate.kind, bindOperand(predicate.operand, comparison));
  }
}

type WithOperand = Extract<ResolvedPredicate, { readonly operand: ResolvedOperand }>["kind"];

function withOperand(kind: WithOperand, operand: ResolvedOperand | null): ResolvedPredicate | null {
  return operand === null ? null : { kind, operand };
}

function checkFit({ kind }: Predicate, { command, subject, span, context }: Comparison): boolean {
  const isOfCommand = commandPredicates.includes(kind);
  const isCommand = command !== null;
  const isFit = isCommand ? isOfCommand : !isOfCommand && (subject.kind !== "list" || listPredicates.includes(kind));
  if (isFit) return true;
  context.reporter.report({
    code: "resolve/predicate-does-not-fit",
    severity: "error",
    span,
    message: isCommand
      ? "Unexpected comparison with a command, expected `succeeds`, `fails`, `prints X` or `prints nothing`"
      : isOfCommand
        ? "Unexpected predicate of a command, expected a command in code before it"
        : "Unexpected comparison with a list, expected `is empty`, `is not empty`, `contains X` or `does not contain X`",
    why: "the machine would have to guess what is compared",
    fix: isCommand
      ? "Write what the command prints, or give the GATE the command as its own fence"
      : "Say what is compared: `stdout`, `every line`, a value, or a command",
  });
  return false;
}

/** A value or a literal, whatever its type. A literal that is spelled like a value is a slip. */
export function bindOperand(operand: Operand, { scope, context }: Pick<Comparison, "scope" | "context">): ResolvedOperand | null {
  const { reporter } = context;
  if (operand.kind === "ValueReference") {
    const value = bindReported(scope, operand.name, operand.column, operand.span, reporter);
    return value === null ? null : { kind: "value", value };
  }
  const inside = findPlaceholders(operand.text).find(({ name }) => scope.names.has(name));
  if (inside !== undefined) return reportValueInLiteral(operand, inside.name, reporter);
  const declared = scope.names.get(operand.text);
  if (declared === undefined) return { kind: "literal", text: operand.text };
  reporter.report({
    code: "resolve/literal-like-value",
    severity: "error",
    span: operand.span,
    message: `Unexpected literal \`${operand.text}\`, which is also the name of a value: did you mean \`<${operand.text}>\`, expected a value or another text`,
    why: "plain code is compared letter by letter: the condition asks for the word itself",
    fix: `Write \`<${operand.text}>\`, or rename the value`,
    related: [{ span: declared.span, message: `\`<${operand.text}>\` is declared here` }],
  });
  return null;
}

/** Text around a value is not put together: the sentence would ask for the angle brackets themselves, and never hold. */
function reportValueInLiteral(operand: Operand & { kind: "Literal" }, name: string, reporter: Reporter): null {
  reporter.report({
    code: "resolve/value-in-literal",
    severity: "error",
    span: operand.span,
    message: `Unexpected value \`<${name}>\` inside the literal \`${operand.text}\`, expected the value alone or text alone`,
    why: "a literal is compared letter by letter, angle brackets included: the condition could never hold",
    fix: `Let the command print \`<${name}>\` alone, or compare inside the block`,
  });
  return null;
}

function bindEqual(operand: Operand, comparison: Comparison): ResolvedOperand | null {
  const bound = bindOperand(operand, comparison);
  if (bound === null || comparison.subject.kind === "list") return bound;
  const subject: ScalarType = comparison.subject;
  const isPossible = bound.kind === "literal" ? fitsType(subject, bound.text) : canEqual(subject, bound.value.type);
  if (isPossible || subject.kind === "text") return bound;
  reportOperand(
    operand,
    comparison,
    "resolve/never-equal",
    describeType(subject),
    "the two can never be equal, so the condition says nothing about the world",
  );
  return null;
}

function canEqual(a: ScalarType, b: ValueType): boolean {
  const open: readonly ValueType["kind"][] = ["text", "pattern", "oneOf", "path", "url", "secret"];
  return a.kind === b.kind || open.includes(a.kind) || open.includes(b.kind);
}

function bindQuantity(operand: Operand, comparison: Comparison): ResolvedOperand | null {
  return bindMeasured(
    operand,
    comparison,
    "int",
    (text) => isQuantity(text, comparison.subject),
    comparison.subject.kind === "int" ? "a number without a unit" : "a number, a size (`500 MB`) or a duration (`10 min`)",
  );
}

/** An integer has no unit, and is compared with nothing that has one. */
const isQuantity = (text: string, { kind }: ValueType): boolean =>
  kind === "int" ? quantityOf(text) === "number" : quantityOf(text) !== null;

function bindVersion(operand: Operand, comparison: Comparison): ResolvedOperand | null {
  // `3.6.25-1`: a revision comes after 3.6.25, a pre-release before it; the runtime does not guess either.
  const isVersion = (text: string): boolean => fitsType({ kind: "semver" }, text) && !/^v?[\d.]+-\d/.test(text.trim());
  return bindMeasured(operand, comparison, "semver", isVersion, "a version such as `3.6.25`");
}

/** Both sides must be of the kind that the predicate measures, or text that is read as it when the procedure runs. */
function bindMeasured(
  operand: Operand,
  comparison: Comparison,
  type: "int" | "semver",
  isLiteral: (text: string) => boolean,
  expected: string,
): ResolvedOperand | null {
  const bound = bindOperand(operand, comparison);
  if (bound === null) return null;
  const isMeasured = (kind: ValueType["kind"]): boolean => kind === type || kind === "text" || kind === "pattern";
  const isOperandFit = bound.kind === "literal" ? isLiteral(bound.text) : isMeasured(bound.value.type.kind);
  if (isOperandFit && isMeasured(comparison.subject.kind)) return bound;
  reportOperand(
    operand,
    comparison,
    "resolve/operand-does-not-fit",
    isOperandFit ? `${expected} on the left` : expected,
    "the comparison has no meaning for this type, and a run would stop at it",
  );
  return null;
}

function checkSameFamily(low: ResolvedOperand, high: ResolvedOperand, { span, context }: Comparison): boolean {
  if (low.kind !== "literal" || high.kind !== "literal" || quantityOf(low.text) === quantityOf(high.text)) return true;
  context.reporter.report({
    code: "resolve/operand-does-not-fit",
    severity: "error",
    span,
    message: `Unexpected limits \`${low.text}\` and \`${high.text}\`, expected two of one kind`,
    why: "a size and a duration have no order",
    fix: "Write both with units of one kind",
  });
  return false;
}

function reportOperand(operand: Operand, { context }: Comparison, code: string, expected: string, why: string): void {
  const written = operand.kind === "Literal" ? operand.text : `<${operand.name}${operand.column === null ? "" : `.${operand.column}`}>`;
  context.reporter.report({
    code,
    severity: "error",
    span: operand.span,
    message: `Unexpected \`${written}\`, expected ${expected}`,
    why,
    fix: "Compare with something of the same type, or change the declared type",
  });
}

function bindMembership(
  predicate: Extract<Predicate, { kind: "isIn" | "isNotIn" }>,
  { place, scope, context }: Comparison,
): ResolvedPredicate | null {
  const declared = scope.names.get(predicate.table);
  if (declared?.kind === "parameter" && declared.parameter.type.kind === "list") {
    const { value } = bindValue(scope, predicate.table, null, true);
    return value === null || value === "literal" ? null : { kind: predicate.kind, table: value };
  }
  const table = findTable(
    { name: predicate.table, forms: ["rows", "lines"], expected: "a table or a list of lines", span: predicate.span },
    place,
    scope,
    context,
  );
  return table === null ? null : { kind: predicate.kind, table: table.id };
}
