/**
 * Why a placeholder is refused, and the words for it.
 */
import type { ValueReference } from "../../ast/analysis.ts";
import { tokenAt } from "../../ast/placeholder-token.ts";
import { spanInScript, type PlaceholderToken, type ShellBlock } from "../../ast/shell-block.ts";
import { isInert } from "../../ast/value-type.ts";
import type { Severity } from "../../diagnostics/diagnostic.ts";
import type { Reporter } from "../../diagnostics/reporter.ts";
import { nearest } from "../nearest.ts";
import type { Place } from "./place.ts";
import { isCommandName, programAround } from "./programs.ts";
import { ansiC, arithmeticTest, quotedHeredoc, redirectedDescriptor, siteRefusals, type Refusal } from "./refusals.ts";

/** A token with what a report about it needs. */
export interface Written {
  readonly block: ShellBlock;
  readonly token: PlaceholderToken;
  /** As in the script, brackets included. */
  readonly text: string;
  readonly reporter: Reporter;
}

/** Words that programs print in angle brackets; inside quotes they are what they look like. */
const printed: readonly string[] = ["none", "pending", "unknown", "nil"];

export function isSilentText(token: PlaceholderToken): boolean {
  return token.column === null && !token.isList && printed.includes(token.name);
}

/** Why the value may not stand there; `null` where it may. */
export function findRefusal(place: Place, value: ValueReference, block: ShellBlock): Refusal | null {
  const refused = siteRefusals[place.site];
  if (refused !== undefined) return refused;
  if (place.quoting === "quotedHeredoc") return quotedHeredoc;
  if (place.quoting === "ansiC") return ansiC;
  if (isCommandName(place.token, block)) return siteRefusals.commandName!;
  return touchRefusal(place, block) ?? kindRefusal(place, value) ?? programRefusal(place, value, block);
}

/** Operators that touch the brackets: bash and a reader would split the text in different places. */
function touchRefusal({ quoting, site, token, wordStart, redirection }: Place, { script, tokens }: ShellBlock): Refusal | null {
  if (redirection?.type === "Redirect" && (redirection.operator === "<&" || redirection.operator === ">&")) return redirectedDescriptor;
  if (quoting !== "none" || site === "regex" || site === "pattern" || site === "heredoc") return null;
  const prefix = script.slice(wordStart, token.start);
  if (prefix !== "" && [...prefix].every((character) => character >= "0" && character <= "9")) return descriptorPrefix(prefix);
  const operator = ["<>", "<"].find((candidate) => script.endsWith(candidate, token.start));
  if (operator !== undefined) return touchingBefore(operator);
  const next = script[token.end] ?? "";
  const isToken = tokenAt(tokens, token.end) !== null;
  return next !== "" && "|&<>(".includes(next) && !isToken ? touchingAfter(next) : null;
}

function kindRefusal(place: Place, { type }: ValueReference): Refusal | null {
  if (type.kind === "list") return isWordOfItsOwn(place) ? null : listInsideWord;
  if (type.kind === "secret") return isHereString(place) ? null : secretOutsideDescriptor;
  return place.site === "arithmeticTest" && type.kind !== "int" ? arithmeticTest : null;
}

/** An argument, an element of an array or of `for`: bash makes a word of each element there. */
function isWordOfItsOwn({ quoting, token, word, path }: Place): boolean {
  if (quoting !== "none" || word === null || word.pos !== token.start || word.end !== token.end) return false;
  const parent = path[path.indexOf(word) - 1]?.type;
  return parent === "Command" || parent === "For" || parent === "Select" || parent === "ArrayValue";
}

/** `<<< <key>`, quoted or not, and nothing else in the word. */
function isHereString({ site, token, word, quoting }: Place): boolean {
  if (site !== "hereString" || word === null) return false;
  const margin = quoting === "double" ? 1 : 0;
  return word.pos + margin === token.start && word.end - margin === token.end && (quoting === "none" || quoting === "double");
}

function programRefusal(place: Place, { type }: ValueReference, block: ShellBlock): Refusal | null {
  if (isInert(type)) return null;
  const program = programAround(place, block);
  if (program === null) return place.quoting === "single" ? singleQuotes : null;
  return {
    code: "resolve/value-in-program",
    message: `of type ${type.kind} in text that \`${program.reader}\` parses, expected an inert type or an argument`,
    why: `\`${program.reader}\` would read quotes, brackets and \`$( )\` in the value as its own syntax, and execute them`,
    fix: program.fix,
  };
}

const singleQuotes: Refusal = {
  code: "resolve/value-in-single-quotes",
  message: "inside `'...'`, expected double quotes",
  why: "text in single quotes is mostly a program of its own, and the value's quotes and brackets would become its syntax",
  fix: () => "Write double quotes around the argument, or declare an inert type such as `host` or `int`",
};

const listInsideWord: Refusal = {
  code: "resolve/list-inside-word",
  message: "inside a word or quotes, expected it to be an argument of its own",
  why: "a list becomes one word for each element: text next to it would stick to the first and the last only",
  fix: (written) => `Put blanks around \`${written}\`, or loop: \`for item in ${written}; do ...\``,
};

