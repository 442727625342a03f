/**
 * `rungate compile`: writes what a runbook means as TypeScript, shell blocks and a document; `--check` only compares.
 */
import { resolve } from "node:path";
import type { Command } from "commander";
import type { Compiled } from "../../compiler/index.ts";
import { addCommand, ending } from "../command.ts";
import { plural, showDiagnostics, summaryOf } from "../diagnostics.ts";
import { compileDocuments, diagnosticsOf, idOf, textsOf, type LookedAt } from "../documents.ts";
import { good, negative, Refusal } from "../exit-status.ts";
import { displayed, findDocuments, type FoundFile } from "../files.ts";
import { describeDifference, differencesIn, orphanFolders, writeGenerated } from "../generated-folder.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { say } from "../terminal.ts";
import { generatedFolder, shownPath, type Workspace } from "../workspace.ts";

interface CompileOptions {
  readonly check?: boolean;
  readonly strict?: boolean;
}

export function addCompile(program: Command): void {
  addCommand(program, "compile [path...]", {
    summary: "lint, then write generated/",
    description:
      "Lints runbooks and writes what each means to generated/<runbook>/: procedure, steps, shell blocks, operator document, manifest. Same input, same bytes.",
    examples: [
      { line: "rungate compile", does: "all runbooks of this repository" },
      { line: "rungate compile runbooks/restart.md", does: "one of them" },
      { line: "rungate compile --check", does: "write nothing; fail if generated/ is not what the runbooks say" },
    ],
  })
    .option("--check", "compare with what is on disk, write nothing")
    .option("--strict", "let any error refuse the build, in old documents too")
    .action(ending(compileCommand));
}

async function compileCommand(paths: string[], options: CompileOptions): Promise<number> {
  const workspace = await openSoundWorkspace({ isStrict: options.strict ?? false });
  const files = await findDocuments(paths, { ...workspace, runbooks: workspace.config.runbooks });
  refuseEqualIds(files, workspace);
  const documents = await compileDocuments(files, workspace);
  const diagnostics = diagnosticsOf(documents);
  await showDiagnostics(
    diagnostics.filter(({ severity }) => severity !== "info"),
    workspace,
    textsOf(documents),
  );
  const differs = options.check === true ? check(documents, paths.length === 0, workspace) : write(documents, workspace);
  if (diagnostics.length > 0) say(summaryOf(documents.length, diagnostics));
  return differs || documents.some(({ result }) => result.files === null) ? negative : good;
}

/** Two runbooks of one name would overwrite each other; on a disk that ignores case, so would `A.md` and `a.md`. */
function refuseEqualIds(files: readonly FoundFile[], workspace: Workspace): void {
  const seen = new Map<string, FoundFile>();
  for (const file of files) {
    const key = idOf(file).normalize("NFKC").toLowerCase();
    const other = seen.get(key);
    if (other !== undefined) {
      throw new Refusal(
        `Unexpected runbooks ${shownPath(other.path, workspace)} and ${shownPath(file.path, workspace)} with one name, expected each name once`,
        "rename one of them: the name decides the folder below generated/",
      );
    }
    seen.set(key, file);
  }
}

function write(documents: readonly LookedAt<Compiled>[], workspace: Workspace): boolean {
  for (const { file, result } of documents) {
    if (result.files === null) {
      say(`not compiled: ${shownPath(file.path, workspace)} has errors`);
      continue;
    }
    const folder = generatedFolder(workspace, idOf(file));
    const { written, removed, foreign } = writeGenerated(folder, result.files);
    const shownFolder = displayed(folder, workspace.cwd);
    const changed =
      written + removed === 0
        ? "nothing changed"
        : [written > 0 ? `${written} written` : "", removed > 0 ? `${removed} removed` : ""].filter(Boolean).join(", ");
    say(`compiled ${shownPath(file.path, workspace)} -> ${shownFolder}/ (${plural(result.files.size, "file")}, ${changed})`);
    for (const name of foreign) say(`  removed: ${shownFolder}/${name}, which rungate did not write`);
  }
  return false;
}

function check(documents: readonly LookedAt<Compiled>[], isWhole: boolean, workspace: Workspace): boolean {
  let differs = false;
  let isOrphaned = false;
  for (const { file, result } of documents) {
    if (result.files === null) {
      say(`differs: ${shownPath(file.path, workspace)} has errors and cannot be compared`);
      continue;
    }
    const folder = generatedFolder(workspace, idOf(file));
    for (const difference of differencesIn(folder, result.files)) {
      differs = true;
      say(
        `differs: ${displayed(folder, workspace.cwd)}/${difference.file}: ${describeDifference(difference, shownPath(file.path, workspace))}`,
      );
    }
  }
  if (isWhole) {
    for (const name of orphanFolders(
      resolve(workspace.root, workspace.config.generated),
      documents.map(({ file }) => idOf(file)),
    )) {
      isOrphaned = true;
      say(
        `differs: ${displayed(resolve(workspace.root, workspace.config.generated, name), workspace.cwd)}/: no runbook \`${name}.md\`; remove the folder, or bring the runbook back`,
      );
    }
  }
  if (differs) say("  fix: run `rungate compile`, and review the difference before it is committed");
  if (!differs && !isOrphaned) say(`${plural(documents.length, "runbook")}: ${workspace.config.generated}/ says the same`);
  return differs || isOrphaned;
}
