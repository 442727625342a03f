/**
 * Every piece of shell text, analysed: host, session, effect, variables, placeholders. A piece without an error is
 * resolved as well: rewritten, named and hashed, ready to be written to `blocks/`.
 */
import { checkContinuations } from "./shell-syntax.ts";
import { sha256 } from "../ast/hash.ts";
import type { BlockAnalysis, BlockRole, PlaceholderUse, ValueReference } from "../ast/analysis.ts";
import type { Item } from "../ast/index.ts";
import type { ItemId } from "../ast/item.ts";
import type { Parameter } from "../ast/parameter.ts";
import type { ResolvedBlock } from "../ast/resolved.ts";
import type { Session } from "../ast/session.ts";
import { spanInScript, type ShellBlock } from "../ast/shell-block.ts";
import { BlockIds } from "./block-ids.ts";
import type { CaptureFlow } from "./captures.ts";
import type { Context } from "./context.ts";
import { followSecrets, type Taints } from "./data-flow/index.ts";
import { bindHost } from "./hosts.ts";
import { namesAt, type Declaration, type Declarations, type Names } from "./declarations.ts";
import { collectFacts } from "./effects/facts.ts";
import { judgeEffect } from "./effects/index.ts";
import type { Place } from "./layout.ts";
import { piecesOf, type Piece } from "./pieces.ts";
import { resolvePlaceholders } from "./placeholders/index.ts";
import { bindValue, imply, reportValue, type Scope, type ValueProblem } from "./values.ts";
import { collectVariables } from "./variables.ts";

export interface Bindings {
  readonly context: Context;
  readonly declarations: Declarations;
  readonly flow: CaptureFlow;
  readonly hostOf: ReadonlyMap<ItemId, string>;
  readonly sessionOf: ReadonlyMap<ItemId, Session | null>;
  /** Parameters that an old document implies; `null` in a strict one. */
  readonly implied: Map<string, Parameter> | null;
}

export interface Blocks {
  readonly analyses: readonly BlockAnalysis[];
  readonly blockOf: ReadonlyMap<ShellBlock, BlockAnalysis>;
  /** Without the blocks that are in error. */
  readonly resolvedOf: ReadonlyMap<ShellBlock, ResolvedBlock>;
  readonly kindOfUnlabelled: ReadonlyMap<ItemId, "Run" | "Check">;
}

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const timeoutsMs = { probe: minuteMs, check: 5 * minuteMs, run: 30 * minuteMs };

export function analyseBlocks(bindings: Bindings): Blocks {
  const { context } = bindings;
  const ids = new BlockIds();
  const blockOf = new Map<ShellBlock, BlockAnalysis>();
  const resolvedOf = new Map<ShellBlock, ResolvedBlock>();
  const kindOfUnlabelled = new Map<ItemId, "Run" | "Check">();
  const variables: ShellVariables = { pasted: new Map(), sessions: new Map() };
  for (const place of context.layout.places) {
    for (const piece of piecesOf(place.item)) {
      const hostValue = hostValueOf(place, piece.role, bindings);
      const analysis = analysePiece(place, piece, hostValue !== null, bindings, variables);
      blockOf.set(piece.block, analysis);
      if (place.item.kind === "Unlabelled") kindOfUnlabelled.set(place.item.id, analysis.effect === "read-only" ? "Check" : "Run");
      const session = analysis.session === null ? null : resolvedOf.get(analysis.session);
      const id = ids.take(place.section.id, place.item, piece.role);
      if (analysis.rewritten === null || session === undefined) continue;
      resolvedOf.set(
        piece.block,
        resolveBlock(id, analysis, hostValue, analysis.rewritten, session, timeoutOf(place.item, piece.role, analysis)),
      );
    }
  }
  for (const block of context.runbook.looseBlocks) blockOf.set(block, analyseLoose(block, context, variables));
  return { analyses: [...blockOf.values()], blockOf, resolvedOf, kindOfUnlabelled };
}

/** The value that a block's host is; `null` for a name, and with a report for what is no host. */
function hostValueOf(place: Place, role: BlockRole, bindings: Bindings): ValueReference | null {
  const host = bindings.hostOf.get(place.item.id) ?? "local";
  return host.startsWith("<") ? bindHost(host, place.item, scopeAt(place, role, bindings), bindings.context) : null;
}

function analysePiece(
  place: Place,
  { block, role }: Piece,
  isHostKnown: boolean,
  bindings: Bindings,
  variables: ShellVariables,
): BlockAnalysis {
  const { context, hostOf, sessionOf } = bindings;
  const scope = scopeAt(place, role, bindings);
  const { uses, rewritten } = bindPlaceholders(block, scope, context);
  const host = hostOf.get(place.item.id) ?? "local";
  const session = sessionOf.get(place.item.id) ?? null;
  if (session !== null) checkSessionValues(session, block, scope, bindings);
  const facts = collectFacts(block);
  const taints = taintsAt(place.item, session, variables);
  if (role === "session") variables.sessions.set(block, taints);
  return {
    block,
    role,
    item: place.item.id,
    host,
    ...judgeEffect(block, context.config.commands),
    facts,
    placeholders: uses,
    variables: collectVariables(block),
    secretFlows: followSecrets({ block, placeholders: uses, facts }, taints),
    rewritten: !isHostKnown && host.startsWith("<") ? null : rewritten,
    session: session?.block ?? null,
  };
}

/** Which variables hold secrets: in the terminal that old documents are pasted into, and behind each SESSION. */
interface ShellVariables {
  readonly pasted: Taints;
  readonly sessions: Map<ShellBlock, Taints>;
}

