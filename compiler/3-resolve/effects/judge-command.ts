/**
 * Judges one simple command by the site's own list and the catalogue.
 */
import type { Effect } from "../../ast/analysis.ts";
import { readArguments, type CommandArguments, type CommandOption } from "../../ast/shell-arguments.ts";
import { readsStdin, writtenText, type CommandWord, type SimpleCommand } from "../../ast/shell-commands.ts";
import type { Client, Operands, Options, Verb } from "./client.ts";
import { asksForHelp, clientOf, findVerb, scriptsOf, type FoundVerb } from "./find-client.ts";
import { hazardOfOptions } from "./judge-hazards.ts";
import { doubtOf } from "./prove-reading.ts";

export interface Judgement {
  readonly effect: Effect;
  /** The words that decided: `juju refresh`. */
  readonly command: string;
  readonly because: string;
}

export interface Surroundings {
  /** What a site's own commands do, by leading words. */
  readonly siteCommands: Readonly<Record<string, "read-only" | "mutating">>;
  /** Functions that the block defines; their bodies are judged where they stand. */
  readonly functions: ReadonlySet<string>;
}

export function judgeCommand(command: SimpleCommand, { siteCommands, functions }: Surroundings): Judgement {
  const { name, words } = command;
  if (words.length === 0)
    return {
      effect: "read-only",
      command: command.assignments.map((assignment) => assignment.name).join(" "),
      because: "it only sets variables of the block",
    };
  if (name === null) return { effect: "undetermined", command: writtenText(words[0]!), because: "its name is known only at run time" };
  const site = matchSite(words, siteCommands);
  if (site !== null) return site;
  const client = clientOf(name);
  if (client === null && functions.has(name) && command.wrappers.every(runsFunctions))
    return { effect: "read-only", command: name, because: "it is a function of this block, whose body is judged" };
  if (command.fed === null && asksForHelp(words, client))
    return { effect: "read-only", command: `${name} ${words.at(-1)!.value}`, because: "it only prints help" };
  if (client === null)
    return {
      effect: "undetermined",
      command: name,
      because: `\`${name}\` is not in the catalogue; \`commands\` of \`rungate.yaml\` can say what it does`,
    };
  if (command.fed === null && readsStdin(command) && isFedScript(command))
    return { effect: "read-only", command: name, because: "it runs the heredoc, whose commands are judged" };
  if (client.names.includes("bash")) return judgeShellScript(words, client);
  return gravestOf(linksOf(command, client).map((link) => judgeClientWords(link, client)));
}

/** The commands of a chain, `ovs-vsctl list-br -- del-br x`; of a client without chains, the command itself. */
export function linksOf(command: SimpleCommand, { chainedBy }: Client): readonly SimpleCommand[] {
  if (chainedBy === undefined) return [command];
  const [name, ...rest] = command.words;
  const links: CommandWord[][] = [[]];
  for (const word of rest) {
    const last = links.at(-1)!;
    if (word.value !== chainedBy) last.push(word);
    else if (last.some(({ value }) => value === null || !value.startsWith("-"))) links.push([]);
  }
  return links.map((words) => ({ ...command, words: [name!, ...words] }));
}

function gravestOf(judgements: readonly Judgement[]): Judgement {
  return judgements.reduce((gravest, judgement) => (gravity[judgement.effect] > gravity[gravest.effect] ? judgement : gravest));
}

function judgeClientWords(command: SimpleCommand, client: Client): Judgement {
  const judgement = raise(judgeClient(command, client), command, client);
  const doubt = judgement.effect === "read-only" ? doubtOf(command, client) : null;
  return doubt === null ? judgement : { effect: "undetermined", command: judgement.command, because: doubt };
}

/** `sudo f` and `xargs f` run a program of that name. A known client keeps its effect: what the function adds is judged beside it. */
function runsFunctions(wrapper: string): boolean {
  return wrapper === "time" || wrapper === "eval";
}

/** A hazard makes it graver, never lighter. */
function raise(judgement: Judgement, command: SimpleCommand, client: Client): Judgement {
  const hazard = hazardOfOptions(command, client, judgement.command);
  return hazard !== null && gravity[hazard.effect] > gravity[judgement.effect] ? { ...judgement, ...hazard } : judgement;
}

/** The longest key whose words lead the command. */
function matchSite(words: readonly CommandWord[], siteCommands: Surroundings["siteCommands"]): Judgement | null {
  const matches = Object.entries(siteCommands)
    .map(([key, effect]) => ({ key: key.split(" ").filter((part) => part !== ""), effect }))
    .filter(({ key }) => key.length > 0 && key.every((part, at) => words[at]?.value === part))
    .toSorted((a, b) => b.key.length - a.key.length);
  const [longest] = matches;
  return longest === undefined
    ? null
    : {
        effect: longest.effect,
        command: longest.key.join(" "),
        because: `\`commands\` of \`rungate.yaml\` says that it is ${longest.effect}`,
      };
}

function isFedScript({ redirections }: SimpleCommand): boolean {
  return redirections.some(({ node }) => node.type === "HereDoc" && (node.body.parts ?? []).every((part) => part.type === "Literal"));
}

/** `bash scripts/x.sh`, which the site has not described. */
function judgeShellScript(words: readonly CommandWord[], client: Client): Judgement {
  const { options, operands } = readArguments(words.slice(1), client);
  const command = words.slice(0, 2).map(writtenText).join(" ");
  if (options.some((option) => option.name === "-n")) return { effect: "read-only", command, because: "`-n` only checks the syntax" };
  const script = operands[0] === undefined ? undefined : writtenText(operands[0]);
  return {
    effect: "undetermined",
    command,
    because:
      script === undefined || options.some((option) => option.name === "-c")
        ? "the script it runs is known only at run time"
        : `what \`${script}\` does is not known; \`commands\` of \`rungate.yaml\` can say it`,
  };
}

