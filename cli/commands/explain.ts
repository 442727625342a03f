/**
 * `rungate explain`: how the machine reads a document, sentence by sentence; or what a rule means.
 */
import { resolve } from "node:path";
import { Option, type Command } from "commander";
import type { Rule, RuleExample } from "../../compiler/4-lint/rule.ts";
import { outlineOf } from "../../compiler/outline.ts";
import { suggest } from "../../compiler/diagnostics/did-you-mean.ts";
import { addCommand, ending } from "../command.ts";
import { coverageOf, describeCoverage } from "../explain/coverage.ts";
import { describeReading } from "../explain/describe-reading.ts";
import { showDiagnostics, summaryOf } from "../diagnostics.ts";
import { analyseDocuments, findRunbook, textsOf } from "../documents.ts";
import { good, negative, Refusal } from "../exit-status.ts";
import { statOrNull } from "../files.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { painter, print, printExactly, say } from "../terminal.ts";
import { loadRules, shownPath, type Workspace } from "../workspace.ts";

interface ExplainOptions {
  readonly format: "pretty" | "json";
  readonly strict?: boolean;
  readonly allowRuleModules?: boolean;
}

export function addExplain(program: Command): void {
  addCommand(program, "explain <file-or-rule>", {
    summary: "how the machine reads a document, or what a rule means",
    description:
      "Shows, sentence by sentence, what the machine judges, what a person is asked, and what is only shown. With the name of a rule: what it finds, and why.",
    examples: [
      { line: "rungate explain runbooks/restart.md", does: "the whole document, as the machine reads it" },
      { line: "rungate explain runbooks/restart.md --format json", does: "the same as the stable outline, for tools" },
      { line: "rungate explain lint/gate-cannot-fail", does: "one rule, with good and bad examples" },
    ],
  })
    .addOption(new Option("--format <format>", "how to tell it").choices(["pretty", "json"]).default("pretty"))
    .option("--strict", "judge old documents as strictly as new ones")
    .option("--allow-rule-modules", "run the code of this repository's own rules")
    .action(ending(explain));
}

async function explain(name: string, options: ExplainOptions): Promise<number> {
  const workspace = await openSoundWorkspace({
    isStrict: options.strict ?? false,
    allowsRuleModules: options.allowRuleModules ?? false,
  });
  if (statOrNull(resolve(workspace.cwd, name)) === null) {
    const rules = await loadRules(workspace);
    const rule = rules.find((candidate) => candidate.name === name || `lint/${candidate.name}` === name);
    if (rule !== undefined && Object.keys(rule.visit).length === 0)
      throw new Refusal(
        `Unexpected rule \`${name}\` of this repository, expected leave to run its code`,
        "add --allow-rule-modules if you trust it",
      );
    if (rule !== undefined) return explainRule(rule, options);
    if (name.includes("/") && !name.endsWith(".md")) throw unknownRule(name, rules);
  }
  return explainDocument(name, options, workspace);
}

async function explainDocument(name: string, options: ExplainOptions, workspace: Workspace): Promise<number> {
  const file = await findRunbook(name, workspace);
  const [document] = await analyseDocuments([file], workspace);
  const { runbook, taken, analysis, diagnostics } = document!.result;
  if (runbook === null || analysis === null) {
    await showDiagnostics(diagnostics, workspace, () => null);
    return negative;
  }
  const outline = outlineOf({ runbook, analysis, diagnostics });
  const coverage = coverageOf({ outline, runbook, diagnostics });
  if (options.format === "json") {
    const shown = outline.diagnostics.map((diagnostic) => ({ ...diagnostic, file: shownPath(diagnostic.file, workspace) }));
    printExactly(`${JSON.stringify({ ...outline, diagnostics: shown, coverage }, null, 2)}\n`);
    return good;
  }
  print(describeReading(runbook, taken, analysis, shownPath(file.path, workspace), painter(process.stdout)));
  print(["", painter(process.stdout)("bold", "How much of it the machine does"), ...describeCoverage(coverage), ""].join("\n"));
  await showDiagnostics(diagnostics, workspace, textsOf([document!]));
  say(summaryOf(1, diagnostics));
  return good;
}

function unknownRule(name: string, rules: readonly Rule[]): Refusal {
  const near = suggest(
    name,
    rules.map((rule) => `lint/${rule.name}`),
  );
  return new Refusal(
    `Unexpected \`${name}\`, expected a file or the code of a lint rule`,
    near.length > 0
      ? `did you mean ${near.map((code) => `\`${code}\``).join(" or ")}?`
      : `choose one of ${rules.map((rule) => rule.name).join(", ")}`,
  );
}

function explainRule(rule: Rule, options: ExplainOptions): number {
  const { name, since, severity, summary, why, good: goodExamples, bad } = rule;
  if (options.format === "json") {
    printExactly(
      `${JSON.stringify({ version: 1, code: `lint/${name}`, since, severity, summary, why, good: goodExamples, bad }, null, 2)}\n`,
    );
    return good;
  }
  const paint = painter(process.stdout);
  const sample = ({ title, runbook }: RuleExample): string[] => [
    "",
    `  ${title}`,
    "",
    ...runbook
      .trimEnd()
      .split("\n")
      .map((line) => `    ${line}`.trimEnd()),
  ];
  const lines = [
    `${paint("bold", `lint/${name}`)}  ${severity}, since ${since}`,
    "",
    summary,
    "",
    why,
    "",
    paint("bold", "Reported"),
    ...bad.flatMap((example) => [...sample(example), "", ...example.reports.map((report) => `    ${report}`)]),
    "",
    paint("bold", "Fine"),
    ...goodExamples.flatMap(sample),
    "",
    `To allow one: <!-- rungate: allow ${name} because REASON -->, above the block. To change its severity: rules in rungate.yaml.`,
  ];
  print(`${lines.join("\n")}\n`);
  return good;
}
