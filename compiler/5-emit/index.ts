/**
 * ResolvedRunbook -> the files of `generated/<id>/`. Same input, same bytes: no dates, no absolute paths, LF, sorted.
 */
import type { Analysis } from "../ast/analysis.ts";
import type { ResolvedRunbook } from "../ast/resolved.ts";
import type { Runbook } from "../ast/runbook.ts";
import { emitManifest, manifestFile } from "./manifest.ts";
import { blockFile, nameEverything } from "./names.ts";

export { Manifest } from "./manifest.ts";

export interface EmitInput {
  readonly runbook: Runbook;
  readonly analysis: Analysis;
  readonly resolved: ResolvedRunbook;
  /** As `outlineOf` gives it; kept in the manifest as it is. */
  readonly outline: object;
  readonly compilerVersion: string;
}

/** Path in the procedure's folder -> text. */
export async function emitProcedure(input: EmitInput): Promise<ReadonlyMap<string, string>> {
  const { resolved, outline, compilerVersion } = input;
  const [{ emitModules }, { emitDocument }] = await Promise.all([import("./typescript/index.ts"), import("./document/index.ts")]);
  const names = nameEverything(resolved);
  const outputs = new Map([
    ...emitModules(resolved, names, compilerVersion),
    ...resolved.blocks.map((block): [string, string] => [blockFile(block), `${block.script}\n`]),
    ["operator.html", emitDocument(input, names)] as const,
  ]);
  outputs.set(manifestFile, emitManifest({ resolved, outline, compilerVersion, outputs }));
  return new Map([...outputs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
