/**
 * What makes a command more than its catalogue entry says: an option that names a program or a file to write, a variable
 * that chooses which programs run, and input that becomes the text of a shell.
 */
import type { Effect } from "../../ast/analysis.ts";
import { readArguments, type CommandOption } from "../../ast/shell-arguments.ts";
import { baseName, wrapperArguments, writtenText, type CommandWord, type SimpleCommand } from "../../ast/shell-commands.ts";
import { walkShell, type Assignment, type ShellNode } from "../../ast/shell.ts";
import { exportedVariables, harmlessVariables, hazards, optionsByValue, programVariables, type Hazards } from "./catalogue/hazards.ts";
import { harmlessFiles, words, type Client } from "./client.ts";
import { doubtOfWrapper } from "./prove-reading.ts";

export interface Hazard {
  readonly effect: Effect;
  readonly because: string;
}

/** The gravest hazard among the options of a command, whose verb is known by now. */
export function hazardOfOptions(command: SimpleCommand, client: Client, verb: string): Hazard | null {
  const name = baseName(command.name!);
  const own = Object.hasOwn(hazards, name) ? hazards[name]! : {};
  const entries = verb === "" || !Object.hasOwn(hazards, verb) ? [own] : [own, hazards[verb]!];
  const valued = entries.flatMap(({ runs = [], writes = [], ...byValue }) => [...runs, ...writes, ...optionsByValue(byValue)]);
  const { options } = readArguments(command.words.slice(1), { ...client, valueOptions: [...(client.valueOptions ?? []), ...valued] });
  const isKnown = (option: string): boolean =>
    Object.hasOwn(client.options ?? {}, option) || client.valueOptions?.includes(option) === true || valued.includes(option);
  return gravest([
    ...options.flatMap((option) => entries.map((entry) => hazardOf(option, entry, isKnown(option.name)))),
    hazardOfWords(command),
  ]);
}

/** Options, variables and input of what a command is, and of what runs it. */
export function hazardsAround(command: SimpleCommand): (Hazard & { readonly command: string })[] {
  const chain = [...command.wrapperCommands, command];
  return chain.flatMap((link, at) => {
    const inner = chain[at + 1];
    const name = link.name === null ? "" : baseName(link.name);
    const isWrapper = inner !== undefined;
    const own = isWrapper && Object.hasOwn(hazards, name) ? hazards[name]! : null;
    const options = own === null ? [] : (wrapperArguments(link)?.options ?? []).map((option) => hazardOf(option, own, true));
    const front = isWrapper ? link.words.filter((word) => word.end <= inner.start) : declared(link, name);
    const found = gravest([
      ...options,
      ...link.assignments.map((assignment) => hazardOfVariable(textOf(assignment), link.words.length > 0)),
      ...front.map(({ text }) => hazardOfVariable(text.replace(/^--?(env|e)=?/, ""), true)),
      inner === undefined ? null : doubtful(doubtOfWrapper(link, inner, inner.wrappers[at]!)),
    ]);
    return found === null ? [] : [{ ...found, command: name }];
  });
}

function doubtful(doubt: string | null): Hazard | null {
  return doubt === null ? null : { effect: "undetermined", because: doubt };
}

/** `for PATH in ...`. */
export function hazardsOfLoops(syntax: ShellNode): { readonly effect: Effect; readonly because: string; readonly node: ShellNode }[] {
  const found: { effect: Effect; because: string; node: ShellNode }[] = [];
  walkShell(syntax, (node) => {
    if ((node.type === "For" || node.type === "Select") && isProgramVariable(node.name.text, false))
      found.push({ ...choosing(node.name.text), node: node.name });
  });
  return found;
}

function gravest(found: readonly (Hazard | null)[]): Hazard | null {
  const hazard = found.filter((each) => each !== null);
  return hazard.find(({ effect }) => effect === "mutating") ?? hazard[0] ?? null;
}

