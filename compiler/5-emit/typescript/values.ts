/**
 * Values and their types as the vocabulary of `rungate/runtime` writes them.
 */
import type { ValueReference } from "../../ast/analysis.ts";
import type { CaptureForm } from "../../ast/capture.ts";
import type { ItemId } from "../../ast/item.ts";
import type { ResolvedOperand } from "../../ast/resolved.ts";
import type { ScalarType, ValueType } from "../../ast/value-type.ts";
import { array, call, object, runtime, text, type Code, type Name } from "./code.ts";
import type { Place } from "./place.ts";
import type { CaptureItem } from "./plan.ts";

export function typeCode(type: ValueType): Code {
  if (type.kind === "list") return object({ listOf: typeCode(type.of) });
  if (type.kind === "oneOf") return object({ oneOf: array(type.alternatives.map(text)) });
  if (type.kind === "pattern") return object({ pattern: text(type.pattern) });
  // A declared literal is never asked for; where one stands as a column's type it is text.
  return text(type.kind === "literal" ? "text" : type.kind);
}

/** The constant that stands for a value, or one column of it. */
export function valueCode(reference: ValueReference, place: Place): Code {
  const { name, column, origin } = reference;
  switch (origin.kind) {
    case "parameter":
      return known(place.plan.parameters.get(name), name);
    case "argument":
      // A SESSION of a body stands in `shared.ts`, which has no constants for its arguments.
      return place.arguments.get(name) ?? argumentCode(name, reference.type);
    case "row":
      return call(runtime("rowColumn"), captureName(origin.item, place), text(name));
    case "capture": {
      const capture = captureName(origin.item, place);
      return column === null ? capture : call(runtime("column"), capture, text(column));
    }
  }
}

export function argumentCode(name: string, type: ValueType): Code {
  return call(runtime("argument"), text(name), ...(type.kind === "text" ? [] : [typeCode(type)]));
}

export function captureName(item: ItemId, place: Place): Name {
  return known(place.plan.captures.get(item)?.name, item);
}

export function operandCode(operand: ResolvedOperand, place: Place): Code {
  return operand.kind === "literal" ? text(operand.text) : valueCode(operand.value, place);
}

const captureFunctions: Readonly<Record<CaptureForm["kind"], string>> = {
  stdout: "captureStdout",
  lines: "captureLines",
  rows: "captureRows",
  row: "captureRow",
  json: "captureJson",
  firstMatch: "captureFirstMatch",
};

/** `from`: the constant of the item whose stdout is read, or its id where it is declared elsewhere or later. */
export function captureCode(item: CaptureItem, from: Code): Code {
  const { form } = item;
  return call(
    runtime(captureFunctions[form.kind]),
    object({
      name: text(item.name),
      from,
      columns: "columns" in form ? object(Object.fromEntries(form.columns.map((column) => [column.name, typeCode(column.type)]))) : null,
      path: form.kind === "json" && form.path !== null ? text(form.path) : null,
      pattern: form.kind === "firstMatch" ? text(form.pattern) : null,
      type: "type" in form ? scalarUnlessText(form.type) : null,
      source: sourceCode(item.span),
    }),
  );
}

function scalarUnlessText(type: ScalarType): Code | null {
  return type.kind === "text" ? null : typeCode(type);
}

/** First and last line in the Markdown file. */
export function linesOf(span: {
  readonly start: { readonly line: number };
  readonly end: { readonly line: number; readonly column: number };
}): readonly [number, number] {
  const last = span.end.column === 1 ? span.end.line - 1 : span.end.line;
  return [span.start.line, Math.max(span.start.line, last)];
}

export function sourceCode(span: Parameters<typeof linesOf>[0]): Code {
  return array(linesOf(span).map((value) => ({ kind: "number", value })));
}

/** What 3-resolve promises to have bound. */
export function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`bug in rungate: 5-emit was given \`${name}\`, which nothing declares`);
  return value;
}
