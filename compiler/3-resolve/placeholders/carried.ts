/**
 * Values that a shell variable carries to a place where they are evaluated: `x=<app>; sh -c "$x"`, `for a in <words>`,
 * `read x <<< <app>` and then `$((x))`. The order of the text does not matter, for loops and functions run it otherwise.
 */
import type { ShellBlock } from "../../ast/shell-block.ts";
import { readCommands, type SimpleCommand } from "../../ast/shell-commands.ts";
import { walkShell, type ShellNode } from "../../ast/shell.ts";
import type { Place } from "./place.ts";

/** An expansion of a variable, `$x`, with what is around it; `name` alone in arithmetic is one too. */
export interface VariableUse {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly path: readonly ShellNode[];
  /** Bash itself evaluates it there; `null` where that depends on the command. */
  readonly evaluatedIn: string | null;
}

/** The variables that the value gets into. */
export function carriersOf({ token, path, redirection, site }: Place, block: ShellBlock): string[] {
  const assigned = path.flatMap((node) => (node.type === "Assignment" && site === "assignment" ? [node.name] : []));
  const looped = path.flatMap((node, depth) => (node.type === "For" && path[depth + 1]?.type === "Word" ? [node.name.text] : []));
  const declared = readCommands(block).commands.flatMap((command) => declaredBy(command, token.start));
  return [...assigned, ...looped, ...declared, ...readFrom({ path, redirection }, block)];
}

/** `export x=<app>`, `local x="<app>"`. */
function declaredBy({ name, words }: SimpleCommand, offset: number): string[] {
  if (!["declare", "typeset", "local", "export", "readonly"].includes(name ?? "")) return [];
  const word = words.find(({ start, end }) => start <= offset && offset < end);
  const match = /^([A-Za-z_]\w*)\+?=/.exec(word?.text ?? "");
  return match === null ? [] : [match[1]!];
}

/** `read x <<< <app>`, `... <app> | while read -r x`, `done < <(echo <app>)`: variables that a builtin fills from it. */
function readFrom({ path, redirection }: Pick<Place, "path" | "redirection">, block: ShellBlock): string[] {
  const fed = path.flatMap((node, depth): { start: number; end: number }[] => {
    if (node.type === "Redirected" && redirection !== null) return [{ start: node.pos, end: node.end }];
    if (node.type === "Redirected" && path.some(({ type }) => type === "ProcessSubstitution")) return [{ start: node.pos, end: node.end }];
    if (node.type === "Command" && (redirection !== null || path.some(({ type }) => type === "ProcessSubstitution")))
      return [{ start: node.pos, end: node.end }];
    if (node.type !== "Pipeline") return [];
    return [{ start: path[depth + 1]?.end ?? node.end, end: node.end }];
  });
  const readers = readCommands(block).commands.filter(
    ({ name, start, end }) =>
      ["read", "mapfile", "readarray"].includes(name ?? "") && fed.some((range) => range.start <= start && end <= range.end),
  );
  return readers.flatMap(({ words }) => {
    const names = words.slice(1).flatMap(({ value }) => (value !== null && /^[A-Za-z_]\w*$/.test(value) ? [value] : []));
    return names.length === 0 ? ["REPLY", "MAPFILE"] : names;
  });
}

const uses = new WeakMap<ShellBlock, readonly VariableUse[]>();

/** All uses of variables in a block, but for those in scripts whose offsets are not known. */
export function variableUses(block: ShellBlock): readonly VariableUse[] {
  const known = uses.get(block);
  if (known !== undefined) return known;
  const found: VariableUse[] = [];
  walkShell(block.syntax, (node, ancestors) => {
    if (ancestors.some((ancestor) => ancestor.type === "Script" && ancestor.source !== undefined)) return;
    const add = (name: string, evaluatedIn: string | null): void =>
      void found.push({ name, start: node.pos, end: node.end, path: [...ancestors, node], evaluatedIn });
    for (const { text, reader } of evaluatedTexts(node)) for (const name of text.match(/[A-Za-z_]\w*/g) ?? []) add(name, reader);
    if (node.type === "SimpleExpansion") add(node.text.slice(1), null);
    if (node.type === "ParameterExpansion") add(node.parameter, node.prefix === "!" ? "${!...}" : null);
  });
  uses.set(block, found);
  return found;
}

/** Text that bash evaluates as arithmetic. */
function evaluatedTexts(node: ShellNode): { readonly text: string; readonly reader: string }[] {
  switch (node.type) {
    case "ArithmeticExpansion":
      return [{ text: node.text, reader: "arithmetic" }];
    case "ArithmeticCommand":
      return [{ text: node.body, reader: "arithmetic" }];
    case "TestBinary":
      return ["-eq", "-ne", "-lt", "-le", "-gt", "-ge"].includes(node.operator)
        ? [node.left, node.right].map(({ text }) => ({ text, reader: `[[ ${node.operator} ]]` }))
        : [];
    case "TestUnary":
      return node.operator === "-v" || node.operator === "-R" ? [{ text: node.operand.text, reader: `[[ ${node.operator} ]]` }] : [];
    case "Command":
      return node.name?.value === "let" ? node.args.map(({ text }) => ({ text, reader: "let" })) : [];
    case "Assignment":
    case "ParameterExpansion":
      return node.index === undefined ? [] : [{ text: node.index.text, reader: "a subscript" }];
    case "Slice":
      return [{ text: [node.offset.text, node.length?.text ?? ""].join(" "), reader: "an offset" }];
    default:
      return [];
  }
}
