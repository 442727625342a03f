/**
 * The fast reader against remark, over any folder: every tree that the fast reader gives must be remark's.
 *
 *     node bench/lint/compare.ts FOLDER...
 */
import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { lastReason, readBlocks } from "../../compiler/1-parse/fast/blocks.ts";
import { readSource } from "../../compiler/1-parse/index.ts";
import { parseFully, parseWithRemark } from "../../compiler/1-parse/remark.ts";
import { Reporter } from "../../compiler/diagnostics/reporter.ts";

const counts = { documents: 0, bytes: 0, same: 0, different: 0, texts: 0 };
const left = new Map<string, { documents: number; bytes: number }>();

for (const folder of process.argv.slice(2)) {
  for (const name of globSync("**/*.md", { cwd: folder })) {
    const path = join(folder, name);
    if (!statSync(path).isFile()) continue;
    const reporter = new Reporter(path);
    const source = readSource(readFileSync(path), path, reporter);
    if (source === null) continue;
    counts.documents++;
    counts.bytes += source.text.length;
    const fast = readBlocks(source.text);
    if (fast === null || fast.hardParts.length > 0) {
      const { documents, bytes } = left.get(lastReason) ?? { documents: 0, bytes: 0 };
      const more = fast?.hardParts.reduce((sum, { start, end }) => sum + end - start, 0) ?? source.text.length;
      left.set(lastReason, { documents: documents + 1, bytes: bytes + more });
    }
    if (fast === null) continue;
    counts.texts += fast.hard.length;
    const plain = (tree: unknown): unknown => JSON.parse(JSON.stringify(tree));
    const isSame = isDeepStrictEqual(plain(parseWithRemark(source, fast, reporter)), plain(parseFully(source.text)));
    counts[isSame ? "same" : "different"]++;
    if (!isSame) console.log(`different: ${path}`);
  }
}
console.log(counts);
console.log("left to remark:", Object.fromEntries(left));
process.exitCode = counts.different === 0 ? 0 : 1;
