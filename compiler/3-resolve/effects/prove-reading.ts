/**
 * What the catalogue takes for a reading has to be one word by word: every option in a form, no more operands than are
 * read. The rest is undetermined. Wrappers are proven the same way by `doubtOfWrapper`.
 */
import { leadOf, readArguments, type ArgumentStyle } from "../../ast/shell-arguments.ts";
import { programsOfFind } from "../../ast/shell-fed-words.ts";
import { baseName, wrapperArguments, writtenText, type CommandWord, type SimpleCommand } from "../../ast/shell-commands.ts";
import { hazards, optionsByValue } from "./catalogue/hazards.ts";
import { doubtOfFed } from "./doubt-of-fed.ts";
import type { Client, Options } from "./client.ts";
import { findVerb } from "./find-client.ts";
import { readingForm, styleWith, unknownOption, type ReadingForm } from "./reading-form.ts";

/** Why these words are not proven to be a reading; `null` where they are. */
export function doubtOf(command: SimpleCommand, client: Client): string | null {
  const { words } = command;
  const name = baseName(words[0]!.value!);
  const own = readingForm(name);
  if (name === "find" && lacksEnd(words)) return "the command behind `-exec` does not end";
  const given = name === "find" ? withoutPrograms(words.slice(1)) : words.slice(1);
  const base = readArguments(given, styleOfClient(client, own));
  const found = client.verbs === undefined ? null : findVerb(base.operands, client);
  const verb = found === null ? (isJsonTool(base.options) ? "json.tool" : "") : found.verb === null ? "" : found.words;
  const form = verb === "" ? null : verbForm(name, client, verb);
  const forms = [own, form];
  const isAny = forms.some((each) => each?.isAny);
  const label = verb === "" ? name : `${name} ${verb}`;
  const allowed = isAny ? Infinity : ((form ?? own)?.operands ?? 0);
  const read = readArguments(given, styleOfVerb(name, client, verb, own, form));
  const byFed = doubtOfFed(command, { label, client, verb: found?.verb ?? null, read, operands: allowed, isAny });
  if (byFed !== null) return byFed;
  if (isAny && client.verbPosition !== "behindNouns") return null;
  const dash = read.operands.find((word) => beginsWithDash(word) && read.afterDashes?.includes(word) !== true);
  if (dash !== undefined) return `which option \`${writtenText(dash)}\` is, is known only at run time`;
  const judged = new Set(judgedOptions(name, client, verb, found?.verb?.options));
  const isKnown = (option: string): boolean => judged.has(option);
  const unknown = unknownOption(read, forms, isKnown) ?? unknownInFront(base.options, read.operands, own, client, isKnown);
  if (unknown !== null) return `unknown option \`${unknown}\` of ${label}`;
  const operands = read.operands.slice(found?.length ?? 0);
  const extra = operands[allowed];
  if (extra !== undefined && Number.isFinite(allowed)) return `what ${label} does with \`${writtenText(extra)}\` is not known`;
  const address = name === "curl" ? operands.find(({ value }) => value !== null && speaksAnother(value)) : undefined;
  return address === undefined ? null : `\`${writtenText(address)}\` is no address that is only read`;
}

/** `-$x` */
function beginsWithDash(word: CommandWord): boolean {
  return word.value === null && leadOf(word).startsWith("-");
}

/** `dict:` and `gopher:` send what their address says. */
function speaksAnother(address: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(address) && !/^(https?|ftps?|file):\/\//i.test(address);
}

/** Where nouns stand in front of the verb, an unknown option there could swallow the true verb. */
function unknownInFront(
  options: ReturnType<typeof readArguments>["options"],
  operands: readonly CommandWord[],
  own: ReadingForm | null,
  client: Client,
  isKnown: (name: string) => boolean,
): string | null {
  if (client.verbPosition !== "behindNouns") return null;
  const verb = findVerb(operands, client);
  const last = operands[(verb?.length ?? 1) - 1];
  const front = options.filter(({ word }) => last !== undefined && word.start < last.start);
  return unknownOption({ options: front, operands: [], afterDashes: null }, [own], isKnown);
}

