/**
 * Binds `<name>`, `<name.column>` and `<name...>` where they are used: to a value with its variable and type, or to the
 * reason why they mean nothing there.
 */
import type { ValueOrigin, ValueReference } from "../ast/analysis.ts";
import type { Capture, Column } from "../ast/capture.ts";
import type { ItemId } from "../ast/item.ts";
import type { Span } from "../ast/node.ts";
import type { Parameter } from "../ast/parameter.ts";
import type { ValueType } from "../ast/value-type.ts";
import { suggest } from "../diagnostics/did-you-mean.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { CaptureFlow } from "./captures.ts";
import type { Declaration, Names } from "./declarations.ts";
import { nearest } from "./nearest.ts";
import { variableOf } from "./value-names.ts";

/** What may be written at one place of the document. */
export interface Scope {
  readonly names: Names;
  /** The item at which captures must have been made; that of the RUN, for its REVERT. */
  readonly item: ItemId;
  readonly flow: CaptureFlow;
  /** Parameters that an old document implies; `null` where every name must be declared. */
  readonly implied: Map<string, Parameter> | null;
}

export interface ValueProblem {
  readonly code: string;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  readonly declaredAt?: Span;
}

/** `value` is what the rest of the phase works with, a stand-in where there is a problem with the use; `null`: unknown name. */
export interface BoundValue {
  readonly value: ValueReference | "literal" | null;
  readonly problem: ValueProblem | null;
}

const tooMuch = "the shell gets one text: it cannot tell the columns apart";

export function bindValue(scope: Scope, name: string, column: string | null, isList: boolean): BoundValue {
  const declaration = scope.names.get(name);
  if (declaration === undefined) return { value: null, problem: null };
  if (declaration.kind === "parameter" && declaration.parameter.type.kind === "literal") return { value: "literal", problem: null };
  const bound = declaration.kind === "capture" ? bindCapture(declaration.capture, column) : bindScalar(declaration, column);
  const reference: ValueReference = { name, column, variable: variableOf(name, column), type: bound.type, origin: originOf(declaration) };
  const problem = bound.problem ?? checkList(reference, isList) ?? checkSet(scope, declaration, reference);
  return { value: reference, problem };
}

/** A value bound by one of the document's sentences; its problem is reported. */
export function bindReported(scope: Scope, name: string, column: string | null, span: Span, reporter: Reporter): ValueReference | null {
  const { value, problem } = bindValue(scope, name, column, false);
  if (problem !== null) reportValue(problem, span, reporter);
  if (value !== null && value !== "literal") return problem === null && !isSecretSaid(value, span, reporter) ? value : null;
  if (value === "literal") {
    reporter.report({
      code: "resolve/literal-as-value",
      severity: "error",
      span,
      message: `Unexpected \`<${name}>\` in a condition, expected a value: its type is \`literal\``,
      why: "a literal stands for itself and has nothing to compare",
      fix: "Write the text as plain code, or give the parameter a type",
    });
  } else if (scope.implied !== null) {
    return imply(scope.implied, name, false, span, reporter);
  } else {
    reportUnknown(scope, name, span, reporter);
  }
  return null;
}

/** A sentence is shown, and what it compares is recorded: no place for a secret. */
function isSecretSaid({ name, type }: ValueReference, span: Span, reporter: Reporter): boolean {
  if (type.kind !== "secret") return false;
  reporter.report({
    code: "resolve/secret-in-sentence",
    severity: "error",
    span,
    message: `Unexpected secret \`<${name}>\` in a sentence, expected it in a block only, behind \`<<<\``,
    why: "what a sentence names is shown to the operator and written into the record",
    fix: "Let a block use it, and judge what the block prints",
  });
  return true;
}

/** An undeclared `<x>` of an old document: asked for, as text, before anything runs. */
export function imply(
  implied: Map<string, Parameter>,
  name: string,
  isList: boolean,
  span: Span,
  reporter: Reporter | null,
): ValueReference {
  const text = { kind: "text" } as const;
  const parameter = implied.get(name) ?? {
    kind: "Parameter",
    name,
    type: isList ? { kind: "list", of: text } : text,
    typeText: isList ? "list of text" : "text",
    default: null,
    meaning: "",
    span,
  };
  if (!implied.has(name)) implied.set(name, parameter);
  reporter?.report({
    code: "resolve/unresolved-placeholder",
    severity: "warning",
    span,
    message: `Unexpected undeclared value \`<${name}>\`, expected a row in a table under a heading \`Parameters\``,
    why: "the operator is asked for it, and whatever is typed counts as text",
    fix: `Declare \`<${name}>\` with its type`,
  });
  return { name, column: null, variable: variableOf(name, null), type: parameter.type, origin: { kind: "parameter" } };
}

export function reportValue(problem: ValueProblem, span: Span, reporter: Reporter): void {
  const { code, message, why, fix, declaredAt } = problem;
  reporter.report({
    code,
    severity: "error",
    span,
    message,
    why,
    fix,
    ...(declaredAt && { related: [{ span: declaredAt, message: "it is declared here" }] }),
  });
}

