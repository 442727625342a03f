/**
 * How the machine reads a document, as the stable JSON of `rungate explain --format json`: one item a label, in document
 * order, with or without errors. Keys are only ever added. The same value goes into every manifest.
 */
import { z } from "zod";
import type { Analysis } from "./ast/analysis.ts";
import type { Capture } from "./ast/capture.ts";
import type { ConditionText, Operand } from "./ast/condition.ts";
import type { Do } from "./ast/do.ts";
import { isFrame } from "./ast/step.ts";
import { visitItem, itemsOf, type Item, type ItemVisitor } from "./ast/index.ts";
import { Keyword } from "./ast/keyword.ts";
import type { Runbook } from "./ast/runbook.ts";
import type { ShellBlock } from "./ast/shell-block.ts";
import { describeType } from "./ast/value-type.ts";
import { compareDiagnostics, type Diagnostic } from "./diagnostics/diagnostic.ts";
import { JsonDiagnostic, toJsonDiagnostic } from "./diagnostics/render-json.ts";

const Line = z.int().positive();

const Milliseconds = z.int().nonnegative();
const Column = z.strictObject({ name: z.string(), type: z.string() });

/** `text` is the author's; times are in milliseconds. */
const OutlinePoll = z.strictObject({ text: z.string(), every: Milliseconds, upTo: Milliseconds, firstAfter: Milliseconds });

/** `target`: the step of `goTo`, the procedure of `doThenStop`. */
const OutlineOtherwise = z.strictObject({
  kind: z.enum(["stop", "skipItem", "goTo", "doThenStop"]),
  text: z.string(),
  target: z.string().nullable(),
  arguments: z.array(z.string()),
});

/** A branch of a DECISION; `when` is `null` where it is the `otherwise` one. */
const OutlineBranch = z.strictObject({ when: z.string().nullable(), target: z.string() });

const OutlineCapture = z.strictObject({
  name: z.string(),
  form: z.enum(["stdout", "lines", "rows", "row", "json", "firstMatch"]),
  /** `null` where the columns have it. */
  type: z.string().nullable(),
  columns: z.array(Column),
  /** The path of `json`. */
  path: z.string().nullable(),
  /** The regular expression of `firstMatch`. */
  pattern: z.string().nullable(),
});

/** What a DO calls: the arguments of one call, the items of a list, the first column of the rows that are named. */
const OutlineCall = z.strictObject({
  target: z.string(),
  link: z.string().nullable(),
  over: z.enum(["once", "list", "rows"]),
  operands: z.array(z.string()),
  table: z.string().nullable(),
  isOrdered: z.boolean(),
  concurrency: z.int().positive(),
});

export const OutlineItem = z.strictObject({
  /** The canonical keyword, after the legacy mapping. */
  kind: Keyword,
  /** `null` where no host matters; never where there is a script. */
  host: z.string().nullable(),
  title: z.string().nullable(),
  /** The known ones, in canonical text and source order. */
  qualifiers: z.array(z.string()),
  remarks: z.array(z.string()),
  effect: z.enum(["read-only", "mutating", "undetermined"]).nullable(),
  /** Of the label; of the fence, on an unlabelled block. */
  line: Line,
  /** Of the first line of `script`. */
  scriptLine: z.nullable(Line),
  /** The item's own command as written; a GATE's own fence is that GATE's. */
  script: z.string().nullable(),
  /** Of the UTF-8 bytes of `script`. */
  sha256: z.string().nullable(),
  /** Who judges a GATE, EXPECT, WHEN or DECISION. */
  judged: z.enum(["machine", "operator", "both"]).nullable(),
  /** The author's words for what the machine judges; Poll, Give up and Otherwise are not among them. */
  conditions: z.array(z.string()),
  /** What the operator is asked. */
  question: z.string().nullable(),
  /** Why the machine will not run or judge it. */
  byHand: z.string().nullable(),
  anchor: z.string().nullable(),
  poll: z.nullable(OutlinePoll),
  /** The author's words for what ends a poll early. */
  giveUp: z.array(z.string()),
  otherwise: z.nullable(OutlineOtherwise),
  branches: z.array(OutlineBranch),
  capture: z.nullable(OutlineCapture),
  call: z.nullable(OutlineCall),
});
export type OutlineItem = z.infer<typeof OutlineItem>;

