/**
 * `manifest.json`: what was compiled from what, so that nothing else is ever run by mistake.
 *
 * `contentHash` is the SHA-256 of the manifest's own bytes with that hash left empty. As the manifest names the hash of the
 * Markdown file and of every other output, it binds them all, and the manifest with them.
 */
import { z } from "zod";
import { Sha256 } from "../ast/node.ts";
import type { ResolvedRunbook } from "../ast/resolved.ts";
import { sha256 } from "../ast/hash.ts";
import { blockFile } from "./names.ts";

export const manifestFile = "manifest.json";

const Source = z.strictObject({ path: z.string().min(1), sha256: Sha256 }).readonly();

export const Manifest = z
  .strictObject({
    version: z.literal(1),
    runbook: z.string(),
    /** The version that wrote it. */
    compiler: z.string(),
    /** The hash is that of the normalised text: no byte order mark, LF line ends. */
    source: Source,
    /** Other documents of which procedures were taken in. */
    linked: z.array(Source).readonly().optional(),
    contentHash: Sha256,
    /** Every other file of the folder, sorted: path -> SHA-256 of its bytes. */
    outputs: z.record(z.string(), Sha256).readonly(),
    /** In document order. `sourceSha256`: the text as the author wrote it, as in the outline. `line`: its first in the Markdown file. */
    blocks: z
      .array(
        z
          .strictObject({ id: z.string(), file: z.string(), sourceSha256: Sha256, blockSha256: Sha256, line: z.int().positive() })
          .readonly(),
      )
      .readonly(),
    outline: z.looseObject({ version: z.literal(1) }).readonly(),
  })
  .readonly();
export type Manifest = z.infer<typeof Manifest>;

export interface ManifestInput {
  readonly resolved: ResolvedRunbook;
  readonly outline: object;
  readonly compilerVersion: string;
  /** Path in the procedure's folder -> text. */
  readonly outputs: ReadonlyMap<string, string>;
}

export function emitManifest({ resolved, outline, compilerVersion, outputs }: ManifestInput): string {
  const hashes = [...outputs].map(([path, text]) => [path, sha256(text)] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const manifest = {
    version: 1,
    runbook: resolved.id,
    compiler: compilerVersion,
    source: { path: resolved.path, sha256: resolved.sha256 },
    ...(resolved.linked.length > 0 && { linked: resolved.linked.map(({ path, sha256: hash }) => ({ path, sha256: hash })) }),
    contentHash: "",
    outputs: Object.fromEntries(hashes),
    blocks: resolved.blocks.map((block) => ({
      id: block.id,
      file: blockFile(block),
      sourceSha256: block.sourceSha256,
      blockSha256: block.blockSha256,
      line: block.span.start.line,
    })),
    outline,
  };
  const text = (contentHash: string): string => `${JSON.stringify({ ...manifest, contentHash }, null, 2)}\n`;
  return text(sha256(text("")));
}
