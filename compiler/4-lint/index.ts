/**
 * Runs the rules over what the phases before found out. Rules look and report; they change nothing.
 */
import { itemsOf } from "../ast/index.ts";
import type { Analysis } from "../ast/analysis.ts";
import type { Item } from "../ast/index.ts";
import { Span } from "../ast/node.ts";
import type { Runbook } from "../ast/runbook.ts";
import type { Section } from "../ast/section.ts";
import type { Config } from "../config.ts";
import type { Severity } from "../diagnostics/diagnostic.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Rule, RuleContext } from "./rule.ts";

export { applySuppressions, suppressShellcheck } from "./suppressions.ts";

export interface LintInput {
  readonly runbook: Runbook;
  readonly analysis: Analysis;
  readonly config: Config;
  readonly rules: readonly Rule[];
  readonly text: string;
  /** Where a rule fails the run goes on; without this, it ends. */
  readonly onRuleFailure?: OnRuleFailure | undefined;
}

/** Told of a rule that threw: its code, the document, and what was thrown. */
export type OnRuleFailure = (code: string, path: string, error: unknown) => void;

/** Reports what the rules find, each finding with the severity that `rungate.yaml` gives its rule. */
export function lintRunbook({ runbook, analysis, config, rules, text, onRuleFailure }: LintInput, reporter: Reporter): void {
  const items = new Map(runbook.sections.map((section) => [section, itemsOf(section)]));
  for (const rule of rules) {
    const code = `lint/${rule.name}`;
    const configured = config.rules[code];
    if (configured === "off" || (configured === undefined && rule.isOffByDefault === true)) continue;
    const report: RuleContext["report"] = ({ severity, why, ...finding }) => {
      refuseNonsense(finding);
      reporter.report({ ...finding, code, severity: severityOf(rule, configured, severity), why: why ?? rule.why });
    };
    try {
      applyRule(rule, { runbook, analysis, config, text, report }, items);
    } catch (error) {
      if (onRuleFailure === undefined) throw new Error(`bug in rungate: the rule ${code} failed on ${runbook.path}`, { cause: error });
      onRuleFailure(code, runbook.path, error);
    }
  }
}

/** A repository's own rules are JavaScript that nobody has checked: what is no finding must not be told as one. */
function refuseNonsense({ span, message, edits = [] }: Pick<Parameters<RuleContext["report"]>[0], "span" | "message" | "edits">): void {
  const spans = [span, ...edits.map((edit) => edit.span)];
  if (!spans.every((one) => Span.safeParse(one).success && one.start.offset <= one.end.offset))
    throw new TypeError("it reported something without a place in the document");
  if (typeof message !== "string" || message === "") throw new TypeError("it reported something without a message");
}

/** Whoever looks later is not waited for, and could end the process. */
function refusePromise(result: unknown): void {
  if (!(result instanceof Promise)) return;
  result.catch(() => undefined);
  throw new TypeError("a visitor must not be async");
}

function applyRule(rule: Rule, context: RuleContext, itemsIn: ReadonlyMap<Section, readonly Item[]>): void {
  const { runbook, analysis } = context;
  refusePromise(rule.visit.runbook?.(runbook, context));
  for (const [section, items] of looksAtSections(rule) ? itemsIn : []) {
    refusePromise(rule.visit.section?.(section, context));
    for (const item of items) {
      refusePromise((rule.visit[item.kind] as ((item: Item, context: RuleContext) => unknown) | undefined)?.(item, context));
    }
  }
  if (rule.visit.block !== undefined) for (const block of analysis.blocks) refusePromise(rule.visit.block(block, context));
}

const looking = new WeakMap<Rule, boolean>();

/** Most rules look at blocks alone, and documents have thousands of items. */
function looksAtSections(rule: Rule): boolean {
  const known = looking.get(rule) ?? Object.keys(rule.visit).some((kind) => kind !== "runbook" && kind !== "block");
  looking.set(rule, known);
  return known;
}

const rank: Record<Severity, number> = { info: 0, warning: 1, error: 2 };

/** A configured severity replaces the rule's own; a finding that is milder by itself is never raised by it. */
function severityOf(rule: Rule, configured: Severity | undefined, own: Severity | undefined): Severity {
  const ofRule = configured ?? rule.severity;
  if (own === undefined) return ofRule;
  if (configured === undefined) return own;
  return rank[own] < rank[configured] ? own : configured;
}
