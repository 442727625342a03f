/**
 * A folder from which this Node can import a procedure. Mostly that is the procedure's own folder. Where Node does not
 * strip types, or `rungate/runtime` cannot be found from there (a global installation), it is a copy as JavaScript.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { importProcedure as importStripped } from "../runtime/node/procedure-files.ts";
import type { CompiledProcedure } from "../runtime/procedure.ts";

/** Calls `use` with the folder; a copy is removed afterwards. */
export async function withRunnableProcedure<Result>(folder: string, use: (folder: string) => Promise<Result>): Promise<Result> {
  return canStripTypes && canFindRuntime(folder) ? use(folder) : withCopy(folder, use);
}

/** For the runtime, which can find itself but not strip types. */
export function importProcedure(folder: string): Promise<CompiledProcedure> {
  if (canStripTypes) return importStripped(folder);
  return withCopy(
    folder,
    async (copy) => ((await import(pathToFileURL(join(copy, "procedure.js")).href)) as { default: CompiledProcedure }).default,
  );
}

const canStripTypes = Boolean((process.features as { typescript?: unknown }).typescript);

async function withCopy<Result>(folder: string, use: (folder: string) => Promise<Result>): Promise<Result> {
  const copy = mkdtempSync(join(tmpdir(), "rungate-procedure-"));
  try {
    await copyAsJavaScript(folder, copy);
    return await use(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function canFindRuntime(folder: string): boolean {
  try {
    createRequire(join(folder, "procedure.ts")).resolve("rungate/runtime");
    return true;
  } catch {
    return false;
  }
}

async function copyAsJavaScript(folder: string, copy: string): Promise<void> {
  const { ts } = await import("ts-morph");
  const runtime = import.meta.resolve(import.meta.url.endsWith(".ts") ? "../runtime/index.ts" : "../runtime/index.js");
  writeFileSync(join(copy, "package.json"), '{ "type": "module" }\n');
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(copy, from.slice(folder.length));
    mkdirSync(dirname(to), { recursive: true });
    const text = readFileSync(from, "utf8");
    if (!from.endsWith(".ts")) {
      writeFileSync(to, text);
      continue;
    }
    const compilerOptions = {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      rewriteRelativeImportExtensions: true,
      verbatimModuleSyntax: true,
    };
    const { outputText } = ts.transpileModule(text, { compilerOptions });
    writeFileSync(to.replace(/\.ts$/, ".js"), outputText.replaceAll('"rungate/runtime"', JSON.stringify(runtime)));
  }
}
