/**
 * The vocabulary of generated modules: what a procedure *is*, as frozen data. Nothing here executes anything.
 *
 * The types carry three promises: a `run` cannot be written without its gates, a condition can only name a column that
 * its capture has, and a call must bind every argument of the procedure it calls.
 */
import { z } from "zod";

// ---------------------------------------------------------------- values

/** The type of a value as the author wrote it. Each has a zod schema in `value-types.ts`. */
export type ScalarType =
  | "text"
  | "int"
  | "semver"
  | "date"
  | "host"
  | "ip"
  | "cidr"
  | "uuid"
  | "path"
  | "url"
  | "secret"
  | { readonly oneOf: readonly string[] }
  | { readonly pattern: string };
export type ValueType = ScalarType | { readonly listOf: ScalarType };

/** A value known by name: a parameter, a capture or one column of it, an argument of a procedure, a column of the row at hand. */
export interface Value {
  readonly kind: "parameter" | "capture" | "column" | "argument" | "rowColumn";
  readonly name: string;
  /** The column, for `column` and `rowColumn`. */
  readonly column: string | null;
  readonly type: ValueType;
}

export interface Parameter<Name extends string = string> extends Value {
  readonly kind: "parameter";
  readonly name: Name;
  readonly default: string | null;
  readonly meaning: string;
}

/** Declares a parameter. `default: "today"` on a date is fixed once, when the run starts (UTC). */
export function parameter<const Name extends string>(
  name: Name,
  fields: { type: ValueType; default?: string; meaning: string },
): Parameter<Name> {
  return Object.freeze({
    kind: "parameter",
    name,
    column: null,
    type: fields.type,
    default: fields.default ?? null,
    meaning: fields.meaning,
  });
}

/** An argument of a procedure, bound by each call. */
export function argument(name: string, type: ValueType = "text"): Value {
  return Object.freeze({ kind: "argument", name, column: null, type });
}

export type Columns = Readonly<Record<string, ScalarType>>;

/** A value taken from the stdout of a check, a run or a gate's probe. A name is assigned once per scope. */
export interface Capture<C extends Columns = Columns> {
  readonly kind: "capture";
  readonly name: string;
  readonly column: null;
  readonly form: "stdout" | "lines" | "rows" | "row" | "json" | "firstMatch";
  readonly type: ValueType;
  /** Empty unless `form` is `rows` or `row`. */
  readonly columns: C;
  /** `json`: the path, or `null` for the whole document. `firstMatch`: the regular expression. */
  readonly selector: string | null;
  /** The id of the item whose stdout is read. */
  readonly from: string;
  readonly source: Source;
}

/**
 * The item that a gate judges or a capture reads. A run is named by its id where the gate that judges it must be declared
 * first, because the run cannot be written down without its gates.
 */
export type ReadFrom = Check | Run | Gate | Expect | string;
const idOf = (item: ReadFrom | undefined): string | null => (typeof item === "object" ? item.id : (item ?? null));

interface CaptureFields {
  readonly name: string;
  readonly from: ReadFrom;
  readonly source: Source;
}
function capture<C extends Columns>(
  form: Capture["form"],
  fields: CaptureFields,
  columns: C,
  type: ValueType,
  selector: string | null,
): Capture<C> {
  return Object.freeze({
    kind: "capture",
    column: null,
    form,
    name: fields.name,
    type,
    columns,
    selector,
    from: typeof fields.from === "object" ? fields.from.id : fields.from,
    source: fields.source,
  });
}
/** The whole of stdout, trimmed. */
export const captureStdout = (fields: CaptureFields & { type?: ScalarType }): Capture<{}> =>
  capture("stdout", fields, {}, fields.type ?? "text", null);
/** Every line of stdout. */
export const captureLines = (fields: CaptureFields & { type?: ScalarType }): Capture<{}> =>
  capture("lines", fields, {}, { listOf: fields.type ?? "text" }, null);
/** A table: one row a line, with exactly these columns. */
export const captureRows = <const C extends Columns>(fields: CaptureFields & { columns: C }): Capture<C> =>
  capture("rows", fields, fields.columns, "text", null);
/** Exactly one row. */
export const captureRow = <const C extends Columns>(fields: CaptureFields & { columns: C }): Capture<C> =>
  capture("row", fields, fields.columns, "text", null);
