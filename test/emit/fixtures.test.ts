/**
 * Markdown in, the files of `generated/<id>/` out, as files to read: `UPDATE=1` rewrites them.
 */
import { globSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { Manifest } from "../../compiler/5-emit/index.ts";
import { compileText } from "../helpers/analyse-text.ts";
import { expectFile } from "../helpers/expect-file.ts";
import { sha256 } from "../helpers/resolved-runbook.ts";

const fixtures = join(import.meta.dirname, "fixtures");

describe.each(
  globSync("*/input.md", { cwd: fixtures })
    .map((path) => dirname(path))
    .toSorted(),
)("%s", async (name) => {
  const folder = join(fixtures, name);
  const input = readFileSync(join(folder, "input.md"), "utf8");
  const compile = (): ReturnType<typeof compileText> =>
    compileText(input, { path: `runbooks/${name}.md`, config: { commands: { "bash scripts/assert.sh": "read-only" } } });
  const { files, resolved, diagnostics } = await compile();
  const outputs = files ?? new Map<string, string>();

  test("compiles", () => {
    expect(diagnostics.filter(({ severity }) => severity === "error").map(({ span, message }) => `${span.start.line}: ${message}`)).toEqual(
      [],
    );
    expect(files).not.toBeNull();
  });

  test("gives the expected files and no others", () => {
    for (const [path, text] of outputs) expectFile(text, join(folder, "expected", path));
    const found = readdirSync(join(folder, "expected"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(found.toSorted()).toEqual([...outputs.keys()].map((path) => join(folder, "expected", path)).toSorted());
  });

  test("gives the same bytes twice", async () => {
    expect([...((await compile()).files ?? [])]).toEqual([...outputs]);
  });

  test("writes no carriage returns and one final line feed", () => {
    for (const [path, text] of outputs) expect(text, path).toMatch(/^[^\r]*[^\n\r]\n$/);
  });

  test("lists every other file and every block in the manifest", () => {
    const manifest = Manifest.parse(JSON.parse(outputs.get("manifest.json") ?? ""));
    expect(Object.entries(manifest.outputs)).toEqual(
      [...outputs].filter(([path]) => path !== "manifest.json").map(([path, text]) => [path, sha256(text)]),
    );
    for (const block of manifest.blocks) expect(manifest.outputs[block.file]).toBe(block.blockSha256);
    const emptied = outputs.get("manifest.json")?.replace(manifest.contentHash, "") ?? "";
    expect(manifest.contentHash).toBe(sha256(emptied));
  });

  test("writes exactly the blocks that its modules name", () => {
    const named = [...outputs]
      .filter(([path]) => path.endsWith(".ts"))
      .flatMap(([, text]) => [...text.matchAll(/file: "(blocks\/[^"]+)"/g)].map((match) => match[1] ?? ""));
    expect([...new Set(named)].toSorted()).toEqual([...outputs.keys()].filter((path) => path.startsWith("blocks/")).toSorted());
  });

  test("links in the operator document to what is there, and nowhere twice", () => {
    const page = outputs.get("operator.html") ?? "";
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
    for (const block of resolved?.blocks ?? []) expect(page).toContain(`data-block="${block.id}"`);
  });

  test("fetches nothing and runs nothing from the operator document", () => {
    const page = outputs.get("operator.html") ?? "";
    expect(page.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)?.[1]?.replaceAll("&#x27;", "'")).toBe(
      "default-src 'none'; style-src 'unsafe-inline'",
    );
    expect(
      page.match(/<(script|img|iframe|object|embed|link|base|form)\b|<[^>]*\s(src|on[a-z]+)=|url\(|@import|href="(?!#|https?:|mailto:)/i),
    ).toBeNull();
  });
});