function judgeClient({ words }: SimpleCommand, client: Client): Judgement {
  const name = words[0]!.value!;
  const read = readArguments(words.slice(1), client);
  const found = client.verbs === undefined ? null : findVerb(read.operands, client);
  const verb: Verb = found?.verb ?? { effect: client.otherwise };
  const command = found === null || found.words === "" ? name : `${name} ${found.words}`;
  const byOption = judgeOptions(read.options, { ...client.options, ...verb.options }, cancelledBy(read.options, client));
  const isChangeAnyway = verb.effect === "mutating" && byOption?.effect === "mutating";
  if (byOption !== null && !isChangeAnyway)
    return { effect: byOption.effect, command, because: `\`${byOption.name}\` makes it ${byOption.effect}` };
  const rest = read.operands.slice(found?.length ?? 0);
  const byOperand = judgeOperands(rest, verb.operands ?? (found === null ? client.operands : undefined));
  if (byOperand !== null) return { ...byOperand, command };
  const byScript = judgeScript(read, client);
  if (byScript !== null) return { ...byScript, command };
  if (verb.effect === "read-only" && mayHoldOptions(rest, client, verb))
    return { effect: "undetermined", command, because: "an unquoted variable may hold options; put double quotes around it" };
  return { effect: verb.effect, command, because: reasonOf(found, client, verb, command) };
}

function reasonOf(found: FoundVerb | null, client: Client, { effect }: Verb, command: string): string {
  if (found?.verb === null) return found.words === "" ? "its verb is known only at run time" : `the catalogue does not know \`${command}\``;
  if (found === null && client.because !== undefined) return client.because;
  if (found === null && client.verbs !== undefined && effect === "undetermined")
    return `the catalogue does not know what \`${command}\` does without a verb`;
  return `the catalogue lists \`${command}\` as ${effect}`;
}

function cancelledBy(options: readonly CommandOption[], client: Client): readonly string[] {
  return options.flatMap(({ name }) => client.cancels?.[name] ?? []);
}

/** The gravest effect that an option has. */
function judgeOptions(
  options: readonly CommandOption[],
  known: Options,
  cancelled: readonly string[],
): { effect: Effect; name: string } | null {
  const found = options.flatMap((option) => {
    const { name } = option;
    const entry = Object.hasOwn(known, name) && !cancelled.includes(name) ? known[name]! : null;
    return entry === null ? [] : [{ effect: typeof entry === "string" ? entry : effectOfValue(option, entry), name }];
  });
  return found.toSorted((a, b) => gravity[b.effect] - gravity[a.effect])[0] ?? null;
}

/** `--dry-run="$x"` may turn out to be none. */
function effectOfValue({ value, valueWord }: CommandOption, { values, otherwise }: Exclude<Options[string], Effect>): Effect {
  if (value === null) return valueWord !== null && otherwise === "read-only" ? "undetermined" : otherwise;
  return Object.hasOwn(values, value) ? values[value]! : otherwise;
}

export const gravity: Readonly<Record<Effect, number>> = { "read-only": 0, undetermined: 1, mutating: 2 };

function judgeOperands(operands: readonly CommandWord[], rule: Operands | undefined): Omit<Judgement, "command"> | null {
  if (rule === undefined) return null;
  const counted = operands.slice(rule.behind ?? 0).filter(({ value }) => value === null || !isExcepted(value, rule));
  if (rule.from !== undefined) {
    const operand = counted[rule.from - 1];
    return operand === undefined
      ? null
      : { effect: rule.effect, because: `the operand \`${writtenText(operand)}\` makes it ${rule.effect}` };
  }
  const setting = counted.find(({ value }) => value?.includes(rule.containing!));
  if (setting !== undefined) return { effect: rule.effect, because: `the operand \`${writtenText(setting)}\` makes it ${rule.effect}` };
  const unknown = counted.find(({ value }) => value === null);
  return unknown === undefined
    ? null
    : { effect: "undetermined", because: `what \`${writtenText(unknown)}\` holds is known only at run time` };
}

function isExcepted(value: string, { except = [], exceptPrefix }: Operands): boolean {
  return except.includes(value) || (exceptPrefix !== undefined && value.startsWith(exceptPrefix));
}

/** A script of sed or awk can write files, and awk's can run commands; a statement of SQL can do anything. */
function judgeScript(read: CommandArguments, { script }: Client): Omit<Judgement, "command"> | null {
  if (script === undefined) return null;
  if (read.options.some(({ name }) => script.fileOptions.includes(name)))
    return { effect: "undetermined", because: "its script is in a file" };
  const texts = scriptsOf(read, script);
  if (texts.some((text) => text === null)) return { effect: "undetermined", because: "its script is known only at run time" };
  const effects = texts.map((text) => script.effectOf(text!));
  if (effects.includes("mutating")) return { effect: "mutating", because: "its script changes something" };
  if (effects.includes("undetermined")) return { effect: "undetermined", because: "its script may write a file or run a command" };
  return effects.length === 0 ? null : { effect: "read-only", because: "its script only reads" };
}

/** `curl $OPTIONS url`: only quotes make a variable one operand. */
function mayHoldOptions(operands: readonly CommandWord[], client: Client, verb: Verb): boolean {
  const options = Object.keys({ ...client.options, ...verb.options });
  const expansions = ["SimpleExpansion", "ParameterExpansion", "CommandExpansion"];
  return options.length > 0 && operands.some(({ node }) => expansions.includes(node.parts?.[0]?.type ?? ""));
}