/** A JSON document, or the value at `path`. */
export const captureJson = (fields: CaptureFields & { path?: string; type?: ScalarType }): Capture<{}> =>
  capture("json", fields, {}, fields.type ?? "text", fields.path ?? null);
/** The first group of the first match, or the match itself. */
export const captureFirstMatch = (fields: CaptureFields & { pattern: string; type?: ScalarType }): Capture<{}> =>
  capture("firstMatch", fields, {}, fields.type ?? "text", fields.pattern);

/** One column of a one-row capture: `<now.rev>`. A column that the capture lacks is a type error. */
export function column<C extends Columns>(of: Capture<C>, name: keyof C & string): Value {
  return Object.freeze({ kind: "column", name: of.name, column: name, type: of.columns[name] as ScalarType });
}

/** A column of the row that is being looked at, in an EXCLUDE's evidence command. */
export function rowColumn<C extends Columns>(of: Capture<C>, name: keyof C & string): Value {
  return Object.freeze({ kind: "rowColumn", name: of.name, column: name, type: of.columns[name] as ScalarType });
}

// ---------------------------------------------------------------- blocks

/** Lines of the Markdown file, first and last, counted from 1. */
export type Source = readonly [from: number, to: number];
export type Effect = "read-only" | "mutating" | "undetermined";

/** A shell block: its bytes lie in `file`, and the runtime refuses other bytes. */
export interface Block {
  /** Relative to the procedure's folder: `blocks/2.2-upgrade-the-controller.sh`. */
  readonly file: string;
  /** SHA-256 of the file's bytes. */
  readonly blockSha256: string;
  /** Its name, or the value that holds it. */
  readonly host: string | Value | Capture;
  readonly effect: Effect;
  readonly timeoutMs: number;
  /** Environment variable -> the value it carries. */
  readonly values: Readonly<Record<string, Value | Capture>>;
  /** Runs before it in the same bash, before strict mode. */
  readonly session: Block | null;
  readonly source: Source;
}
export type BlockFields = Omit<Block, "values" | "session"> & { values?: Block["values"]; session?: Block };
export function block(fields: BlockFields): Block {
  return Object.freeze({ ...fields, values: fields.values ?? {}, session: fields.session ?? null });
}

// ---------------------------------------------------------------- conditions

export type Operand = string | Value | Capture;
export type Quantifier =
  | "every"
  | "some"
  | "no"
  | { readonly exactly: number }
  | { readonly atLeast: number }
  | { readonly atMost: number };

export type Predicate =
  | {
      readonly kind:
        | "is"
        | "isNot"
        | "contains"
        | "doesNotContain"
        | "isNewerThan"
        | "isAPatchAbove"
        | "isAtLeast"
        | "isAtMost"
        | "isMoreThan"
        | "isLessThan"
        | "prints";
      readonly operand: Operand;
    }
  | { readonly kind: "isOneOf"; readonly operands: readonly Operand[] }
  | { readonly kind: "isBetween"; readonly low: Operand; readonly high: Operand }
  | { readonly kind: "matches"; readonly pattern: string; readonly flags: string }
  | { readonly kind: "isEmpty" | "isNotEmpty" | "succeeds" | "printsNothing" }
  /** The statuses by which the command says no; `null` where they are not known. */
  | { readonly kind: "fails"; readonly statuses: readonly number[] | null }
  | { readonly kind: "isIn" | "isNotIn"; readonly table: Capture | Value };

