/**
 * Which catalogue entry a command's name means, and which of its verbs its words hold.
 */
import { readArguments, type CommandArguments } from "../../ast/shell-arguments.ts";
import { baseName, type CommandWord } from "../../ast/shell-commands.ts";
import { literalText } from "../../ast/shell.ts";
import { catalogue } from "./catalogue/index.ts";
import type { Effect } from "../../ast/analysis.ts";
import type { Client, Verb } from "./client.ts";
import { readingForm, styleWith } from "./reading-form.ts";

const systemFolders = ["/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/", "/usr/local/bin/", "/snap/bin/"];

const clients = new Map<string, Client | null>();

/** `/usr/bin/jq` is jq; `./jq` is whatever lies there. Which of its options take a value is known from its readings too. */
export function clientOf(name: string): Client | null {
  const base = baseName(name);
  const isSystemCommand = base === name || systemFolders.some((folder) => name === folder + base);
  if (!isSystemCommand) return null;
  if (!clients.has(base)) {
    const client = catalogue.get(base);
    clients.set(base, client === undefined ? null : { ...client, ...styleWith(client, [readingForm(base)]) });
  }
  return clients.get(base)!;
}

/**
 * `juju --help`, `juju refresh --help`: nothing is carried out. Of a program that the catalogue does not know, or behind an
 * option that may take the word for its value, it proves nothing.
 */
export function asksForHelp(words: readonly CommandWord[], client: Client | null): boolean {
  const last = words.at(-1)!.value;
  if (client === null || words.length < 2) return false;
  if (words.length === 2) return last === "--help" || last === "--version";
  const runsWords = words.some(({ value }) => value !== null && client.runsWords?.includes(value));
  const isValue = words.at(-2)!.text.startsWith("-");
  if (client.verbs === undefined || last !== "--help" || runsWords || isValue) return false;
  return findVerb(readArguments(words.slice(1), client).operands, client)?.verb !== null;
}

export interface FoundVerb {
  /** `null`: the words are no known verb. */
  readonly verb: Verb | null;
  readonly words: string;
  /** How many operands it takes. */
  readonly length: number;
}

/** `null` where there are no words to find one in. */
export function findVerb(operands: readonly CommandWord[], client: Client): FoundVerb | null {
  if (operands.length === 0) return null;
  return client.verbPosition === "behindNouns" ? findVerbBehindNouns(operands, client) : findLeadingVerb(operands, client);
}

function findLeadingVerb(operands: readonly CommandWord[], client: Client): FoundVerb {
  const texts = operands.slice(0, 4).map(({ value }) => value);
  const known = texts.includes(null) ? texts.slice(0, texts.indexOf(null)) : texts;
  for (let length = known.length; length > 0; length -= 1) {
    const words = known.slice(0, length).join(" ");
    const verb = verbNamed(client, words);
    if (verb !== null) return { verb, words, length };
  }
  return { verb: null, words: known[0] ?? "", length: 0 };
}

function findVerbBehindNouns(operands: readonly CommandWord[], client: Client): FoundVerb {
  const nouns: string[] = [];
  for (const { value } of operands) {
    if (value === null) break;
    nouns.push(value);
    const verb = nouns.length - 1 <= (client.maximumNouns ?? Infinity) ? verbNamed(client, value) : null;
    if (verb !== null) return { verb, words: nouns.join(" "), length: nouns.length };
  }
  return { verb: null, words: nouns.slice(0, 3).join(" "), length: 0 };
}

function verbNamed(client: Client, words: string): Verb | null {
  const entry = Object.hasOwn(client.verbs!, words) ? client.verbs![words]! : prefixed(client, words);
  return typeof entry === "string" ? { effect: entry } : entry;
}

function prefixed({ verbPrefixes = {} }: Client, word: string): Effect | null {
  const prefix = Object.keys(verbPrefixes).find((candidate) => word.startsWith(candidate));
  return prefix === undefined ? null : verbPrefixes[prefix]!;
}

/** The scripts in a client's own language; `null` for one that is known only at run time. */
export function scriptsOf({ options, operands }: CommandArguments, script: NonNullable<Client["script"]>): (string | null)[] {
  const given = options
    .filter(({ name, valueWord }) => script.options.includes(name) && valueWord !== null)
    .map(({ value, valueWord, word }) => (valueWord === word || valueWord!.tokens.length > 0 ? value : literalText(valueWord!.node)));
  if (given.length > 0 || !script.isOperand) return given;
  const operand = operands[script.operand ?? 0];
  return operand === undefined ? [] : [literalText(operand.node)];
}
