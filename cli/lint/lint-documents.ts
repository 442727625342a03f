/**
 * Documents through the linter: of each only its findings are kept, so that memory does not grow with the repository.
 * What was found before and still holds is not looked for again; many documents are left to threads of their own.
 */
import { availableParallelism } from "node:os";
import { readSource } from "../../compiler/1-parse/source-text.ts";
import type { OnRuleFailure } from "../../compiler/4-lint/index.ts";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { Reporter } from "../../compiler/diagnostics/reporter.ts";
import type { Analysed } from "../../compiler/index.ts";
import { eachConcurrently } from "../concurrent.ts";
import type { LookedAt } from "../documents.ts";
import { readDocument, statOrNull, type FoundFile } from "../files.ts";
import { LintCache } from "./cache.ts";
import { makeLinter, type LintAll, type Outcome } from "./make-linter.ts";
import { Progress } from "../terminal.ts";
import type { Workspace } from "../workspace.ts";

/** What a report needs of a document. */
export type Linted = Pick<Analysed, "source" | "diagnostics">;

interface LintOptions {
  readonly isCached: boolean;
  readonly onRuleFailure: OnRuleFailure;
}

export async function lintDocuments(files: readonly FoundFile[], workspace: Workspace, options: LintOptions): Promise<LookedAt<Linted>[]> {
  // What the repository's own rules load is not known, so nothing that they found is kept.
  const cache = options.isCached && !runsOwnRules(workspace) ? new LintCache(workspace) : null;
  const { maximumFileSize } = workspace.config;
  const found = new Map<FoundFile, readonly Diagnostic[]>();
  const pending: Pending[] = [];
  for (const file of files) {
    const bytes = cache === null ? null : readDocument(file, maximumFileSize);
    const known = bytes instanceof Uint8Array ? (cache?.find(file.path, bytes) ?? null) : null;
    if (known === null) pending.push({ file, size: bytes instanceof Uint8Array ? bytes.length : (statOrNull(file.absolute)?.size ?? 0) });
    else found.set(file, known);
  }
  try {
    await lintPending(pending, workspace, (file, bytes, { diagnostics, answers, failures }) => {
      found.set(file, diagnostics);
      for (const failure of failures) options.onRuleFailure(...failure);
      if (bytes !== null && answers !== null) cache?.add(file.path, bytes, diagnostics, answers);
    });
  } finally {
    cache?.save();
  }
  return files.map((file) => ({ file, result: new LintedDocument(file, found.get(file)!, maximumFileSize) }));
}

interface Pending {
  readonly file: FoundFile;
  readonly size: number;
}

function runsOwnRules({ allowsRuleModules, config }: Workspace): boolean {
  return allowsRuleModules && config.ruleModules.length > 0;
}

/** Less than this is done before other threads have loaded their compilers. */
const bytesWorthThreads = 1024 * 1024;
const threadsMax = 4;

/**
 * `0`: the main thread does it, as it does what must not be done twice: running code of the repository, asking git. Else one
 * for each pair of cores, since V8 compiles and collects on a core beside; even a single one saves memory: see `LintPool`.
 */
function threadsFor(pending: readonly Pending[], workspace: Workspace): number {
  const bytes = pending.reduce((sum, { size }) => sum + size, 0);
  const isLeft = bytes >= bytesWorthThreads && !runsOwnRules(workspace) && workspace.config.appendOnly.length === 0;
  return isLeft ? Math.min(Math.ceil(availableParallelism() / 2), threadsMax) : 0;
}

type Keep = (file: FoundFile, bytes: Uint8Array | null, outcome: Outcome) => void;

/** `keep` is called in the order of the documents, however many threads there are. */
async function lintPending(pending: readonly Pending[], workspace: Workspace, keep: Keep): Promise<void> {
  if (pending.length === 0) return;
  const threads = threadsFor(pending, workspace);
  const pool = threads === 0 ? null : new (await import("./pool.ts")).LintPool(threads, workspace);
  const lint = pool?.lint ?? (await makeLinter(workspace));
  const progress = new Progress();
  let begun = 0;
  const work = (batch: readonly FoundFile[]): Promise<Done> => {
    progress.show(`reading ${(begun += batch.length)} of ${pending.length}: ${batch[0]!.path}`);
    return lintBatch(batch, lint, workspace).catch((error: unknown) => ({ error }));
  };
  try {
    await eachConcurrently(batchesOf(pending), Math.max(1, threads), work, (done) => {
      if ("error" in done) throw done.error;
      for (const { file, bytes, outcome } of done) keep(file, bytes, outcome);
    });
  } finally {
    progress.clear();
    await pool?.end();
  }
}

/** A batch that failed is told of when its turn comes. */
type Done =
  | readonly { readonly file: FoundFile; readonly bytes: Uint8Array | null; readonly outcome: Outcome }[]
  | { readonly error: unknown };

async function lintBatch(files: readonly FoundFile[], lint: LintAll, { config }: Workspace): Promise<Done> {
  const read = files.map((file) => ({ file, bytes: readDocument(file, config.maximumFileSize) }));
  const documents = read.flatMap(({ file, bytes }) => (bytes instanceof Uint8Array ? [{ path: file.path, bytes }] : []));
  const outcomes = new Map((await lint(documents)).map((outcome, index) => [documents[index]!.path, outcome]));
  return read.map(({ file, bytes }) =>
    bytes instanceof Uint8Array
      ? { file, bytes, outcome: outcomes.get(file.path)! }
      : { file, bytes: null, outcome: { diagnostics: [bytes], answers: null, failures: [] } },
  );
}

/** So many documents, or so many bytes, go to a thread at a time. */
const documentsInBatch = 16;
const bytesInBatch = 64 * 1024;

function batchesOf(pending: readonly Pending[]): FoundFile[][] {
  const batches: FoundFile[][] = [];
  let bytes = Infinity;
  for (const { file, size } of pending) {
    if (bytes >= bytesInBatch || batches.at(-1)!.length === documentsInBatch) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)!.push(file);
    bytes += size;
  }
  return batches;
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
