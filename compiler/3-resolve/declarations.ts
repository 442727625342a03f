/**
 * Every name that may stand in `<...>`: parameters and captures of the document, arguments and captures of each
 * procedure. A name is declared once in a scope; a procedure's own names hide those of the document.
 */
import { describeType } from "../ast/value-type.ts";
import type { Capture, Column } from "../ast/capture.ts";
import type { ItemId } from "../ast/item.ts";
import type { Span } from "../ast/node.ts";
import type { Parameter } from "../ast/parameter.ts";
import type { Procedure } from "../ast/procedure.ts";
import type { ScalarType, ValueType } from "../ast/value-type.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Context } from "./context.ts";
import type { Body, Place } from "./layout.ts";
import { checkPattern } from "./regular-expressions.ts";
import { fitsType } from "./value-fits.ts";
import { checkCollisions, checkValueName, type NamedValue } from "./value-names.ts";

export type Declaration =
  | { readonly kind: "parameter"; readonly name: string; readonly parameter: Parameter; readonly span: Span }
  | { readonly kind: "argument"; readonly name: string; readonly procedure: Procedure; readonly type: ValueType; readonly span: Span }
  | { readonly kind: "capture"; readonly name: string; readonly capture: Capture; readonly span: Span }
  /** A column of the row at hand, in an EXCLUDE's evidence. */
  | { readonly kind: "row"; readonly name: string; readonly column: Column; readonly table: Capture; readonly span: Span };

export type Names = ReadonlyMap<string, Declaration>;

export interface Declarations {
  readonly document: Names;
  /** By the PROCEDURE's item. */
  readonly ofProcedure: ReadonlyMap<ItemId, Names>;
  /** By name; the first where two have the same one. */
  readonly procedures: ReadonlyMap<string, Procedure>;
}

export function declareNames(context: Context): Declarations {
  const { runbook, layout, reporter } = context;
  for (const parameter of runbook.parameters) checkParameter(parameter, reporter);
  for (const { item } of layout.places) if (item.kind === "Capture") checkCapture(item, reporter);
  const document = collect(
    runbook.parameters.map(declareParameter),
    layout.places.filter((place) => place.procedure === null),
    reporter,
  );
  const ofProcedure = new Map<ItemId, Names>();
  const procedures = new Map<string, Procedure>();
  for (const { procedure } of layout.bodies) {
    if (procedure === null) continue;
    declareProcedure(procedure, procedures, reporter);
    const places = layout.places.filter((place) => place.procedure?.id === procedure.id);
    const names = collect(
      procedure.parameters.map((parameter) => declareArgument(parameter, procedure, reporter)),
      places,
      reporter,
    );
    ofProcedure.set(procedure.id, names);
  }
  const declarations: Declarations = { document, ofProcedure, procedures };
  for (const [id, names] of ofProcedure) {
    const around = namesAround(layout.places.find(({ procedure }) => procedure?.id === id)?.around, declarations);
    const visible = [...around.values()].filter(({ name }) => !names.has(name));
    checkCollisions(variablesOf(visible), variablesOf(names.values()), reporter);
  }
  checkCollisions([], variablesOf(document.values()), reporter);
  return declarations;
}

/** The names that a place may use, its procedure's first. */
export function namesAt({ procedure, around }: Pick<Place, "procedure" | "around">, declarations: Declarations): Names {
  if (procedure === null) return declarations.document;
  return new Map([...namesAround(around, declarations), ...(declarations.ofProcedure.get(procedure.id) ?? [])]);
}

/** What was taken in from another document knows nothing of the document that calls it. */
function namesAround(around: Body | undefined, { document, ofProcedure }: Declarations): Names {
  if (around === undefined) return new Map();
  return around.procedure === null ? document : (ofProcedure.get(around.procedure.id) ?? new Map());
}

/** An argument; of a document that is called as a whole it has the type, and may be the literal, of its row. */
function declareArgument({ name, span, declared }: Procedure["parameters"][number], procedure: Procedure, reporter: Reporter): Declaration {
  if (declared === null) return { kind: "argument", name, procedure, type: { kind: "text" }, span };
  checkParameter(declared, reporter);
  if (declared.type.kind === "literal") return declareParameter(declared);
  return { kind: "argument", name, procedure, type: declared.type, span };
}

function declareParameter(parameter: Parameter): Declaration {
  return { kind: "parameter", name: parameter.name, parameter, span: parameter.span };
}

