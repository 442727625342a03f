/**
 * How the machine reads a condition, in plain words: what is shown beside the author's own sentence.
 */
import { failureInWords } from "../../ast/answering-no.ts";
import { describeType } from "../../ast/value-type.ts";
import type { CaptureForm, Column } from "../../ast/capture.ts";
import type { Poll, Quantifier } from "../../ast/condition.ts";
import type { ItemId } from "../../ast/item.ts";
import type { ResolvedCondition, ResolvedOperand, ResolvedOtherwise, ResolvedPredicate } from "../../ast/resolved.ts";
import type { ScalarType } from "../../ast/value-type.ts";
import type { ValueReference } from "../../ast/analysis.ts";

/** Markdown, so that values and literals stand out as code. */
export function conditionInWords(condition: ResolvedCondition, nameOf: (capture: ItemId) => string): string {
  const { subject, predicate } = condition;
  const said = predicate === null ? "" : ` ${predicateInWords(predicate, nameOf)}`;
  switch (subject.kind) {
    case "stream":
      return `${streams[subject.stream]}${said}`;
    case "lines":
      return `${quantified(subject.quantifier, "line", "lines")} of standard output${isMany(subject.quantifier) ? plural(said) : said}`;
    case "value":
      return `${valueInWords(subject.value)}${said}`;
    case "command":
      return `the command${said}`;
    case "rows": {
      const where = subject.where.map((entry) => `${code(entry.column)} ${predicateInWords(entry.predicate, nameOf)}`).join(" and ");
      return `${quantified(subject.quantifier, "row", "rows")} of ${code(nameOf(subject.table))}: ${where}`;
    }
  }
}

const streams = { stdout: "standard output", stderr: "standard error", output: "everything printed", exit: "the exit status" } as const;

export function predicateInWords(predicate: ResolvedPredicate, nameOf: (capture: ItemId) => string): string {
  switch (predicate.kind) {
    case "is":
    case "isNot":
    case "contains":
    case "doesNotContain":
    case "isNewerThan":
    case "isAPatchAbove":
    case "isAtLeast":
    case "isAtMost":
    case "isMoreThan":
    case "isLessThan":
    case "prints":
      return `${verbs[predicate.kind]} ${operandInWords(predicate.operand)}`;
    case "isOneOf":
      return `is one of ${predicate.operands.map(operandInWords).join(", ")}`;
    case "isBetween":
      return `is between ${operandInWords(predicate.low)} and ${operandInWords(predicate.high)}`;
    case "matches":
      return `matches ${code(`/${predicate.pattern}/${predicate.flags}`)}`;
    case "isEmpty":
    case "isNotEmpty":
    case "succeeds":
    case "printsNothing":
      return verbs[predicate.kind];
    case "fails":
      return failureInWords(predicate.statuses);
    case "isIn":
    case "isNotIn":
      return `${verbs[predicate.kind]} ${code(typeof predicate.table === "string" ? nameOf(predicate.table) : `<${predicate.table.name}>`)}`;
  }
}

const verbs = {
  is: "is exactly",
  isNot: "is not",
  contains: "contains",
  doesNotContain: "does not contain",
  isNewerThan: "is newer than",
  isAPatchAbove: "is a patch above",
  isAtLeast: "is at least",
  isAtMost: "is at most",
  isMoreThan: "is more than",
  isLessThan: "is less than",
  prints: "succeeds and prints a line that is",
  isEmpty: "is empty",
  isNotEmpty: "is not empty",
  succeeds: "succeeds",
  printsNothing: "succeeds and prints nothing",
  isIn: "is in",
  isNotIn: "is not in",
} as const;

function quantified(quantifier: Quantifier, one: string, many: string): string {
  switch (quantifier.kind) {
    case "every":
      return `every ${one} (at least one)`;
    case "some":
      return `at least one ${one}`;
    case "no":
      return `no ${one}`;
    case "exactly":
      return `exactly ${quantifier.count} ${quantifier.count === 1 ? one : many}`;
    case "atLeast":
      return `at least ${quantifier.count} ${quantifier.count === 1 ? one : many}`;
    case "atMost":
      return `at most ${quantifier.count} ${quantifier.count === 1 ? one : many}`;
  }
}

function isMany(quantifier: Quantifier): boolean {
  return "count" in quantifier && quantifier.count !== 1;
}

/** ` is exactly X` -> ` are exactly X`: the verb is the first word. */
function plural(said: string): string {
  return said.replace(/^ (is|contains|matches|does)\b/, (_, verb: string) => ` ${pluralVerbs[verb] ?? verb}`);
}

const pluralVerbs: Readonly<Record<string, string>> = { is: "are", contains: "contain", matches: "match", does: "do" };

export function operandInWords(operand: ResolvedOperand): string {
  return operand.kind === "literal" ? code(operand.text) : valueInWords(operand.value);
}

function valueInWords(value: ValueReference): string {
  return code(`<${value.name}${value.column === null ? "" : `.${value.column}`}>`);
}

export function pollInWords(poll: Poll): string {
  const first = poll.firstAfterMs === 0 ? "" : `, first after ${durationInWords(poll.firstAfterMs)}`;
  return `read again every ${durationInWords(poll.everyMs)}, at most ${durationInWords(poll.upToMs)}${first}`;
}

export function otherwiseInWords(otherwise: ResolvedOtherwise | null): string {
  switch (otherwise?.kind) {
    case undefined:
      return "STOP.";
    case "stop":
      return otherwise.why === "" ? "STOP." : `STOP: ${otherwise.why}.`;
    case "skipItem":
      return `Skip this item: ${otherwise.why}.`;
    case "goTo":
      return `Go to ${otherwise.step}.`;
    case "doThenStop":
      return `DO ${code(otherwise.procedure)}, then STOP.`;
  }
}

export function captureInWords(form: CaptureForm): string {
  switch (form.kind) {
    case "stdout":
      return `the whole of standard output${typed(form.type)}`;
    case "lines":
      return `every line of standard output${typed(form.type)}`;
    case "rows":
      return `a table, one row a line: ${form.columns.map(columnInWords).join(", ")}`;
    case "row":
      return `exactly one row: ${form.columns.map(columnInWords).join(", ")}`;
    case "json":
      return `${form.path === null ? "the JSON document" : `${code(form.path)} of the JSON document`}${typed(form.type)}`;
    case "firstMatch":
      return `the first match of ${code(`/${form.pattern}/`)}${typed(form.type)}`;
  }
}

function columnInWords(column: Column): string {
  return column.type.kind === "text" ? code(column.name) : `${code(column.name)} (${describeType(column.type)})`;
}

function typed(type: ScalarType): string {
  return type.kind === "text" ? "" : `, ${describeType(type)}`;
}

/** `90 s`, `10 min`, `1 h 30 min`: the way the language writes durations. */
export function durationInWords(ms: number): string {
  const units = [
    ["h", 3_600_000],
    ["min", 60_000],
    ["s", 1000],
    ["ms", 1],
  ] as const;
  const parts: string[] = [];
  let rest = ms;
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.length === 0 ? "0 s" : parts.join(" ");
}

/** A code span that holds any text, backticks included. */
export function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 || text === "" || text.startsWith(" ") ? " " : "";
  return `${fence}${pad}${text.replaceAll("\n", " ")}${pad}${fence}`;
}
