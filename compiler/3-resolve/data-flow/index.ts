/**
 * Follows secrets through a block: from `read -s`, `secret` values and commands that print one, through assignments, into
 * argv, files and output. In the order of the text; what a loop or a function does later is not followed back.
 *
 * The builtins hand words on without a process, so no argv shows them. Text in a script for another shell has that
 * shell's variables and is left alone.
 */
import type { CommandFact, PlaceholderUse, SecretFlow } from "../../ast/analysis.ts";
import { readArguments } from "../../ast/shell-arguments.ts";
import { readCommands, type CommandWord, type PlacedRedirection, type SimpleCommand } from "../../ast/shell-commands.ts";
import { tokensWithin } from "../../ast/placeholder-token.ts";
import type { ShellBlock } from "../../ast/shell-block.ts";
import { wrappers } from "../../ast/shell-wrappers.ts";
import { walkShell, type Assignment, type ShellNode } from "../../ast/shell.ts";
import { harmlessFiles } from "../effects/client.ts";
import { fedTo, fileKey, handedOn, secretsIn, type Known, type Secret, type Taints } from "./sources.ts";

export type { Taints } from "./sources.ts";

export interface FollowInput {
  readonly block: ShellBlock;
  readonly placeholders: readonly PlaceholderUse[];
  readonly facts: readonly CommandFact[];
}

/** `taints` is what the blocks before left in the terminal's variables; what this one leaves is added to it. */
export function followSecrets({ block, placeholders, facts }: FollowInput, taints: Taints): SecretFlow[] {
  return new Follower(block, {
    taints,
    secretTokens: new Set(placeholders.filter(({ value }) => value?.type.kind === "secret").map(({ token }) => token)),
    commands: readCommands(block).commands,
    prints: facts.filter(({ kind }) => kind === "printsSecret"),
  }).follow();
}

/** Their words never become the argv of a process. */
const builtins: readonly string[] = [
  "echo", "printf", "test", "[", "[[", "true", "false", ":", "read", "export", "local", "declare", "typeset", "readonly", "let",
  "return", "exit", "set", "shift", "unset", "cd", "pushd", "popd", "eval", "source", ".", "trap", "wait", "mapfile", "readarray",
]; // prettier-ignore

const remoteReaders = wrappers.filter(({ isElsewhere }) => isElsewhere === true).map(({ words }) => words.join(" "));
const textReaders = wrappers.filter(({ words, reads }) => reads !== "argv" && words[0] !== "eval").map(({ words }) => words.join(" "));

class Follower {
  readonly #block: ShellBlock;
  readonly #known: Known;
  readonly #flows: SecretFlow[] = [];
  readonly #seen = new Set<CommandWord>();
  /** Groups and loops with a redirection around them. */
  readonly #groups: { readonly start: number; readonly end: number; readonly file: ShellNode }[] = [];
  #isTracing = false;

  constructor(block: ShellBlock, known: Known) {
    this.#block = block;
    this.#known = known;
  }