function declareProcedure(procedure: Procedure, procedures: Map<string, Procedure>, reporter: Reporter): void {
  const first = procedures.get(procedure.name);
  if (first === undefined) {
    procedures.set(procedure.name, procedure);
    return;
  }
  reporter.report({
    code: "resolve/procedure-declared-twice",
    severity: "error",
    span: procedure.labelSpan,
    message: `Unexpected second PROCEDURE \`${procedure.name}\`, expected one body for each name`,
    why: "a DO could mean either, and the operator would read one and run the other",
    fix: `Rename one of them, and the DOs that mean it`,
    related: [{ span: first.labelSpan, message: `\`${procedure.name}\` is declared here` }],
  });
}

function collect(outer: readonly Declaration[], places: readonly Place[], reporter: Reporter): Names {
  const names = new Map<string, Declaration>();
  const captures = places.map(({ item }) => item).filter((item) => item.kind === "Capture");
  const inner: Declaration[] = captures.map((capture) => ({ kind: "capture", name: capture.name, capture, span: capture.nameSpan }));
  for (const declaration of [...outer, ...inner]) {
    checkValueName(declaration.name, declaration.span, reporter);
    const first = names.get(declaration.name);
    if (first === undefined) {
      names.set(declaration.name, declaration);
      continue;
    }
    reporter.report({
      code: "resolve/assigned-twice",
      severity: "error",
      span: declaration.span,
      message: `Unexpected second value for \`<${declaration.name}>\`, expected a new name`,
      why: "which of the two readings a command gets would depend on where the run was resumed",
      fix: `Name this one after what is different, for example \`<${declaration.name}-after>\``,
      related: [{ span: first.span, message: `\`<${first.name}>\` is declared here` }],
    });
  }
  return names;
}

function* variablesOf(declarations: Iterable<Declaration>): Iterable<NamedValue> {
  for (const declaration of declarations) {
    const { name, span } = declaration;
    yield { name, column: null, span };
    const form = declaration.kind === "capture" ? declaration.capture.form : null;
    if (form?.kind !== "row" && form?.kind !== "rows") continue;
    for (const column of form.columns) yield { name, column: column.name, span: column.span };
  }
}

function checkParameter(parameter: Parameter, reporter: Reporter): void {
  const { type, span } = parameter;
  const scalar = type.kind === "list" ? type.of : type;
  if (!checkTypePattern(scalar, span, reporter) || parameter.default === null) return;
  if (scalar.kind === "date" && parameter.default === "today") return;
  const texts = type.kind === "list" ? parameter.default.split(",").map((text) => text.trim()) : [parameter.default];
  const misfit = texts.find((text) => !fitsType(scalar, text));
  if (scalar.kind === "secret") {
    reporter.report({
      code: "resolve/secret-with-default",
      severity: "error",
      span,
      message: `Unexpected default for the secret \`<${parameter.name}>\`, expected none`,
      why: "the document is in git: the secret would be too",
      fix: "Remove the default; the operator is asked without echo",
    });
  } else if (misfit !== undefined) {
    reporter.report({
      code: "resolve/default-does-not-fit",
      severity: "error",
      span,
      message: `Unexpected default \`${misfit}\` for \`<${parameter.name}>\`, expected ${describeType(scalar)}`,
      why: "the value is refused before anything runs, so the default can never be used",
      fix: "Write a default that fits, or another type",
    });
  }
}

function checkCapture(capture: Capture, reporter: Reporter): void {
  const { form } = capture;
  if (form.kind === "rows" || form.kind === "row") {
    const seen = new Set<string>();
    for (const column of form.columns) {
      checkValueName(column.name, column.span, reporter);
      checkTypePattern(column.type, column.span, reporter);
      if (seen.has(column.name)) reportColumnTwice(column, capture, reporter);
      seen.add(column.name);
    }
    return;
  }
  if (form.kind === "firstMatch") reportPattern(form.pattern, capture.span, reporter);
  checkTypePattern(form.type, capture.span, reporter);
}

function reportColumnTwice(column: Column, capture: Capture, reporter: Reporter): void {
  reporter.report({
    code: "resolve/assigned-twice",
    severity: "error",
    span: column.span,
    message: `Unexpected second column \`${column.name}\` in \`${capture.name}\`, expected each name once`,
    why: `\`<${capture.name}.${column.name}>\` would mean either`,
    fix: "Rename one of the columns",
  });
}

function checkTypePattern(type: ScalarType, span: Span, reporter: Reporter): boolean {
  return type.kind !== "pattern" || reportPattern(type.pattern, span, reporter);
}

/** Reports a regular expression that must not be used; true if it may. */
export function reportPattern(pattern: string, span: Span, reporter: Reporter, flags = ""): boolean {
  const problem = checkPattern(pattern, flags);
  if (problem === null) return true;
  reporter.report({
    code: "resolve/unsafe-pattern",
    severity: "error",
    span,
    message: `Unexpected ${problem.unexpected}, expected ${problem.expected}`,
    why: "on some output the match takes minutes or never ends, in the middle of a change",
    fix: problem.fix,
  });
  return false;
}
