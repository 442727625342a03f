/**
 * Whether a placeholder stands in text that another program will parse: a jq filter, an awk script, a remote command. Such
 * a program would read the value as its own syntax, however well bash quotes it, so only inert types may stand there.
 */
import { readArguments, type ArgumentStyle } from "../../ast/shell-arguments.ts";
import { baseName, readCommands, readsStdin, type CommandWord, type ShellProgram, type SimpleCommand } from "../../ast/shell-commands.ts";
import { words } from "../effects/client.ts";
import type { ShellNode } from "../../ast/shell.ts";
import { tokensWithin } from "../../ast/placeholder-token.ts";
import type { PlaceholderToken, ShellBlock } from "../../ast/shell-block.ts";
import { bystanders, scriptRunners, shells } from "../../ast/shell-wrappers.ts";
import { clientOf } from "../effects/find-client.ts";
import type { Place } from "./place.ts";

/** Who would parse the value, and what the author can write instead. */
export interface Program {
  readonly reader: string;
  /** Given the token as written and a variable's name for it. */
  readonly fix: (written: string, variable: string) => string;
}

interface Interpreter extends ArgumentStyle {
  readonly names: readonly string[];
  /** Options whose value is a program. */
  readonly programOptions: readonly string[];
  /** Which operand is a program where no such option stands: 0 is the first. */
  readonly programOperand: number | "all" | null;
  /** Options whose presence means that no operand is a program: `-f file`. */
  readonly fileOptions?: readonly string[];
  readonly readsStdin?: boolean;
  readonly fix: Program["fix"];
}

const inertSql = (written: string): string =>
  `Give \`${written}\` a type that cannot carry SQL, such as \`int\`, \`uuid\` or \`one of ...\``;

const inertShell = (written: string): string =>
  `Give \`${written}\` a type that cannot carry shell syntax (\`host\`, \`semver\`, \`int\`, \`one of ...\`), or run the command without a second shell`;

/** Clients that read their statements from stdin whatever operands they have; the others do where they have none. */
const readAlways: readonly string[] = words("psql, mysql, sqlite3, at, batch, ed, ex, vi, vim, gdb, parallel, mongo");

