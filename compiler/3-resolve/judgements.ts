/**
 * Binds what a GATE, EXPECT, WHEN or DECISION says: its conditions, its poll, and what happens otherwise.
 */
import type { Condition, ConditionText, Otherwise } from "../ast/condition.ts";
import type { Item } from "../ast/index.ts";
import type { ItemId } from "../ast/item.ts";
import type { Capture } from "../ast/capture.ts";
import type {
  ResolvedCondition,
  ResolvedItem,
  ResolvedJudgement,
  ResolvedOtherwise,
  ResolvedPredicate,
  ResolvedSubject,
} from "../ast/resolved.ts";
import type { ValueType } from "../ast/value-type.ts";
import { scopeAt, type Bindings, type Blocks } from "./blocks.ts";
import { bindArguments, findProcedure } from "./calls.ts";
import { procedureOf, type Place } from "./layout.ts";
import { bindPredicate, type Comparison } from "./predicates.ts";
import { checkColumn, findTable } from "./tables.ts";
import { isStop, type Jump } from "./targets.ts";
import { bindReported, type Scope } from "./values.ts";

export type BoundBranch = Extract<ResolvedItem, { kind: "decision" }>["branches"][number];

export interface Judgements {
  /** By the GATE, EXPECT or WHEN; without those in error. */
  readonly judgementOf: ReadonlyMap<ItemId, ResolvedJudgement>;
  /** By the DECISION; without those in error. */
  readonly branchesOf: ReadonlyMap<ItemId, readonly BoundBranch[]>;
}

type Judge = Extract<Item, { kind: "Gate" | "Expect" | "When" }>;

const text: ValueType = { kind: "text" };

export function bindJudgements(bindings: Bindings, blocks: Blocks, jumps: readonly Jump[]): Judgements {
  const judgementOf = new Map<ItemId, ResolvedJudgement>();
  const branchesOf = new Map<ItemId, readonly BoundBranch[]>();
  for (const place of bindings.context.layout.places) {
    const { item } = place;
    if (item.kind === "Gate" || item.kind === "Expect" || item.kind === "When") {
      const judgement = bindJudgement(item, place, bindings, blocks, jumps);
      if (judgement !== null) judgementOf.set(item.id, judgement);
    } else if (item.kind === "Decision") {
      const branches = bindBranches(item, place, bindings, blocks, jumps);
      if (branches !== null) branchesOf.set(item.id, branches);
    }
  }
  return { judgementOf, branchesOf };
}

function bindJudgement(item: Judge, place: Place, bindings: Bindings, blocks: Blocks, jumps: readonly Jump[]): ResolvedJudgement | null {
  const { condition, probe, judges } = item;
  const scope = scopeAt(place, "block", bindings);
  const conditions = bindAll(condition.conditions, place, scope, bindings, blocks);
  const giveUp = bindAll(condition.giveUp, place, scope, bindings, blocks);
  const otherwise = bindOtherwise(condition.otherwise, place, scope, bindings, jumps);
  const resolvedProbe = probe === null ? null : blocks.resolvedOf.get(probe);
  const isPollSound = checkPoll(item, place, bindings);
  if (conditions === null || giveUp === null || otherwise === undefined || resolvedProbe === undefined || !isPollSound) return null;
  return {
    sentence: condition.text,
    conditions,
    question: condition.question,
    giveUp,
    poll: condition.poll,
    otherwise,
    judges,
    probe: resolvedProbe,
  };
}

function bindBranches(
  item: Extract<Item, { kind: "Decision" }>,
  place: Place,
  bindings: Bindings,
  blocks: Blocks,
  jumps: readonly Jump[],
): BoundBranch[] | null {
  const scope = scopeAt(place, "block", bindings);
  const bound = item.branches.map(({ condition, target, span }): BoundBranch | null => {
    const conditions = condition === null ? [] : bindAll(condition.conditions, place, scope, bindings, blocks);
    const step = isStop(target) ? "STOP" : jumps.find((jump) => jump.from === place && jump.span === span)?.section.id;
    if (conditions === null || step === undefined) return null;
    return { sentence: condition?.text ?? "otherwise", conditions, question: condition?.question ?? null, target: step };
  });
  return bound.every((branch) => branch !== null) ? bound : null;
}

function bindAll(
  conditions: readonly Condition[],
  place: Place,
  scope: Scope,
  bindings: Bindings,
  blocks: Blocks,
): ResolvedCondition[] | null {
  const bound = conditions.map((condition) => bindCondition(condition, place, scope, bindings, blocks));
  return bound.every((condition) => condition !== null) ? bound : null;
}

function bindCondition(condition: Condition, place: Place, scope: Scope, { context }: Bindings, blocks: Blocks): ResolvedCondition | null {
  const { subject, span } = condition;
  if (subject.kind === "Rows") {
    const bound = bindRows(subject, condition, { place, scope, context, command: null, span });
    return bound === null ? null : { text: condition.text, subject: bound, predicate: null };
  }
  const typed = bindSubject(condition, scope, blocks, context);
  if (typed === null) return null;
  if (condition.predicate === null) return { text: condition.text, subject: typed.subject, predicate: null };
  const predicate = bindPredicate(condition.predicate, {
    place,
    scope,
    context,
    subject: typed.type,
    command: subject.kind === "Command" ? subject.block : null,
    span,
  });
  return predicate === null ? null : { text: condition.text, subject: typed.subject, predicate };
}

