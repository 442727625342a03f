/**
 * The engine around the rules: severities from the configuration, suppressions with a reason, a new rule.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Rule } from "../../compiler/4-lint/rule.ts";
import { Config } from "../../compiler/config.ts";
import { analyse } from "../../compiler/index.ts";
import { rules } from "../../lint-rules/index.ts";
import { isRuleName, renderNewRule } from "../../scripts/new-rule.ts";
import { makeRepository } from "../helpers/analyse-text.ts";

const expanding = '```bash\necho "x!y"\n```\n';

async function codesOf(text: string, options: { config?: object; today?: string; rules?: readonly Rule[] } = {}): Promise<string[]> {
  const { diagnostics } = await analyse(text, {
    path: "example.md",
    config: Config.parse(options.config ?? {}),
    rules: options.rules ?? rules,
    repository: makeRepository({}),
    ...(options.today === undefined ? {} : { today: options.today }),
  });
  return diagnostics.map(({ severity, code, span }) => `${severity} ${code} ${span.start.line}`);
}

describe("severities", () => {
  test("the rule's own, unless rungate.yaml says otherwise", async () => {
    expect(await codesOf(expanding)).toEqual(["error lint/history-expansion 2"]);
    expect(await codesOf(expanding, { config: { rules: { "lint/history-expansion": "warning" } } })).toEqual([
      "warning lint/history-expansion 2",
    ]);
    expect(await codesOf(expanding, { config: { rules: { "lint/history-expansion": "off" } } })).toEqual([]);
  });

  test("a milder finding stays mild, and is lowered with the rest", async () => {
    const quoted = '```bash\nmkdir "Z\u00fcrich" \u2013p\n```\n';
    expect(await codesOf(quoted)).toEqual(["info lint/non-ascii-command 2", "error lint/non-ascii-command 2"]);
    expect(await codesOf(quoted, { config: { rules: { "lint/non-ascii-command": "warning" } } })).toEqual([
      "info lint/non-ascii-command 2",
      "warning lint/non-ascii-command 2",
    ]);
  });

  test("a rule that throws is a bug of ours, said so", async () => {
    const broken: Rule = {
      ...rules[0]!,
      name: "broken-rule",
      visit: {
        runbook: () => {
          throw new Error("oops");
        },
      },
    };
    await expect(codesOf(expanding, { rules: [broken] })).rejects.toThrow("bug in rungate: the rule lint/broken-rule failed on example.md");
  });
});

describe("suppressions", () => {
  const allow = (words: string): string => `<!-- rungate: allow ${words} -->\n\n${expanding}`;

  test.each(["history-expansion because it is typed", "lint/history-expansion because it is typed until 2027-01-31"])(
    "%s",
    async (words) => {
      expect(await codesOf(allow(words), { today: "2026-11-21" })).toEqual([]);
    },
  );

  test("hold for the node after them only", async () => {
    expect(await codesOf(`${allow("history-expansion because it is typed")}\n${expanding}`)).toEqual(["error lint/history-expansion 8"]);
  });

  test("hold on their last day, and no longer", async () => {
    const words = "history-expansion because it is typed until 2027-01-31";
    expect(await codesOf(allow(words), { today: "2027-01-31" })).toEqual([]);
    expect(await codesOf(allow(words), { today: "2027-02-01" })).toEqual([
      "error lint/expired-suppression 1",
      "error lint/history-expansion 4",
    ]);
  });

  test("without a clock none ends", async () => {
    expect(await codesOf(allow("history-expansion because it is typed until 2020-01-31"))).toEqual([]);
  });

  test("never hide an unresolved value", async () => {
    const text =
      "## Parameters\n\nNone.\n\n## 1. Step\n\nCHECK -- a\n\n<!-- rungate: allow resolve/unresolved-placeholder because it is known -->\n\n```bash\njuju status <app>\n```\n";
    expect(await codesOf(text)).toContain("error resolve/unresolved-placeholder 12");
    expect(await codesOf(text)).toContain("error lint/suppression-of-error 9");
  });
});

describe("a new rule", () => {
  const folder = mkdtempSync(join(import.meta.dirname, "..", "..", "lint-rules", ".new-rule-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("is a whole rule from the start: its examples hold", async () => {
    const file = join(folder, "gate-without-budget.ts");
    writeFileSync(file, renderNewRule("gate-without-budget").replaceAll('"../compiler/', '"../../compiler/'));
    const { default: rule } = (await import(file)) as { default: Rule };
    const config = Config.parse({});
    for (const { runbook, reports } of [...rule.bad, ...rule.good.map((example) => ({ ...example, reports: [] }))]) {
      const { diagnostics } = await analyse(runbook, { path: "example.md", config, rules: [rule], repository: makeRepository({}) });
      const found = diagnostics.map(
        ({ span: { start, end }, message }) => `${start.line}:${start.column}-${end.line}:${end.column} ${message}`,
      );
      expect(found).toEqual(reports);
    }
  });

  test.each([
    ["gate-without-budget", true],
    ["Gate", false],
    ["gate", false],
    ["../gate-x", false],
    ["gate_without-x", false],
  ])("%s is a name: %s", (name, isName) => {
    expect(isRuleName(name)).toBe(isName);
  });
});
