/**
 * The simple commands of a block in the order of the text, with `sudo`, `ssh host`, `bash -c '...'` and the other wrappers
 * looked through, and with what a rule needs to know about the place each stands in.
 */
import {
  literalText,
  parseShell,
  visitChildren,
  type Assignment,
  type Command,
  type Pipeline,
  type Redirection,
  type ShellNode,
  type ShellScript,
  type Word,
} from "./shell.ts";
import { readArguments, type CommandArguments } from "./shell-arguments.ts";
import { fedByFind, fedByXargs, joinFed, programsOfFind, type FedCommand, type FedWords } from "./shell-fed-words.ts";
import { findPlaceholders, maskPlaceholders, tokensWithin } from "./placeholder-token.ts";
import type { PlaceholderToken, ShellBlock } from "./shell-block.ts";
import { bystanders, scriptRunners, shells, wrappers, type Wrapper } from "./shell-wrappers.ts";

export interface CommandWord {
  /** As it stands in the text parsed, quotes included, placeholders masked. */
  readonly text: string;
  /** Without quotes; `null` where it is known only at run time: an expansion, a glob, a placeholder. */
  readonly value: string | null;
  readonly tokens: readonly PlaceholderToken[];
  /** Offsets in the block's `script`; those of the whole argument where the word stands in a script inside quotes. */
  readonly start: number;
  readonly end: number;
  readonly node: Word;
  /** A wrapper puts into it what it reads: see `FedWords`. */
  readonly isFed?: true;
}

/** The word for a message: with the placeholders that the author wrote, not with their masks. */
export function writtenText({ text, tokens }: CommandWord): string {
  return tokens.reduce((shown, { name, column, isList }) => {
    const token = `<${name}${column === null ? "" : `.${column}`}${isList ? "..." : ""}>`;
    const mask = maskPlaceholders(token, findPlaceholders(token));
    return shown.replace(shown.includes(mask) ? mask : `%${mask.slice(1)}`, token);
  }, text);
}

/** Where a command stands. A script that a wrapper runs inherits the place of the wrapper. */
export interface CommandPlace {
  /** Position in its pipeline; `{ index: 0, length: 1 }` for a command alone. */
  readonly pipeline: { readonly index: number; readonly length: number };
  /** False where not the command but a loop or group around it is the member of the pipeline. */
  readonly isPipelineMember: boolean;
  readonly isInSubshell: boolean;
  /** In `$( )`, `<( )` or backticks. */
  readonly isInSubstitution: boolean;
  readonly isInLoop: boolean;
  readonly isInFunction: boolean;
  /** Runs only if something else holds: a branch, the right side of `&&` and `||`. */
  readonly isConditional: boolean;
  /** Its status is looked at: the clause of `if` and `while`, behind `!`, the left side of `&&` and `||`. */
  readonly isTested: boolean;
  readonly isBackground: boolean;
  /** The command that runs it on another machine or in a container is among `wrappers`. */
  readonly isElsewhere: boolean;
  /** What runs it, outermost first: `["sudo", "timeout"]`. */
  readonly wrappers: readonly string[];
  /** The same as commands of their own, options included; a wrapper around several commands is one object. */
  readonly wrapperCommands: readonly SimpleCommand[];
  /** Words that `xargs` or `find` brings. */
  readonly fed: FedWords | null;
}

export interface SimpleCommand extends CommandPlace {
  /** The first is the command's name. Empty where a statement only assigns or redirects. */
  readonly words: readonly CommandWord[];
  /** `words[0].value`: `null` where the name is known only at run time. */
  readonly name: string | null;
  readonly assignments: readonly Assignment[];
  /** Of the command itself, not of a loop or group around it. */
  readonly redirections: readonly PlacedRedirection[];
  readonly start: number;
  readonly end: number;
}

export interface PlacedRedirection {
  readonly node: Redirection;
  /** The file; `null` for a heredoc. */
  readonly target: CommandWord | null;
  readonly start: number;
  readonly end: number;
}

/** Commands, redirections and defined functions of a block, inner scripts included. */
export interface ShellReading {
  readonly commands: readonly SimpleCommand[];
  /** All of them, those of loops and groups included. */
  readonly redirections: readonly PlacedRedirection[];
  readonly functions: ReadonlySet<string>;
  /** Text that another shell parses. */
  readonly programs: readonly ShellProgram[];
}