export const is = (operand: Operand): Predicate => ({ kind: "is", operand });
export const isNot = (operand: Operand): Predicate => ({ kind: "isNot", operand });
export const contains = (operand: Operand): Predicate => ({ kind: "contains", operand });
export const doesNotContain = (operand: Operand): Predicate => ({ kind: "doesNotContain", operand });
export const isNewerThan = (operand: Operand): Predicate => ({ kind: "isNewerThan", operand });
export const isAPatchAbove = (operand: Operand): Predicate => ({ kind: "isAPatchAbove", operand });
export const isAtLeast = (operand: Operand): Predicate => ({ kind: "isAtLeast", operand });
export const isAtMost = (operand: Operand): Predicate => ({ kind: "isAtMost", operand });
export const isMoreThan = (operand: Operand): Predicate => ({ kind: "isMoreThan", operand });
export const isLessThan = (operand: Operand): Predicate => ({ kind: "isLessThan", operand });
export const isBetween = (low: Operand, high: Operand): Predicate => ({ kind: "isBetween", low, high });
export const isOneOf = (...operands: Operand[]): Predicate => ({ kind: "isOneOf", operands });
export const matches = (pattern: string, flags = ""): Predicate => ({ kind: "matches", pattern, flags });
export const isEmpty: Predicate = { kind: "isEmpty" };
export const isNotEmpty: Predicate = { kind: "isNotEmpty" };
export const succeeds: Predicate = { kind: "succeeds" };
export const fails: Predicate = { kind: "fails", statuses: null };
export const failsWith = (...statuses: readonly number[]): Predicate => ({ kind: "fails", statuses });
export const prints = (operand: Operand): Predicate => ({ kind: "prints", operand });
export const printsNothing: Predicate = { kind: "printsNothing" };
export const isIn = (table: Capture | Value): Predicate => ({ kind: "isIn", table });
export const isNotIn = (table: Capture | Value): Predicate => ({ kind: "isNotIn", table });

/** What must hold of a row, by column; several predicates on one column must all hold. */
export type Where = Readonly<Record<string, Predicate | readonly Predicate[]>>;

export type Subject =
  | { readonly kind: "stream"; readonly stream: "stdout" | "stderr" | "output" | "exit" }
  | { readonly kind: "lines"; readonly quantifier: Quantifier }
  | { readonly kind: "value"; readonly value: Value | Capture }
  | { readonly kind: "rows"; readonly table: Capture; readonly quantifier: Quantifier; readonly where: Where }
  | { readonly kind: "command"; readonly block: Block };

/** One condition that the machine judges; `text` is the author's sentence. */
export interface Condition {
  readonly text: string;
  readonly subject: Subject;
  /** `null` for `rows`, whose predicates stand in `where`, and where lines are only counted. */
  readonly predicate: Predicate | null;
}
const condition = (text: string, subject: Subject, predicate: Predicate | null): Condition => Object.freeze({ text, subject, predicate });
export const streamCondition = (text: string, stream: "stdout" | "stderr" | "output" | "exit", predicate: Predicate): Condition =>
  condition(text, { kind: "stream", stream }, predicate);
export const lineCondition = (text: string, quantifier: Quantifier, predicate: Predicate | null = null): Condition =>
  condition(text, { kind: "lines", quantifier }, predicate);
export const valueCondition = (text: string, value: Value | Capture, predicate: Predicate): Condition =>
  condition(text, { kind: "value", value }, predicate);
export const commandCondition = (text: string, probe: Block, predicate: Predicate): Condition =>
  condition(text, { kind: "command", block: probe }, predicate);
/** Rows of a captured table that satisfy every predicate of `where`; a column that the table lacks is a type error. */
export const rowCondition = <C extends Columns>(
  text: string,
  table: Capture<C>,
  quantifier: Quantifier,
  where: { readonly [K in keyof C]?: Predicate | readonly Predicate[] },
): Condition => condition(text, { kind: "rows", table: table as Capture, quantifier, where: where as Where }, null);

/** Intervals run from the end of one reading to the start of the next. */
export interface Poll {
  readonly everyMs: number;
  readonly upToMs: number;
  readonly firstAfterMs: number;
}

export type Otherwise =
  | { readonly kind: "stop"; readonly why: string }
  | { readonly kind: "skipItem"; readonly why: string }
  | { readonly kind: "goTo"; readonly step: string }
  | { readonly kind: "doThenStop"; readonly call: Call };

/** What a gate, an expectation or a WHEN judges. No condition: `question` is put to the operator. */
export interface Judgement {
  /** The author's whole text, with its code marks. */
  readonly sentence: string;
  readonly conditions: readonly Condition[];
  readonly question: string | null;
  readonly giveUp: readonly Condition[];
  readonly poll: Poll | null;
  readonly otherwise: Otherwise;
}
type JudgementFields = {
  sentence: string;
  conditions?: readonly Condition[];
  question?: string;
  giveUp?: readonly Condition[];
  poll?: Poll;
  otherwise?: Otherwise;
};
function judgement(fields: JudgementFields): Judgement {
  return {
    sentence: fields.sentence,
    conditions: fields.conditions ?? [],
    question: fields.question ?? null,
    giveUp: fields.giveUp ?? [],
    poll: fields.poll ?? null,
    otherwise: fields.otherwise ?? { kind: "stop", why: "" },
  };
}

