/**
 * Examples in the documents are programs: each `runbook` fence is compiled, is clean, and where it says with which files and values
 * it begins, it is carried out. The table of values in shell text is compared with what the compiler makes of each row.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { analyse } from "../compiler/index.ts";
import { Config } from "../compiler/config.ts";
import { analyseText } from "./helpers/analyse-text.ts";
import { playDocument, type PlayOptions } from "./helpers/play-document.ts";
import { rules } from "../lint-rules/index.ts";

const root = join(import.meta.dirname, "..");
/** It lists the hosts of the examples: one that it does not list is a title that was taken for a host. */
const config = Config.parse({ hosts: { local: { transport: "local" }, jumphost: { transport: "ssh" } } });
const repository = { has: () => false, read: () => null, list: () => [] };

interface Example {
  readonly line: number;
  readonly text: string;
  /** From the fence's info string; `null`: compiled only. */
  readonly play: PlayOptions | null;
}

function examplesOf(markdown: string): Example[] {
  return [...markdown.matchAll(/^````runbook(?: (\{.*\}))?\n([\s\S]*?)^````$/gm)].map((match) => ({
    line: markdown.slice(0, match.index).split("\n").length,
    text: match[2]!,
    play: match[1] === undefined ? null : (JSON.parse(match[1]) as PlayOptions),
  }));
}

for (const path of globSync("{*.md,docs/*.md}", { cwd: root }).toSorted()) {
  const examples = examplesOf(readFileSync(join(root, path), "utf8"));
  if (examples.length === 0) continue;
  describe(path, () => {
    for (const { line, text, play } of examples) {
      test(`line ${line}: ${text.split("\n")[0]}`, async () => {
        const { resolved, diagnostics } = await analyse(text, { path: "example.md", config, rules, repository, isStrict: true });
        expect(
          diagnostics
            .filter(({ severity }) => severity !== "info")
            .map(({ span, code, message }) => `${line + span.start.line}: ${code}: ${message}`),
        ).toEqual([]);
        expect(resolved?.steps.length).toBeGreaterThan(0);
        if (play === null) return;
        const played = await playDocument(text, play);
        expect(played.failed, played.transcript).toEqual([]);
      });
    }
  });
}

describe("values in shell text", () => {
  const types = { app: "text", file: "text", n: "int", rev: "int", target: "semver", host: "host", nodes: "list of host", key: "secret" };
  const table = Object.entries(types).map(([name, type]) => `| \`<${name}>\` | ${type} | m |`);
  const page = readFileSync(join(root, "docs/language.md"), "utf8");
  const rows = [...page.matchAll(/^\| `([^`]+)` \| (?:`([^`]+)`|(error): .*) \|$/gm)].map(([, source, result]) => [
    source!.replaceAll("\\|", "|"),
    result ?? null,
  ]);

  test("the table is there", () => expect(rows.length).toBeGreaterThan(20));
  test.each(rows)("%s", async (source, result) => {
    const head = ["# Case", "", "## Parameters", "", "| Parameter | Type | Meaning |", "|---|---|---|", ...table, "", "## 1. Step", ""];
    const { analysis } = await analyseText([...head, "CHECK", "", "```bash", source, "```", ""].join("\n"));
    expect(analysis?.blocks[0]?.rewritten).toBe(result);
  });
});