/** A script inside the script: the words behind `ssh host`, the text behind `bash -c`, a heredoc for `bash -s`. */
export interface ShellProgram {
  /** What parses it: `ssh`, `eval`, `bash`. */
  readonly reader: string;
  /** Offsets in the block's `script`. */
  readonly start: number;
  readonly end: number;
}

export function commandsOf(block: ShellBlock): readonly SimpleCommand[] {
  return readCommands(block).commands;
}

const readings = new WeakMap<ShellBlock, ShellReading>();

/** Read once a block: rules, effects and placeholders all ask. */
export function readCommands(block: ShellBlock): ShellReading {
  let reading = readings.get(block);
  if (reading === undefined) {
    reading = new Reader(block).read();
    readings.set(block, reading);
  }
  return reading;
}

/** How offsets of the text that is being read map to the block's script. */
interface Frame {
  readonly text: string;
  readonly toScript: (offset: number) => number;
  /** False where escapes made the text differ from the script: then every offset maps to one of two ends. */
  readonly isExact: boolean;
  readonly start: number;
  readonly end: number;
}

const topPlace: CommandPlace = {
  pipeline: { index: 0, length: 1 },
  isPipelineMember: true,
  isInSubshell: false,
  isInSubstitution: false,
  isInLoop: false,
  isInFunction: false,
  isConditional: false,
  isTested: false,
  isBackground: false,
  isElsewhere: false,
  wrappers: [],
  wrapperCommands: [],
  fed: null,
};

/** Nobody writes so many around one command; what is inside more of them counts as unknown. */
const maximumWrappers = 16;

class Reader {
  readonly #block: ShellBlock;
  readonly #commands: SimpleCommand[] = [];
  readonly #redirections: PlacedRedirection[] = [];
  readonly #functions = new Set<string>();
  readonly #programs: ShellProgram[] = [];
  #frame: Frame;

  constructor(block: ShellBlock) {
    this.#block = block;
    this.#frame = { text: block.masked, toScript: (offset) => offset, isExact: true, start: 0, end: block.masked.length };
  }

  read(): ShellReading {
    this.#visit(this.#block.syntax, topPlace);
    return { commands: this.#commands, redirections: this.#redirections, functions: this.#functions, programs: this.#programs };
  }

  #visit(node: ShellNode, place: CommandPlace): void {
    switch (node.type) {
      case "Command":
        return this.#readCommand(node, place);
      case "Redirected":
        for (const redirect of node.redirects) this.#redirections.push(this.#placeRedirection(redirect));
        break;
      case "Function":
        this.#functions.add(node.name.value);
        break;
      case "Pipeline":
        return this.#visitPipeline(node, place);
      case "AndOr": {
        const last = node.commands.length - 1;
        return node.commands.forEach((child, index) =>
          this.#visit(child, { ...place, isTested: place.isTested || index < last, isConditional: place.isConditional || index > 0 }),
        );
      }
      case "CommandExpansion":
      case "ProcessSubstitution":
      case "ArithmeticCommandExpansion":
        if (node.script !== undefined) this.#visitSubstitution(node, node.script, place);
        return;
    }
    visitChildren(node, (child) => this.#visit(child, placeOf(node, child, place)));
  }

  #visitPipeline(node: Pipeline, place: CommandPlace): void {
    const { length } = node.commands;
    const isTested = place.isTested || node.prefixes.some((prefix) => prefix.type === "Negation");
    node.commands.forEach((child, index) =>
      this.#visit(child, { ...place, isTested, pipeline: { index, length }, isPipelineMember: child.type === "Command" }),
    );
  }