  follow(): SecretFlow[] {
    const events: { at: number; handle: () => void }[] = [];
    walkShell(this.#block.syntax, (node, ancestors) => {
      if (node.type === "Redirected" && node.redirects.some(({ type }) => type === "Redirect"))
        this.#groups.push({ start: node.pos, end: node.end, file: node });
      if (node.type === "Assignment" && !isForOneCommand(node, ancestors.at(-1)))
        events.push({ at: node.end, handle: () => this.#assign(node) });
    });
    for (const command of this.#known.commands) {
      if (isInnerText(command)) continue;
      events.push({ at: command.start, handle: () => this.#carryOut(command) });
    }
    for (const { handle } of events.toSorted((a, b) => a.at - b.at)) handle();
    return this.#flows.toSorted((a, b) => a.start - b.start || a.end - b.end);
  }

  #assign({ name, value, pos, end, append }: Assignment): void {
    const [secret] = secretsIn(value, tokensWithin(this.#block.tokens, pos, end), this.#known);
    if (secret !== undefined) this.#known.taints.set(name, { name, source: secret.source });
    else if (append !== true) this.#known.taints.set(name, null);
  }

  #carryOut(command: SimpleCommand): void {
    this.#setVariables(command);
    this.#findArgv(command);
    this.#findOutput(command);
    this.#findKept(command);
  }

  #setVariables(command: SimpleCommand): void {
    if (command.name === "set") {
      const words = command.words.map(({ value }) => value ?? "");
      if (words.some((word) => word.startsWith("-") && word.includes("x"))) this.#isTracing = true;
      if (words.some((word) => word.startsWith("+") && word.includes("x"))) this.#isTracing = false;
    }
    if (command.name !== "read") return;
    const { options, operands } = readArguments(command.words.slice(1), { valueOptions: ["-p", "-d", "-n", "-N", "-t", "-u", "-i", "-a"] });
    const isSilent = options.some(({ name }) => name === "-s");
    const [fed] = fedTo(command, this.#known);
    for (const { value } of operands) {
      if (value === null) continue;
      this.#known.taints.set(value, isSilent ? { name: value, source: "read" } : fed === undefined ? null : { ...fed, name: value });
    }
  }

  #findArgv(command: SimpleCommand): void {
    const isBuiltin = command.name !== null && builtins.includes(command.name) && command.wrappers.length === 0;
    for (const word of command.words) this.#findWord(word, command, isBuiltin);
    for (const wrapper of command.wrapperCommands) for (const word of wrapper.words) this.#findWord(word, wrapper, false);
  }

  #findWord(word: CommandWord, command: SimpleCommand, isBuiltin: boolean): void {
    if (this.#seen.has(word)) return;
    this.#seen.add(word);
    for (const secret of secretsIn(word.node, word.tokens, this.#known)) {
      if (this.#isTracing) this.#add(secret, "output", "set -x", word);
      if (isBuiltin) continue;
      const isRemote = command.isElsewhere || this.#isReadElsewhere(word);
      this.#add(secret, isRemote ? "remoteCommand" : "argv", command.name ?? command.words[0]!.text, word);
    }
  }

  /** `ssh host "cmd $x"`, which cannot be read. */
  #isReadElsewhere({ start, end }: CommandWord): boolean {
    const { programs } = readCommands(this.#block);
    return programs.some((program) => remoteReaders.includes(program.reader) && program.start <= start && end <= program.end);
  }

  /** What `echo` and its kind print, and where to. */
  #findOutput(command: SimpleCommand): void {
    const [secret] = handedOn(command, this.#known);
    if (secret === undefined || command.isInSubstitution || command.isInFunction) return;
    const by = command.name!;
    const redirection = command.redirections.find(writesStdout);
    const group = this.#groups.find(({ start, end }) => start <= command.start && command.end <= end);
    if (redirection !== undefined) {
      if (isFile(redirection)) this.#add(secret, "file", by, command, redirection.target);
      return;
    }
    if (command.name === "tee") return this.#add(secret, "file", by, command, command.words.at(-1)!);
    const { index, length } = command.pipeline;
    if (index < length - 1) {
      const next = this.#known.commands.find(({ start, pipeline }) => start > command.end && pipeline.index === index + 1);
      if (next?.name === "tee") this.#add(secret, "file", "tee", next, next.words.at(-1)!);
      return;
    }
    this.#add(secret, group === undefined ? "output" : "file", by, command);
  }

  /** `vault operator init > keys`: what is printed is written. */
  #findKept(command: SimpleCommand): void {
    const printing = this.#known.prints.find((fact) => fact.command === command);
    const redirection = command.redirections.find(writesStdout);
    if (redirection === undefined || !isFile(redirection)) return;
    const secret = printing === undefined ? handedOn(command, this.#known)[0] : ({ name: printing.name, source: "command" } as const);
    this.#keep(redirection, secret);
    if (printing !== undefined && secret !== undefined) this.#add(secret, "file", command.name!, command, redirection.target);
  }

  /** What the file holds from now on. */
  #keep({ node, target }: PlacedRedirection, secret: Secret | undefined): void {
    const path = target?.value ?? null;
    if (path === null) return;
    if (secret !== undefined) this.#known.taints.set(fileKey(path), secret);
    else if (node.type === "Redirect" && node.operator !== ">>") this.#known.taints.set(fileKey(path), null);
  }

  #add({ name, source }: Secret, sink: SecretFlow["sink"], by: string, { start, end }: Range, file: CommandWord | null = null): void {
    this.#flows.push({ name, source, sink, by, file, start, end });
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** `A=b cmd` is of the one command, `export A=b` is not. */
function isForOneCommand(node: Assignment, parent: ShellNode | undefined): boolean {
  return parent?.type === "Command" && parent.name !== undefined && parent.prefix.includes(node);
}

function isInnerText({ wrappers: around }: SimpleCommand): boolean {
  return around.some((wrapper) => textReaders.includes(wrapper) || wrapper === "sh" || wrapper === "bash");
}

function writesStdout({ node }: PlacedRedirection): boolean {
  if (node.type !== "Redirect" || !node.operator.includes(">") || node.operator === "<>") return false;
  const { descriptor } = node;
  return descriptor === undefined || (descriptor.type === "FileDescriptor" && descriptor.value === 1);
}

/** Not `/dev/null`, not `>&2`, not `>(cmd)`. */
function isFile({ node, target }: PlacedRedirection): boolean {
  if (target === null || (node.type === "Redirect" && node.operator === ">&")) return false;
  return !harmlessFiles.includes(target.value ?? "") && target.node.parts?.[0]?.type !== "ProcessSubstitution";
}
