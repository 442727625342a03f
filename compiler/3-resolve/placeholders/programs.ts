/**
 * Whether a placeholder stands in text that another program will parse: a jq filter, an awk script, a remote command. Such
 * a program would read the value as its own syntax, however well bash quotes it, so only inert types may stand there.
 */
import { readArguments } from "../../ast/shell-arguments.ts";
import { baseName, readCommands, readsStdin, type CommandWord, type ShellProgram, type SimpleCommand } from "../../ast/shell-commands.ts";
import { hazards } from "../effects/catalogue/hazards.ts";
import type { ShellNode } from "../../ast/shell.ts";
import { tokensWithin } from "../../ast/placeholder-token.ts";
import type { PlaceholderToken, ShellBlock } from "../../ast/shell-block.ts";
import { bystanders, scriptRunners, shells } from "../../ast/shell-wrappers.ts";
import { clientOf } from "../effects/find-client.ts";
import { carriersOf, variableUses, type VariableUse } from "./carried.ts";
import { declarers, evaluators, inertShell, interpreters, readAlways, type Interpreter, type Program } from "./interpreters.ts";
import type { Place } from "./place.ts";

/** The program that would parse the value; `null` where it is an argument like any other. */
export function programAround(place: Place, block: ShellBlock): Program | null {
  const { wordsOf, programOf, readers } = roleIndexOf(block);
  const around = wordsOf.get(place.token) ?? [];
  for (const { command, word } of around) {
    const program = programIn(command, word, place);
    if (program !== null) return program;
  }
  const program = programOf.get(place.token);
  if (program !== undefined) return shellProgram(program.reader);
  return (
    fedTo(place, readers) ?? readBySubstitution(place, readCommands(block).commands) ?? assignedFor(place, block) ?? carriedTo(place, block)
  );
}

/** `X=<app> make`: make expands what it finds in the environment. */
function assignedFor({ site, path }: Place, block: ShellBlock): Program | null {
  const around = path.findLast((node) => node.type === "Command");
  if (site !== "assignment" || around === undefined) return null;
  const maker = readCommands(block).commands.find(({ name, start }) => name === "make" && around.pos <= start && start < around.end);
  return maker === undefined ? null : shellProgram("make");
}

/** What evaluates a variable that holds the value: `x=<app>; eval "$x"`. */
function carriedTo(place: Place, block: ShellBlock): Program | null {
  const carriers = new Set(carriersOf(place, block));
  if (carriers.size === 0) return null;
  for (const use of variableUses(block)) {
    const program = carriers.has(use.name) ? evaluationOf(use, block) : null;
    if (program !== null) return program;
  }
  return null;
}

function evaluationOf({ evaluatedIn, start, end, path }: VariableUse, block: ShellBlock): Program | null {
  if (evaluatedIn !== null) return evaluated(evaluatedIn);
  const { commands, programs } = readCommands(block);
  const program = programs.find((each) => each.start <= start && end <= each.end);
  if (program !== undefined) return shellProgram(program.reader);
  const token = { start, end } as Place["token"];
  const redirection = path.find((node) => node.type === "HereString" || node.type === "HereDoc") ?? null;
  const place: Place = { token, path, redirection, quoting: "double", site: "argument", word: null, wordStart: start };
  for (const command of commands) {
    const word = command.words.find((each) => each.start <= start && end <= each.end);
    if (word === undefined) continue;
    if (word === command.words[0] && word.value === null) return evaluated("the shell");
    const found = programIn(command, word, place);
    if (found !== null) return found;
  }
  return fedTo(place, roleIndexOf(block).readers);
}

/** True for the first word of a command, behind `sudo` and the like too. */
export function isCommandName(token: PlaceholderToken, block: ShellBlock): boolean {
  return (roleIndexOf(block).wordsOf.get(token) ?? []).some(({ command, word }) => word === command.words[0]);
}

