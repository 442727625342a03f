/**
 * What is found before is not looked for again, and never shown where it no longer holds.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { Config } from "../../compiler/config.ts";
import { repositoryView } from "../../cli/files.ts";
import { LintCache } from "../../cli/lint/cache.ts";
import { lintDocuments } from "../../cli/lint/lint-documents.ts";
import type { Workspace } from "../../cli/workspace.ts";

const folder = mkdtempSync(join(tmpdir(), "rungate-cache-"));
const cacheFolder = join(folder, ".rungate", "cache");
const path = "runbooks/a.md";
const file = { absolute: join(folder, path), path };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(config: Partial<Config> = {}): Workspace {
  return {
    cwd: folder,
    root: folder,
    config: Config.parse(config),
    configDiagnostics: [],
    configText: null,
    repository: repositoryView(folder),
    isStrict: false,
    allowsRuleModules: false,
  };
}

const fail = (code: string): never => {
  throw new Error(`${code} failed`);
};

async function lint(workspace = open()): Promise<string[]> {
  const [document] = await lintDocuments([file], workspace, { isCached: true, onRuleFailure: fail });
  return document!.result.diagnostics.map(({ code }) => code);
}

const isKnown = (workspace = open()): boolean => new LintCache(workspace).find(path, readFileSync(file.absolute)) !== null;

describe("the cache of lint", () => {
  beforeEach(() => {
    rmSync(cacheFolder, { recursive: true, force: true });
    mkdirSync(join(folder, "runbooks"), { recursive: true });
    writeFileSync(file.absolute, "# a\n\nSee [b](b.md).\n");
    writeFileSync(join(folder, "runbooks", "b.md"), "# b\n");
  });

  it("gives the same findings again", async () => {
    rmSync(join(folder, "runbooks", "b.md"));
    expect(isKnown()).toBe(false);
    const first = await lint();
    expect(first).toEqual(["resolve/unresolved-reference"]);
    expect(isKnown()).toBe(true);
    expect(await lint()).toEqual(first);
  });

  it("forgets what other bytes had", async () => {
    await lint();
    writeFileSync(file.absolute, "# a\n\nSee [c](c.md).\n");
    expect(isKnown()).toBe(false);
    expect(await lint()).toEqual(["resolve/unresolved-reference"]);
  });

  it("looks again when a file that was cited goes, and when it comes back", async () => {
    expect(await lint()).toEqual([]);
    rmSync(join(folder, "runbooks", "b.md"));
    expect(await lint()).toEqual(["resolve/unresolved-reference"]);
    writeFileSync(join(folder, "runbooks", "b.md"), "# b\n");
    expect(await lint()).toEqual([]);
  });

  it("looks again when a cited heading changes", async () => {
    writeFileSync(file.absolute, "# a\n\nSee [b](b.md#b).\n");
    expect(await lint()).toEqual([]);
    writeFileSync(join(folder, "runbooks", "b.md"), "# other\n");
    expect(await lint()).toEqual(["resolve/unresolved-reference"]);
  });

  it("keeps what another configuration found apart", async () => {
    await lint();
    expect(isKnown(open({ commands: { x: "mutating" } }))).toBe(false);
    expect(isKnown()).toBe(true);
  });

  it("can be written by two runs at a time", () => {
    const bytes = readFileSync(file.absolute);
    const runs = [new LintCache(open()), new LintCache(open())];
    for (const run of runs) run.add(path, bytes, [], []);
    for (const run of runs) run.save();
    expect(isKnown()).toBe(true);
    expect(readdirSync(cacheFolder)).toHaveLength(1);
  });

  it.each([
    ["a torn file", (text: string) => text.slice(0, -30)],
    ["findings that are none", (text: string) => text.replace('"diagnostics":[]', '"diagnostics":[0]')],
    ["something else", () => '\u0000\n{}\t[]\n"x"\t{\n'],
  ])("takes %s for nothing", async (_name, damage) => {
    await lint();
    const cache = join(cacheFolder, readdirSync(cacheFolder)[0]!);
    writeFileSync(cache, damage(readFileSync(cache, "utf8")));
    expect(isKnown()).toBe(false);
    expect(await lint()).toEqual([]);
  });
});
