/**
 * Judges conditions: section 4 of the language, word for word. A condition holds, does not hold, or could not be
 * measured (`null`); only the first is a pass.
 */
import { linesOf } from "./captures.ts";
import { compareQuantities, isNewer, isPatchAbove } from "./comparisons.ts";
import { matchesWithinBudget } from "./regular-expressions.ts";
import { describe, nameOf, textOf, type Known, type Scope } from "./values.ts";
import type { Block, Capture, Condition, Operand, Predicate, Quantifier, Subject, Value, Where } from "./procedure.ts";
import type { Ending, Exited } from "./ports.ts";
import type { JudgedCondition } from "./views.ts";

type Truth = boolean | null;
export interface Judged {
  readonly holds: Truth;
  readonly conditions: readonly JudgedCondition[];
}

export interface Judging {
  /** The block that is judged; `null` where the conditions speak of values and probes only. */
  readonly reading: Ending | null;
  readonly scope: Scope;
  readonly runProbe: (probe: Block) => Promise<Ending>;
}

/** True if an author's condition speaks of the exit status; then `exit is 0` is not implied. */
export const speakOfExit = (conditions: readonly Condition[]): boolean =>
  conditions.some(({ subject }) => subject.kind === "stream" && subject.stream === "exit");

const impliedExit: Condition = { text: "exit is 0", subject: { kind: "stream", stream: "exit" }, predicate: { kind: "is", operand: "0" } };

/** All of the conditions, and the implied `exit is 0` where a block is judged. */
export async function judge(conditions: readonly Condition[], judging: Judging): Promise<Judged> {
  const isImplied = judging.reading !== null && !speakOfExit(conditions);
  const judged: JudgedCondition[] = [];
  for (const condition of isImplied ? [impliedExit, ...conditions] : conditions) {
    const result = await judgeOne(condition, conditions, judging);
    // The implied one is worth showing only where it did not hold.
    if (condition !== impliedExit || result.holds !== true) judged.push(result);
  }
  return { holds: all(judged.map(({ holds }) => holds)), conditions: judged };
}

/** One `false` decides; else one `null` leaves it open; nothing at all is no pass. */
function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}
const some = (truths: readonly Truth[]): Truth => (truths.includes(true) ? true : truths.includes(null) ? null : false);
const not = (truth: Truth): Truth => (truth === null ? null : !truth);

interface Finding {
  readonly holds: Truth;
  readonly actual: string;
}

async function judgeOne(condition: Condition, among: readonly Condition[], judging: Judging): Promise<JudgedCondition> {
  const finding = await find(condition, among, judging);
  return { text: condition.text, readAs: fillIn(condition, judging.scope), holds: finding.holds, actual: clip(finding.actual, 300) };
}

async function find(condition: Condition, among: readonly Condition[], judging: Judging): Promise<Finding> {
  const { subject, predicate } = condition;
  switch (subject.kind) {
    case "stream":
      return onReading(judging, (ending) => judgeStream(subject.stream, ending, predicate, among, judging.scope));
    case "lines":
      return onReading(judging, (ending) => judgeLines(subject.quantifier, ending, predicate, among, judging.scope));
    case "value":
      return judgeValue(subject.value, predicate, judging.scope);
    case "rows":
      return judgeRows(subject, judging.scope);
    case "command":
      return judgeCommand(await judging.runProbe(subject.block), predicate, judging.scope);
  }
}

function onReading(judging: Judging, see: (ending: Exited) => Finding): Finding {
  const { reading } = judging;
  if (reading?.kind === "exited") return see(reading);
  return { holds: null, actual: reading === null ? "no reading" : describeEnding(reading) };
}

/** How a block ended, in a few words. */
export function describeEnding(ending: Ending): string {
  switch (ending.kind) {
    case "exited":
      return `exit ${ending.status}`;
    case "timedOut":
      return `no end within ${Math.round(ending.durationMs / 1000)} s`;
    case "interrupted":
      return "interrupted";
    case "refused":
      return `not started: ${ending.why}`;
  }
}

/** The reading counts as successful if it ended with 0, or if a condition of its own speaks of the status. */
const hasSucceeded = (ending: Exited, among: readonly Condition[]): boolean => ending.status === 0 || speakOfExit(among);

function judgeStream(
  stream: "stdout" | "stderr" | "output" | "exit",
  ending: Exited,
  predicate: Predicate | null,
  among: readonly Condition[],
  scope: Scope,
): Finding {
  if (stream === "exit") return { holds: judgeExit(ending.status, predicate, scope), actual: `exit ${ending.status}` };
  const outputs = stream === "output" ? [ending.stdout, ending.stderr] : [ending[stream]];
  if (outputs.some((output) => !output.isWhole)) return { holds: null, actual: `${stream} is too long or not UTF-8` };
  if (!hasSucceeded(ending, among)) return { holds: null, actual: `exit ${ending.status}` };
  const text = outputs.map((output) => output.text).join("");
  return { holds: judgeText(text, predicate, scope), actual: text.trim() === "" ? `${stream} is empty` : text.trim() };
}

