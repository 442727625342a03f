/**
 * Every message as its author sees it. A folder a code in `errors/`: `input.md`, `rungate.yaml.txt` where it matters (no formatter mends it), and
 * `expected.txt`, the diagnostics of that code rendered. A code without a folder fails.
 */
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseConfig } from "../cli/config-file.ts";
import { compile, type RepositoryView } from "../compiler/index.ts";
import type { Config } from "../compiler/config.ts";
import { defaultConfig } from "../compiler/default-config.ts";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { renderDiagnostic } from "../compiler/diagnostics/render-text.ts";
import { Reporter } from "../compiler/diagnostics/reporter.ts";
import { rules } from "../lint-rules/index.ts";
import { madeInputs } from "./errors/made-inputs.ts";
import { makeRepository } from "./helpers/analyse-text.ts";
import { expectFile } from "./helpers/expect-file.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, "test", "errors");

/** Codes as they stand in the sources, and those that rules have by their names. */
function allCodes(): string[] {
  const sources = [...globSync("compiler/**/*.ts", { cwd: root }), "cli/config-file.ts"].map((file) =>
    readFileSync(join(root, file), "utf8"),
  );
  const written = sources.flatMap((source) =>
    [...source.matchAll(/"((?:parse|build|resolve|lint|emit|config)\/[a-z0-9-]+)"/g)].map((match) => match[1]!),
  );
  return [...new Set([...written, ...rules.map(({ name }) => `lint/${name}`)])].toSorted();
}

const slugOf = (code: string): string => code.slice(code.indexOf("/") + 1);

async function readConfigOf(slug: string): Promise<{ config: Config; text: string | null; diagnostics: readonly Diagnostic[] }> {
  const file = join(folder, slug, "rungate.yaml.txt");
  if (!existsSync(file)) return { config: defaultConfig, text: null, diagnostics: [] };
  const text = readFileSync(file, "utf8");
  const reporter = new Reporter("rungate.yaml");
  const config = await parseConfig(text, reporter, () => Promise.resolve(rules.map(({ name }) => `lint/${name}`)));
  return { config: config ?? defaultConfig, text, diagnostics: reporter.diagnostics };
}

/** What the rule's own examples stand in. */
function repositoryFor(code: string): RepositoryView {
  const around = rules.find(({ name }) => code === `lint/${name}`)?.exampleRepository;
  return { ...makeRepository(around?.files ?? {}), committed: () => (around?.committed === undefined ? [] : [around.committed]) };
}

/** The diagnostics of one code, as on a terminal of 100 columns. */
async function renderedFor(code: string): Promise<string> {
  const slug = slugOf(code);
  const { config, text, diagnostics } = await readConfigOf(slug);
  const render = async (found: readonly Diagnostic[], source: string | null): Promise<string> => {
    const ofCode = found.filter((diagnostic) => diagnostic.code === code);
    return (
      await Promise.all(
        ofCode.map((diagnostic) => renderDiagnostic(diagnostic, source?.split(/\r?\n/) ?? null, { colour: false, width: 100 })),
      )
    ).join("\n");
  };
  if (code.startsWith("config/")) return render(diagnostics, text);
  const bytes = madeInputs[slug] ?? readFileSync(join(folder, slug, "input.md"));
  const compiled = await compile(bytes, {
    path: `runbooks/${slug}.md`,
    config,
    rules,
    repository: repositoryFor(code),
    today: "2026-11-21",
  });
  return render(compiled.diagnostics, compiled.source?.text ?? null);
}

const codes = allCodes();

test("no two codes share a folder, and no folder is left over", () => {
  const slugs = codes.map(slugOf);
  expect(new Set(slugs).size).toBe(slugs.length);
  const folders = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(folders.filter((name) => !slugs.includes(name))).toEqual([]);
});

describe("every code has a message that somebody has read", () => {
  test.each(codes)("%s", async (code) => {
    const rendered = await renderedFor(code);
    expect(rendered, `test/errors/${slugOf(code)} does not provoke ${code}`).not.toBe("");
    expect(rendered).toMatch(/^(error|warning|info)\[/);
    expect(rendered).toMatch(/: Unexpected [^\n]*, expected [^\n]*[^.\n]\n/);
    expectFile(rendered, join(folder, slugOf(code), "expected.txt"));
  });
});
