/**
 * What is emitted, as files to read: `UPDATE=1` rewrites them.
 */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emitProcedure, Manifest } from "../../compiler/5-emit/index.ts";
import { expectFile } from "../helpers/expect-file.ts";
import { documentOf, noAnalysis, sha256, smallUpdate } from "../helpers/resolved-runbook.ts";

const emit = (): Promise<ReadonlyMap<string, string>> =>
  emitProcedure({ runbook: documentOf(smallUpdate), analysis: noAnalysis, resolved: smallUpdate, outline: { version: 1 }, compilerVersion: "0.1.0" });

describe("a resolved runbook made by hand", async () => {
  const files = await emit();

  test.each([...files.keys()])("%s", (path) => {
    expectFile(files.get(path) ?? "", join(import.meta.dirname, "small-update/expected", path));
  });

  test("the same input gives the same bytes", async () => {
    expect([...await emit()]).toEqual([...files]);
  });

  test("no carriage returns, no trailing blanks, one final line feed", () => {
    for (const [path, text] of files) {
      expect(text.endsWith("\n") && !text.endsWith("\n\n"), path).toBe(true);
      expect(text, path).not.toMatch(/\r|[ \t]$/m);
    }
  });

  test("the manifest fits its schema and speaks of every other file", () => {
    const manifest = Manifest.parse(JSON.parse(files.get("manifest.json") ?? ""));
    expect(Object.entries(manifest.outputs)).toEqual([...files].filter(([path]) => path !== "manifest.json").map(([path, text]) => [path, sha256(text)]));
    for (const block of manifest.blocks) expect(manifest.outputs[block.file]).toBe(block.blockSha256);
  });

  test("the content hash is that of a list as sha256sum prints it", () => {
    const manifest = Manifest.parse(JSON.parse(files.get("manifest.json") ?? ""));
    const list = [...Object.entries(manifest.outputs), [manifest.source.path, manifest.source.sha256]].map(([path, hash]) => `${hash}  ${path}\n`).join("");
    expect(manifest.contentHash).toBe(sha256(list));
  });

  test("every block that a module names is written", () => {
    const named = [...files].filter(([path]) => path.endsWith(".ts")).flatMap(([, text]) => [...text.matchAll(/file: "(blocks\/[^"]+)"/g)].map((match) => match[1] ?? ""));
    expect(new Set(named)).toEqual(new Set([...files.keys()].filter((path) => path.startsWith("blocks/"))));
  });
});