export const Outline = z.strictObject({
  version: z.literal(1),
  runbook: z.string(),
  title: z.string(),
  status: z.strictObject({ state: z.string(), date: z.string().nullable() }).nullable(),
  parameters: z.array(z.strictObject({ name: z.string(), type: z.string(), line: Line })),
  steps: z.array(z.strictObject({ id: z.string(), title: z.string(), line: Line, items: z.array(OutlineItem) })),
  /** `[REVALIDATE]`: what the operator is asked about at the end of a run; left out: there are none. */
  markers: z.array(z.strictObject({ line: Line, column: Line, sentence: z.string() })).optional(),
  diagnostics: z.array(JsonDiagnostic),
});
export type Outline = z.infer<typeof Outline>;

interface Read {
  readonly runbook: Runbook;
  readonly analysis: Analysis;
  readonly diagnostics: readonly Diagnostic[];
}

/** Every section is a step, those without labels too; the title and the parameters only if a label stands there. */
export function outlineOf({ runbook, analysis, diagnostics }: Read): Outline {
  const markers = runbook.markers
    .filter(({ isMention }) => !isMention)
    .map(({ sentence, span: { start } }) => ({ line: start.line, column: start.column, sentence }));
  return {
    version: 1,
    runbook: runbook.id,
    title: runbook.title,
    status: runbook.status === null ? null : { state: runbook.status.state, date: runbook.status.date },
    parameters: analysis.parameters.map(({ name, typeText, span }) => ({ name, type: typeText, line: span.start.line })),
    steps: runbook.sections
      .filter((section) => !isFrame(section, runbook) || itemsOf(section).length > 0)
      .map((section) => ({
        id: section.id,
        title: section.title,
        line: section.headingSpan.start.line,
        items: itemsOf(section).map((item) => describeItem(item, analysis)),
      })),
    ...(markers.length > 0 && { markers }),
    diagnostics: diagnostics.toSorted(compareDiagnostics).map(toJsonDiagnostic),
  };
}

function describeItem(item: Item, analysis: Analysis): OutlineItem {
  const block = visitItem(item, scriptOf);
  const byHand = analysis.byHand.get(item.id) ?? null;
  const unlabelled = analysis.kindOfUnlabelled.get(item.id);
  return {
    kind: unlabelled === undefined ? item.keyword : unlabelled === "Run" ? "RUN" : "CHECK",
    host: block !== null || hasHost(item) ? (analysis.hostOf.get(item.id) ?? "local") : item.host,
    title: item.title,
    qualifiers: item.qualifiers.map((qualifier) => ("text" in qualifier ? qualifier.text : qualifier.name)),
    remarks: [...item.remarks],
    effect: block === null ? null : (analysis.blockOf.get(block)?.effect ?? null),
    line: item.labelSpan.start.line,
    scriptLine: block?.lines[0]?.line ?? null,
    script: block?.script ?? null,
    sha256: block?.sha256 ?? null,
    ...describeJudgement(item, byHand !== null),
    byHand,
    anchor: item.anchor,
    ...describeSentences("condition" in item ? item.condition : null),
    branches: item.kind === "Decision" ? item.branches.map(({ condition, target }) => ({ when: condition?.text ?? null, target })) : [],
    capture: item.kind === "Capture" ? describeCapture(item) : null,
    call: item.kind === "Do" ? describeCall(item) : null,
  };
}