function judgeLines(
  quantifier: Quantifier,
  ending: Exited,
  predicate: Predicate | null,
  among: readonly Condition[],
  scope: Scope,
): Finding {
  if (!ending.stdout.isWhole) return { holds: null, actual: "stdout is too long or not UTF-8" };
  if (!hasSucceeded(ending, among)) return { holds: null, actual: `exit ${ending.status}` };
  const lines = linesOf(ending.stdout.text);
  const truths = lines.map((line) => predicate === null || judgeText(line, predicate, scope));
  return { holds: quantify(quantifier, truths), actual: describeCounted(quantifier, lines, truths, "line") };
}

/** `every` of nothing is false, and so is `some`; the reading itself has succeeded here, so `no` of nothing is true. */
function quantify(quantifier: Quantifier, truths: readonly Truth[]): Truth {
  if (quantifier === "every") return truths.length === 0 ? false : all(truths);
  if (quantifier === "some") return some(truths);
  if (quantifier === "no") return not(some(truths));
  if (truths.includes(null)) return null;
  const count = truths.filter((truth) => truth === true).length;
  if ("exactly" in quantifier) return count === quantifier.exactly;
  return "atLeast" in quantifier ? count >= quantifier.atLeast : count <= quantifier.atMost;
}

function describeCounted(quantifier: Quantifier, texts: readonly string[], truths: readonly Truth[], what: string): string {
  const matching = truths.filter((truth) => truth === true).length;
  const counted = `${matching} of ${texts.length} ${what}${texts.length === 1 ? "" : "s"}`;
  const odd = texts.filter((_, index) => (quantifier === "no" ? truths[index] !== false : truths[index] !== true));
  return odd.length === 0
    ? counted
    : `${counted}; ${quantifier === "no" ? "among them" : "not"} ${odd
        .slice(0, 3)
        .map((text) => `\`${clip(text.trim(), 80)}\``)
        .join(", ")}${odd.length > 3 ? ", ..." : ""}`;
}

function judgeValue(value: Operand & object, predicate: Predicate | null, scope: Scope): Finding {
  const known = scope.find(value);
  if (known === null) return { holds: null, actual: `\`<${nameOf(value)}>\` has no value` };
  if (known.kind === "scalar") return { holds: judgeText(known.text, predicate, scope), actual: known.text };
  return { holds: judgeCollection(known, predicate, scope), actual: describe(known) };
}

function judgeCollection(known: Exclude<Known, { kind: "scalar" }>, predicate: Predicate | null, scope: Scope): Truth {
  const items = known.kind === "list" ? known.items : known.rows.map((row) => row[0] ?? "");
  switch (predicate?.kind) {
    case "isEmpty":
      return items.length === 0;
    case "isNotEmpty":
      return items.length > 0;
    case "contains":
      return withText(predicate.operand, scope, (text) => items.includes(text.trim()));
    case "doesNotContain":
      return withText(predicate.operand, scope, (text) => !items.includes(text.trim()));
    default:
      return null;
  }
}

function judgeRows(subject: Extract<Subject, { kind: "rows" }>, scope: Scope): Finding {
  const table = scope.find(subject.table);
  if (table?.kind !== "table") return { holds: null, actual: `\`${subject.table.name}\` has no rows yet` };
  const truths = table.rows.map((row) => judgeRow(row, table.columns, subject.where, scope));
  return {
    holds: quantify(subject.quantifier, truths),
    actual: describeCounted(
      subject.quantifier,
      table.rows.map((row) => row.join(" ")),
      truths,
      "row",
    ),
  };
}

/** True if every predicate holds of the row's columns. EXCLUDE asks the same. */
export function judgeRow(row: readonly string[], columns: readonly string[], where: Where, scope: Scope): Truth {
  return all(
    predicatesOf(where).map(({ column, predicate }) => {
      const field = row[columns.indexOf(column)];
      return field === undefined ? null : judgeText(field, predicate, scope);
    }),
  );
}

const predicatesOf = (where: Where): { readonly column: string; readonly predicate: Predicate }[] =>
  Object.entries(where).flatMap(([column, said]) => [said].flat().map((predicate) => ({ column, predicate })));

function judgeCommand(ending: Ending, predicate: Predicate | null, scope: Scope): Finding {
  const actual =
    ending.kind === "exited" && ending.stdout.text.trim() !== ""
      ? `${describeEnding(ending)}, \`${clip(ending.stdout.text.trim(), 120)}\``
      : describeEnding(ending);
  if (ending.kind !== "exited") return { holds: null, actual };
  const isWhole = ending.stdout.isWhole;
  switch (predicate?.kind) {
    case "succeeds":
      return { holds: ending.status === 0, actual };
    case "fails":
      return judgeFailure(ending.status, predicate.statuses, actual);
    case "printsNothing":
      return { holds: ending.status === 0 && ending.stdout.bytes === 0, actual };
    case "prints": {
      const holds = withText(predicate.operand, scope, (text) => linesOf(ending.stdout.text).some((line) => line.trim() === text.trim()));
      return { holds: ending.status === 0 ? (isWhole ? holds : null) : false, actual };
    }
    default:
      return { holds: ending.status === 0 && isWhole ? judgeText(ending.stdout.text, predicate, scope) : null, actual };
  }
}

