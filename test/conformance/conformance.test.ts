/**
 * The language as documents and what they mean: README.md says how another implementation is held to them. Every document
 * of `test/errors`, one for each diagnostic, belongs to the corpus too.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Keyword } from "../../compiler/ast/keyword.ts";
import type { Outline } from "../../compiler/outline.ts";
import { rules as allRules } from "../../lint-rules/index.ts";
import { analyseText } from "../helpers/analyse-text.ts";
import { expectFile } from "../helpers/expect-file.ts";

const folder = import.meta.dirname;
/** What the language itself demands; advice is no part of it. */
const demanded = ["mutation-in-check", "run-without-gate", "placeholder-in-prose", "change-without-revert"];
const rules = allRules.filter(({ name }) => demanded.includes(name));
const documents = (kind: string): string[] => globSync(`${kind}/**/*.md`, { cwd: folder }).toSorted();
const read = (path: string): string => readFileSync(join(folder, path), "utf8");
/** What documents may link to. */
const files = { "restart.md": read("repository/restart.md") };

describe("valid", () => {
  test.each(documents("valid"))("%s", async (path) => {
    const { outline, diagnostics, resolved } = await analyseText(read(path), { path: "case.md", rules, files });
    expect(diagnostics.filter(({ severity }) => severity === "error").map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    expect(resolved).not.toBeNull();
    expectFile(`${JSON.stringify(essential(outline as Outline), null, 2)}\n`, join(folder, path.replace(/\.md$/, ".json")));
  });
});

describe("invalid", () => {
  test.each(documents("invalid"))("%s", async (path) => {
    const { diagnostics } = await analyseText(read(path), { path: "case.md", rules, files });
    const found = diagnostics
      .filter(({ severity }) => severity !== "info")
      .map(({ code, severity, span: { start, end } }) => ({
        code,
        severity,
        from: `${start.line}:${start.column}`,
        to: `${end.line}:${end.column}`,
      }));
    expect(found.length).toBeGreaterThan(0);
    expectFile(`${JSON.stringify(found, null, 2)}\n`, join(folder, path.replace(/\.md$/, ".json")));
  });
});

test("every keyword stands in a valid document", () => {
  const texts = documents("valid").map(read);
  expect(Keyword.options.filter((keyword) => !texts.some((text) => text.includes(keyword)))).toEqual([]);
});

/** What a document of this corpus cannot show: limits of this implementation, its configuration, what is only advice. */
const beside = [
  "build/control-character",
  "resolve/legacy-form",
  "resolve/too-deep",
  "resolve/too-many-labels",
  "resolve/too-many-steps",
  "resolve/value-or-redirection",
];

test("every diagnostic of the language stands in an invalid document", () => {
  const root = join(folder, "..", "..");
  const sources = globSync("compiler/{2-build,3-resolve}/**/*.ts", { cwd: root }).map((file) => readFileSync(join(root, file), "utf8"));
  const codes = new Set(sources.flatMap((source) => [...source.matchAll(/"((?:build|resolve)\/[a-z0-9-]+)"/g)].map((match) => match[1]!)));
  const found = globSync("invalid/**/*.json", { cwd: folder }).flatMap((path) =>
    (JSON.parse(read(path)) as { code: string }[]).map(({ code }) => code),
  );
  expect([...codes].filter((code) => !found.includes(code)).toSorted()).toEqual(beside);
});

/** The outline without its diagnostics, and without what is `null`, `false` or empty. */
function essential(outline: Outline): unknown {
  const trim = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(trim);
    if (typeof value !== "object" || value === null) return value;
    const kept = Object.entries(value).filter(([, field]) => field !== null && !(Array.isArray(field) && field.length === 0));
    return Object.fromEntries(kept.map(([name, field]) => [name, trim(field)]));
  };
  return trim({ ...outline, diagnostics: [] });
}
