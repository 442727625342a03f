/**
 * `rungate lint`: what the compiler and the rules have to say of documents, for people and for machines.
 */
import { join, resolve } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import type { Analysed } from "../../compiler/index.ts";
import { addCommand, ending } from "../command.ts";
import { countOf, hasErrors, plural } from "../diagnostics.ts";
import { analyseDocuments, compileOptions, diagnosticsOf, refused, type LookedAt } from "../documents.ts";
import { good, negative, Refusal } from "../exit-status.ts";
import { explainEnd } from "../explain/explain-end.ts";
import { findDocuments, readDocument, type FoundFile } from "../files.ts";
import type { FixedDocument } from "../lint/fix-documents.ts";
import { lintDocuments, type Linted } from "../lint/lint-documents.ts";
import { formats, reportLint, type Format } from "../lint/report.ts";
import { openWorkspace } from "../open-workspace.ts";
import { rewriteFile } from "../rewrite-file.ts";
import { RuleFailures } from "../lint/rule-failures.ts";
import { readStdin, stdinFile } from "../stdin-document.ts";
import { printExactly, say } from "../terminal.ts";
import { shownPath, type Workspace } from "../workspace.ts";

/** Beside `rungate.yaml`. */
const defaultBaseline = "rungate-baseline.json";

interface LintOptions {
  readonly format: Format;
  readonly stdin?: boolean;
  readonly stdinFilepath?: string;
  readonly strict?: boolean;
  readonly cache: boolean;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
  readonly maxWarnings?: number;
  readonly baseline?: string;
  /** `true`: the usual name. */
  readonly writeBaseline?: string | true;
  readonly allowRuleModules?: boolean;
  readonly watch?: boolean;
  readonly shellcheck?: boolean;
  readonly base?: string;
}

export function addLint(program: Command): void {
  addCommand(program, "lint [path...]", {
    summary: "report what is wrong in Markdown files",
    description:
      "Reports what is wrong in Markdown files; without a path, in the configured runbooks. Old documents without labels are judged by their commands.",
    examples: [
      { line: "rungate lint", does: "all runbooks of this repository" },
      { line: "rungate lint docs/*.md --format json", does: "some files, for a machine" },
      { line: "rungate lint --fix --dry-run", does: "what --fix would change, as a diff" },
      { line: "rungate lint --write-baseline", does: `accept what is there; then: rungate lint --baseline ${defaultBaseline}` },
      { line: "rungate lint --stdin --stdin-filepath runbooks/x.md < draft", does: "what an editor holds" },
    ],
  })
    .addOption(new Option("--format <format>", "how to report").choices(formats).default("pretty"))
    .option("--fix", "mend what is certain, write old forms anew; every other byte stays")
    .option("--dry-run", "with --fix: print the changes as a diff, write nothing")
    .addOption(new Option("--max-warnings <count>", "fail on more warnings than this").argParser(readCount))
    .option("--baseline <file>", "leave out what this file accepts")
    .option("--write-baseline [file]", `accept everything that is found now (default: ${defaultBaseline})`)
    .option("--base <commit>", "the branch that this one goes to: append-only documents keep what it has (default: origin's)")
    .option("--stdin", "read one document from standard input; with --fix, print the mended text")
    .option("--stdin-filepath <file>", "the name that this document has")
    .option("--no-cache", "look at every document anew")
    .option("--watch", "report again whenever a document changes, or what its findings depend on")
    .option("--strict", "judge old documents as strictly as new ones")
    .option("--allow-rule-modules", "run the code of this repository's own rules, which rungate.yaml names")
    .option("--shellcheck", "add what the installed ShellCheck finds in the shell blocks")
    .action(ending(lint));
}

function readCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}

async function lint(paths: string[], options: LintOptions): Promise<number> {
  refuseContradictions(paths, options);
  if (options.watch !== true) return lintOnce(paths, options);
  const { watchDocuments } = await import("../lint/watch.ts");
  const others = options.baseline === undefined ? [] : [options.baseline];
  await watchDocuments({ paths, others, open: openWorkspace }, () => lintOnce(paths, options));
  return good;
}