/** From here on statuses are those of `timeout`, of containers, of the shell (126, 127), of signals and of `ssh` (255). */
const firstOfTransport = 124;

/** A failure is an answer only where the command says "no" by it: else it could not look. */
function judgeFailure(status: number, statuses: readonly number[] | null, actual: string): Finding {
  if (status === 0) return { holds: false, actual };
  const isNo = statuses === null ? status < firstOfTransport : statuses.includes(status);
  return isNo ? { holds: true, actual } : { holds: null, actual: `${actual}: it could not look` };
}

/** `exit is not 0` is no word on what never started; `exit is 127` names it. */
function judgeExit(status: number, predicate: Predicate | null, scope: Scope): Truth {
  const holds = judgeText(String(status), predicate, scope);
  const isNamed = predicate?.kind === "is" || predicate?.kind === "isOneOf";
  return holds === true && status >= firstOfTransport && !isNamed ? null : holds;
}

const withText = (operand: Operand, scope: Scope, test: (text: string) => Truth): Truth => {
  const text = textOf(operand, scope);
  return text === null ? null : test(text);
};

/** One text against one predicate. */
export function judgeText(actual: string, predicate: Predicate | null, scope: Scope): Truth {
  if (predicate === null) return null;
  const trimmed = actual.trim();
  const compare = (operand: Operand, test: (order: number) => boolean): Truth =>
    withText(operand, scope, (text) => {
      const order = compareQuantities(trimmed, text);
      return order === null ? null : test(order);
    });
  switch (predicate.kind) {
    case "is":
      return withText(predicate.operand, scope, (text) => trimmed === text.trim());
    case "isNot":
      return withText(predicate.operand, scope, (text) => trimmed !== text.trim());
    case "isOneOf":
      return some(predicate.operands.map((operand) => withText(operand, scope, (text) => trimmed === text.trim())));
    case "contains":
      return withText(predicate.operand, scope, (text) => actual.includes(text));
    case "doesNotContain":
      return withText(predicate.operand, scope, (text) => !actual.includes(text));
    case "matches":
      return matchesWithinBudget(predicate.pattern, predicate.flags, actual);
    case "isEmpty":
      return trimmed === "";
    case "isNotEmpty":
      return trimmed !== "";
    case "isAtLeast":
      return compare(predicate.operand, (order) => order >= 0);
    case "isAtMost":
      return compare(predicate.operand, (order) => order <= 0);
    case "isMoreThan":
      return compare(predicate.operand, (order) => order > 0);
    case "isLessThan":
      return compare(predicate.operand, (order) => order < 0);
    case "isBetween":
      return all([compare(predicate.low, (order) => order >= 0), compare(predicate.high, (order) => order <= 0)]);
    case "isNewerThan":
      return withText(predicate.operand, scope, (text) => isNewer(trimmed, text));
    case "isAPatchAbove":
      return withText(predicate.operand, scope, (text) => isPatchAbove(trimmed, text));
    case "isIn":
      return isAmong(trimmed, predicate.table, scope);
    case "isNotIn":
      return not(isAmong(trimmed, predicate.table, scope));
    case "prints":
      return withText(predicate.operand, scope, (text) => linesOf(actual).some((line) => line.trim() === text.trim()));
    case "printsNothing":
      return trimmed === "";
    // Of a command only; the compiler lets neither stand elsewhere.
    case "succeeds":
    case "fails":
      return null;
  }
}

function isAmong(text: string, table: Capture | Value, scope: Scope): Truth {
  const known = scope.find(table);
  if (known === null || known.kind === "scalar") return null;
  return (known.kind === "list" ? known.items : known.rows.map((row) => row[0] ?? "")).includes(text);
}

/** The author's sentence with every value it names: `every line is <target> (3.6.25)`. */
function fillIn(condition: Condition, scope: Scope): string {
  let text = condition.text;
  for (const value of valuesIn(condition)) {
    const known = scope.find(value);
    const name = `\`<${nameOf(value)}>\``;
    if (known !== null) text = text.replaceAll(name, () => `${name} (${clip(describe(known), 80)})`);
  }
  return text;
}

/** The values that a condition speaks of, tables aside. */
export function valuesIn({ subject, predicate }: Condition): (Operand & object)[] {
  const predicates =
    subject.kind === "rows" ? predicatesOf(subject.where).map((said) => said.predicate) : predicate === null ? [] : [predicate];
  const operands = predicates.flatMap((one): readonly Operand[] =>
    "operand" in one ? [one.operand] : "operands" in one ? one.operands : "low" in one ? [one.low, one.high] : [],
  );
  const values = operands.filter((operand): operand is Operand & object => typeof operand === "object");
  return subject.kind === "value" ? [subject.value, ...values] : values;
}

export function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 3)}...`;
}
