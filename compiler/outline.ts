/**
 * How the machine reads a document, as the stable JSON of `rungate explain --format json`: one item a label, in document
 * order, with or without errors. Keys are only ever added. The same value goes into every manifest.
 */
import { z } from "zod";
import type { Analysis } from "./ast/analysis.ts";
import type { ConditionText } from "./ast/condition.ts";
import { isFrame } from "./ast/step.ts";
import { visitItem, itemsOf, type Item, type ItemVisitor } from "./ast/index.ts";
import { Keyword } from "./ast/keyword.ts";
import type { Runbook } from "./ast/runbook.ts";
import type { ShellBlock } from "./ast/shell-block.ts";
import { compareDiagnostics, type Diagnostic } from "./diagnostics/diagnostic.ts";
import { JsonDiagnostic, toJsonDiagnostic } from "./diagnostics/render-json.ts";

const Line = z.int().positive();

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
  };
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
