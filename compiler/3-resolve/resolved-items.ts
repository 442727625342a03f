/**
 * Turns each label into what is carried out. What the machine will not run becomes the operator's: shown with the reason,
 * done by hand, confirmed.
 */
import type { Qualifier } from "../ast/qualifier.ts";
import type { Item, ItemKind } from "../ast/index.ts";
import type { ItemId } from "../ast/item.ts";
import type { ResolvedBlock, ResolvedItem, ResolvedJudgement, ResolvedRevert } from "../ast/resolved.ts";
import type { ShellBlock } from "../ast/shell-block.ts";
import type { Bound } from "./bound.ts";

/** Everything known about the document, and what the machine will not run of it. */
export interface Settled {
  readonly bound: Bound;
  readonly reasons: ReadonlyMap<ItemId, string>;
}

type Resolver = { readonly [K in ItemKind]: (item: Extract<Item, { kind: K }>, settled: Settled) => ResolvedItem[] };

/** The items of one label: none where it is folded into another, a RUN and its question where an old document has no GATE. */
export function resolveItem(item: Item, settled: Settled): ResolvedItem[] {
  return (resolvers[item.kind] as (item: Item, settled: Settled) => ResolvedItem[])(item, settled);
}

const folded = (): ResolvedItem[] => [];

const resolvers: Resolver = {
  Procedure: folded,
  Session: folded,
  Revert: folded,
  Admonition: (item) => [{ ...base(item), kind: item.severity, text: item.text }],
  Manual: (item) => [{ ...base(item), kind: "manual", text: item.text }],
  Stop: (item) => [{ ...base(item), kind: "stop", reason: item.reason }],
  Run: (item, settled) => resolveRun(item, item.block, settled),
  Check: (item, settled) => [resolveCheck(item, item.block, settled)],
  Unlabelled: (item, settled) =>
    settled.bound.blocks.kindOfUnlabelled.get(item.id) === "Check"
      ? [resolveCheck(item, item.block, settled)]
      : resolveRun(item, item.block, settled),
  Gate: (item, settled) => [{ ...base(item), ...judge(item, settled), kind: "gate", freshMs: durationOf(item, "fresh") }],
  Expect: (item, settled) => [{ ...base(item), ...judge(item, settled), kind: "expect", sample: item.sample }],
  When: (item, settled) => [{ ...base(item), ...judge(item, settled), kind: "when", appliesTo: item.appliesTo }],
  Capture: (item, { reasons }) =>
    reasons.has(item.id) || item.from === null
      ? []
      : [{ ...base(item), kind: "capture", name: item.name, form: item.form, from: item.from }],
  Decision: (item, { bound, reasons }) => {
    const branches = bound.judgements.branchesOf.get(item.id);
    if (branches === undefined) return [byOperator(item, item.text)];
    const asked = reasons.has(item.id) || bound.asked.has(item.id);
    return [
      {
        ...base(item),
        kind: "decision",
        text: item.text,
        judges: item.judges,
        branches: branches.map((branch) =>
          asked && branch.conditions.length > 0 ? { ...branch, conditions: [], question: branch.sentence } : branch,
        ),
      },
    ];
  },
  Do: (item, { bound, reasons }) => {
    const over = bound.callOf.get(item.id);
    if (over === undefined || reasons.has(item.id)) return [byOperator(item, item.text)];
    return [{ ...base(item), kind: "call", procedure: item.procedure, text: item.text, concurrency: item.concurrency, over }];
  },
  Exclude: (item, { bound }) => {
    const exclusion = bound.exclusionOf.get(item.id);
    return exclusion === undefined ? [] : [{ ...base(item), kind: "exclude", ...exclusion, text: item.text }];
  },
  Finally: (item, settled) => {
    const block = blockFor(item.id, item.block, settled);
    return [
      block === null ? byOperator(item, withScript(item.text, item.block)) : { ...base(item), kind: "finally", block, text: item.text },
    ];
  },
  Window: (item, { bound }) => {
    const name = bound.windowNameOf.get(item.id);
    return [
      name === undefined
        ? byOperator(item, `WINDOW: ${item.action} ${item.name ?? ""}`.trim())
        : { ...base(item), kind: "window", action: item.action, name },
    ];
  },
};

function base({
  id,
  keyword,
  title,
  remarks,
  span,
}: Item): Pick<Extract<ResolvedItem, { kind: "manual" }>, "id" | "keyword" | "title" | "remarks" | "span"> {
  return { id, keyword, title, remarks, span };
}