/** The machine gives each block a shell of its own, with its SESSION in front. */
function taintsAt({ kind }: Item, session: Session | null, { pasted, sessions }: ShellVariables): Taints {
  if (kind === "Unlabelled") return pasted;
  const before = session?.block === undefined || session.block === null ? undefined : sessions.get(session.block);
  return new Map(before);
}

/** Shown and linted, never run: what stands in `<...>` is nobody's concern. */
function analyseLoose(block: ShellBlock, { config, reporter }: Context, { pasted }: ShellVariables): BlockAnalysis {
  const facts = collectFacts(block);
  checkContinuations(block, reporter);
  return {
    block,
    role: "loose",
    item: null,
    host: "local",
    ...judgeEffect(block, config.commands),
    facts,
    placeholders: [],
    variables: collectVariables(block),
    secretFlows: followSecrets({ block, placeholders: [], facts }, pasted),
    rewritten: null,
    session: null,
  };
}

/** What an item's sentences and commands may name. */
export function scopeAt(place: Place, role: BlockRole, bindings: Bindings): Scope {
  const { item } = place;
  const names = namesAt(place, bindings.declarations);
  return {
    names: role === "evidence" && item.kind === "Exclude" ? withColumns(names, item.table) : names,
    // A REVERT may be wanted as soon as its RUN has begun.
    item: item.kind === "Revert" ? (item.undoes ?? item.id) : item.id,
    flow: role === "session" ? { isSetAt: () => true } : bindings.flow,
    implied: bindings.implied,
  };
}

function withColumns(names: Names, table: string): Names {
  const declaration = names.get(table);
  const form = declaration?.kind === "capture" ? declaration.capture.form : null;
  if (declaration?.kind !== "capture" || form?.kind !== "rows") return names;
  const columns = form.columns.map((column): [string, Declaration] => [
    column.name,
    { kind: "row", name: column.name, column, table: declaration.capture, span: column.span },
  ]);
  return new Map([...names, ...columns]);
}

function bindPlaceholders(
  block: ShellBlock,
  scope: Scope,
  { isStrict, reporter }: Context,
): { uses: readonly PlaceholderUse[]; rewritten: string | null } {
  const problems = new Map<string, ValueProblem>();
  const keyOf = (name: string, column: string | null, isList: boolean): string => `${name}.${column ?? ""}${isList ? "..." : ""}`;
  const resolved = resolvePlaceholders(
    block,
    (name, column, isList) => {
      const { value, problem } = bindValue(scope, name, column, isList);
      if (problem !== null) problems.set(keyOf(name, column, isList), problem);
      return value;
    },
    { isStrict, valueNames: [...scope.names.keys()] },
    reporter,
  );
  let isInError = false;
  for (const { token, value } of resolved.uses) {
    if (value === null) continue;
    const span = spanInScript(block, token.start, token.end);
    const problem = problems.get(keyOf(token.name, token.column, token.isList));
    if (problem !== undefined) reportValue(problem, span, reporter);
    isInError ||= problem !== undefined;
    if (scope.implied !== null && !scope.names.has(token.name)) imply(scope.implied, token.name, token.isList, span, null);
  }
  return { uses: resolved.uses, rewritten: isInError ? null : resolved.rewritten };
}

/** A SESSION runs at each later block: what it names must be known there too. */
function checkSessionValues(session: Session, block: ShellBlock, scope: Scope, { context, flow }: Bindings): void {
  const tokens = session.block?.tokens ?? [];
  for (const { name } of tokens) {
    const declared = scope.names.get(name);
    const isKnown =
      declared === undefined
        ? session.block === null || scope.implied !== null
        : declared.kind !== "capture" || flow.isSetAt(declared.capture, scope.item);
    if (isKnown) continue;
    context.reporter.report({
      code: "resolve/use-before-capture",
      severity: "error",
      span: block.span,
      message: `Unexpected \`<${name}>\` in the SESSION of this block, expected a value that is set here as well`,
      why: "the SESSION runs again in front of every later block of its host, and here the value does not exist",
      fix: "Write a SESSION without it above this block, or make it a parameter",
      related: [{ span: session.span, message: "the SESSION stands here" }],
    });
  }
}

function resolveBlock(
  id: string,
  analysis: BlockAnalysis,
  hostValue: ValueReference | null,
  script: string,
  session: ResolvedBlock | null,
  timeoutMs: number,
): ResolvedBlock {
  const { block, host, effect, reasons, placeholders } = analysis;
  const values = placeholders.map(({ value }) => value).filter((value) => value !== null);
  return {
    id,
    sourceScript: block.script,
    sourceSha256: block.sha256,
    script,
    blockSha256: sha256(`${script}\n`),
    host,
    hostValue,
    effect,
    reasons,
    values: distinct(values),
    session,
    timeoutMs,
    span: block.span,
  };
}

function distinct(values: readonly ValueReference[]): ValueReference[] {
  return [...new Map(values.map((value) => [value.variable, value])).values()];
}

function timeoutOf(item: Item, role: BlockRole, { effect }: BlockAnalysis): number {
  const named = item.qualifiers.find((qualifier) => qualifier.name === "timeout");
  if (named !== undefined && role !== "session") return named.durationMs;
  if (role === "probe" || role === "inlineProbe" || role === "evidence") return timeoutsMs.probe;
  const isCheck = role === "block" && (item.kind === "Check" || (item.kind === "Unlabelled" && effect === "read-only"));
  return isCheck ? timeoutsMs.check : timeoutsMs.run;
}
