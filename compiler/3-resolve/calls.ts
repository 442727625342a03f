/**
 * Binds each DO to the procedure it calls: every argument given, columns for parameters of the same name. Rows that no
 * DO covers are found when the procedure runs.
 */
import type { Operand } from "../ast/condition.ts";
import type { Do } from "../ast/do.ts";
import type { ItemId } from "../ast/item.ts";
import type { Span } from "../ast/node.ts";
import type { Procedure } from "../ast/procedure.ts";
import type { ResolvedItem, ResolvedOperand } from "../ast/resolved.ts";
import { describeType } from "../ast/value-type.ts";
import { suggest } from "../diagnostics/did-you-mean.ts";
import { scopeAt, type Bindings } from "./blocks.ts";
import type { Context } from "./context.ts";
import type { Declarations } from "./declarations.ts";
import type { Place } from "./layout.ts";
import { bindOperand } from "./predicates.ts";
import { columnsOf, findTable } from "./tables.ts";
import { fitsType } from "./value-fits.ts";
import type { Scope } from "./values.ts";

type Over = Extract<ResolvedItem, { kind: "call" }>["over"];

/** What each DO goes over; without those in error. */
export function bindCalls(bindings: Bindings): ReadonlyMap<ItemId, Over> {
  const overOf = new Map<ItemId, Over>();
  for (const place of bindings.context.layout.places) {
    if (place.item.kind !== "Do") continue;
    const over = bindDo(place.item, place, bindings);
    if (over !== null) overOf.set(place.item.id, over);
  }
  return overOf;
}

function bindDo(item: Do, place: Place, bindings: Bindings): Over | null {
  const { context, declarations } = bindings;
  // A link that could not be followed was reported where the documents were put together.
  if (item.link !== null) return null;
  const procedure = findProcedure(item.procedure, item.span, declarations, context);
  if (procedure === null) return null;
  const scope = scopeAt(place, "block", bindings);
  switch (item.over.kind) {
    case "once": {
      const operands = bindArguments(procedure, item.over.arguments, item.span, scope, context);
      return operands === null ? null : { kind: "once", arguments: operands };
    }
    case "list": {
      const items = bindOperands(item.over.items, scope, context);
      const isSingle = checkCount(procedure, 1, item.span, context);
      if (items === null || !isSingle) return null;
      const [parameter] = parametersOf(procedure);
      return items.every((operand) => fits(parameter!, operand, item.span, context, true))
        ? { kind: "list", items, isOrdered: item.over.isOrdered }
        : null;
    }
    case "rows":
      return bindRows(item, item.over, procedure, place, scope, context);
  }
}

function bindRows(
  item: Do,
  over: Extract<Do["over"], { kind: "rows" }>,
  procedure: Procedure,
  place: Place,
  scope: Scope,
  context: Context,
): Over | null {
  const table = findTable({ name: over.table, forms: ["rows"], expected: "a table", span: item.span }, place, scope, context);
  const order = over.order === null ? null : bindOperands(over.order, scope, context);
  if (table === null || (over.order !== null && order === null)) return null;
  const columns = columnsOf(table);
  const unbound = parametersOf(procedure).filter((parameter) => isRequired(parameter) && !columns.includes(parameter.name));
  for (const { name, span } of unbound) {
    const near = suggest(name, columns);
    context.reporter.report({
      code: "resolve/unbound-argument",
      severity: "error",
      span: item.span,
      message: `Unexpected call of \`${procedure.name}\` without \`<${name}>\`, expected a column \`${name}\` in \`${table.name}\``,
      why: "the procedure would run with nothing in its place",
      fix:
        near.length > 0
          ? `Rename the column \`${near[0]}\` or the parameter: columns bind parameters of the same name`
          : `Capture a column \`${name}\` in \`${table.name}\``,
      related: [
        { span, message: `\`<${name}>\` is a parameter here` },
        { span: table.nameSpan, message: `\`${table.name}\` is captured here` },
      ],
    });
  }
  return unbound.length > 0 ? null : { kind: "rows", table: table.id, order };
}

