/**
 * Documents that are left to threads of their own: nothing of the answer shows it.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { repositoryView } from "../../cli/files.ts";
import { lintDocuments } from "../../cli/lint/lint-documents.ts";
import { LintPool } from "../../cli/lint/pool.ts";
import type { Workspace } from "../../cli/workspace.ts";
import { defaultConfig } from "../../compiler/default-config.ts";

const folder = mkdtempSync(join(tmpdir(), "rungate-pool-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const workspace: Workspace = {
  cwd: folder,
  root: folder,
  config: defaultConfig,
  configDiagnostics: [],
  configText: null,
  repository: repositoryView(folder, defaultConfig.maximumFileSize),
  isStrict: false,
  allowsRuleModules: false,
};

function fail(code: string): never {
  throw new Error(`${code} failed`);
}

describe("many documents", () => {
  it("are reported as few of them are, in their order, and are known afterwards", async () => {
    const files = Array.from({ length: 60 }, (_, number) => `runbooks/${number}.md`).map((path) => ({
      absolute: join(folder, path),
      path,
    }));
    mkdirSync(join(folder, "runbooks"));
    for (const [number, { absolute }] of files.entries())
      writeFileSync(absolute, `# ${number}\n\nSee [b](b${number}.md).\n\n${"Plain words to read.\n".repeat(1000)}`);
    writeFileSync(join(folder, "runbooks", "b7.md"), "# b\n");
    const options = { isCached: true, onRuleFailure: fail };
    const together = await lintDocuments(files, workspace, options);
    expect(together.map(({ file }) => file)).toEqual(files);
    expect(together.map(({ result }) => result.diagnostics.length)).toEqual(files.map((_, number) => (number === 7 ? 0 : 1)));
    const few = await lintDocuments(files.slice(0, 10), workspace, { ...options, isCached: false });
    expect(together.slice(0, 10).map(({ result }) => result.diagnostics)).toEqual(few.map(({ result }) => result.diagnostics));
    const again = await lintDocuments(files, workspace, options);
    expect(again.map(({ result }) => result.diagnostics)).toEqual(together.map(({ result }) => result.diagnostics));
  });
});

describe("a thread that cannot work", () => {
  it("is told of, with the documents that were its", async () => {
    const pool = new LintPool(1, { ...workspace, root: join(folder, "gone") });
    const asked = pool.lint([{ path: "runbooks/a.md", bytes: new Uint8Array() }]);
    await expect(asked).rejects.toThrow("the documents runbooks/a.md were not linted");
    await pool.end();
  });
});