/** `git stash list`, then `openstack list` for `openstack server list`, then `juju *`. */
function verbForm(name: string, client: Client, verb: string): ReadingForm | null {
  const [group = name] = client.names;
  for (const client of new Set([name, group])) {
    const form =
      readingForm(`${client} ${verb}`) ?? readingForm(`${client} ${verb.slice(verb.lastIndexOf(" ") + 1)}`) ?? readingForm(`${client} *`);
    if (form !== null) return form;
  }
  return null;
}

/** Options that have been judged by their effect or their value before. */
function judgedOptions(name: string, client: Client, verb: string, verbOptions: Options = {}): string[] {
  const entries = [hazards[name], hazards[`${name} ${verb}`]];
  return [
    ...Object.keys({ ...client.options, ...verbOptions }),
    ...entries.flatMap((entry = {}) => [...(entry.writes ?? []), ...optionsByValue(entry)]),
  ];
}

function judgedValues(name: string, verb: string): string[] {
  return [hazards[name], hazards[`${name} ${verb}`]].flatMap((entry = {}) => [
    ...(entry.runs ?? []),
    ...(entry.writes ?? []),
    ...optionsByValue(entry),
  ]);
}

/** Of the catalogue's entries, so there are no more than the catalogue has: many commands of a document share one. */
const stylesOfClients = new WeakMap<Client, ArgumentStyle>();
const stylesOfForms = new WeakMap<Client, Map<ReadingForm | null, ArgumentStyle>>();

function styleOfClient(client: Client, own: ReadingForm | null): ArgumentStyle {
  const known = stylesOfClients.get(client) ?? styleWith(client, [own]);
  stylesOfClients.set(client, known);
  return known;
}

/** How the words of a verb are read, the options included that have been judged by their value. */
function styleOfVerb(name: string, client: Client, verb: string, own: ReadingForm | null, form: ReadingForm | null): ArgumentStyle {
  const styles = stylesOfForms.get(client) ?? new Map<ReadingForm | null, ArgumentStyle>();
  stylesOfForms.set(client, styles);
  const hasOwnHazards = hazards[`${name} ${verb}`] !== undefined;
  const known = hasOwnHazards ? undefined : styles.get(form);
  if (known !== undefined) return known;
  const style = styleWith({ ...client, valueOptions: [...(client.valueOptions ?? []), ...judgedValues(name, verb)] }, [own, form]);
  if (!hasOwnHazards) styles.set(form, style);
  return style;
}

function isJsonTool(options: readonly { readonly name: string; readonly value: string | null }[]): boolean {
  return options.some(({ name, value }) => name === "-m" && value === "json.tool");
}

/** What stands between `-exec` and its end is a command of its own. */
function withoutPrograms(words: readonly CommandWord[]): CommandWord[] {
  const programs = programsOfFind(words);
  return words.filter((_, at) => !programs.some((program) => at > program.at && at <= (program.end ?? words.length)));
}

function lacksEnd(words: readonly CommandWord[]): boolean {
  return programsOfFind(words).some(({ at, end }) => end === null || end === at + 1);
}

/** Why a wrapper in front of a command is not known to do nothing of its own; `null` where it is. */
export function doubtOfWrapper(wrapper: SimpleCommand, inner: SimpleCommand, words: string): string | null {
  if (wrapperArguments(wrapper) === null) return null;
  const form = readingForm(words);
  if (form === null) return `what \`${words}\` itself does is not known`;
  const front = wrapper.words.slice(1).filter(({ end }) => end <= inner.start);
  if (front.some(({ isFed }) => isFed) && wrapper.fed?.mayBeOptions === true) return `what comes in may be an option of ${words}`;
  const read = readArguments(front, styleWith({}, [form]));
  const name = baseName(wrapper.name!);
  const own = hazards[name] ?? {};
  const judged = [...(own.writes ?? []), ...optionsByValue(own)];
  const unknown = unknownOption(read, [form], (option) => judged.includes(option));
  return unknown === null ? null : `unknown option \`${unknown}\` of ${words}`;
}
