/**
 * Writes `docs/generated/rules/`: one page a rule, made from the rule's own words and examples, and a list of them all.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Rule, RuleExample } from "../compiler/4-lint/rule.ts";

const folder = join(import.meta.dirname, "..", "docs", "generated", "rules");

/** File name to text. */
export function renderRuleDocs(rules: readonly Rule[]): ReadonlyMap<string, string> {
  return new Map([["README.md", renderList(rules)], ...rules.map((rule): [string, string] => [`${rule.name}.md`, renderPage(rule)])]);
}

function renderList(rules: readonly Rule[]): string {
  return [
    "# Lint rules",
    "",
    "Written by `npm run docs` from `lint-rules/`. A severity is changed in `rungate.yaml`; one finding is allowed by",
    "`<!-- rungate: allow RULE because REASON -->` before the paragraph or fence it stands in.",
    "",
    "| Rule | Severity | Finds |",
    "|---|---|---|",
    ...rules.map(({ name, severity, summary }) => `| [\`lint/${name}\`](${name}.md) | ${severity} | ${summary.replaceAll("|", "\\|")} |`),
    "",
  ].join("\n");
}

function renderPage({ name, since, severity, summary, why, good, bad, exampleConfig }: Rule): string {
  const config =
    exampleConfig === undefined ? [] : ["With this in `rungate.yaml`:", "", "```json", JSON.stringify(exampleConfig, null, 2), "```", ""];
  return [
    `# lint/${name}`,
    "",
    `${summary}. Severity: ${severity}. Since ${since}.`,
    "",
    `When this runs: ${why}.`,
    "",
    ...config,
    "## Reported",
    "",
    ...bad.flatMap((example) => [...renderExample(example), "```text", ...example.reports, "```", ""]),
    "## Not reported",
    "",
    ...good.flatMap(renderExample),
  ].join("\n");
}

function renderExample({ title, runbook }: RuleExample): string[] {
  return [`${title}:`, "", "````markdown", runbook.trimEnd(), "````", ""];
}

/** Pages of rules that are gone are removed. */
export async function writeRuleDocs(): Promise<void> {
  const { rules } = await import("../lint-rules/index.ts");
  const pages = renderRuleDocs(rules);
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) if (!pages.has(file)) rmSync(join(folder, file));
  for (const [file, text] of pages) writeFileSync(join(folder, file), text);
}

if (import.meta.main) await writeRuleDocs();