// ---------------------------------------------------------------- items

/** `id` is unique in the procedure and stable while the step's labels keep their order: `2.2/run-1`. */
interface ItemBase {
  readonly id: string;
  readonly title: string | null;
  readonly source: Source;
}

export interface Check extends ItemBase {
  readonly kind: "check";
  readonly block: Block | null;
  readonly freshMs: number | null;
  readonly text: string;
  readonly byHand: string | null;
  readonly isInteractive: boolean;
}
export interface Gate extends ItemBase, Judgement {
  readonly kind: "gate";
  readonly judges: string | null;
  readonly probe: Block | null;
  readonly freshMs: number | null;
}
export interface Expect extends ItemBase, Judgement {
  readonly kind: "expect";
  readonly judges: string | null;
  readonly probe: Block | null;
  readonly sample: string | null;
}

/** How a run is undone. Offered to the operator, newest first; never carried out by itself. */
export type Revert =
  | { readonly kind: "commands"; readonly block: Block; readonly later: Block | null; readonly text: string }
  | { readonly kind: "none"; readonly why: string };

export interface Run extends ItemBase {
  readonly kind: "run";
  readonly block: Block | null;
  readonly text: string;
  /** The conditions that say whether the change worked: at least one, by type. */
  readonly gates: readonly [Gate, ...Gate[]];
  readonly revert: Revert | null;
  readonly isOnce: boolean;
  readonly isTwoPerson: boolean;
  readonly isOnlyWhenNamed: boolean;
  readonly isIdempotent: boolean;
  readonly isInteractive: boolean;
  /** Why the machine will not run it: the operator does it by hand and confirms. */
  readonly byHand: string | null;
}
export interface Manual extends ItemBase {
  readonly kind: "manual";
  readonly text: string;
}
export interface When extends ItemBase, Judgement {
  readonly kind: "when";
  readonly judges: string | null;
  readonly probe: Block | null;
  readonly appliesTo: "section" | "nextBlock";
}
export interface Decision extends ItemBase {
  readonly kind: "decision";
  readonly text: string;
  readonly judges: string | null;
  readonly branches: readonly {
    readonly sentence: string;
    readonly conditions: readonly Condition[];
    readonly question: string | null;
    readonly target: string;
  }[];
}
export interface Exclude extends ItemBase {
  readonly kind: "exclude";
  readonly table: Capture;
  readonly where: Where;
  readonly evidence: Block | null;
  readonly text: string;
}
export interface Finally extends ItemBase {
  readonly kind: "finally";
  readonly block: Block;
  readonly text: string;
}
export interface WindowMark extends ItemBase {
  readonly kind: "window";
  readonly action: "open" | "close";
  readonly name: string;
}
export interface Stop extends ItemBase {
  readonly kind: "stop";
  readonly reason: string;
}
export interface Admonition extends ItemBase {
  readonly kind: "caution" | "note";
  readonly text: string;
}
/** The author's words between labels, shown in place. */
export interface Reading extends ItemBase {
  readonly kind: "reading";
  readonly text: string;
}

/** What a DO calls: the body of a PROCEDURE, or another runbook. `parameters` are the names that every call must bind. */
export interface Procedure<P extends string = string, D extends string = string> {
  readonly kind: "procedure";
  readonly name: string;
  readonly title: string;
  readonly parameters: readonly P[];
  /** The values that a call may bind, and what they are if it does not. `today` for a date is fixed once for the run. */
  readonly defaults: Readonly<Record<D, string>>;
  /** The types of a runbook's values: what does not fit is refused before its first step. */
  readonly types: Readonly<Record<string, ValueType>>;
  /** Another runbook: its steps are announced one by one. */
  readonly isRunbook: boolean;
  /** The Markdown file, where it is another than that of the whole. */
  readonly sourceFile?: string;
  readonly source: Source;
  readonly steps: readonly Step[];
}
export interface Call extends ItemBase {
  readonly kind: "call";
  readonly procedure: Procedure;
  readonly over:
    | { readonly kind: "once"; readonly arguments: Readonly<Record<string, Operand>> }
    | { readonly kind: "list"; readonly items: readonly Operand[]; readonly isOrdered: boolean }
    | { readonly kind: "rows"; readonly table: Capture; readonly order: readonly Operand[] | null };
  readonly concurrency: number;
  readonly text: string;
}