const interpreters: readonly Interpreter[] = [
  {
    names: ["jq", "gojq"],
    programOptions: [],
    programOperand: 0,
    fileOptions: ["-f", "--from-file"],
    valueOptions: ["-f", "--from-file", "-L", "--indent"],
    pairOptions: ["--arg", "--argjson", "--slurpfile", "--rawfile"],
    fix: (written, variable) => `Pass it as an argument, \`--arg ${variable} ${written}\`, and write \`$${variable}\` in the filter`,
  },
  {
    names: ["yq"],
    programOptions: [],
    programOperand: 0,
    fix: (written, variable) =>
      `Put it into the environment, \`${variable}=${written} yq ...\`, and write \`strenv(${variable})\` in the filter`,
  },
  {
    names: ["awk", "gawk", "mawk", "nawk"],
    programOptions: ["-e", "--source"],
    programOperand: 0,
    fileOptions: ["-f", "--file"],
    valueOptions: ["-f", "--file", "-v", "--assign", "-F", "--field-separator"],
    fix: (written, variable) =>
      `Put it into the environment, \`${variable}=${written} awk ...\`, and write \`ENVIRON["${variable}"]\` in the script`,
  },
  {
    names: ["sed", "gsed"],
    programOptions: ["-e", "--expression"],
    programOperand: 0,
    fileOptions: ["-f", "--file"],
    valueOptions: ["-f", "--file", "-l"],
    fix: (written, variable) => `Use awk, which takes a value as data: \`${variable}=${written} awk '... ENVIRON["${variable}"] ...'\``,
  },
  {
    names: ["python", "python2", "python3"],
    programOptions: ["-c"],
    programOperand: null,
    valueOptions: ["-m", "-W", "-X"],
    readsStdin: true,
    fix: (written) => `Pass it as an argument behind the script, \`... ${written}\`, and write \`sys.argv[1]\` in it`,
  },
  {
    names: ["perl", "ruby", "node", "php", "lua", "Rscript", "mongo", "mongosh"],
    programOptions: ["-e", "-E", "-r", "-p", "--eval", "--print", "-le", "-ne", "-pe"],
    programOperand: null,
    readsStdin: true,
    fix: (written, variable) => `Put it into the environment, \`${variable}=${written} ...\`, and read it there`,
  },
  {
    names: ["psql"],
    programOptions: ["-c", "--command"],
    programOperand: null,
    readsStdin: true,
    valueOptions: ["-d", "-h", "-p", "-U", "-v", "-f"],
    fix: (written, variable) =>
      `Pass it as a variable, \`-v ${variable}=${written}\`, and write \`:'${variable}'\` in the statement on stdin`,
  },
  {
    names: ["mysql", "mariadb", "cqlsh", "sqlplus"],
    programOptions: ["-e", "--execute"],
    programOperand: null,
    readsStdin: true,
    fix: inertSql,
  },
  { names: ["sqlite3"], programOptions: ["-cmd"], programOperand: 1, valueOptions: ["-cmd", "-init"], readsStdin: true, fix: inertSql },
  { names: ["at", "batch"], programOptions: [], programOperand: null, readsStdin: true, fix: inertShell },
  { names: ["crontab"], programOptions: [], programOperand: null, readsStdin: true, fix: inertShell },
  { names: ["ed", "ex", "vi", "vim", "gdb"], programOptions: ["-c", "-ex"], programOperand: null, readsStdin: true, fix: inertShell },
  { names: ["parallel", "tmux", "screen", "expect"], programOptions: [], programOperand: "all", readsStdin: true, fix: inertShell },
  { names: ["flock", "script", "gcloud", "az"], programOptions: ["-c", "--command", "--scripts"], programOperand: null, fix: inertShell },
  { names: ["ansible"], programOptions: ["-a", "--args"], programOperand: null, fix: inertShell },
  { names: ["salt", "salt-call", "salt-ssh", "pdsh", "clush", "pssh"], programOptions: [], programOperand: "all", fix: inertShell },
  { names: ["env"], programOptions: ["-S", "--split-string"], programOperand: null, fix: inertShell },
];

/** Builtins that evaluate their words once more: `unset 'a[$(reboot)]'` runs reboot. */
const evaluators: readonly string[] = ["let", "unset", "getopts", "trap", "alias", "read", "mapfile", "readarray"];

/** Builtins that evaluate a name, but not the value behind `name=`. */
const declarers: readonly string[] = ["declare", "typeset", "local", "export", "readonly"];

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
  return fedTo(place, readers) ?? readBySubstitution(place, readCommands(block).commands);
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
    for (const word of command.words) {
      for (const token of word.tokens) wordsOf.set(token, [...(wordsOf.get(token) ?? []), { command, word }]);
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
  if (evaluators.includes(name) && !["-p", "-d", "-t"].some((option) => followsOption(command, word, option))) return evaluated(name);
  if (declarers.includes(name) && (!isAssigned(word, place) || evaluatesValues(command))) return evaluated(name);
  if (name === "printf" && followsOption(command, word, "-v")) return evaluated("printf -v");
  if ((name === "test" || name === "[") && followsOption(command, word, "-v")) return evaluated(`${name} -v`);
  const interpreter = interpreterNamed(name);
  if (interpreter !== undefined && isProgram(command, word, interpreter)) return { reader: name, fix: interpreter.fix };
  return clientOf(command.name) === null && isBehindSsh(command, word) ? shellProgram("ssh") : null;
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
  if (options.some(({ name }) => interpreter.programOptions.includes(name) || interpreter.fileOptions?.includes(name))) return false;
  if (interpreter.programOperand === "all") return true;
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

/** `declare -i` evaluates what is assigned as arithmetic, `-a` and `-A` as a list of words. */
function evaluatesValues({ words }: SimpleCommand): boolean {
  return readArguments(words.slice(1), {}).options.some(({ name }) => ["-i", "-a", "-A"].includes(name));
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
