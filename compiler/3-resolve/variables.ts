/**
 * Which shell variables a block sets and which it needs to be set: what strict mode would stop at.
 *
 * `${x:-default}` and `[[ -v x ]]` ask whether x is set, so they are no uses. Text in single quotes is not the shell's:
 * jq's `$a` is no variable. A command that may set any variable (`source`, `eval`) sets the name `*`.
 */
import type { VariableUse } from "../ast/analysis.ts";
import { readArguments } from "../ast/shell-arguments.ts";
import { readCommands, type CommandWord, type SimpleCommand } from "../ast/shell-commands.ts";
import { tokensWithin } from "../ast/placeholder-token.ts";
import type { ShellBlock } from "../ast/shell-block.ts";
import { walkShell, type ShellNode } from "../ast/shell.ts";

/** In the order of the text; of one place, uses before sets. */
export function collectVariables(block: ShellBlock): VariableUse[] {
  const found: VariableUse[] = [];
  const tables = associativeArrays(block);
  walkShell(block.syntax, (node, ancestors) => {
    const decoded = ancestors.find((ancestor) => ancestor.type === "CommandExpansion" && ancestor.script?.source !== undefined);
    for (const { name, action, start, end } of variablesIn(node, ancestors, tables)) {
      found.push({ name, action, start: decoded?.pos ?? start, end: decoded?.end ?? end });
    }
  });
  for (const command of readCommands(block).commands) if (runsInThisShell(command)) found.push(...setBy(command));
  return found
    .filter(({ start, end }) => tokensWithin(block.tokens, start, end).length === 0)
    .toSorted((a, b) => a.start - b.start || Number(a.action === "sets") - Number(b.action === "sets"));
}

const at = (name: string, action: VariableUse["action"], start: number): VariableUse => ({ name, action, start, end: start + name.length });

function variablesIn(node: ShellNode, ancestors: readonly ShellNode[], tables: ReadonlySet<string>): VariableUse[] {
  switch (node.type) {
    case "Assignment":
      return [at(node.name, "sets", node.pos), ...subscriptUses(node.index, node.name, tables)];
    case "For":
    case "Select":
      return [at(node.name.value, "sets", node.name.pos)];
    case "Coproc":
      return node.name === undefined ? [] : [at(node.name.value, "sets", node.name.pos)];
    case "FileDescriptorVariable":
      return [at(node.name, "sets", node.pos + 1)];
    case "SimpleExpansion":
      return isName(node.text.slice(1)) ? [at(node.text.slice(1), "uses", node.pos + 1)] : [];
    case "ParameterExpansion":
      return variablesInExpansion(node, tables);
    case "ArithmeticWord":
      return variablesInArithmetic(node, ancestors);
    default:
      return [];
  }
}

function variablesInExpansion(node: Extract<ShellNode, { type: "ParameterExpansion" }>, tables: ReadonlySet<string>): VariableUse[] {
  const { parameter, parameterPos, operation, index } = node;
  const slice = operation?.type === "Slice" ? [operation.offset, operation.length] : [];
  const uses = [index, ...slice].flatMap((word) => subscriptUses(word, parameter, tables));
  if (!isName(parameter) || operation?.type === "Names") return uses;
  if (operation?.type !== "Default") return [at(parameter, "uses", parameterPos), ...uses];
  return operation.operator.endsWith("=") ? [at(parameter, "sets", parameterPos), ...uses] : uses;
}

/** `a[i]` evaluates i, unless a is a table with words as keys. */
function subscriptUses(
  index: { readonly text: string; readonly pos: number } | undefined,
  array: string,
  tables: ReadonlySet<string>,
): VariableUse[] {
  const isVariable = index !== undefined && isName(index.text) && !tables.has(array);
  return isVariable ? [at(index.text, "uses", index.pos)] : [];
}

function variablesInArithmetic(node: Extract<ShellNode, { type: "ArithmeticWord" }>, ancestors: readonly ShellNode[]): VariableUse[] {
  if (node.parts === undefined && node.value.startsWith("$")) {
    const expanded = leadingName(node.value.slice(1));
    return expanded === "" ? [] : [at(expanded, "uses", node.pos + 1)];
  }
  const name = leadingName(node.value);
  if (name === "" || (node.parts !== undefined && node.parts[0]?.type !== "Literal")) return [];
  const parent = ancestors.at(-1);
  if (parent?.type === "ArithmeticUnary" && (parent.operator === "++" || parent.operator === "--"))
    return [at(name, "uses", node.pos), at(name, "sets", node.pos)];
  const isAssigned = parent?.type === "ArithmeticBinary" && parent.left === node && isArithmeticAssignment(parent.operator);
  if (!isAssigned) return [at(name, "uses", node.pos)];
  return parent.operator === "=" ? [at(name, "sets", node.pos)] : [at(name, "uses", node.pos), at(name, "sets", node.pos)];
}

