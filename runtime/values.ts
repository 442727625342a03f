/**
 * The values of a run: parameters for the whole of it, captures and arguments for the body that made them. A value
 * reaches a block through its environment and no other way; shell text is never put together here.
 */
import { describeType, isList, misfitOf, schemaOf } from "./value-types.ts";
import type { Capture, Operand, Parameter, Value } from "./procedure.ts";

/** A value that is known. */
export type Known =
  | { readonly kind: "scalar"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** The values that one body sees: its own, then those of the bodies around it. */
export class Scope {
  readonly #around: Scope | null;
  readonly #values = new Map<string, Known>();

  constructor(around: Scope | null) {
    this.#around = around;
  }

  set(kind: "parameter" | "capture" | "argument" | "rowColumn", name: string, known: Known): void {
    this.#values.set(`${kind} ${name}`, known);
  }

  /** `null`: not known yet, or not in this body. */
  find(value: Value | Capture): Known | null {
    if (value.kind === "column") return columnOf(this.#find(`capture ${value.name}`), value.column ?? "");
    if (value.kind === "rowColumn") return this.#find(`rowColumn ${value.name}.${value.column}`);
    return this.#find(`${value.kind} ${value.name}`);
  }

  #find(key: string): Known | null {
    return this.#values.get(key) ?? (this.#around === null ? null : this.#around.#find(key));
  }
}

function columnOf(table: Known | null, column: string): Known | null {
  if (table?.kind !== "table") return null;
  const text = table.rows[0]?.[table.columns.indexOf(column)];
  return text === undefined ? null : { kind: "scalar", text };
}

/** `<now.rev>`, as the author writes it. */
export const nameOf = (value: Value | Capture): string => (value.column === null ? value.name : `${value.name}.${value.column}`);

/** The text of a literal or of a scalar value; `null` where there is none. */
export function textOf(operand: Operand, scope: Scope): string | null {
  if (typeof operand === "string") return operand;
  const known = scope.find(operand);
  return known?.kind === "scalar" ? known.text : null;
}

/** How a value is shown to a person, on one line. */
export function describe(known: Known): string {
  if (known.kind === "scalar") return known.text;
  if (known.kind === "list") return known.items.length === 0 ? "(nothing)" : known.items.join(", ");
  return known.rows.length === 1
    ? (known.rows[0] as readonly string[]).join(" ")
    : `${known.rows.length} rows: ${known.rows.map((row) => row[0]).join(", ")}`;
}

/** What a block is given. */
export interface Carried {
  readonly environment: Record<string, string>;
  readonly lists: Record<string, readonly string[]>;
  readonly secrets: Record<string, string>;
}

/** The values of a block by variable: scalars for its environment, lists for bash arrays. Or why there are none. */
export function environmentOf(values: Readonly<Record<string, Value | Capture>>, scope: Scope): Carried | { readonly problem: string } {
  const environment: Record<string, string> = {};
  const lists: Record<string, readonly string[]> = {};
  const secrets: Record<string, string> = {};
  for (const [variable, value] of Object.entries(values)) {
    const known = scope.find(value);
    if (known === null) return { problem: `\`<${nameOf(value)}>\` has no value yet` };
    if (known.kind === "table") return { problem: `\`<${nameOf(value)}>\` is a table, expected one value` };
    if (known.kind === "scalar" && isList(value.type)) return { problem: `\`<${nameOf(value)}>\` is one value, expected a list` };
    if (value.type === "secret" && known.kind === "scalar") {
      secrets[variable] = known.text;
      continue;
    }
    for (const text of known.kind === "list" ? known.items : [known.text]) {
      if (text.startsWith("-")) return { problem: `\`<${nameOf(value)}>\` is \`${text}\`: a program would take it for an option` };
    }
    if (known.kind === "list") lists[variable] = known.items;
    else environment[variable] = known.text;
  }
  return { environment, lists, secrets };
}

/** Reads what was given for the parameters, defaults applied, types checked. `today` is a day in UTC. */
export function bindParameters(
  parameters: readonly Parameter[],
  given: Readonly<Record<string, string>>,
  today: string,
): { readonly values: Record<string, string>; readonly problems: string[]; readonly missing: Parameter[] } {
  const values: Record<string, string> = Object.create(null);
  const problems: string[] = [];
  const missing: Parameter[] = [];
  const names = new Set(parameters.map((parameter) => parameter.name));
  for (const name of Object.keys(given)) {
    if (!names.has(name))
      problems.push(
        `Unexpected parameter \`${name}\`, expected ${names.size === 0 ? "none" : `one of ${[...names].map((known) => `\`${known}\``).join(", ")}`}`,
      );
  }
  for (const parameter of parameters) {
    if (parameter.type === "secret" && Object.hasOwn(given, parameter.name)) {
      problems.push(
        `Unexpected value for the secret \`${parameter.name}\`, expected none: it is asked for at the terminal, where no history and no process list keeps it`,
      );
      continue;
    }
    const value = Object.hasOwn(given, parameter.name) ? (given[parameter.name] as string) : defaultOf(parameter, today);
    const problem = value === null ? null : misfitOfParameter(parameter, value);
    if (value === null) missing.push(parameter);
    else if (problem !== null) problems.push(problem);
    else values[parameter.name] = value;
  }
  return { values, problems, missing };
}

function defaultOf(parameter: Parameter, today: string): string | null {
  return parameter.default === "today" && parameter.type === "date" ? today : parameter.default;
}

/** What is wrong with a parameter's value, as one sentence; `null` if it fits. A list is written with commas. */
export function misfitOfParameter(parameter: Parameter, value: string): string | null {
  const { type } = parameter;
  const shown = type === "secret" ? "the value given" : `\`${value}\``;
  for (const item of isList(type) ? splitList(value) : [value]) {
    const misfit = misfitOf(schemaOf(isList(type) ? type.listOf : type), item);
    if (misfit !== null) return `Unexpected ${shown} for parameter \`${parameter.name}\` (${describeType(type)}), ${misfit}`;
  }
  return null;
}

const splitList = (value: string): string[] => value.split(",").map((item) => item.trim());

/** The parameter's value as the scope keeps it. */
export function knownOf(parameter: Parameter, value: string): Known {
  return isList(parameter.type) ? { kind: "list", items: splitList(value) } : { kind: "scalar", text: value };
}
