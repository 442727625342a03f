/**
 * Expressions of the generated modules, and how they are laid out: on one line where they fit, else one entry a line.
 * A name knows the module that it comes from, so that imports follow from what is used and are never written by hand.
 */
import { quote } from "./quote.ts";

export interface Name {
  readonly kind: "name";
  readonly name: string;
  /** The module that exports it: `rungate/runtime`, or a path in the procedure's folder. `null`: the module at hand. */
  readonly from: string | null;
}

export type Code =
  | Name
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "flag"; readonly value: boolean }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "array"; readonly elements: readonly Code[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [key: string, value: Code])[] }
  | { readonly kind: "call"; readonly callee: Name; readonly arguments: readonly Code[] };

export const lineWidth = 120;

export const text = (value: string): Code => ({ kind: "text", text: value });
export const number = (value: number): Code => ({ kind: "number", value });
export const flag = (value: boolean): Code => ({ kind: "flag", value });
export const array = (elements: readonly Code[]): Code => ({ kind: "array", elements });
export const call = (callee: Name, ...rest: Code[]): Code => ({ kind: "call", callee, arguments: rest });
/** Entries that are `null` are left out. */
export const object = (entries: Readonly<Record<string, Code | null>>): Code => ({
  kind: "object",
  entries: Object.entries(entries).filter((entry): entry is [string, Code] => entry[1] !== null),
});
export const nothing: Code = { kind: "name", name: "null", from: null };
export const runtime = (name: string): Name => ({ kind: "name", name, from: "rungate/runtime" });

/** Every name in an expression, in the order of its text. */
export function namesIn(code: Code): Name[] {
  switch (code.kind) {
    case "name":
      return [code];
    case "array":
      return code.elements.flatMap(namesIn);
    case "object":
      return code.entries.flatMap(([, value]) => namesIn(value));
    case "call":
      return [code.callee, ...code.arguments.flatMap(namesIn)];
    case "number":
    case "flag":
    case "text":
      return [];
  }
}

/** Prints an expression that begins at `column` of a line indented by `indent` blanks. */
export function print(code: Code, indent = 0, column = indent): string {
  const line = printFlat(code);
  if (line !== null && column + line.length + 1 <= lineWidth) return line;
  switch (code.kind) {
    case "text":
      return printLongText(code.text, indent);
    case "array":
      return `[\n${code.elements.map((element) => `${blanks(indent + 2)}${print(element, indent + 2)},\n`).join("")}${blanks(indent)}]`;
    case "object":
      return `{\n${code.entries.map((entry) => printEntry(entry, indent + 2)).join("")}${blanks(indent)}}`;
    case "call":
      return printCall(code.callee.name, code.arguments, indent, column);
    case "name":
    case "number":
    case "flag":
      return line ?? "";
  }
}

/** The expression on one line, or `null` where that would hide its structure. */
function printFlat(code: Code): string | null {
  switch (code.kind) {
    case "name":
      return code.name;
    case "number":
      return String(code.value).replace(/\B(?=(\d{3})+$)/g, "_");
    case "flag":
      return String(code.value);
    case "text":
      return code.text.trimEnd().includes("\n") ? null : quote(code.text);
    case "array":
      return flatList("[", code.elements.map(printFlat), "]");
    case "object":
      return code.entries.length === 0 ? "{}" : flatList("{ ", code.entries.map(flatEntry), " }");
    case "call":
      return isDefinition(code) ? null : flatList(`${code.callee.name}(`, code.arguments.map(printFlat), ")");
  }
}

/** A call with a whole object as its only argument defines something: one field a line, however short. */
function isDefinition(code: Extract<Code, { kind: "call" }>): boolean {
  const [first] = code.arguments;
  return code.arguments.length === 1 && first?.kind === "object" && first.entries.length > 4;
}

function flatEntry([key, value]: readonly [string, Code]): string | null {
  if (value.kind === "name" && value.name === key) return key;
  const flat = printFlat(value);
  return flat === null ? null : `${printKey(key)}: ${flat}`;
}

function flatList(open: string, parts: readonly (string | null)[], close: string): string | null {
  return parts.every((part) => part !== null) ? `${open}${parts.join(", ")}${close}` : null;
}

function printEntry(entry: readonly [string, Code], indent: number): string {
  const [key, value] = entry;
  if (value.kind === "name" && value.name === key) return `${blanks(indent)}${key},\n`;
  const head = `${blanks(indent)}${printKey(key)}: `;
  const flat = printFlat(value);
  if (value.kind === "text" && (flat === null || head.length + flat.length + 1 > lineWidth)) {
    return `${head.trimEnd()}\n${blanks(indent + 2)}${printLongText(value.text, indent + 2)},\n`;
  }
  return `${head}${print(value, indent, head.length)},\n`;
}

/** The last argument opens on the call's own line where the others fit there. */
function printCall(callee: string, codes: readonly Code[], indent: number, column: number): string {
  const last = codes.at(-1);
  const head = flatList(`${callee}(`, codes.slice(0, -1).map(printFlat), codes.length > 1 ? ", " : "");
  if (last !== undefined && (last.kind === "object" || last.kind === "array") && head !== null && column + head.length < lineWidth) {
    return `${head}${printBroken(last, indent)})`;
  }
  return `${callee}(\n${codes.map((code) => `${blanks(indent + 2)}${print(code, indent + 2)},\n`).join("")}${blanks(indent)})`;
}

function printBroken(code: Code, indent: number): string {
  return print(code, indent, lineWidth);
}

/** Pieces joined by `+`: the author's own lines, long ones broken after a blank. */
function printLongText(value: string, indent: number): string {
  const width = Math.max(40, lineWidth - indent - 8);
  const pieces = value.split(/(?<=\n)/).flatMap((line) => breakLine(line, width));
  return pieces.map(quote).join(` +\n${blanks(indent)}`);
}

function breakLine(line: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const word of line.split(/(?<= )(?! )/)) {
    if (piece !== "" && quote(piece + word).length > width) {
      pieces.push(piece);
      piece = "";
    }
    piece += word;
  }
  return [...pieces, piece];
}

function printKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);
}

function blanks(count: number): string {
  return " ".repeat(count);
}