  /** Backticks with escapes are parsed from their own text, so their offsets are those of the whole substitution. */
  #visitSubstitution(node: ShellNode, script: ShellScript, place: CommandPlace): void {
    const inner: CommandPlace = { ...place, pipeline: topPlace.pipeline, isInSubstitution: true, isBackground: false };
    if (script.source === undefined) this.#visit(script, inner);
    else this.#inFrame({ text: script.source, ...this.#rangeOf(node.pos, node.end), isExact: false }, () => this.#visit(script, inner));
  }

  #inFrame(frame: Omit<Frame, "toScript"> & { readonly offset?: number }, visit: () => void): void {
    const outer = this.#frame;
    const { start, end, isExact, offset = 0 } = frame;
    this.#frame = { ...frame, toScript: isExact ? (at) => start + at - offset : (at) => (at <= 0 ? start : end) };
    visit();
    this.#frame = outer;
  }

  #rangeOf(pos: number, end: number): { start: number; end: number } {
    if (this.#frame.isExact) return { start: this.#frame.toScript(pos), end: this.#frame.toScript(end) };
    return { start: this.#frame.start, end: this.#frame.end };
  }

  #readCommand(node: Command, place: CommandPlace): void {
    const assignments = node.prefix.filter((part) => part.type === "Assignment");
    const redirections = node.redirects.map((redirect) => this.#placeRedirection(redirect));
    const words = [node.name, ...node.args].flatMap((part) => (part === undefined ? [] : [this.#placeWord(part)]));
    for (const redirection of redirections) this.#redirections.push(redirection);
    this.#unwrap({ ...place, ...this.#rangeOf(node.pos, node.end), words, name: words[0]?.value ?? null, assignments, redirections });
    visitChildren(node, (child) => this.#visit(child, place));
  }

  #placeWord(part: Word | Assignment): CommandWord {
    const range = this.#rangeOf(part.pos, part.end);
    const tokens = this.#tokensIn(range, part.text);
    const word: Word = part.type === "Word" ? part : { type: "Word", pos: part.pos, end: part.end, text: part.text, value: part.text };
    const isStatic = part.type === "Word" || (part.value.type === "Word" && literalText(part.value) !== null);
    const value = isStatic && tokens.length === 0 ? literalText(word) : null;
    return { text: part.text, value, tokens, node: word, ...range };
  }

  #tokensIn({ start, end }: { start: number; end: number }, text: string): PlaceholderToken[] {
    const inside = [...tokensWithin(this.#block.tokens, start, end)];
    return this.#frame.isExact ? inside : inside.filter((token) => text.includes(this.#block.masked.slice(token.start, token.end)));
  }

  #placeRedirection(node: Redirection): PlacedRedirection {
    const target = node.type === "HereDoc" || node.target === undefined ? null : this.#placeWord(node.target);
    return { node, target, ...this.#rangeOf(node.pos, node.end) };
  }

  /** Adds the command, or what it runs where it is a wrapper whose words can be read. */
  #unwrap(command: SimpleCommand): void {
    const isTooMuch = command.wrappers.length >= maximumWrappers;
    const wrapper = isTooMuch ? null : wrapperOf(command);
    if (wrapper === null) {
      this.#commands.push(command);
      if (isTooMuch) return;
      this.#readFed(command);
      this.#readFound(command);
      this.#readBehind(command);
      return;
    }
    const found = innerOf(command, wrapper);
    const name = wrapper.words.join(" ");
    if (found === null || found.length === 0 || takesFedOptions(command, wrapper)) {
      this.#commands.push(command);
      this.#readFed(command);
      this.#readBehind(command);
      return;
    }
    const { words: inner, fed } = fedThrough(command, wrapper, found);
    const isScript = wrapper.reads === "argv" && inner.length > 1 && (inner[0]!.value === "-c" || inner[0]!.value === "--command");
    if (isScript || wrapper.reads !== "argv") this.#programs.push({ reader: name, start: inner[0]!.start, end: inner.at(-1)!.end });
    const place: SimpleCommand = {
      ...command,
      wrappers: [...command.wrappers, name],
      wrapperCommands: [...command.wrapperCommands, command],
      isElsewhere: command.isElsewhere || wrapper.isElsewhere === true,
      fed: fed === null ? null : { ...fed, isText: fed.isText || wrapper.reads === "joined" },
    };
    if (isScript) {
      if (!this.#readText(inner.slice(1, 2), place)) this.#commands.push(command);
    } else if (wrapper.reads === "argv" || (wrapper.reads === "joined" && inner.every(isPlain))) {
      this.#unwrap({ ...place, words: inner, name: inner[0]!.value, start: inner[0]!.start });
    } else if (!this.#readText(inner, place)) {
      this.#commands.push(command);
    }
  }

  /** Parses words that a shell will parse; false where their text is known only at run time. */
  #readText(words: readonly CommandWord[], place: SimpleCommand): boolean {
    const texts = words.map((word) => literalText(word.node));
    if (texts.some((text) => text === null)) return false;
    const [only] = words;
    const quoted = words.length === 1 ? only!.node.parts?.[0] : undefined;
    const isExact = this.#frame.isExact && words.length === 1 && only!.node.parts?.length === 1 && quoted?.type === "SingleQuoted";
    const text = texts.join(" ");
    const range = isExact ? { start: only!.start + 1, end: only!.end - 1 } : { start: only!.start, end: words.at(-1)!.end };
    this.#inFrame({ text, isExact, ...range }, () => this.#visit(parseShell(text), { ...place, fed: null }));
    return true;
  }

  /** `bash -s <<'EOF'`: the heredoc is a script, if it is known now. */
  #readFed(command: SimpleCommand): void {
    if (!readsStdin(command)) return;
    const reader = command.name ?? "";
    for (const { node, target } of command.redirections) {
      if (node.type === "HereString" && target !== null) this.#programs.push({ reader, start: target.start, end: target.end });
      if (node.type === "HereDoc") this.#programs.push({ reader, ...this.#rangeOf(node.body.pos, node.body.end) });
      if (node.type !== "HereDoc" || (node.body.parts ?? []).some((part) => part.type !== "Literal") || !this.#frame.isExact) continue;
      const { text, pos, end } = node.body;
      const place = { ...command, wrappers: [...command.wrappers, reader], wrapperCommands: [...command.wrapperCommands, command] };
      this.#inFrame({ text, isExact: true, start: pos, end }, () => this.#visit(parseShell(text), place));
    }
  }

  /** `find ... -exec rm {} +`: the command inside, beside `find` itself. */
  #readFound(command: SimpleCommand): void {
    if (command.name !== "find") return;
    for (const program of programsOfFind(command.words)) {
      const { words, fed } = fedByFind(command.words, program);
      if (words.length === 0) continue;
      this.#unwrap({
        ...command,
        words,
        name: words[0]!.value,
        start: words[0]!.start,
        redirections: [],
        wrappers: [...command.wrappers, "find"],
        wrapperCommands: [...command.wrapperCommands, command],
        fed: joinFed(command.fed, fed),
      });
    }
  }

  /** `busybox sh -c '...'`: a shell that an unknown wrapper runs, beside the wrapper itself. */
  #readBehind(command: SimpleCommand): void {
    const { words, name } = command;
    if (name === null || bystanders.includes(baseName(name))) return;
    const at = words.findIndex(({ value }, index) => index > 0 && value !== null && runsScript(value, words[index + 1]?.value));
    if (at === -1) return;
    this.#unwrap({
      ...command,
      words: words.slice(at),
      name: words[at]!.value,
      start: words[at]!.start,
      redirections: [],
      wrappers: [...command.wrappers, name],
      wrapperCommands: [...command.wrapperCommands, command],
    });
  }
}

