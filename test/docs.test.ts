/**
 * Examples in the documents are programs: each `runbook` fence is compiled, and is clean.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { analyse } from "../compiler/index.ts";
import { defaultConfig } from "../compiler/config.ts";
import { rules } from "../lint-rules/index.ts";

const root = join(import.meta.dirname, "..");
const repository = { has: () => false, read: () => null, list: () => [] };

interface Example {
  readonly line: number;
  readonly text: string;
}

function examplesOf(markdown: string): Example[] {
  return [...markdown.matchAll(/^````runbook\n([\s\S]*?)^````$/gm)].map((match) => ({
    line: markdown.slice(0, match.index).split("\n").length,
    text: match[1]!,
  }));
}

for (const path of globSync("{*.md,docs/*.md}", { cwd: root }).toSorted()) {
  const examples = examplesOf(readFileSync(join(root, path), "utf8"));
  if (examples.length === 0) continue;
  describe(path, () => {
    for (const { line, text } of examples) {
      test(`line ${line}: ${text.split("\n")[0]}`, async () => {
        const { resolved, diagnostics } = await analyse(text, { path: "example.md", config: defaultConfig, rules, repository });
        expect(
          diagnostics
            .filter(({ severity }) => severity !== "info")
            .map(({ span, code, message }) => `${line + span.start.line}: ${code}: ${message}`),
        ).toEqual([]);
        expect(resolved?.steps.length).toBeGreaterThan(0);
      });
    }
  });
}