export type Item =
  | Check
  | Gate
  | Expect
  | Run
  | Manual
  | When
  | Decision
  | Exclude
  | Finally
  | WindowMark
  | Stop
  | Admonition
  | Reading
  | Call
  | Capture;

type Fields<T extends { kind: string }, Optional extends keyof T = never> = Omit<T, "kind" | "title" | Optional> & {
  title?: string;
} & Partial<Pick<T, Optional>>;

export const check = (fields: Fields<Check, "freshMs" | "text" | "byHand" | "isInteractive" | "block">): Check =>
  Object.freeze({ kind: "check", title: null, block: null, freshMs: null, text: "", byHand: null, isInteractive: false, ...fields });
export const gate = (
  fields: { id: string; title?: string; source: Source; judges?: ReadFrom; probe?: Block; freshMs?: number } & JudgementFields,
): Gate =>
  Object.freeze({
    kind: "gate",
    id: fields.id,
    title: fields.title ?? null,
    source: fields.source,
    judges: idOf(fields.judges),
    probe: fields.probe ?? null,
    freshMs: fields.freshMs ?? null,
    ...judgement(fields),
  });
export const expect = (
  fields: { id: string; title?: string; source: Source; judges?: ReadFrom; probe?: Block; sample?: string } & JudgementFields,
): Expect =>
  Object.freeze({
    kind: "expect",
    id: fields.id,
    title: fields.title ?? null,
    source: fields.source,
    judges: idOf(fields.judges),
    probe: fields.probe ?? null,
    sample: fields.sample ?? null,
    ...judgement(fields),
  });
export const when = (
  fields: { id: string; title?: string; source: Source; judges?: ReadFrom; probe?: Block; appliesTo: When["appliesTo"] } & JudgementFields,
): When =>
  Object.freeze({
    kind: "when",
    id: fields.id,
    title: fields.title ?? null,
    source: fields.source,
    judges: idOf(fields.judges),
    probe: fields.probe ?? null,
    appliesTo: fields.appliesTo,
    ...judgement(fields),
  });
/** A change. It cannot be written down without the gates that judge it. */
export const run = (
  fields: Fields<
    Run,
    "text" | "revert" | "isOnce" | "isTwoPerson" | "isOnlyWhenNamed" | "isIdempotent" | "isInteractive" | "byHand" | "block"
  >,
): Run =>
  Object.freeze({
    kind: "run",
    title: null,
    block: null,
    text: "",
    revert: null,
    isOnce: false,
    isTwoPerson: false,
    isOnlyWhenNamed: false,
    isIdempotent: false,
    isInteractive: false,
    byHand: null,
    ...fields,
  });
export const manual = (fields: Fields<Manual>): Manual => Object.freeze({ kind: "manual", title: null, ...fields });
export const decision = (fields: Omit<Fields<Decision>, "judges"> & { judges?: ReadFrom }): Decision =>
  Object.freeze({ kind: "decision", title: null, ...fields, judges: idOf(fields.judges) });
export const exclude = <C extends Columns>(fields: {
  id: string;
  source: Source;
  table: Capture<C>;
  where: { readonly [K in keyof C]?: Predicate | readonly Predicate[] };
  evidence?: Block;
  text: string;
}): Exclude =>
  Object.freeze({
    kind: "exclude",
    id: fields.id,
    title: null,
    source: fields.source,
    table: fields.table as Capture,
    where: fields.where as Where,
    evidence: fields.evidence ?? null,
    text: fields.text,
  });
export const finallyDo = (fields: Fields<Finally>): Finally => Object.freeze({ kind: "finally", title: null, ...fields });
export const windowOpen = (fields: { id: string; name: string; source: Source }): WindowMark =>
  Object.freeze({ kind: "window", action: "open", title: null, ...fields });
export const windowClose = (fields: { id: string; name: string; source: Source }): WindowMark =>
  Object.freeze({ kind: "window", action: "close", title: null, ...fields });