const secretOutsideDescriptor: Refusal = {
  code: "resolve/secret-in-command",
  message: "of type secret in the command, expected `<<<` in front of it",
  why: "arguments and environments can be read by every process of the host, and files outlive the run",
  fix: (written) => `Feed it to the command's stdin: \`command <<< ${written}\``,
};

function touchingBefore(operator: string): Refusal {
  return {
    code: "resolve/value-touches-operator",
    message: `right behind \`${operator}\`, expected a blank`,
    why: "bash takes the longest operator first, so one `<` more or less would be a different redirection",
    fix: (written) => `Put a blank in front of \`${written}\``,
  };
}

function touchingAfter(operator: string): Refusal {
  return {
    code: "resolve/value-touches-operator",
    message: `right in front of \`${operator}\`, expected a blank`,
    why: `a reader of the shell sees the operator \`>${operator}\`, which opens or overwrites a file`,
    fix: (written) => `Put a blank behind \`${written}\``,
  };
}

function descriptorPrefix(digits: string): Refusal {
  return {
    code: "resolve/value-or-descriptor",
    message: `behind \`${digits}\`, expected a blank or quotes`,
    why: `\`${digits}<\` is a redirection of file descriptor ${digits} to a reader of the shell`,
    fix: (written) => `Quote the word, \`"${digits}${written}"\`, or put a blank behind \`${digits}\``,
  };
}

export function reportRefusal(
  { block, token, text, reporter }: Written,
  { code, message, why, fix }: Refusal,
  value: ValueReference,
): void {
  reporter.report({
    code,
    severity: "error",
    span: spanInScript(block, token.start, token.end),
    message: `Unexpected value \`${text}\` ${message}`,
    why,
    fix: fix(text, value.variable.replace(/^RB_/, "")),
  });
}

export function reportLiteralInCode({ block, token, text, reporter }: Written): void {
  reporter.report({
    code: "resolve/literal-in-code",
    severity: "error",
    span: spanInScript(block, token.start, token.end),
    message: `Unexpected literal \`${text}\` in code, expected quotes around it`,
    why: "outside quotes bash reads a file and writes another one",
    fix: `Write \`'${text}'\``,
  });
}

/** `cmd <in>out`: a value, but a reader of the shell may have meant two redirections. */
export function reportSecondReading({ quoting, site, token, word }: Place, { block, text, reporter }: Written): void {
  const next = block.script[token.end] ?? "";
  const isTextBehind = (next !== "" && next.toLowerCase() !== next.toUpperCase()) || (next >= "0" && next <= "9");
  if (quoting !== "none" || site !== "argument" || word?.pos !== token.start || !isTextBehind) return;
  reporter.report({
    code: "resolve/value-or-redirection",
    severity: "info",
    span: spanInScript(block, token.start, token.end),
    message: `Unexpected text right behind \`${text}\`, expected a blank or quotes around the word`,
    why: "it is read as a value with text behind it, where the shell would have read two redirections",
    fix: `Write \`< ${token.name} > ...\` if redirections are meant, or quote the word`,
  });
}

type UnresolvedPlace = "code" | "quotes" | "oldDocument" | "byHand";

const consequences: Readonly<Record<UnresolvedPlace, string>> = {
  code: "bash would read a file and write another one: the command runs, with the wrong words",
  quotes: "the brackets and the name are passed on as they stand",
  oldDocument: "the operator is asked for its text when the block is due",
  byHand: "text cannot stand in this place, so the machine will not run the block: the operator does it by hand",
};

export function reportUnresolved(
  written: Written,
  { place, severity, valueNames }: { place: UnresolvedPlace; severity: Severity; valueNames: readonly string[] },
): void {
  const { block, token, text, reporter } = written;
  const isNameWithBlank = /[ \t]/.test(token.name);
  const near = nearest(text.slice(1, -1), () => valueNames, reporter).map((name) => `\`<${name}>\``);
  reporter.report({
    code: "resolve/unresolved-placeholder",
    severity,
    span: spanInScript(block, token.start, token.end),
    message: isNameWithBlank
      ? `Unexpected blank in \`${text}\`, expected one name`
      : `Unexpected undeclared value \`${text}\`, expected a parameter or a capture`,
    why: consequences[place],
    fix: isNameWithBlank ? fixForBlank(token) : fixForUndeclared(token, near, place),
  });
}

function fixForBlank({ name }: PlaceholderToken): string {
  return `Write one name, \`<${name
    .toLowerCase()
    .split(/[ \t]+/)
    .join("-")}...>\` for several arguments, or a blank behind \`<\` if redirections are meant`;
}

function fixForUndeclared({ name }: PlaceholderToken, near: readonly string[], place: UnresolvedPlace): string {
  if (near.length > 0) return `Write ${near.join(" or ")}, or declare \`<${name}>\` in the Parameters table`;
  const declare = `Declare \`<${name}>\` in the Parameters table`;
  return place === "quotes"
    ? `${declare}, as \`literal\` if it is meant as it stands`
    : `${declare}; if redirections are meant, write blanks: \`< in > out\``;
}
