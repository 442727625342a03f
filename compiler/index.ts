/**
 * The compiler: text in, values out. The whole pipeline is on this screen; each phase is a folder of its own.
 */
import { readSource, parseMarkdown, type SourceText } from "./1-parse/index.ts";
import { buildRunbook } from "./2-build/index.ts";
import { bindRunbook, settleRunbook, type RepositoryView } from "./3-resolve/index.ts";
import { reportLegacyForms } from "./3-resolve/legacy-forms.ts";
import { applySuppressions, lintRunbook, type OnRuleFailure } from "./4-lint/index.ts";
import type { Rule } from "./4-lint/rule.ts";
import type { Analysis } from "./ast/analysis.ts";
import { itemsOf } from "./ast/index.ts";
import { isStep } from "./ast/step.ts";
import type { ResolvedRunbook } from "./ast/resolved.ts";
import type { Runbook } from "./ast/runbook.ts";
import type { Section } from "./ast/section.ts";
import type { Config } from "./config.ts";
import { compareDiagnostics, type Diagnostic } from "./diagnostics/diagnostic.ts";
import { Reporter } from "./diagnostics/reporter.ts";
import { foldLinked, linkDocuments, type Base, type Built, type LinkOptions } from "./3-resolve/linked-documents.ts";
import type { Outline } from "./outline.ts";

export type { Analysis, Config, Diagnostic, Outline, RepositoryView, ResolvedRunbook, Rule, Runbook, SourceText };

/** What generated files and manifests name; a test holds it to the package's version. */
export const compilerVersion = "0.1.0";

export interface CompileOptions {
  /** From the repository's root, with `/`; the file's name is the runbook's id. */
  readonly path: string;
  readonly config: Config;
  readonly rules: readonly Rule[];
  readonly repository: RepositoryView;
  /** Refuses a document for any error, as one with a `Parameters` section is. */
  readonly isStrict?: boolean;
  /** ISO date for suppressions that end; without it none does. */
  readonly today?: string;
  /** Where a rule throws, the others go on; without this, `analyse` throws. */
  readonly onRuleFailure?: OnRuleFailure | undefined;
}

/** How a document is read. Everything but the diagnostics is `null` where its bytes are refused. */
export interface Analysed {
  readonly source: SourceText | null;
  readonly runbook: Runbook | null;
  /** Sections of other documents that its DOs call. */
  readonly taken: readonly Section[];
  readonly analysis: Analysis | null;
  /** `null` where something is left open. */
  readonly resolved: ResolvedRunbook | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** `files`: path below `generated/<id>/` -> content; `null` where the document does not compile. */
export interface Compiled extends Analysed {
  readonly files: ReadonlyMap<string, string> | null;
}

export async function analyse(bytes: Uint8Array | string, options: CompileOptions): Promise<Analysed> {
  const { path, config, rules, repository, today } = options;
  const reporter = new Reporter(path);
  const encoded = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  const source = readSource(encoded, path, reporter, config.maximumFileSize);
  const tree = source === null ? null : await parseMarkdown(source, reporter);
  if (source === null || tree === null) {
    return { source, runbook: null, analysis: null, taken: [], resolved: null, diagnostics: reporter.diagnostics };
  }
  const runbook = buildRunbook(tree, source, reporter, options.isStrict);
  const isStrict = options.isStrict === true || runbook.hasParametersSection;
  const linked = await linkDocuments(runbook, source.text.length, linkOptions(options, isStrict), reporter);
  const { documents, wholes } = linked;
  const bound = bindRunbook(linked.runbook, { config, repository, isStrict, text: source.text, linked: documents, wholes }, reporter);
  reportLegacyForms({ runbook, analysis: bound.analysis, isStrict, text: source.text }, reporter);
  lintRunbook({ runbook, analysis: bound.analysis, config, rules, text: source.text, onRuleFailure: options.onRuleFailure }, reporter);
  const found = foldLinked(reporter.diagnostics, linked);
  const diagnostics = applySuppressions(runbook, found, today ?? null, rules).sort(compareDiagnostics);
  const { analysis, resolved } = settleRunbook(bound, diagnostics);
  const taken = linked.runbook.sections.slice(runbook.sections.length);
  return { source, runbook, taken, analysis, resolved, diagnostics };
}

/** How the documents that a DO links to are read: as this one, with places of their own. */
function linkOptions({ repository, config }: CompileOptions, isStrict: boolean): LinkOptions {
  const build = async (path: string, text: string, base: Base): Promise<Built | null> => {
    const reporter = new Reporter(path);
    // A byte that is no UTF-8 was read as U+FFFD: a guessed character in a command is a different command.
    const source = text.includes("\uFFFD") ? null : readSource(new TextEncoder().encode(text), path, reporter, config.maximumFileSize);
    const tree = source === null ? null : await parseMarkdown(source, reporter);
    if (source === null || tree === null) return null;
    return { runbook: buildRunbook(tree, source, reporter, isStrict, base), length: source.text.length, diagnostics: reporter.diagnostics };
  };
  return { read: (path) => repository.read(path), build };
}

export async function compile(bytes: Uint8Array | string, options: CompileOptions): Promise<Compiled> {
  const analysed = await analyse(bytes, options);
  const { runbook, analysis } = analysed;
  if (runbook === null || analysis === null) return { ...analysed, files: null };
  const diagnostics = [...analysed.diagnostics, ...whyNotCompiled({ ...analysed, runbook, analysis })].sort(compareDiagnostics);
  const resolved = diagnostics.length > analysed.diagnostics.length ? null : analysed.resolved;
  if (resolved === null) return { ...analysed, resolved, diagnostics, files: null };
  const [{ emitProcedure }, { outlineOf }] = await Promise.all([import("./5-emit/index.ts"), import("./outline.ts")]);
  const outline = outlineOf({ ...analysed, runbook, analysis });
  const whole = { ...runbook, sections: [...runbook.sections, ...analysed.taken] };
  const files = await emitProcedure({ runbook: whole, analysis, resolved, outline, compilerVersion });
  return { ...analysed, diagnostics, files };
}

/** What only a build must be told: that there is nothing to run, and what was refused without an error of its own. */
function whyNotCompiled({
  runbook,
  analysis,
  resolved,
  diagnostics,
}: Analysed & { runbook: Runbook; analysis: Analysis }): readonly Diagnostic[] {
  const reporter = new Reporter(runbook.path);
  const items = runbook.sections.flatMap(itemsOf);
  if (!runbook.sections.some(isStep)) {
    const start = { line: 1, column: 1, offset: 0 };
    reporter.report({
      code: "build/no-steps",
      severity: "error",
      span: { start, end: start },
      message: "Unexpected document without steps, expected at least one label such as RUN, CHECK or MANUAL",
      why: "there is nothing to carry out",
      fix: "Add a label, or leave the document as prose: `rungate lint` accepts it",
    });
  }
  if (resolved !== null || diagnostics.some(({ severity }) => severity === "error")) return reporter.diagnostics;
  for (const item of items) {
    const isUngated = analysis.gatesOf.get(item.id)?.length === 0;
    const reason = analysis.byHand.get(item.id) ?? (isUngated ? "no GATE says whether it worked" : null);
    if (reason === null) continue;
    reporter.report({
      code: "resolve/cannot-be-run",
      severity: "error",
      span: item.labelSpan,
      message: `Unexpected ${item.keyword} that cannot be carried out (${reason}), expected one that the machine can run`,
      why: "a rule that would have said so is off or suppressed, and the types of a compiled procedure do not allow it",
      fix: "Mend the block, or make it a MANUAL step",
    });
  }
  return reporter.diagnostics;
}
