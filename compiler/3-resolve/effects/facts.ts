/**
 * What the catalogue knows of a block's commands beside their effect: see `CommandFactKind`. Wrappers have facts of their
 * own: `ssh` eats stdin, whatever it runs.
 */
import type { CommandFact, CommandFactKind } from "../../ast/analysis.ts";
import { readArguments, type CommandArguments, type CommandOption } from "../../ast/shell-arguments.ts";
import { readCommands, type CommandWord, type SimpleCommand } from "../../ast/shell-commands.ts";
import type { Redirect } from "../../ast/shell.ts";
import type { ShellBlock } from "../../ast/shell-block.ts";
import type { Client, FactRule } from "./client.ts";
import { asksForHelp, clientOf, findVerb, scriptsOf } from "./find-client.ts";
import { judgeCommand, linksOf } from "./judge-command.ts";
import { secretArguments } from "./secret-arguments.ts";

/** In the order of the text. */
export function collectFacts(block: ShellBlock): CommandFact[] {
  const { commands, functions } = readCommands(block);
  const all = new Set(commands.flatMap((command) => [...command.wrapperCommands, command]));
  const facts = [...all].flatMap((command) => (command.name !== null && functions.has(command.name) ? [] : factsOf(command)));
  return facts.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** A command with its words read as its client reads them. */
interface Reading extends CommandArguments {
  readonly command: SimpleCommand;
  readonly client: Client;
  /** The verb's words; empty where it has none. */
  readonly verb: string;
  /** The operands that a verb may be made of, each with a blank behind it. */
  readonly lead: string;
  /** Operands behind the verb. */
  readonly rest: readonly CommandWord[];
}

function factsOf(command: SimpleCommand): CommandFact[] {
  const { name, words } = command;
  if (name === null) return [];
  const client = clientOf(name);
  if (asksForHelp(words, client)) return [];
  const secrets = secretArguments(command, client);
  if (client?.facts === undefined) return secrets;
  const rules = Object.entries(client.facts);
  const found = linksOf(command, client).flatMap((link) => {
    const reading = { ...readWords(link, client), command };
    return rules.flatMap(([kind, rule]) => factOf(kind as CommandFactKind, rule, reading));
  });
  return [...secrets, ...found];
}

function readWords(command: SimpleCommand, client: Client): Reading {
  const read = readArguments(command.words.slice(1), client);
  const found = client.verbs === undefined ? null : findVerb(read.operands, client);
  const lead = read.operands
    .slice(0, 4)
    .map(({ value }) => `${value ?? " "} `)
    .join("");
  return { ...read, command, client, verb: found?.words ?? "", lead, rest: read.operands.slice(found?.length ?? 0) };
}

function factOf(kind: CommandFactKind, rule: FactRule, reading: Reading): CommandFact[] {
  const { command, verb, options } = reading;
  if (kind === "readsStdin" && !inheritsStdin(command)) return [];
  if (options.some((option) => rule.unless?.some((entry) => isOption(option, entry)))) return [];
  if (rule.unlessVerbs?.some((entry) => isVerb(reading, entry)) === true) return [];
  if (rule.onlyWith !== undefined && !options.some((option) => rule.onlyWith!.some((entry) => isOption(option, entry)))) return [];
  const decided = decide(rule, reading);
  if (decided === null) return [];
  if (kind === "destructive" && judgeCommand(command, { siteCommands: {}, functions: new Set() }).effect === "read-only") return [];
  const name = verb === "" ? command.name! : `${command.name!} ${verb}`;
  return [{ kind, command, name, word: null, ...decided }];
}

type Decided = Pick<CommandFact, "by" | "start" | "end">;

/** The first condition that holds. */
function decide(rule: FactRule, reading: Reading): Decided | null {
  const { command, client, verb, rest, operands, options } = reading;
  const option = options.find((candidate) => rule.options?.some((entry) => isOption(candidate, entry)));
  if (option !== undefined) {
    const { word, valueWord } = option;
    return { by: option.value === null ? option.name : `${option.name} ${option.value}`, start: word.start, end: (valueWord ?? word).end };
  }
  const whole = { start: command.start, end: command.end };
  const named = rule.verbs?.find((entry) => isVerb(reading, entry));
  if (named !== undefined) return { by: named, ...whole };
  const isByPrefix = rule.prefixes?.some((prefix) => verb.slice(verb.lastIndexOf(" ") + 1).startsWith(prefix)) === true;
  if (isByPrefix) return { by: verb, ...whole };
  const isByScript =
    client.script !== undefined &&
    scriptsOf({ options, operands, afterDashes: null }, client.script).some((text) => text !== null && rule.script?.(text));
  if (isByScript) return { by: command.name!, ...whole };
  const operand = rest.find(({ text }) => rule.operands?.some((entry) => text.startsWith(entry)));
  if (operand !== undefined) return { by: operand.text, start: operand.start, end: operand.end };
  const isBare = rule.withoutOperands === true && operands.length <= (rule.operandsBefore ?? 0);
  return isBare || rule.always === true ? { by: command.name!, ...whole } : null;
}

/** `--force=false` is none; `-o X=no` is compared without case. */
function isOption({ name, value }: CommandOption, entry: string): boolean {
  const blank = entry.indexOf(" ");
  if (blank === -1) return name === entry && value !== "false";
  return name === entry.slice(0, blank) && value?.toLowerCase() === entry.slice(blank + 1).toLowerCase();
}

/** Whether the catalogue knows the verb's effect or not: the words are enough. */
function isVerb({ client, verb, lead }: Reading, entry: string): boolean {
  const isLed = lead.startsWith(entry) && lead[entry.length] === " ";
  if (client.verbPosition !== "behindNouns") return isLed;
  return isLed || verb === entry || verb.endsWith(` ${entry}`);
}

/** Neither fed by a pipe or a redirection nor in the background of a script. */
function inheritsStdin({ pipeline, isPipelineMember, redirections }: SimpleCommand): boolean {
  const reading = ["<", "<&", "<>"];
  const isFed = redirections.some(({ node }) => node.type !== "Redirect" || (reading.includes(node.operator) && isStandardInput(node)));
  return (pipeline.index === 0 || !isPipelineMember) && !isFed;
}

function isStandardInput({ descriptor }: Redirect): boolean {
  return descriptor === undefined || (descriptor.type === "FileDescriptor" && descriptor.value === 0);
}