function runsScript(name: string, option: string | null | undefined): boolean {
  return scriptRunners.includes(baseName(name)) && typeof option === "string" && /^-[a-zA-Z]*[ceE]$/.test(option);
}

/** A shell without a script of its own, or `ssh host` without a command: what it runs comes in on stdin. */
export function readsStdin(command: SimpleCommand): boolean {
  const { name, words } = command;
  if (name === null) return false;
  if (shells.includes(baseName(name))) {
    const { options, operands } = readArguments(words.slice(1), {
      stopsAtOperand: true,
      valueOptions: ["-o", "-O", "--rcfile", "--init-file"],
    });
    return (
      options.some((option) => option.name === "-s") ||
      (operands.length === 0 && options.every((option) => option.name !== "-c" && option.name !== "--version"))
    );
  }
  const wrapper = wrapperOf(command);
  return wrapper !== null && wrapper.isElsewhere === true && wrapper.reads === "joined" && innerOf(command, wrapper)?.length === 0;
}

/** The last part of a path: `/usr/bin/sudo` is `sudo`. */
export function baseName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function isPlain(word: CommandWord): boolean {
  return word.node.parts === undefined && word.value !== null && word.value === word.text;
}

/** By their first word; the longest come first. */
const wrappersOfName = new Map<string, Wrapper[]>();
for (const wrapper of wrappers.toSorted((a, b) => b.words.length - a.words.length)) {
  const name = wrapper.words[0]!;
  wrappersOfName.set(name, [...(wrappersOfName.get(name) ?? []), wrapper]);
}