export const stop = (fields: Fields<Stop>): Stop => Object.freeze({ kind: "stop", title: null, ...fields });
export const caution = (fields: Fields<Admonition>): Admonition => Object.freeze({ kind: "caution", title: null, ...fields });
export const note = (fields: Fields<Admonition>): Admonition => Object.freeze({ kind: "note", title: null, ...fields });
export const reading = (fields: Fields<Reading>): Reading => Object.freeze({ kind: "reading", title: null, ...fields });

interface CalledFields<P extends string> {
  readonly name: string;
  readonly title: string;
  readonly parameters: readonly P[];
  readonly sourceFile?: string;
  readonly source: Source;
}
/** The body of a PROCEDURE: one section. */
export const defineProcedure = <const P extends string>({
  items,
  ...fields
}: CalledFields<P> & { items: readonly Item[] }): Procedure<P, never> =>
  Object.freeze({
    kind: "procedure",
    defaults: {},
    types: {},
    isRunbook: false,
    ...fields,
    steps: [step({ id: fields.name, title: fields.title, items, source: fields.source })],
  });
/** Another runbook that is called as a whole: its sections in order. */
export const defineRunbook = <const P extends string, const D extends string = never>(
  fields: CalledFields<P> & { defaults?: Readonly<Record<D, string>>; types?: Procedure["types"]; steps: readonly Step[] },
): Procedure<P, D> =>
  Object.freeze({ kind: "procedure", isRunbook: true, types: {}, ...fields, defaults: fields.defaults ?? ({} as Record<D, string>) });
interface CallFields {
  id: string;
  title?: string;
  source: Source;
  text: string;
  concurrency?: number;
}
const call = (procedure: Procedure, over: Call["over"], fields: CallFields): Call =>
  Object.freeze({
    kind: "call",
    id: fields.id,
    title: fields.title ?? null,
    source: fields.source,
    procedure,
    over,
    concurrency: fields.concurrency ?? 1,
    text: fields.text,
  });
/** Calls it once; every parameter must be bound. */
export const callOnce = <P extends string, D extends string>(
  procedure: Procedure<P, D>,
  fields: CallFields & { arguments: { readonly [K in P]: Operand } & { readonly [K in D]?: Operand } },
): Call => call(procedure as Procedure, { kind: "once", arguments: fields.arguments as Readonly<Record<string, Operand>> }, fields);
/** Calls it for each item of a list; the procedure has one parameter. */
export const callForEach = <P extends string, D extends string>(
  procedure: Procedure<P, D>,
  fields: CallFields & { items: readonly Operand[]; isOrdered: boolean },
): Call => call(procedure as Procedure, { kind: "list", items: fields.items, isOrdered: fields.isOrdered }, fields);
/** Calls it for the rows of a table; columns bind parameters of the same name, so every parameter must be a column. */
export const callForEachRow = <P extends string, D extends string, C extends Columns & { readonly [K in P]: ScalarType }>(
  procedure: Procedure<P, D>,
  fields: CallFields & { table: Capture<C>; order?: readonly Operand[] },
): Call => call(procedure as Procedure, { kind: "rows", table: fields.table as unknown as Capture, order: fields.order ?? null }, fields);

// ---------------------------------------------------------------- the whole

/** One section of the document. `isReading`: it holds no labels; shown in place and acknowledged. */
export interface Step {
  readonly id: string;
  readonly title: string;
  readonly source: Source;
  readonly isReading: boolean;
  readonly items: readonly Item[];
}
export const step = (fields: Omit<Step, "isReading"> & { isReading?: boolean }): Step => Object.freeze({ isReading: false, ...fields });

export interface ReferenceTable {
  readonly role: "expectations" | "quickReference" | "reverts";
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A compiled runbook. */
export interface CompiledProcedure {
  readonly id: string;
  readonly title: string;
  /** The Markdown file, relative to the repository. */
  readonly sourceFile: string;
  /** SHA-256 of the normalised Markdown. */
  readonly sourceSha256: string;
  readonly compilerVersion: string;
  readonly parameters: readonly Parameter[];
  /** The hosts that its blocks name. */
  readonly hosts: readonly string[];
  readonly steps: readonly Step[];
  /** Sections without labels after the last step: the checklist that the run ends with. */
  readonly checklist: readonly Step[];
  readonly procedures: readonly Procedure[];
  readonly tables: readonly ReferenceTable[];
}
export const procedure = (fields: CompiledProcedure): CompiledProcedure => Object.freeze(fields);

export { z };
