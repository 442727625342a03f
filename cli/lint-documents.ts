/**
 * Documents through the linter, one at a time: of each only its findings are kept, so that memory does not grow with the
 * repository. What was found before and still holds is not looked for again.
 */
import { readSource } from "../compiler/1-parse/source-text.ts";
import type { Analysed, CompileOptions } from "../compiler/index.ts";
import { Reporter } from "../compiler/diagnostics/reporter.ts";
import { compileOptions, refused, type LookedAt } from "./documents.ts";
import { readDocument, type FoundFile } from "./files.ts";
import { LintCache, RecordedView } from "./lint-cache.ts";
import { Progress } from "./terminal.ts";
import type { Workspace } from "./workspace.ts";

/** What a report needs of a document. */
export type Linted = Pick<Analysed, "source" | "diagnostics">;

interface LintOptions {
  readonly isCached: boolean;
  readonly onRuleFailure: NonNullable<CompileOptions["onRuleFailure"]>;
}

export async function lintDocuments(files: readonly FoundFile[], workspace: Workspace, options: LintOptions): Promise<LookedAt<Linted>[]> {
  const runsOwnRules = workspace.allowsRuleModules && workspace.config.ruleModules.length > 0;
  // What the repository's own rules load is not known, so nothing that they found is kept.
  const cache = options.isCached && !runsOwnRules ? new LintCache(workspace) : null;
  const progress = new Progress();
  const documents: LookedAt<Linted>[] = [];
  try {
    for (const file of files) {
      progress.show(`reading ${documents.length + 1} of ${files.length}: ${file.path}`);
      const bytes = readDocument(file, workspace.config.maximumFileSize);
      if (!(bytes instanceof Uint8Array)) {
        documents.push({ file, result: refused(bytes) });
        continue;
      }
      const diagnostics = cache?.find(file.path, bytes) ?? (await lintOne(file, bytes, { workspace, cache, ...options }));
      documents.push({ file, result: new LintedDocument(file, diagnostics, workspace.config.maximumFileSize) });
    }
  } finally {
    progress.clear();
    cache?.save();
  }
  return documents;
}

async function lintOne(
  file: FoundFile,
  bytes: Uint8Array,
  { workspace, cache, onRuleFailure }: LintOptions & { readonly workspace: Workspace; readonly cache: LintCache | null },
): Promise<Analysed["diagnostics"]> {
  const { analyse } = await import("../compiler/index.ts");
  const repository = new RecordedView(workspace.repository);
  let isComplete = true;
  const { diagnostics } = await analyse(bytes, {
    ...(await compileOptions(workspace)),
    repository,
    path: file.path,
    onRuleFailure: (...failure) => {
      isComplete = false;
      onRuleFailure(...failure);
    },
  });
  const { answers } = repository;
  if (cache !== null && isComplete && answers !== null) cache.add(file.path, bytes, diagnostics, answers);
  return diagnostics;
}

/** The text is read again where a frame is cut from it: few documents have findings. */
class LintedDocument implements Linted {
  readonly #file: FoundFile;
  readonly #maximumFileSize: number;
  readonly diagnostics: Analysed["diagnostics"];

  constructor(file: FoundFile, diagnostics: Analysed["diagnostics"], maximumFileSize: number) {
    this.#file = file;
    this.#maximumFileSize = maximumFileSize;
    this.diagnostics = diagnostics;
  }

  get source(): Analysed["source"] {
    const { path } = this.#file;
    const bytes = readDocument(this.#file, this.#maximumFileSize);
    return bytes instanceof Uint8Array ? readSource(bytes, path, new Reporter(path), this.#maximumFileSize) : null;
  }
}