function isArithmeticAssignment(operator: string): boolean {
  return operator.endsWith("=") && !["==", "!=", "<=", ">="].includes(operator);
}

/** What a wrapper runs has variables of its own, but for `builtin` and `command`. */
function runsInThisShell({ wrappers }: SimpleCommand): boolean {
  return wrappers.every((wrapper) => wrapper === "builtin" || wrapper === "command" || wrapper === "time");
}

/** The builtins that set the variables they are given the names of. */
function setBy(command: SimpleCommand): VariableUse[] {
  const words = command.words.slice(1);
  switch (command.name) {
    case "read":
      return namesOf(words, { valueOptions: ["-p", "-d", "-n", "-N", "-t", "-u", "-i"], nameOption: "-a", fallback: "REPLY" }, command);
    case "mapfile":
    case "readarray":
      return namesOf(words, { valueOptions: ["-d", "-n", "-O", "-s", "-u", "-C", "-c"], nameOption: null, fallback: "MAPFILE" }, command);
    case "printf":
    case "wait":
      return optionNames(words, command.name === "printf" ? "-v" : "-p");
    case "declare":
    case "typeset":
    case "local":
    case "readonly":
      return words.filter((word) => isName(word.value ?? "")).map((word) => at(word.value!, "sets", word.start));
    case "getopts":
      return [
        ...words
          .slice(1, 2)
          .filter((word) => isName(word.value ?? ""))
          .map((word) => at(word.value!, "sets", word.start)),
        at("OPTARG", "sets", command.start),
        at("OPTIND", "sets", command.start),
      ];
    case "let":
      return words.map((word) => at(leadingName(word.value ?? ""), "sets", word.start)).filter(({ name }) => name !== "");
    case "source":
    case ".":
    case "eval":
      return [{ name: "*", action: "sets", start: command.start, end: command.end }];
    default:
      return [];
  }
}

function namesOf(
  words: readonly CommandWord[],
  style: { valueOptions: readonly string[]; nameOption: string | null; fallback: string },
  { start }: SimpleCommand,
): VariableUse[] {
  const options = style.nameOption === null ? [] : [style.nameOption];
  const { operands } = readArguments(words, { valueOptions: [...style.valueOptions, ...options] });
  const named = [
    ...options.flatMap((option) => optionNames(words, option)),
    ...operands.filter((word) => isName(word.value ?? "")).map((word) => at(word.value!, "sets", word.start)),
  ];
  return named.length > 0 ? named : [at(style.fallback, "sets", start)];
}

/** `printf -v name`, alone or at the end of a cluster: `read -ra words`. */
function optionNames(words: readonly CommandWord[], option: string): VariableUse[] {
  const position = words.findIndex(
    ({ value }) => value !== null && value.startsWith("-") && !value.startsWith("--") && value.endsWith(option.slice(1)),
  );
  const name = position === -1 ? undefined : words[position + 1];
  return name !== undefined && isName(name.value ?? "") ? [at(name.value!, "sets", name.start)] : [];
}

/** Arrays that the block declares with `-A`. */
function associativeArrays(block: ShellBlock): ReadonlySet<string> {
  const tables = new Set<string>();
  for (const { name, words } of readCommands(block).commands) {
    if (name === null || !["declare", "typeset", "local"].includes(name)) continue;
    const { options, operands } = readArguments(words.slice(1), {});
    if (options.some((option) => option.name === "-A")) for (const operand of operands) tables.add(leadingName(operand.text));
  }
  return tables;
}

function isName(text: string): boolean {
  return text !== "" && leadingName(text) === text;
}

/** The identifier that a text begins with: `i` of `i+=1`. */
function leadingName(text: string): string {
  const isLetter = (character: string): boolean =>
    character === "_" || (character >= "a" && character <= "z") || (character >= "A" && character <= "Z");
  let end = 0;
  while (end < text.length && (isLetter(text[end]!) || (end > 0 && text[end]! >= "0" && text[end]! <= "9"))) end += 1;
  return text.slice(0, end);
}