async function lintOnce(paths: string[], options: LintOptions): Promise<number> {
  const allowsRuleModules = options.allowRuleModules ?? false;
  const workspace = await openWorkspace({ isStrict: options.strict ?? false, allowsRuleModules, base: options.base });
  if (workspace.configDiagnostics.length > 0) {
    await reportLint({ documents: [], diagnostics: workspace.configDiagnostics, fixed: null }, options.format, workspace);
    return negative;
  }
  const modules = workspace.config.ruleModules.length;
  if (modules > 0 && !allowsRuleModules)
    say(`${plural(modules, "rule")} of this repository not looked for: --allow-rule-modules runs their code`);
  const failures = new RuleFailures();
  const status =
    options.fix === true ? await fixAll(paths, options, workspace, failures) : await reportAll(paths, options, workspace, failures);
  return failures.isEmpty ? status : failures.tell();
}

function refuseContradictions(paths: readonly string[], options: LintOptions): void {
  const { stdin, fix, dryRun, format, baseline, writeBaseline: write, watch } = options;
  if (stdin === true && paths.length > 0)
    throw new Refusal("Unexpected paths beside --stdin, expected one or the other", "leave one of them out");
  if (options.stdinFilepath !== undefined && stdin !== true)
    throw new Refusal("Unexpected --stdin-filepath without --stdin, expected both", "add --stdin, or name the file without an option");
  if (dryRun === true && fix !== true) throw new Refusal("Unexpected --dry-run without --fix, expected both", "add --fix");
  if ((dryRun === true || (stdin === true && fix === true)) && format !== "pretty")
    throw new Refusal(
      `Unexpected --format ${format} where stdout is the ${dryRun === true ? "diff" : "document"}, expected none`,
      "leave --format out",
    );
  if (write !== undefined && (baseline !== undefined || fix === true))
    throw new Refusal(
      "Unexpected --write-baseline beside --baseline or --fix, expected one at a time",
      "fix first, then write the baseline",
    );
  if (watch === true && (stdin === true || fix === true || write !== undefined || format !== "pretty"))
    throw new Refusal("Unexpected --watch beside --stdin, --fix, --write-baseline or --format, expected it alone", "leave the other out");
}

interface Input {
  readonly documents: readonly LookedAt<Analysed>[];
  /** What stdin held. */
  readonly bytes: Uint8Array | null;
}

async function lookAt(paths: string[], options: LintOptions, workspace: Workspace, { add }: RuleFailures): Promise<Input> {
  if (options.stdin !== true) {
    return { documents: await analyseDocuments(await findGiven(paths, workspace), workspace, add), bytes: null };
  }
  const file = stdinFile(options.stdinFilepath, workspace);
  const { analyse } = await import("../../compiler/index.ts");
  const bytes = await readStdin(file, workspace.config.maximumFileSize);
  if (!(bytes instanceof Uint8Array)) return { documents: [{ file, result: refused(bytes) }], bytes: new Uint8Array() };
  const given = { ...(await compileOptions(workspace)), path: file.path, onRuleFailure: add };
  return { documents: [{ file, result: await analyse(bytes, given) }], bytes };
}

/** Of a repository's documents only the findings are kept; what was found before need not be looked for again. */
async function reportAll(paths: string[], options: LintOptions, workspace: Workspace, failures: RuleFailures): Promise<number> {
  if (options.stdin === true || options.shellcheck === true) {
    const { documents } = await lookAt(paths, options, workspace, failures);
    return conclude(await shellchecked(documents, options, workspace), null, options, workspace);
  }
  const given = { isCached: options.cache, onRuleFailure: failures.add };
  return conclude(await lintDocuments(await findGiven(paths, workspace), workspace, given), null, options, workspace);
}

async function findGiven(paths: string[], workspace: Workspace): Promise<FoundFile[]> {
  return findDocuments(paths, { ...workspace, runbooks: workspace.config.runbooks });
}

