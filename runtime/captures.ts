/**
 * CAPTURE: a typed value out of a block's stdout, or the reason why there is none. Nothing is guessed: a row with one
 * field too many, a second match that was not asked for, an empty line where a value should be, fail the block.
 */
import { execWithinBudget } from "./regular-expressions.ts";
import { capturedSchemaOf, isList, misfitOf } from "./value-types.ts";
import type { Known } from "./values.ts";
import type { Capture, ScalarType } from "./procedure.ts";
import type { Exited } from "./ports.ts";

export type CaptureResult = { readonly known: Known } | { readonly problem: string };

/** Lines of an output: the last LF ends the last line, it does not begin another. */
export function linesOf(text: string): string[] {
  if (text === "") return [];
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
}

export function capture(asked: Capture, ending: Exited): CaptureResult {
  if (!ending.stdout.isWhole) return { problem: "stdout is too long or not UTF-8, expected text of at most 1 MiB" };
  const text = ending.stdout.text;
  const scalar: ScalarType = isList(asked.type) ? asked.type.listOf : asked.type;
  switch (asked.form) {
    case "stdout":
      return scalarFrom(text.trim(), scalar, "stdout");
    case "lines":
      return linesFrom(linesOf(text), scalar);
    case "rows":
      return rowsFrom(linesOf(text), asked.columns);
    case "row":
      return oneRow(rowsFrom(linesOf(text), asked.columns));
    case "json":
      return jsonFrom(text, asked.selector, scalar);
    case "firstMatch":
      return firstMatch(asked.selector ?? "", text, scalar);
  }
}

function scalarFrom(text: string, type: ScalarType, what: string): CaptureResult {
  if (text === "") return { problem: `${what} is empty, expected a value` };
  if (text.includes("\n")) return { problem: `${what} has ${linesOf(text).length} lines, expected one` };
  const misfit = misfitOf(capturedSchemaOf(type), text);
  return misfit === null ? { known: { kind: "scalar", text } } : { problem: `${what} is \`${text}\`, ${misfit}` };
}

function linesFrom(lines: readonly string[], type: ScalarType): CaptureResult {
  const items: string[] = [];
  for (const [index, line] of lines.entries()) {
    const item = scalarFrom(line.trim(), type, `line ${index + 1}`);
    if ("problem" in item) return item;
    if (item.known.kind === "scalar") items.push(item.known.text);
  }
  return { known: { kind: "list", items } };
}

function rowsFrom(lines: readonly string[], columns: Capture["columns"]): CaptureResult {
  const names = Object.keys(columns);
  const hasTabs = lines.some((line) => line.includes("\t"));
  const rows: string[][] = [];
  for (const [index, line] of lines.entries()) {
    const fields = hasTabs ? line.split("\t").map((field) => field.trim()) : line.trim().split(/ +/);
    if (fields.length !== names.length || line.trim() === "")
      return {
        problem: `line ${index + 1} has ${line.trim() === "" ? 0 : fields.length} fields, expected ${names.length}: ${names.join(", ")}`,
      };
    for (const [position, name] of names.entries()) {
      const field = scalarFrom(fields[position] as string, columns[name] as ScalarType, `\`${name}\` of line ${index + 1}`);
      if ("problem" in field) return field;
    }
    rows.push(fields);
  }
  return { known: { kind: "table", columns: names, rows } };
}

function oneRow(result: CaptureResult): CaptureResult {
  if ("problem" in result || result.known.kind !== "table" || result.known.rows.length === 1) return result;
  return { problem: `stdout has ${result.known.rows.length} rows, expected one` };
}

function jsonFrom(text: string, path: string | null, type: ScalarType): CaptureResult {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { problem: text.trim() === "" ? "stdout is empty, expected one JSON document" : "stdout is not one whole JSON document" };
  }
  if (path === null) return { known: { kind: "scalar", text: JSON.stringify(document) } };
  const keys = keysOfPath(path);
  if (keys === null) return { problem: `the path \`${path}\` cannot be read, expected one such as \`.status\` or \`.items[0].name\`` };
  let found: unknown = document;
  for (const key of keys) {
    const isContainer = typeof found === "object" && found !== null;
    found = isContainer && Object.hasOwn(found as object, key) ? (found as Record<string, unknown>)[key] : undefined;
  }
  if (found === undefined || found === null) return { problem: `there is no value at \`${path}\`` };
  return scalarFrom(typeof found === "string" ? found.trim() : JSON.stringify(found), type, `\`${path}\``);
}

/** `.a."b-c"[0]` -> a, b-c, 0. */
function keysOfPath(path: string): string[] | null {
  if (path === ".") return [];
  const keys: string[] = [];
  const part = /\.?"((?:[^"\\]|\\.)*)"|\.([A-Za-z_][A-Za-z0-9_-]*)|\.?\[(\d+)\]|\.?\["((?:[^"\\]|\\.)*)"\]/y;
  while (part.lastIndex < path.length) {
    const match = part.exec(path);
    if (match === null) return null;
    keys.push((match[1] ?? match[2] ?? match[3] ?? match[4] ?? "").replaceAll(/\\(.)/g, "$1"));
  }
  return keys;
}

function firstMatch(pattern: string, text: string, type: ScalarType): CaptureResult {
  const found = execWithinBudget(pattern, "m", text);
  if (found === null) return { problem: `\`/${pattern}/\` could not be tried: stdout is over 64 kB, or it takes too long` };
  if (found === undefined) return { problem: `nothing matches \`/${pattern}/\`` };
  const match = found.length > 1 ? found[1] : found[0];
  return scalarFrom((match ?? "").trim(), type, `the match of \`/${pattern}/\``);
}