function byOperator(item: Item, text: string): ResolvedItem {
  return { ...base(item), kind: "manual", text };
}

type WithBlock = Extract<Item, { kind: "Run" | "Check" | "Unlabelled" }>;

function resolveCheck(item: WithBlock, source: ShellBlock | null, settled: Settled): ResolvedItem {
  const block = blockFor(item.id, source, settled);
  const byHand = settled.reasons.get(item.id) ?? null;
  return {
    ...base(item),
    kind: "check",
    keyword: "CHECK",
    block,
    text: byHand === null ? item.text : withScript(item.text, source),
    freshMs: durationOf(item, "fresh"),
    isInteractive: has(item, "interactive"),
    byHand,
  };
}

function resolveRun(item: WithBlock, source: ShellBlock | null, settled: Settled): ResolvedItem[] {
  const { bound, reasons } = settled;
  const block = blockFor(item.id, source, settled);
  const byHand = reasons.get(item.id) ?? null;
  const [first, ...rest] = bound.gatesOf.get(item.id) ?? [];
  const question = first === undefined ? askWhetherItWorked(item) : null;
  const run: ResolvedItem = {
    ...base(item),
    kind: "run",
    keyword: "RUN",
    block,
    text: byHand === null ? item.text : withScript(item.text, source),
    gates: [first ?? question!.id, ...rest],
    revert: resolveRevert(item.id, settled),
    isOnce: has(item, "once"),
    isTwoPerson: has(item, "two-person"),
    isOnlyWhenNamed: has(item, "only when named"),
    isIdempotent: has(item, "idempotent"),
    isInteractive: has(item, "interactive"),
    byHand,
  };
  return question === null ? [run] : [run, question];
}

/** A RUN of an old document without a GATE is followed by this question. */
function askWhetherItWorked(item: Item): Extract<ResolvedItem, { kind: "gate" }> {
  const question = item.title === null ? "Did it work?" : `Did it work: ${item.title}?`;
  return {
    id: `${item.id}-worked`,
    keyword: "GATE",
    title: null,
    remarks: [],
    span: item.span,
    kind: "gate",
    freshMs: null,
    sentence: question,
    conditions: [],
    question,
    giveUp: [],
    poll: null,
    otherwise: null,
    judges: item.id,
    probe: null,
  };
}

function judge(item: Extract<Item, { kind: "Gate" | "Expect" | "When" }>, { bound, reasons }: Settled): ResolvedJudgement {
  const judgement = bound.judgements.judgementOf.get(item.id);
  if (judgement !== undefined && !reasons.has(item.id) && !bound.asked.has(item.id)) return judgement;
  const { text } = item.condition;
  return {
    sentence: text,
    conditions: [],
    question: item.condition.question === null ? text : item.condition.question,
    giveUp: [],
    poll: null,
    otherwise: judgement?.otherwise ?? null,
    judges: item.judges,
    probe: null,
  };
}

function resolveRevert(run: ItemId, settled: Settled): ResolvedRevert | null {
  const item = settled.bound.revertOf.get(run);
  if (item === undefined) return null;
  if (item.none !== null) return { kind: "none", why: item.none };
  const block = blockFor(item.id, item.block, settled);
  const later = item.later === null ? null : (settled.bound.blocks.resolvedOf.get(item.later) ?? null);
  return block === null
    ? { kind: "none", why: `by hand: ${withScript(item.text, item.block)}` }
    : { kind: "commands", block, later, text: item.text };
}

/** The block, unless the item is done by hand. */
function blockFor(item: ItemId, block: ShellBlock | null, { bound, reasons }: Settled): ResolvedBlock | null {
  return block === null || reasons.has(item) ? null : (bound.blocks.resolvedOf.get(block) ?? null);
}

/** The words, and below them what the operator types, as written. */
function withScript(text: string, block: ShellBlock | null): string {
  if (block === null) return text;
  const fence = "`".repeat(Math.max(3, ...[...block.script.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${text}\n\n${fence}bash\n${block.script}\n${fence}`.trimStart();
}

function has(item: Item, name: Qualifier["name"]): boolean {
  return item.qualifiers.some((qualifier) => qualifier.name === name);
}

function durationOf(item: Item, name: "fresh" | "timeout"): number | null {
  const qualifier = item.qualifiers.find((candidate) => candidate.name === name);
  return qualifier !== undefined && "durationMs" in qualifier ? qualifier.durationMs : null;
}
