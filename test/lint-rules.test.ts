/**
 * Every rule against its own examples: what is bad is reported exactly as written, what is good is silent.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Rule, RuleExample } from "../compiler/4-lint/rule.ts";
import { Config } from "../compiler/config.ts";
import { defaultConfig } from "../compiler/default-config.ts";
import { compareDiagnostics, type Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { analyse, type RepositoryView } from "../compiler/index.ts";
import { rules } from "../lint-rules/index.ts";
import { makeRepository } from "./helpers/analyse-text.ts";
import { renderRuleDocs } from "../scripts/generate-docs.ts";
import { renderRuleIndex, ruleNames } from "../scripts/generate-rule-index.ts";

const root = join(import.meta.dirname, "..");

/** What the rule's examples stand in. */
function repositoryOf({ exampleRepository }: Rule): RepositoryView {
  return {
    ...makeRepository(exampleRepository?.files ?? {}),
    committed: () => (exampleRepository?.committed === undefined ? [] : [exampleRepository.committed]),
  };
}

async function findingsOf(rule: Rule, text: string, repository = repositoryOf(rule)): Promise<Diagnostic[]> {
  const config = Config.parse({ ...defaultConfig, ...rule.exampleConfig });
  const { diagnostics } = await analyse(text, { path: "example.md", config, rules: [rule], repository });
  return diagnostics.toSorted(compareDiagnostics).filter(({ code }) => code === `lint/${rule.name}`);
}

/** `line:column-line:column message` */
function describeFinding({ span: { start, end }, message }: Diagnostic): string {
  return `${start.line}:${start.column}-${end.line}:${end.column} ${message}`;
}

async function reportsOf(rule: Rule, text: string): Promise<string[]> {
  return (await findingsOf(rule, text)).map(describeFinding);
}

describe.each(rules.map((rule) => ({ name: rule.name, rule })))("$name", ({ rule }) => {
  test("has good and bad examples, and words in the house form", () => {
    expect(rule.good.length).toBeGreaterThan(0);
    expect(rule.bad.length).toBeGreaterThan(0);
    expect(rule.name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/);
    expect(`${rule.summary}${rule.why}`).not.toMatch(/\.$/);
    for (const report of rule.bad.flatMap(({ reports }) => reports))
      expect(report).toMatch(/^\d+:\d+-\d+:\d+ Unexpected .*, expected .*[^.]$/s);
  });

  test("is silent on an empty runbook and on prose", async () => {
    for (const text of ["", "# Title\n\nSome words, and `code`.\n"]) expect(await findingsOf(rule, text, makeRepository({}))).toEqual([]);
  });

  test.each(rule.good)("is silent: $title", async ({ runbook }: RuleExample) => {
    expect(await reportsOf(rule, runbook)).toEqual([]);
  });

  test.each(rule.bad)("reports: $title", async ({ runbook, reports }) => {
    expect(await reportsOf(rule, runbook)).toEqual(reports);
  });
});

/** A suite is prose with `runbook` fences, each followed by a `reports` fence: severity, place and message, one line a finding. */
interface Case {
  readonly title: string;
  readonly line: number;
  readonly runbook: string;
  readonly reports: string[];
}

function casesIn(suite: string): Case[] {
  return [...suite.matchAll(/^(?:## (.*)|`{3,}runbook\n([\s\S]*?)^`{3,}\n+`{3}reports\n([\s\S]*?)^`{3})$/gm)].reduce<{
    title: string;
    cases: Case[];
  }>(
    ({ title, cases }, match) =>
      match[1] !== undefined
        ? { title: match[1], cases }
        : {
            title,
            cases: [
              ...cases,
              {
                title,
                line: suite.slice(0, match.index).split("\n").length,
                runbook: match[2]!,
                reports: match[3]!.split("\n").filter((line) => line !== ""),
              },
            ],
          },
    { title: "", cases: [] },
  ).cases;
}

const suites = join(root, "test", "lint-rules");
for (const file of readdirSync(suites)
  .filter((name) => name.endsWith(".md"))
  .toSorted()) {
  const rule = rules.find(({ name }) => `${name}.md` === file);
  const cases = casesIn(readFileSync(join(suites, file), "utf8"));
  describe(`test/lint-rules/${file}`, () => {
    test("is named after a rule and holds cases", () => {
      expect(rule).toBeDefined();
      expect(cases.length).toBeGreaterThan(0);
    });
    test.each(cases)("line $line: $title", async ({ runbook, reports }) => {
      expect((await findingsOf(rule!, runbook)).map((finding) => `${finding.severity} ${describeFinding(finding)}`)).toEqual(reports);
    });
  });
}

describe("what is generated from the rules", () => {
  test("the index lists every file", () => {
    expect(readFileSync(join(root, "lint-rules", "index.ts"), "utf8")).toBe(renderRuleIndex(ruleNames()));
    expect(rules.map(({ name }) => name)).toEqual(ruleNames());
  });

  test("the pages are those that `npm run docs` writes", () => {
    const folder = join(root, "docs", "generated", "rules");
    const pages = renderRuleDocs(rules);
    expect(readdirSync(folder).toSorted()).toEqual([...pages.keys()].toSorted());
    for (const [file, text] of pages) expect(readFileSync(join(folder, file), "utf8")).toBe(text);
  });
});