/** Mends what can be mended, then reports what is left; a dry run shows the difference and nothing else. */
async function fixAll(paths: string[], options: LintOptions, workspace: Workspace, failures: RuleFailures): Promise<number> {
  const { documents, bytes } = await lookAt(paths, options, workspace, failures);
  const { describeFixed, diffOf, fixDocument, summaryOfFixes } = await import("../lint/fix-documents.ts");
  const forAll = { ...(await compileOptions(workspace)), onRuleFailure: failures.add };
  const mended: FixedDocument[] = [];
  for (const document of documents) {
    const fixed = await fixDocument(document, bytes ?? readDocument(document.file, workspace.config.maximumFileSize), forAll);
    if (fixed !== null) mended.push(fixed);
  }
  if (options.dryRun === true) {
    for (const document of mended) printExactly(diffOf(document, workspace));
    say(mended.length === 0 ? "nothing to fix" : summaryOfFixes(mended, "would fix"));
    return mended.length === 0 ? good : negative;
  }
  if (bytes !== null) process.stdout.write(mended[0]?.after ?? bytes);
  const refusals = bytes === null ? rewriteAll(mended, workspace) : new Map<FixedDocument, Refusal>();
  const written = new Map(mended.filter((document) => !refusals.has(document)).map((document) => [document.file, document]));
  for (const document of written.values()) say(describeFixed(document, workspace));
  const fixed = [...written.values()].flatMap((document) => document.fixed);
  const after = documents.map((document) => written.get(document.file) ?? document);
  const status = await conclude(await shellchecked(after, options, workspace), fixed, options, workspace);
  return [...refusals.values()].reduce((_status, refusal) => explainEnd(refusal, process.argv), status);
}

/** What could not be written, and why: the other documents are mended all the same. */
function rewriteAll(mended: readonly FixedDocument[], workspace: Workspace): Map<FixedDocument, Refusal> {
  const refusals = new Map<FixedDocument, Refusal>();
  for (const document of mended) {
    try {
      rewriteFile(document.file.absolute, document, shownPath(document.file.path, workspace));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.set(document, error);
    }
  }
  return refusals;
}

async function shellchecked(
  documents: readonly LookedAt<Analysed>[],
  { shellcheck, cache }: LintOptions,
  workspace: Workspace,
): Promise<readonly LookedAt<Analysed>[]> {
  if (shellcheck !== true) return documents;
  const { addShellcheck } = await import("../lint/shellcheck.ts");
  const { today } = await compileOptions(workspace);
  return addShellcheck(documents, workspace, { isCached: cache, today });
}

/** Reports what the baseline does not know, and says with the exit status whether it is good enough. */
async function conclude(
  documents: readonly LookedAt<Linted>[],
  fixed: readonly Diagnostic[] | null,
  options: LintOptions,
  workspace: Workspace,
): Promise<number> {
  const found = diagnosticsOf(documents);
  const { baseline, writeBaseline: accepted, shellcheck = false } = options;
  const findings = { documents, diagnostics: found, isShellchecked: shellcheck };
  if (accepted !== undefined) {
    const { acceptFindings } = await import("../lint/accepted-findings.ts");
    acceptFindings(findings, accepted === true ? join(workspace.root, defaultBaseline) : resolve(workspace.cwd, accepted), workspace);
    return good;
  }
  const diagnostics =
    baseline === undefined
      ? found
      : (await import("../lint/accepted-findings.ts")).takeOutAccepted(findings, resolve(workspace.cwd, baseline), workspace);
  await reportLint({ documents, diagnostics, fixed }, options.format, workspace);
  const warnings = countOf(diagnostics, "warning");
  const isOver = options.maxWarnings !== undefined && warnings > options.maxWarnings;
  if (isOver) say(`rungate: Unexpected ${plural(warnings, "warning")}, expected at most ${options.maxWarnings} (--max-warnings)`);
  return isOver || hasErrors(diagnostics) ? negative : good;
}