function bindSubject(
  { subject }: Condition,
  scope: Scope,
  blocks: Blocks,
  { reporter }: Bindings["context"],
): { subject: ResolvedSubject; type: ValueType } | null {
  switch (subject.kind) {
    case "Stream":
      return { subject: { kind: "stream", stream: subject.stream }, type: subject.stream === "exit" ? { kind: "int" } : text };
    case "Lines":
      return { subject: { kind: "lines", quantifier: subject.quantifier }, type: text };
    case "Value": {
      const value = bindReported(scope, subject.name, subject.column, subject.span, reporter);
      return value === null ? null : { subject: { kind: "value", value }, type: value.type };
    }
    case "Command": {
      const block = blocks.resolvedOf.get(subject.block);
      return block === undefined ? null : { subject: { kind: "command", block }, type: text };
    }
    case "Rows":
      return null;
  }
}

type Where = readonly { readonly column: string; readonly predicate: ResolvedPredicate }[];

function bindRows(
  subject: Extract<Condition["subject"], { kind: "Rows" }>,
  condition: Condition,
  comparison: Omit<Comparison, "subject">,
): ResolvedSubject | null {
  const { place, scope, context, span } = comparison;
  const table = findTable({ name: subject.table, forms: ["rows"], expected: "a table", span }, place, scope, context);
  if (table === null) return null;
  const where = bindWhere(subject.where, table, { ...comparison, span: condition.span });
  return where === null ? null : { kind: "rows", table: table.id, quantifier: subject.quantifier, where };
}

/** The predicates on the columns of a table, for conditions on rows and for EXCLUDE. */
export function bindWhere(
  where: Extract<Condition["subject"], { kind: "Rows" }>["where"],
  table: Capture,
  comparison: Omit<Comparison, "subject">,
): Where | null {
  const columns = table.form.kind === "rows" ? table.form.columns : [];
  const bound = where.map(({ column, predicate }) => {
    if (!checkColumn(table, column, comparison.span, comparison.context)) return null;
    const subject = columns.find(({ name }) => name === column)?.type ?? text;
    const resolved = bindPredicate(predicate, { ...comparison, subject });
    return resolved === null ? null : { column, predicate: resolved };
  });
  return bound.every((entry) => entry !== null) ? bound : null;
}

/** `undefined` where it is in error. */
function bindOtherwise(
  otherwise: Otherwise | null,
  place: Place,
  scope: Scope,
  bindings: Bindings,
  jumps: readonly Jump[],
): ResolvedOtherwise | null | undefined {
  const { context, declarations } = bindings;
  if (otherwise === null) return null;
  switch (otherwise.kind) {
    case "stop":
      return { kind: "stop", why: otherwise.why };
    case "goTo": {
      const jump = jumps.find(({ from, span }) => from === place && span === otherwise.span);
      return jump === undefined ? undefined : { kind: "goTo", step: jump.section.id };
    }
    case "skipItem":
      if (procedureOf(place.section) !== null) return { kind: "skipItem", why: otherwise.why };
      context.reporter.report({
        code: "resolve/skip-outside-procedure",
        severity: "error",
        span: otherwise.span,
        message: "Unexpected `skip this item`, expected it in the body of a PROCEDURE",
        why: "outside of a DO there is no item to skip, and the run could only stop",
        fix: "Write `Otherwise STOP: why`, or `Otherwise go to` a later step",
      });
      return undefined;
    case "doThenStop": {
      const procedure = findProcedure(otherwise.procedure, otherwise.span, declarations, context);
      const operands = procedure === null ? null : bindArguments(procedure, otherwise.arguments, otherwise.span, scope, context);
      return operands === null ? undefined : { kind: "doThenStop", procedure: otherwise.procedure, arguments: operands };
    }
  }
}

/** A poll repeats a reading, never a change. */
function checkPoll({ condition, probe, judges }: Judge, place: Place, { context }: Bindings): boolean {
  const { poll } = condition;
  if (poll === null || condition.conditions.length === 0 || probe !== null) return true;
  const { layout, reporter } = context;
  const readsBlock = condition.conditions.some(({ subject }) => subject.kind === "Stream" || subject.kind === "Lines");
  const repeats = condition.conditions.some(({ subject }) => subject.kind === "Command");
  const judged = judges === null ? undefined : layout.placeOf.get(judges)?.item;
  if (readsBlock ? judged?.kind !== "Run" && judged !== undefined : repeats) return true;
  reporter.report({
    code: "resolve/poll-without-reading",
    severity: "error",
    span: poll.span,
    message:
      readsBlock && judged?.kind === "Run"
        ? "Unexpected Poll on the output of a RUN, expected a reading of its own"
        : "Unexpected Poll, expected a CHECK or a probe that it can repeat",
    why: readsBlock
      ? "a poll repeats what it judges, and a change is never repeated"
      : "nothing would be read anew, so the answer could not change",
    fix: `Put a command that only reads into a fence under this ${place.item.keyword}`,
  });
  return false;
}

/** True where the output of the block before it decides: an item with a probe of its own reads that. */
export function judgesOutput(item: Item): boolean {
  switch (item.kind) {
    case "Gate":
    case "Expect":
    case "When":
      return item.probe === null && readsOutput(item.condition);
    case "Decision":
      return item.branches.some(({ condition }) => condition !== null && readsOutput(condition));
    default:
      return false;
  }
}

function readsOutput(condition: ConditionText): boolean {
  return [...condition.conditions, ...condition.giveUp].some(({ subject }) => subject.kind === "Stream" || subject.kind === "Lines");
}
