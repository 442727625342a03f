/**
 * 3-resolve: Runbook -> Analysis, and a ResolvedRunbook where nothing is left open. One file a concern; this one is their
 * order.
 */
import type { Analysis } from "../ast/analysis.ts";
import type { ItemId } from "../ast/item.ts";
import type { LinkedDocument } from "../ast/linked-document.ts";
import type { Parameter } from "../ast/parameter.ts";
import type { ResolvedRunbook } from "../ast/resolved.ts";
import type { Revert } from "../ast/revert.ts";
import type { Runbook } from "../ast/runbook.ts";
import type { Config } from "../config.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { checkAttachments } from "./attachments.ts";
import { analyseBlocks, type Bindings, type Blocks } from "./blocks.ts";
import type { Bound } from "./bound.ts";
import { findReasons } from "./by-hand.ts";
import { checkCallCycles } from "./call-cycles.ts";
import { bindCalls } from "./calls.ts";
import { followCaptures } from "./captures.ts";
import type { Context } from "./context.ts";
import { declareNames } from "./declarations.ts";
import { judgeComments } from "./effects/commented.ts";
import { bindExclusions } from "./exclusions.ts";
import { findHosts } from "./hosts.ts";
import { bindJudgements } from "./judgements.ts";
import { layOut, type Body } from "./layout.ts";
import { checkLimits } from "./limits.ts";
import { reportNotBuiltYet } from "./not-built-yet.ts";
import { findOpenReferences } from "./registry.ts";
import { checkReferences } from "./references.ts";
import type { RepositoryView } from "./repository-view.ts";
import { buildResolvedRunbook } from "./resolved-runbook.ts";
import { surfacesOf } from "./surfaces.ts";
import { findRewrite } from "./rewritten-history.ts";
import { findGates } from "./run-gates.ts";
import { checkSessionEffects, findSessions } from "./sessions.ts";
import { findJumps } from "./targets.ts";
import { checkUnused } from "./unused.ts";
import { pairWindows } from "./windows.ts";

export type { RepositoryView } from "./repository-view.ts";

export interface ResolveOptions {
  readonly config: Config;
  readonly repository: RepositoryView;
  /** Refuses the build for any error, as in a document with a `Parameters` section. */
  readonly isStrict: boolean;
  /** The documents of which procedures were taken in, in the order of their offsets. */
  readonly linked?: readonly LinkedDocument[];
  /** Those of them that are called as a whole. */
  readonly wholes?: readonly Body[];
  /** The document as it was read; without it, nobody asks whether its history was rewritten. */
  readonly text?: string;
}

export interface Resolution {
  readonly analysis: Analysis;
  readonly resolved: ResolvedRunbook | null;
}

/** Binds everything to everything, and reports what cannot be bound. Lint rules look at the result before it is settled. */
export function bindRunbook(
  given: Runbook,
  { config, repository, isStrict, text, linked = [], wholes = [] }: ResolveOptions,
  reporter: Reporter,
): Bound {
  const isWithinLimits = checkLimits(given, reporter);
  const runbook = isWithinLimits ? given : { ...given, looseBlocks: [] };
  const layout = isWithinLimits ? layOut(runbook, linked, wholes) : layOut({ ...runbook, sections: [] });
  const context: Context = { runbook, config, repository, isStrict, reporter, layout, linked };
  const declarations = declareNames(context);
  const jumps = findJumps(context);
  const hostOf = findHosts(context);
  const implied: Map<string, Parameter> | null = isStrict ? null : new Map();
  const flow = followCaptures(context, declarations, jumps);
  const bindings: Bindings = { context, declarations, flow, hostOf, sessionOf: findSessions(context, hostOf), implied };
  const blocks = analyseBlocks(bindings);
  const asked = checkAttachments(context);
  checkSessionEffects(blocks.analyses, context);
  checkCallCycles(context, declarations);
  checkUnused(context, declarations, blocks);
  checkReferences(context);
  reportNotBuiltYet(context);
  const gatesOf = findGates(
    layout.bodies.flatMap(({ sections }) => sections),
    ({ kind, id }) => kind === "Run" || blocks.kindOfUnlabelled.get(id) === "Run",
  );
  const judgements = bindJudgements(bindings, blocks, jumps);
  const callOf = bindCalls(bindings);
  const exclusionOf = bindExclusions(bindings, blocks);
  const windowNameOf = pairWindows(context, jumps);
  const rewrittenLine = text === undefined ? null : findRewrite(text, repository.committed?.(runbook.path) ?? []);
  const analysis = analysisOf(bindings, blocks, gatesOf, asked, { openReferences: findOpenReferences(context), rewrittenLine });
  return {
    isWithinLimits,
    bindings,
    blocks,
    asked,
    gatesOf,
    judgements,
    callOf,
    exclusionOf,
    windowNameOf,
    revertOf: revertsOf(context),
    analysis,
  };
}

/**
 * Draws the consequences of what was reported, by whichever phase: a strict document with an error is refused; in an old
 * one the item becomes the operator's.
 */
export function settleRunbook(bound: Bound, diagnostics: readonly Diagnostic[]): Resolution {
  const { bindings, blocks, asked, gatesOf } = bound;
  const { isStrict, layout } = bindings.context;
  const reasons = findReasons(bound, diagnostics);
  const analysis = analysisOf(bindings, blocks, gatesOf, new Map([...asked, ...reasons]), bound.analysis);
  const hasUngatedRun = [...gatesOf.values()].some((gates) => gates.length === 0);
  const isAnyErrorFatal = isStrict || !bound.isWithinLimits;
  const isRefused = isAnyErrorFatal
    ? reasons.size > 0 || hasUngatedRun || diagnostics.some(({ severity }) => severity === "error")
    : layout.places.some(({ item }) => (item.keyword === "EXCLUDE" || item.keyword === "PROCEDURE") && reasons.has(item.id));
  return { analysis, resolved: isRefused ? null : buildResolvedRunbook({ bound: { ...bound, analysis }, reasons }) };
}

/** Both at once, for callers that have nothing to report in between. */
export function resolveRunbook(runbook: Runbook, options: ResolveOptions, reporter: Reporter): Resolution {
  return settleRunbook(bindRunbook(runbook, options, reporter), reporter.diagnostics);
}

function analysisOf(
  { context, declarations, hostOf, implied }: Bindings,
  blocks: Blocks,
  gatesOf: Analysis["gatesOf"],
  byHand: ReadonlyMap<ItemId, string>,
  { openReferences, rewrittenLine }: Pick<Analysis, "openReferences" | "rewrittenLine">,
): Analysis {
  const names = [declarations.document, ...declarations.ofProcedure.values()].flatMap((scope) => [...scope.keys()]);
  return {
    blocks: blocks.analyses,
    blockOf: blocks.blockOf,
    hostOf,
    kindOfUnlabelled: blocks.kindOfUnlabelled,
    gatesOf,
    byHand,
    parameters: [...context.runbook.parameters, ...(implied?.values() ?? [])],
    valueNames: [...new Set(names)].sort(),
    ...surfacesOf(context.config, context.repository),
    changesInComments: (block) => judgeComments(block, context.config.commands),
    openReferences,
    rewrittenLine,
  };
}

function revertsOf({ layout }: Context): ReadonlyMap<ItemId, Revert> {
  const reverts = new Map<ItemId, Revert>();
  for (const { item } of layout.places) {
    if (item.kind === "Revert" && item.undoes !== null && !reverts.has(item.undoes)) reverts.set(item.undoes, item);
  }
  return reverts;
}