function hazardOf({ name, value, valueWord }: CommandOption, entry: Hazards, isKnown: boolean): Hazard | null {
  const { runs = [], writes = [], changes = [], keyed = {}, only = {}, containing = {} } = entry;
  // GNU clients take the beginning of a long option for the whole.
  const means = (option: string): boolean =>
    option === name || (!isKnown && name.startsWith("--") && name.length > 2 && option.startsWith(name));
  if (changes.some(means)) return { effect: "mutating", because: `\`${name}\` makes it mutating` };
  if (writes.some(means) && (value === null || !harmlessFiles.includes(value)))
    return { effect: "mutating", because: `\`${name}\` writes a file` };
  if (runs.some(means)) return { effect: "undetermined", because: `\`${name}\` chooses what is run` };
  const safe = Object.hasOwn(keyed, name) ? keyed[name]! : null;
  if (safe !== null && valueWord !== null && !isSafe(value, safe)) {
    return { effect: "undetermined", because: `\`${name} ${value ?? writtenText(valueWord)}\` may choose what is run` };
  }
  if (Object.hasOwn(only, name) && !only[name]!.includes(value ?? "")) {
    return { effect: "undetermined", because: `\`${name} ${value ?? ""}\` may choose what is run` };
  }
  const harmful = Object.hasOwn(containing, name) ? containing[name]! : [];
  const isHarmful = harmful.length > 0 && (value === null || harmful.some((part) => value.includes(part)));
  return isHarmful ? { effect: "undetermined", because: `\`${name}\` may do more than read` } : null;
}

function isSafe(value: string | null, safe: readonly string[]): boolean {
  const text = (value ?? "=").toLowerCase();
  return safe.includes(text) || safe.includes(text.split(/[= ]/)[0]!);
}

/** Builtins that evaluate their words once more, whatever quotes they had: `let 'a[$(reboot)]'`. */
const evaluators: readonly string[] = words(
  "let, unset, test, [, printf, read, declare, typeset, local, export, readonly, mapfile, readarray",
);

function hazardOfWords({ name, words: all }: SimpleCommand): Hazard | null {
  const texts = all.slice(1).flatMap(({ value }) => (value === null ? [] : [value]));
  if (name === "alias" && texts.some((text) => text.includes("=")))
    return { effect: "undetermined", because: "an alias chooses what is run" };
  if (["less", "more"].includes(name!) && texts.some((text) => text.startsWith("+") && /[!|]/.test(text)))
    return { effect: "undetermined", because: "it starts with a command of its own" };
  if (name === "unset" || name === "read" || name === "mapfile" || name === "readarray" || name === "printf") {
    const variable = texts.find((text) => text !== "HOME" && isProgramVariable(text, true));
    if (variable !== undefined && (name !== "printf" || texts[0] === "-v")) return choosing(variable);
  }
  const isEvaluated = evaluators.includes(name!) && texts.some((text) => /\[.*(\$\(|`)/s.test(text));
  return isEvaluated ? { effect: "undetermined", because: "it evaluates the `$( )` in its words" } : null;
}

const declarers: readonly string[] = words("export, declare, typeset, local, readonly");

function declared({ words: all }: SimpleCommand, name: string): readonly CommandWord[] {
  return declarers.includes(name) ? all.slice(1) : [];
}

function textOf(assignment: Assignment): string {
  return assignment.text;
}

/** Folders that only the system's administrators fill; appended to PATH they add programs and replace none. */
const appendedPath = /^"?\$\{?PATH\}?(:(\/usr(\/local)?)?\/s?bin|:\/snap\/bin)*"?$/;

/** `NAME=value` of a variable that chooses what runs. */
function hazardOfVariable(text: string, isExported: boolean): Hazard | null {
  const match = /^([A-Za-z_][A-Za-z0-9_]*)\+?=(.*)$/s.exec(text);
  if (match === null || !isProgramVariable(match[1]!, isExported)) return null;
  const [, name, value] = match;
  if (name === "PATH" && appendedPath.test(value!)) return null;
  const isPager = name!.endsWith("PAGER") && ["", "cat", '""', "''", '"cat"', "'cat'"].includes(value!);
  return isPager ? null : choosing(name!);
}

function choosing(name: string): Hazard {
  return { effect: "undetermined", because: `\`${name}\` chooses what programs run` };
}

function isProgramVariable(name: string, isExported: boolean): boolean {
  if (harmlessVariables.includes(name)) return false;
  if (isExported && (exportedVariables.includes(name) || name.endsWith("_COMMAND") || name.endsWith("_PAGER"))) return true;
  return programVariables.some((entry) => (entry.endsWith("_") ? name.startsWith(entry) : name === entry));
}