function describeSentences(text: ConditionText | null): Pick<OutlineItem, "poll" | "giveUp" | "otherwise"> {
  const { poll = null, otherwise = null, giveUp = [] } = text ?? {};
  return {
    poll: poll === null ? null : { text: poll.text, every: poll.everyMs, upTo: poll.upToMs, firstAfter: poll.firstAfterMs },
    giveUp: giveUp.map((condition) => condition.text),
    otherwise:
      otherwise === null
        ? null
        : {
            kind: otherwise.kind,
            text: otherwise.text,
            target: otherwise.kind === "goTo" ? otherwise.target : otherwise.kind === "doThenStop" ? otherwise.procedure : null,
            arguments: otherwise.kind === "doThenStop" ? otherwise.arguments.map(writtenOperand) : [],
          },
  };
}

function describeCapture({ name, form }: Capture): OutlineItem["capture"] {
  return {
    name,
    form: form.kind,
    type: "type" in form ? describeType(form.type) : null,
    columns: "columns" in form ? form.columns.map((column) => ({ name: column.name, type: describeType(column.type) })) : [],
    path: form.kind === "json" ? form.path : null,
    pattern: form.kind === "firstMatch" ? form.pattern : null,
  };
}

function describeCall({ procedure, link, over, concurrency }: Do): OutlineItem["call"] {
  const operands = over.kind === "once" ? over.arguments : over.kind === "list" ? over.items : (over.order ?? []);
  return {
    target: procedure,
    link,
    over: over.kind,
    operands: operands.map(writtenOperand),
    table: over.kind === "rows" ? over.table : null,
    isOrdered: over.kind === "list" ? over.isOrdered : over.kind === "rows" && over.order !== null,
    concurrency,
  };
}

/** A literal as it stands, a value in its angle brackets. */
function writtenOperand(operand: Operand): string {
  if (operand.kind === "Literal") return operand.text;
  return `<${operand.name}${operand.column === null ? "" : `.${operand.column}`}>`;
}

const none = (): null => null;

/** The command that is the item's own; inline probes are part of its conditions. */
const scriptOf: ItemVisitor<ShellBlock | null> = {
  Admonition: none,
  Capture: none,
  Decision: none,
  Do: none,
  Manual: none,
  Procedure: none,
  Stop: none,
  Window: none,
  Check: ({ block }) => block,
  Run: ({ block }) => block,
  Unlabelled: ({ block }) => block,
  Session: ({ block }) => block,
  Revert: ({ block }) => block,
  Finally: ({ block }) => block,
  Exclude: ({ evidence }) => evidence,
  Gate: ({ probe }) => probe,
  Expect: ({ probe }) => probe,
  When: ({ probe }) => probe,
};

/** Labels that read the output of a block, or are one, stand on a host. */
function hasHost({ kind }: Item): boolean {
  return ["Run", "Check", "Unlabelled", "Gate", "Expect", "When", "Decision", "Capture", "Session", "Revert", "Finally"].includes(kind);
}

type Judgement = Pick<OutlineItem, "judged" | "conditions" | "question">;

function describeJudgement(item: Item, isByHand: boolean): Judgement {
  switch (item.kind) {
    case "Gate":
    case "Expect":
    case "When":
      return judgementOf([item.condition], isByHand);
    case "Decision":
      return judgementOf(
        item.branches.map(({ condition }) => condition).filter((condition) => condition !== null),
        isByHand,
      );
    case "Check":
      return { judged: null, conditions: [], question: item.block === null && item.text !== "" ? item.text : null };
    default:
      return { judged: null, conditions: [], question: null };
  }
}

function judgementOf(texts: readonly ConditionText[], isByHand: boolean): Judgement {
  const asked = isByHand
    ? texts.map(({ question, text }) => question ?? text)
    : texts.map(({ question }) => question).filter((question) => question !== null);
  const conditions = isByHand ? [] : texts.flatMap((text) => text.conditions.map((condition) => condition.text));
  const judged = conditions.length === 0 ? "operator" : asked.length === 0 ? "machine" : "both";
  return { judged, conditions, question: asked.length === 0 ? null : asked.join("; ") };
}
