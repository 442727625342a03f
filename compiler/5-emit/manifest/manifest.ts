/**
 * `manifest.json`: what was compiled from what, so that nothing else is ever run by mistake.
 *
 * `contentHash` is the SHA-256 of a list in the form of `sha256sum`: one line for each output but the manifest itself, sorted by
 * path, then one for the Markdown file. `sha256sum` of that list gives the same figure.
 */
import { z } from "zod";
import type { ResolvedRunbook } from "../../ast/resolved.ts";
import { Sha256 } from "../../ast/node.ts";
import { sha256 } from "../hash.ts";
import { blockFile } from "../names.ts";

export const manifestFile = "manifest.json";

const File = z.strictObject({ path: z.string().min(1), sha256: Sha256 }).readonly();

export const Manifest = z.strictObject({
  version: z.literal(1),
  runbook: z.string(),
  compiler: z.string(),
  /** The hash is that of the normalised text: no byte order mark, LF line ends. */
  source: File,
  contentHash: Sha256,
  /** Every other file of the folder, sorted by path. */
  outputs: z.array(File).readonly(),
  /** In document order. `sourceSha256`: the text as the author wrote it, as in the outline. `line`: its first in the Markdown file. */
  blocks: z.array(z.strictObject({ id: z.string(), file: z.string(), sourceSha256: Sha256, blockSha256: Sha256, line: z.int().positive() }).readonly()).readonly(),
  outline: z.looseObject({ version: z.literal(1) }).readonly(),
}).readonly();
export type Manifest = z.infer<typeof Manifest>;

export interface ManifestInput {
  readonly resolved: ResolvedRunbook;
  readonly outline: object;
  readonly compilerVersion: string;
  readonly outputs: ReadonlyMap<string, string>;
}

export function emitManifest({ resolved, outline, compilerVersion, outputs }: ManifestInput): string {
  const source = { path: resolved.path, sha256: resolved.sha256 };
  const files = [...outputs].map(([path, text]) => ({ path, sha256: sha256(text) })).sort(byPath);
  const manifest = {
    version: 1,
    runbook: resolved.id,
    compiler: compilerVersion,
    source,
    contentHash: contentHashOf(files, source),
    outputs: files,
    blocks: resolved.blocks.map((block) => ({
      id: block.id, file: blockFile(block), sourceSha256: block.sourceSha256, blockSha256: block.blockSha256, line: block.span.start.line,
    })),
    outline,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

type FileHash = z.infer<typeof File>;

/** `files` sorted by path, as the manifest lists them. */
export function contentHashOf(files: readonly FileHash[], source: FileHash): string {
  return sha256([...files, source].map((file) => `${file.sha256}  ${file.path}\n`).join(""));
}

/** By code unit, so that the order is the same in every locale. */
function byPath(a: FileHash, b: FileHash): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