function reportUnknown(scope: Scope, name: string, span: Span, reporter: Reporter): void {
  const near = nearest(name, () => [...scope.names.keys()], reporter);
  reporter.report({
    code: "resolve/unresolved-placeholder",
    severity: "error",
    span,
    message: `Unexpected undeclared value \`<${name}>\`, expected a parameter, a capture above or an argument of this procedure`,
    why: "what it stands for is not known anywhere",
    fix:
      near.length > 0
        ? `Write ${near.map((option) => `\`<${option}>\``).join(" or ")}`
        : `Declare \`<${name}>\` in the table under \`Parameters\``,
  });
}

interface Typed {
  readonly type: ValueType;
  readonly problem: ValueProblem | null;
}

/** Inert, so that a problem already reported causes no second one about quoting. */
const standIn = { kind: "int" } as const;

function bindScalar(declaration: Exclude<Declaration, { kind: "capture" }>, column: string | null): Typed {
  const type: ValueType =
    declaration.kind === "parameter" ? declaration.parameter.type : declaration.kind === "row" ? declaration.column.type : declaration.type;
  if (column === null) return { type, problem: null };
  return {
    type: standIn,
    problem: {
      code: "resolve/unknown-column",
      message: `Unexpected column in \`<${declaration.name}.${column}>\`, expected \`<${declaration.name}>\`: it is one value`,
      why: "there is nothing to take a column from",
      fix: `Write \`<${declaration.name}>\``,
      declaredAt: declaration.span,
    },
  };
}

function bindCapture(capture: Capture, column: string | null): Typed {
  const { form, name, nameSpan: declaredAt } = capture;
  if (form.kind === "row") return bindColumn(capture, form.columns, column);
  if (form.kind === "rows") {
    return {
      type: standIn,
      problem: {
        code: "resolve/table-as-value",
        message: `Unexpected table \`<${name}>\` in the place of a value, expected a value`,
        why: tooMuch,
        fix: `Go through its rows, as in "DO: ... for each row of \`${name}\`" or "every row's \`column\` is ..."`,
        declaredAt,
      },
    };
  }
  const type: ValueType = form.kind === "lines" ? { kind: "list", of: form.type } : form.type;
  if (column === null) return { type, problem: null };
  return {
    type: standIn,
    problem: {
      code: "resolve/unknown-column",
      message: `Unexpected column in \`<${name}.${column}>\`, expected \`<${name}>\`: the capture has no columns`,
      why: "there is nothing to take a column from",
      fix: `Write \`<${name}>\`, or capture \`one row of (...)\``,
      declaredAt,
    },
  };
}

function bindColumn(capture: Capture, columns: readonly Column[], name: string | null): Typed {
  const column = columns.find((candidate) => candidate.name === name);
  if (column !== undefined) return { type: column.type, problem: null };
  const all = columns.map((candidate) => `\`<${capture.name}.${candidate.name}>\``).join(", ");
  if (name === null) {
    return {
      type: standIn,
      problem: {
        code: "resolve/table-as-value",
        message: `Unexpected row \`<${capture.name}>\` in the place of a value, expected one of its columns`,
        why: tooMuch,
        fix: `Write one of ${all}`,
        declaredAt: capture.nameSpan,
      },
    };
  }
  const near = suggest(
    name,
    columns.map((candidate) => candidate.name),
  );
  return {
    type: standIn,
    problem: {
      code: "resolve/unknown-column",
      message: `Unexpected column \`${name}\` of \`${capture.name}\`, expected one of ${columns.map((candidate) => `\`${candidate.name}\``).join(", ")}`,
      why: "the capture does not measure it",
      fix: near.length > 0 ? `Write \`<${capture.name}.${near[0]}>\`` : `Write one of ${all}, or capture the column`,
      declaredAt: capture.nameSpan,
    },
  };
}

function checkList(reference: ValueReference, isList: boolean): ValueProblem | null {
  if (!isList || reference.type.kind === "list") return null;
  return {
    code: "resolve/not-a-list",
    message: `Unexpected \`<${reference.name}...>\`, expected \`<${reference.name}>\`: it is one value`,
    why: "`...` puts the elements of a list one after the other",
    fix: `Write \`<${reference.name}>\`, or declare it as \`list of ...\``,
  };
}

function checkSet(scope: Scope, declaration: Declaration, { name, column }: ValueReference): ValueProblem | null {
  if (declaration.kind !== "capture" || scope.flow.isSetAt(declaration.capture, scope.item)) return null;
  const written = column === null ? `<${name}>` : `<${name}.${column}>`;
  return {
    code: "resolve/use-before-capture",
    message: `Unexpected \`${written}\` here, expected its CAPTURE on every way to this line`,
    why: "on a way that leaves the CAPTURE out, the value is unset in the middle of the procedure",
    fix: "Move the CAPTURE above, out of a WHEN and before the jump that passes it",
    declaredAt: declaration.span,
  };
}

function originOf(declaration: Declaration): ValueOrigin {
  switch (declaration.kind) {
    case "parameter":
      return { kind: "parameter" };
    case "argument":
      return { kind: "argument", procedure: declaration.procedure.name };
    case "capture":
      return { kind: "capture", item: declaration.capture.id };
    case "row":
      return { kind: "row", item: declaration.table.id };
  }
}