interface RoleIndex {
  /** The words that a token is part of: those of the command, and those of commands in text that it is given. */
  readonly wordsOf: ReadonlyMap<PlaceholderToken, readonly { readonly command: SimpleCommand; readonly word: CommandWord }[]>;
  readonly programOf: ReadonlyMap<PlaceholderToken, ShellProgram>;
  /** Commands that read a script from stdin, in the order of the text. */
  readonly readers: readonly SimpleCommand[];
}

const roleIndexes = new WeakMap<ShellBlock, RoleIndex>();

/** Built once a block: each of its tokens asks. */
function roleIndexOf(block: ShellBlock): RoleIndex {
  const known = roleIndexes.get(block);
  if (known !== undefined) return known;
  const { commands, programs } = readCommands(block);
  const wordsOf = new Map<PlaceholderToken, { command: SimpleCommand; word: CommandWord }[]>();
  for (const command of commands) {
    const fronts = command.wrapperCommands.flatMap((wrapper) =>
      wrapper.words.filter(({ end }) => end <= command.start).map((word) => ({ command: wrapper, word })),
    );
    for (const { command: owner, word } of [...command.words.map((word) => ({ command, word })), ...fronts]) {
      for (const token of word.tokens) wordsOf.set(token, [...(wordsOf.get(token) ?? []), { command: owner, word }]);
    }
  }
  const programOf = new Map<PlaceholderToken, ShellProgram>();
  for (const program of programs) for (const token of tokensWithin(block.tokens, program.start, program.end)) programOf.set(token, program);
  const all = [...new Set(commands.flatMap((command) => [...command.wrapperCommands, command]))];
  const readers = all
    .filter((command) => readsStdin(command) || interpretsStdin(command) || passesStdinOn(command))
    .toSorted((a, b) => a.start - b.start);
  const index = { wordsOf, programOf, readers };
  roleIndexes.set(block, index);
  return index;
}

