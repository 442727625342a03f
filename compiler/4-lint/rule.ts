/**
 * What a lint rule is. One file a rule in `lint-rules/`, named after the bad pattern; its examples are its tests, its
 * docs page and the text of `rungate explain`.
 */
import type { Analysis, BlockAnalysis } from "../ast/analysis.ts";
import type { Config } from "../config.ts";
import type { Item, ItemKind } from "../ast/index.ts";
import type { Span } from "../ast/node.ts";
import type { Runbook } from "../ast/runbook.ts";
import type { Section } from "../ast/section.ts";
import type { Edit, Severity } from "../diagnostics/diagnostic.ts";

export interface RuleReport {
  readonly span: Span;
  /** "Unexpected X, expected Y"; values in backticks; no full stop. */
  readonly message: string;
  /** Only where it differs from the rule's own `why`. */
  readonly why?: string;
  readonly fix?: string;
  /** What `lint --fix` writes; only what is certain, and after it the rule finds nothing here. */
  readonly edits?: readonly Edit[];
  /** Only where one finding is milder or graver than the rule's default. */
  readonly severity?: Severity;
}

export interface RuleContext {
  readonly runbook: Runbook;
  readonly analysis: Analysis;
  readonly config: Config;
  /** The document as it was read: no byte order mark, LF. Offsets of positions count in it. */
  readonly text: string;
  readonly report: (finding: RuleReport) => void;
}

export interface RuleExample {
  readonly title: string;
  readonly runbook: string;
}

export interface Rule {
  /** The bad pattern in kebab-case; the code is `lint/<name>`, and it reads well after "allow". */
  readonly name: string;
  readonly since: string;
  readonly severity: Severity;
  /** Reports nothing until `rungate.yaml` gives it a severity. */
  readonly isOffByDefault?: boolean;
  /** One line: what is found. */
  readonly summary: string;
  /** What happens when this is executed. */
  readonly why: string;
  readonly good: readonly RuleExample[];
  /** `reports`: the findings as `line:column-line:column message`, in order. `config`: what `rungate.yaml` says, if it matters. */
  readonly bad: readonly (RuleExample & { readonly reports: readonly string[] })[];
  /** What `rungate.yaml` holds while the examples run. */
  readonly exampleConfig?: Partial<Config>;
  /** What lies around the examples: other files, by path, and what was committed of `example.md` itself. */
  readonly exampleRepository?: { readonly files?: Readonly<Record<string, string>>; readonly committed?: string };
  readonly visit: {
    /** Once a document. */
    readonly runbook?: (runbook: Runbook, context: RuleContext) => void;
    readonly section?: (section: Section, context: RuleContext) => void;
    /** Every piece of shell text: fences, probes, reverts, sessions, loose blocks. */
    readonly block?: (block: BlockAnalysis, context: RuleContext) => void;
  } & { readonly [K in ItemKind]?: (item: Extract<Item, { kind: K }>, context: RuleContext) => void };
}

/** Checks the shape at the type level and freezes; examples are run by the tests. */
export function defineRule(rule: Rule): Rule {
  return Object.freeze(rule);
}

/**
 * A runbook in a template literal: the common indent is removed. Shell's `${...}` would be JavaScript's, so a slip is a
 * type error; fences are written `~~~`, and a backtick with a backslash before it, the one escape there is.
 */
export function md(strings: TemplateStringsArray): string {
  const lines = (strings.raw[0] ?? "")
    .replaceAll("\\`", "`")
    .replace(/^\n/, "")
    .replace(/\n[ ]*$/, "\n")
    .split("\n");
  const indent = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(indent)).join("\n");
}
