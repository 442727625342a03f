/**
 * Documents through the compiler: read, analyse, compile; one at a time, with progress.
 */
import { basename, resolve } from "node:path";
import type { Analysed, Compiled, CompileOptions } from "../compiler/index.ts";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { suggest } from "../compiler/diagnostics/did-you-mean.ts";
import { showDiagnostics } from "./diagnostics.ts";
import { Refusal } from "./exit-status.ts";
import { findDocuments, readDocument, statOrNull, type FoundFile } from "./files.ts";
import { Progress } from "./terminal.ts";
import { loadRules, shownPath, type Workspace } from "./workspace.ts";

export interface LookedAt<Result> {
  readonly file: FoundFile;
  readonly result: Result;
}

/** `onRuleFailure`: where a rule throws the others go on; without it, the command ends. */
export async function analyseDocuments(
  files: readonly FoundFile[],
  workspace: Workspace,
  onRuleFailure?: CompileOptions["onRuleFailure"],
): Promise<LookedAt<Analysed>[]> {
  const { analyse } = await import("../compiler/index.ts");
  const options = { ...(await compileOptions(workspace)), onRuleFailure };
  return eachWithProgress("reading", files, async (file) => {
    const bytes = readDocument(file, options.config.maximumFileSize);
    return bytes instanceof Uint8Array ? analyse(bytes, { ...options, path: file.path }) : refused(bytes);
  });
}

export async function compileDocuments(files: readonly FoundFile[], workspace: Workspace): Promise<LookedAt<Compiled>[]> {
  const { compile } = await import("../compiler/index.ts");
  const options = await compileOptions(workspace);
  return eachWithProgress("compiling", files, async (file) => {
    const bytes = readDocument(file, options.config.maximumFileSize);
    return bytes instanceof Uint8Array ? compile(bytes, { ...options, path: file.path }) : refused(bytes);
  });
}

/** A document of which there are no bytes. */
export function refused(problem: Diagnostic): Compiled {
  return { source: null, runbook: null, taken: [], analysis: null, resolved: null, files: null, diagnostics: [problem] };
}

export async function compileOptions(workspace: Workspace) {
  const { config, repository, isStrict } = workspace;
  return { config, repository, isStrict, rules: await loadRules(workspace), today: new Date().toISOString().slice(0, 10) };
}

async function eachWithProgress<Result>(
  verb: string,
  files: readonly FoundFile[],
  work: (file: FoundFile) => Promise<Result>,
): Promise<LookedAt<Result>[]> {
  const progress = new Progress();
  const done: LookedAt<Result>[] = [];
  try {
    for (const file of files) {
      progress.show(`${verb} ${done.length + 1} of ${files.length}: ${file.path}`);
      done.push({ file, result: await work(file) });
    }
  } finally {
    progress.clear();
  }
  return done;
}

/** The text that frames are cut from, for the documents at hand. */
export function textsOf(documents: readonly LookedAt<Pick<Analysed, "source">>[]): (path: string) => string | null {
  const results = new Map(documents.map(({ file, result }) => [file.path, result]));
  // Findings come document by document, so one text at a time is enough.
  let last: { readonly path: string; readonly text: string | null } | null = null;
  return (path) => {
    if (last?.path !== path) last = { path, text: results.get(path)?.source?.text ?? null };
    return last.text;
  };
}

export function diagnosticsOf(documents: readonly LookedAt<Pick<Analysed, "diagnostics">>[]): Diagnostic[] {
  return documents.flatMap(({ result }) => result.diagnostics);
}

export function idOf(file: FoundFile): string {
  return basename(file.path, ".md");
}

/** The runbook that a command is about: by its id, or by its path. */
export async function findRunbook(name: string, workspace: Workspace): Promise<FoundFile> {
  const options = { ...workspace, runbooks: workspace.config.runbooks };
  if (statOrNull(resolve(workspace.cwd, name)) !== null) {
    const [file, ...others] = await findDocuments([name], options);
    if (file !== undefined && others.length === 0) return file;
    throw new Refusal(`Unexpected folder \`${name}\`, expected one runbook`, "name a file in it");
  }
  const files = await findDocuments([], options);
  const found = files.filter((file) => idOf(file) === name);
  if (found[0] !== undefined && found.length === 1) return found[0];
  if (found.length > 1)
    throw new Refusal(
      `Unexpected runbook \`${name}\` in ${found.length} folders, expected one`,
      `name one by its path: ${found.map(({ path }) => shownPath(path, workspace)).join(", ")}`,
    );
  const near = suggest(name, files.map(idOf));
  throw new Refusal(
    `Unexpected runbook \`${name}\`, expected one of the ${files.length} below ${workspace.config.runbooks}/`,
    near.length > 0
      ? `did you mean ${near.map((id) => `\`${id}\``).join(" or ")}?`
      : "name it by its file's name without `.md`, or by its path",
  );
}

/** A runbook that compiles; anything else is shown and refused with the given status. */
export async function compileRunbook(
  file: FoundFile,
  workspace: Workspace,
  status: number,
): Promise<Compiled & { readonly files: ReadonlyMap<string, string> }> {
  const [document] = await compileDocuments([file], workspace);
  const compiled = document!.result;
  if (compiled.files !== null) return { ...compiled, files: compiled.files };
  await showDiagnostics(
    compiled.diagnostics.filter(({ severity }) => severity === "error"),
    workspace,
    textsOf([document!]),
  );
  throw new Refusal(`${shownPath(file.path, workspace)} does not compile`, "mend the errors above", status);
}