function programIn(command: SimpleCommand, word: CommandWord, place: Place): Program | null {
  if (command.name === null || word === command.words[0]) return null;
  const name = baseName(command.name);
  const isOptionValue = name !== "hash" && ["-p", "-d", "-t"].some((option) => followsOption(command, word, option));
  if (evaluators.includes(name) && !isOptionValue) return evaluated(name);
  if (declarers.includes(name) && (!isAssigned(word, place) || evaluatesValues(command))) return evaluated(name);
  if (name === "printf" && followsOption(command, word, "-v")) return evaluated("printf -v");
  if ((name === "test" || name === "[") && followsOption(command, word, "-v")) return evaluated(`${name} -v`);
  const interpreter = interpreterNamed(name);
  if (interpreter !== undefined && isProgram(command, word, interpreter)) return { reader: name, fix: interpreter.fix };
  if (name === "git" && isGitProgram(command, word)) return shellProgram("git");
  if (["less", "more", "vi", "vim", "view"].includes(name) && /^["']?\+/.test(word.text)) return shellProgram(name);
  if (assigners.includes(name) && isNameOfVariable(word, place)) return evaluated(name);
  return clientOf(command.name) === null && isBehindSsh(command, word) ? shellProgram("ssh") : null;
}

/** They take `NAME=value` in front of a command. */
const assigners: readonly string[] = ["env", "sudo", "doas"];

/** `env <app>=1 ls`: whoever chooses the name chooses `LD_PRELOAD`. */
function isNameOfVariable(word: CommandWord, { token }: Place): boolean {
  const equals = word.text.indexOf("=");
  return equals !== -1 && !word.text.startsWith("-") && token.start < word.start + equals;
}

/** `git -c core.pager=<app>`, `git submodule foreach <app>`, `git config alias.x <app>`: git runs them in a shell. */
function isGitProgram(command: SimpleCommand, word: CommandWord): boolean {
  const style = { valueOptions: ["-C", "-c", "--git-dir", "--work-tree", "--namespace"] };
  const { options, operands } = readArguments(command.words.slice(1), style);
  const [verb, second, third] = operands;
  const global = options.find(({ name, valueWord }) => name === "-c" && valueWord === word);
  if (global !== undefined && (verb === undefined || word.start < verb.start)) return !hasSafeKey(word, hazards["git"]!.keyed!["-c"]!);
  if (verb?.value === "submodule" && operands.some(({ value }) => value === "foreach")) return true;
  const key = second === word ? "" : (second?.value ?? "");
  return (
    verb?.value === "config" &&
    third === word &&
    /alias|pager|editor|command|external|helper|tool|filter|textconv|fsmonitor|hooks/i.test(key)
  );
}

/** `User=<app>`, quoted or not, where the key is one of these. */
function hasSafeKey({ text }: CommandWord, keys: readonly string[]): boolean {
  const key = /^(?:-o)?["']?([A-Za-z.]+)[= ]/.exec(text)?.[1];
  return key !== undefined && keys.includes(key.toLowerCase());
}

function interpreterNamed(name: string): Interpreter | undefined {
  return interpreters.find(({ names }) => names.includes(name));
}

/** `wrapper ssh host 'ls <app>'`, where nothing is known of the wrapper. */
function isBehindSsh({ name, words }: SimpleCommand, word: CommandWord): boolean {
  const at = words.findIndex(({ value }) => value !== null && baseName(value) === "ssh");
  return at > 0 && !bystanders.includes(baseName(name!)) && words.indexOf(word) > at;
}

/** What comes in on stdin gets into a shell's text: `xargs sh -c 'echo {}'`, or to a shell inside: `docker run -i x bash`. */
function passesStdinOn({ name, words }: SimpleCommand): boolean {
  if (name === null || bystanders.includes(baseName(name))) return false;
  const behind = words.slice(1).map(({ value }) => (value === null ? "" : baseName(value)));
  if (baseName(name) === "xargs") return behind.some((text) => isReaderOfText(text));
  const shell = behind.findIndex((text) => shells.includes(text));
  return shell !== -1 && behind.slice(shell + 1).every((text) => text.startsWith("-") && !text.endsWith("c"));
}

function isReaderOfText(name: string): boolean {
  return [...shells, ...scriptRunners, "ssh", "eval", "watch", "rsh", "exec"].includes(name) || interpreterNamed(name) !== undefined;
}

function isProgram(command: SimpleCommand, word: CommandWord, interpreter: Interpreter): boolean {
  const valueOptions = [...(interpreter.valueOptions ?? []), ...interpreter.programOptions];
  const { options, operands } = readArguments(command.words.slice(1), { ...interpreter, valueOptions });
  if (interpreter.programOptions.some((option) => followsOption(command, word, option))) return true;
  const keyed = Object.entries(interpreter.keyedOptions ?? {});
  if (keyed.some(([option, keys]) => followsOption(command, word, option) && !hasSafeKey(word, keys))) return true;
  if (options.some(({ name }) => interpreter.programOptions.includes(name) || interpreter.fileOptions?.includes(name))) return false;
  if (interpreter.programOperand === "all") return true;
  if (interpreter.programOperand === "operands") return operands.includes(word);
  return interpreter.programOperand !== null && operands[interpreter.programOperand] === word;
}

/** The word is the option's value: the next word, or joined to it. */
function followsOption({ words }: SimpleCommand, word: CommandWord, option: string): boolean {
  const before = words[words.indexOf(word) - 1]?.value ?? "";
  const letter = option.at(-1)!;
  return (
    before === option ||
    (option.length === 2 && before.startsWith("-") && !before.startsWith("--") && before.endsWith(letter)) ||
    (word.text.startsWith(option) && word.text !== option)
  );
}

/** Behind the `=` of `name=value`. */
function isAssigned(word: CommandWord, { site, token }: Place): boolean {
  const equals = word.text.indexOf("=");
  return site === "assignment" || (equals !== -1 && word.start + equals < token.start);
}

/** `declare -i` evaluates what is assigned as arithmetic, `-n` as a name, `-a` and `-A` as a list of words. */
function evaluatesValues({ words }: SimpleCommand): boolean {
  return readArguments(words.slice(1), {}).options.some(({ name }) => ["-i", "-a", "-A", "-n"].includes(name));
}

/** A heredoc, a here string or the left side of a pipe that a shell or an interpreter reads as its script. */
function fedTo({ path, redirection }: Place, readers: readonly SimpleCommand[]): Program | null {
  if (readers.length === 0) return null;
  if (redirection?.type === "HereDoc" || redirection?.type === "HereString") {
    const reader = readers.find((command) => command.redirections.some(({ node }) => node === redirection));
    if (reader !== undefined) return stdinProgram(reader);
  }
  for (const [depth, node] of path.entries()) {
    const stage = path[depth + 1];
    if (node.type !== "Pipeline" || stage === undefined) continue;
    const reader = firstBehind(readers, stage.end);
    if (reader !== null && reader.end <= node.end) return stdinProgram(reader);
  }
  return null;
}

/** The first of commands in order that begins at or behind an offset. */
function firstBehind(commands: readonly SimpleCommand[], offset: number): SimpleCommand | null {
  let low = 0;
  let high = commands.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (commands[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return commands[low] ?? null;
}

function interpretsStdin({ name, words }: SimpleCommand): boolean {
  const interpreter = name === null ? undefined : interpreterNamed(baseName(name));
  if (interpreter?.readsStdin !== true) return false;
  const valueOptions = [...(interpreter.valueOptions ?? []), ...interpreter.programOptions];
  const { options, operands } = readArguments(words.slice(1), { ...interpreter, valueOptions });
  const isClient = readAlways.includes(interpreter.names[0]!) || interpreter.programOperand === "all";
  return (
    !options.some((option) => interpreter.programOptions.includes(option.name)) &&
    (isClient || operands.length === 0 || operands[0]!.value === "-")
  );
}

function stdinProgram({ name }: SimpleCommand): Program {
  const interpreter = name === null ? undefined : interpreterNamed(baseName(name));
  return interpreter === undefined ? shellProgram(name ?? "a shell") : { reader: name!, fix: interpreter.fix };
}

/** `source <(echo <app>)`, `sudo bash < <(echo <app>)`, `echo <app> > >(sh)`: the output is a script. */
function readBySubstitution({ token, path }: Place, commands: readonly SimpleCommand[]): Program | null {
  const isInside = path.some((node) => node.type === "ProcessSubstitution");
  for (const command of commands) {
    const { name, words, redirections } = command;
    const isAround = [...words, ...redirections].some(({ start, end }) => start <= token.start && token.end <= end);
    if (isInside && isAround && name !== null && readsFiles(command, baseName(name))) return stdinProgram(command);
  }
  for (const node of path) {
    const reader = commands.find(
      (command) =>
        node.type === "Command" && node.pos <= command.start && command.end <= node.end && isFedByOutput(command, node, commands),
    );
    if (reader !== undefined) return stdinProgram(reader);
  }
  return null;
}

/** Shells and interpreters, whose files and stdin are scripts. */
function readsFiles(command: SimpleCommand, name: string): boolean {
  if (name === "source" || name === ".") return true;
  const isSql = ["psql", "mysql", "mariadb", "sqlite3"].includes(name);
  return shells.includes(name) || scriptRunners.includes(name) || isSql || name === "crontab" || passesStdinOn(command);
}

/** It stands in a `>( )` of a command around it, and reads what is written there. */
function isFedByOutput(command: SimpleCommand, { pos, end }: ShellNode, commands: readonly SimpleCommand[]): boolean {
  if (!readsStdin(command) && !interpretsStdin(command) && !passesStdinOn(command)) return false;
  const outer = commands.filter((other) => other !== command && other.start >= pos && other.end <= end);
  return outer.some(({ words, redirections }) =>
    [...words, ...redirections.flatMap(({ target }) => (target === null ? [] : [target]))].some(
      (word) => word.text.includes(">(") && word.start <= command.start && command.end <= word.end,
    ),
  );
}

function shellProgram(reader: string): Program {
  return { reader, fix: inertShell };
}

function evaluated(reader: string): Program {
  return {
    reader,
    fix: (written, variable) => `Assign it first, \`${variable}=${written}\`, and use \`"$${variable}"\` where nothing evaluates it`,
  };
}