/** The longest entry whose words lead the command. */
function wrapperOf(command: SimpleCommand): Wrapper | null {
  const named = command.name === null ? undefined : wrappersOfName.get(baseName(command.name));
  const wrapper = named?.find((candidate) => argumentsOf(command, candidate) !== null);
  if (wrapper === undefined) return null;
  const { options } = readArguments(argumentsOf(command, wrapper)!, wrapper);
  return options.some((option) => wrapper.queries?.includes(option.name)) ? null : wrapper;
}

/** What stands behind the wrapper's words; options may stand between those: `kubectl -n x exec`. */
function argumentsOf({ name, words }: SimpleCommand, wrapper: Wrapper): readonly CommandWord[] | null {
  if (name === null || baseName(name) !== wrapper.words[0]) return null;
  let at = 1;
  for (const verb of wrapper.words.slice(1)) {
    while (words[at]?.value?.startsWith("-") === true) at += wrapper.valueOptions?.includes(words[at]!.value!) === true ? 2 : 1;
    if (words[at]?.value !== verb) return null;
    at += 1;
  }
  return words.slice(at);
}

/** A wrapper's own options, and behind them what it runs; `null` for a command that is none. */
export function wrapperArguments(command: SimpleCommand): CommandArguments | null {
  const wrapper = wrapperOf(command);
  return wrapper === null ? null : readArguments(argumentsOf(command, wrapper)!, wrapper);
}

/** The words of the command inside; empty where there is none, `null` where the wrapper does not run one here. */
function innerOf(command: SimpleCommand, wrapper: Wrapper): readonly CommandWord[] | null {
  const { options, operands, afterDashes } = readArguments(argumentsOf(command, wrapper)!, wrapper);
  if (wrapper.reads === "script") {
    const given = options.find(({ name }) => name === wrapper.scriptOption || (wrapper.longScriptOptions?.includes(name) ?? false));
    const script = given === undefined ? undefined : (given.valueWord ?? command.words[command.words.indexOf(given.word) + 1]);
    return script === undefined ? null : [script];
  }
  if (wrapper.hasDashes && afterDashes !== null) return afterDashes;
  let at = wrapper.operands ?? 0;
  if (operands.length <= at) return [];
  if (wrapper.allowsAssignments) while (at < operands.length && isAssignment(operands[at]!)) at += 1;
  if (wrapper.reads === "joined" && operands[at]?.value === "--") at += 1;
  return operands.slice(at);
}

/** `xargs su root -c ls`: a second `-c` that is fed takes the place of the first. */
function takesFedOptions(command: SimpleCommand, wrapper: Wrapper): boolean {
  return command.fed?.mayBeOptions === true && wrapper.stopsAtOperand !== true && wrapperArguments(command)?.afterDashes === null;
}

/** What reaches the command inside: what the wrapper was fed, and what it feeds itself. */
function fedThrough(command: SimpleCommand, wrapper: Wrapper, inner: readonly CommandWord[]): FedCommand {
  if (wrapper.isFeeding !== true) return { words: inner, fed: command.fed };
  const { words, fed } = fedByXargs(inner, wrapperArguments(command)!.options);
  return { words, fed: joinFed(command.fed, fed) };
}

function isAssignment({ text }: CommandWord): boolean {
  const equals = text.indexOf("=");
  return (
    equals > 0 && [...text.slice(0, equals)].every((character, at) => /[A-Za-z_]/.test(character) || (at > 0 && /[0-9]/.test(character)))
  );
}

/** What a child of a compound command inherits, and what its own position adds. */
function placeOf(parent: ShellNode, child: ShellNode, place: CommandPlace): CommandPlace {
  switch (parent.type) {
    case "Statement":
      return parent.background === true ? { ...place, isBackground: true } : place;
    case "If":
    case "Elif":
      return child === parent.clause ? { ...place, isTested: true } : { ...place, isConditional: true };
    case "While":
      return { ...place, isInLoop: true, isTested: place.isTested || child === parent.clause };
    case "For":
    case "ArithmeticFor":
    case "Select":
      return child === parent.body ? { ...place, isInLoop: true } : place;
    case "CaseItem":
      return { ...place, isConditional: true };
    case "Subshell":
      return { ...place, isInSubshell: true };
    case "Function":
      return { ...place, isInFunction: true };
    default:
      return place;
  }
}