/** The procedure of that name, or `null` with a report. */
export function findProcedure(name: string, span: Span, declarations: Declarations, { reporter }: Context): Procedure | null {
  const procedure = declarations.procedures.get(name);
  if (procedure !== undefined) return procedure;
  const names = [...declarations.procedures.keys()];
  const near = suggest(name, names);
  reporter.report({
    code: "resolve/unknown-procedure",
    severity: "error",
    span,
    message: `Unexpected procedure \`${name}\`, expected one that a PROCEDURE of this document names`,
    why: "there is no body to carry out",
    fix:
      near.length > 0
        ? `Write ${near.map((option) => `\`${option}\``).join(" or ")}`
        : `Add a section with PROCEDURE: \`${name}\` under its heading`,
  });
  return null;
}

/** One operand for each parameter, or `null` with a report. */
export function bindArguments(
  procedure: Procedure,
  operands: readonly Operand[],
  span: Span,
  scope: Scope,
  context: Context,
): ResolvedOperand[] | null {
  const bound = checkCount(procedure, operands.length, span, context) ? bindOperands(operands, scope, context) : null;
  const parameters = parametersOf(procedure);
  return bound?.every((operand, index) => fits(parameters[index]!, operand, span, context)) === true ? bound : null;
}

type Parameter = Procedure["parameters"][number];

/** What a call gives; a `literal` of another document stands for itself. */
function parametersOf({ parameters }: Procedure): readonly Parameter[] {
  return parameters.filter(({ declared }) => declared?.type.kind !== "literal");
}

const isRequired = ({ declared }: Parameter): boolean => declared === null || declared.default === null;

function checkCount(procedure: Procedure, given: number, span: Span, { reporter }: Context): boolean {
  const parameters = parametersOf(procedure);
  const wanted = parameters.length;
  const least = parameters.findLastIndex(isRequired) + 1;
  if (least <= given && given <= wanted) return true;
  const names = parameters.map(({ name }) => `\`<${name}>\``).join(", ");
  const expected = least === wanted ? `${wanted}` : `${least} to ${wanted}`;
  reporter.report({
    code: "resolve/unbound-argument",
    severity: "error",
    span,
    message: `Unexpected ${given} ${given === 1 ? "argument" : "arguments"} for \`${procedure.name}\`, expected ${expected}${wanted === 0 ? "" : ` (${names})`}`,
    why: "a parameter without an argument would be empty in every command of the body",
    fix:
      wanted === 0
        ? `Write the DO of \`${procedure.name}\` without items`
        : `Give ${names}, in this order${least === wanted ? "" : "; what has a default may be left out at the end"}`,
    related: [{ span: procedure.labelSpan, message: `\`${procedure.name}\` is declared here` }],
  });
  return false;
}

/** A document that is called as a whole says what its values are: what can never fit is refused here, the rest before the DO starts. */
function fits({ name, declared }: Parameter, operand: ResolvedOperand, span: Span, { reporter }: Context, isEach = false): boolean {
  if (declared === null) return true;
  const { type } = declared;
  const given = operand.kind === "literal" ? null : operand.value.type;
  const isFit =
    type.kind === "list"
      ? given?.kind === "list" && !isEach
      : operand.kind === "literal"
        ? fitsType(type, operand.text)
        : given?.kind !== "list" || isEach;
  if (isFit) return true;
  const shown = operand.kind === "literal" ? operand.text : `<${operand.value.name}>`;
  reporter.report({
    code: "resolve/operand-does-not-fit",
    severity: "error",
    span,
    message: `Unexpected argument \`${shown}\` for \`<${name}>\`, expected ${describeType(type)}`,
    why: "the document that is called says what the value is, and its commands rely on it",
    fix: `Give ${describeType(type)}`,
    related: [{ span: declared.span, message: `\`<${name}>\` is declared here` }],
  });
  return false;
}

function bindOperands(operands: readonly Operand[], scope: Scope, context: Context): ResolvedOperand[] | null {
  const bound = operands.map((operand) => bindOperand(operand, { scope, context }));
  return bound.every((operand) => operand !== null) ? bound : null;
}
