/**
 * A compiled procedure on the disk: verified file by file against its manifest, copied, and only then loaded. What runs is
 * the copy, so an edit in the middle of a run changes nothing.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import module from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { ProcedureMarker } from "../markers.ts";
import type { CompiledProcedure } from "../procedure.ts";

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** What the runtime must know of `manifest.json`; the compiler writes more. */
const Manifest = z.looseObject({
  version: z.literal(1),
  runbook: z.string(),
  compiler: z.string(),
  contentHash: Sha256,
  source: z.object({ path: z.string(), sha256: Sha256 }),
  linked: z.array(z.object({ path: z.string(), sha256: Sha256 })).optional(),
  outputs: z.record(z.string(), Sha256),
  outline: z.looseObject({ markers: z.array(ProcedureMarker).optional() }).optional(),
});
export type Manifest = z.infer<typeof Manifest>;

/** Those of the document itself, which the operator is asked about. */
export const markersOf = ({ outline }: Manifest): readonly ProcedureMarker[] => outline?.markers ?? [];

export interface ProcedureFiles {
  readonly manifest: Manifest;
  /** Path in the folder -> bytes, as verified; the manifest included. */
  readonly files: ReadonlyMap<string, Buffer>;
}

const sha256 = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Reads and verifies a folder. Every difference is a problem that names its file. */
export function readProcedure(folder: string): ProcedureFiles | { readonly problems: readonly string[] } {
  const manifestPath = join(folder, "manifest.json");
  if (!existsSync(manifestPath)) return { problems: [`\`${manifestPath}\` is missing: run \`rungate compile\``] };
  const bytes = readFileSync(manifestPath);
  const manifest = parseManifest(bytes);
  if (manifest === null) return { problems: [`\`${manifestPath}\` cannot be read: run \`rungate compile\``] };
  const files = new Map<string, Buffer>([["manifest.json", bytes]]);
  const problems: string[] = [];
  for (const [file, hash] of Object.entries(manifest.outputs)) {
    const path = join(folder, file);
    if (!isInside(file) || !existsSync(path)) problems.push(`\`${path}\` is missing`);
    else {
      const content = readFileSync(path);
      files.set(file, content);
      if (sha256(content) !== hash) problems.push(`\`${path}\` was changed after it was compiled`);
    }
  }
  if (hashOf(bytes, manifest) !== manifest.contentHash)
    problems.push(`\`${manifestPath}\` was changed after it was compiled: its content hash differs`);
  return problems.length > 0 ? { problems } : { manifest, files };
}

/** What is wrong with the Markdown files that it was compiled from; `null` if they are the same, or are not there. */
export function differenceFromSource(manifest: Manifest, markdownPath: string): string | null {
  const { source, linked = [] } = manifest;
  const root = markdownPath.endsWith(source.path) ? markdownPath.slice(0, -source.path.length) : null;
  const others = root === null ? [] : linked.map(({ path, sha256: hash }) => ({ path: `${root}${path}`, hash }));
  const changed = [{ path: markdownPath, hash: source.sha256 }, ...others].find(
    ({ path, hash }) => existsSync(path) && hashOfText(path) !== hash,
  );
  return changed === undefined ? null : `\`${changed.path}\` was changed after it was compiled: run \`rungate compile\``;
}

/** Of the normalised text: no byte order mark, LF line ends. */
function hashOfText(path: string): string {
  const text = readFileSync(path, "utf8")
    .replace(/^\uFEFF/, "")
    .replaceAll(/\r\n?/g, "\n");
  return sha256(text);
}

function parseManifest(bytes: Buffer): Manifest | null {
  try {
    return Manifest.parse(JSON.parse(bytes.toString("utf8")));
  } catch {
    return null;
  }
}

/** Of the manifest's own bytes with the hash left empty: they name every other file's hash, so this binds all of them. */
function hashOf(bytes: Buffer, { contentHash }: Manifest): string {
  return sha256(bytes.toString("utf8").replace(`"contentHash": "${contentHash}"`, '"contentHash": ""'));
}

/** A manifest's path leads to a file below its folder, and nowhere else. */
export const isInside = (file: string): boolean => !file.startsWith("/") && !file.includes("\\") && !file.split("/").includes("..");

/** Writes verified files into a new folder. */
export function copyProcedure({ files }: ProcedureFiles, folder: string): void {
  for (const [file, bytes] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, file), bytes, { mode: 0o600, flush: true });
  }
}

/** Keeps the documents that a procedure was compiled from, as they lie there; those that are not there are left out. */
export function copySources({ source, linked = [] }: Manifest, markdownPath: string, folder: string): void {
  if (!markdownPath.endsWith(source.path)) return;
  const root = markdownPath.slice(0, -source.path.length);
  for (const { path } of [source, ...linked].filter((one) => isInside(one.path) && existsSync(`${root}${one.path}`))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, path), readFileSync(`${root}${path}`), { mode: 0o600, flush: true });
  }
}

export interface LoadedProcedure {
  readonly procedure: CompiledProcedure;
  readonly readBlock: (file: string) => string | null;
}

/** How a folder's `procedure.ts` is imported. A Node that strips no types needs another way than `importProcedure`. */
export type ImportProcedure = (folder: string) => Promise<CompiledProcedure>;

/** Imports a folder's `procedure.ts`; its blocks are read from what was verified. */
export async function loadProcedure(
  folder: string,
  { files }: ProcedureFiles,
  importFrom: ImportProcedure = importProcedure,
): Promise<LoadedProcedure> {
  return { procedure: await importFrom(folder), readBlock: (file) => files.get(file)?.toString("utf8") ?? null };
}

export async function importProcedure(folder: string): Promise<CompiledProcedure> {
  resolveRuntime();
  return ((await import(pathToFileURL(join(folder, "procedure.ts")).href)) as { default: CompiledProcedure }).default;
}

let isResolved = false;

/** `rungate/runtime` means this runtime, wherever the module that imports it lies. */
function resolveRuntime(): void {
  if (isResolved) return;
  isResolved = true;
  // The same extension as this file has: TypeScript in a checkout, JavaScript in the package.
  const runtime = new URL(import.meta.url.endsWith(".ts") ? "../index.ts" : "../index.js", import.meta.url).href;
  module.registerHooks({
    resolve: (specifier, context, nextResolve) =>
      specifier === "rungate/runtime" ? { url: runtime, shortCircuit: true } : nextResolve(specifier, context),
  });
}
