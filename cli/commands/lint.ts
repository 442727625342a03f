/**
 * `rungate lint`: what the compiler and the rules have to say of documents, for people and for machines.
 */
import { relative, resolve } from "node:path";
import { Option, type Command } from "commander";
import { maximumBytes } from "../../compiler/1-parse/source-text.ts";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import type { Analysed } from "../../compiler/index.ts";
import { addCommand, ending } from "../command.ts";
import { hasErrors, showDiagnostics, summaryOf } from "../diagnostics.ts";
import { analyseDocuments, compileOptions, diagnosticsOf, textsOf, type LookedAt } from "../documents.ts";
import { good, negative, Refusal } from "../exit-status.ts";
import { bytesOfLength, findDocuments, toSlashes, type FoundFile } from "../files.ts";
import { openWorkspace } from "../open-workspace.ts";
import { version } from "../package.ts";
import { print, say } from "../terminal.ts";
import { asShown, loadRules, shownPath, type Workspace } from "../workspace.ts";

type Format = "pretty" | "json" | "github" | "sarif" | "junit";

interface LintOptions {
  readonly format: Format;
  readonly stdin?: boolean;
  readonly stdinFilepath?: string;
  readonly strict?: boolean;
}

export function addLint(program: Command): void {
  addCommand(program, "lint [path...]", {
    summary: "report what is wrong in Markdown files",
    description:
      "Reports what is wrong in Markdown files; without a path, in the configured runbooks. Old documents without labels are judged by their commands.",
    examples: [
      { line: "rungate lint", does: "all runbooks of this repository" },
      { line: "rungate lint docs/*.md --format json", does: "some files, for a machine" },
      { line: "rungate lint --stdin --stdin-filepath runbooks/x.md < draft", does: "what an editor holds" },
    ],
  })
    .addOption(new Option("--format <format>", "how to report").choices(["pretty", "json", "github", "sarif", "junit"]).default("pretty"))
    .option("--stdin", "read one document from standard input")
    .option("--stdin-filepath <file>", "the name that this document has")
    .option("--strict", "judge old documents as strictly as new ones")
    .action(ending(lint));
}

async function lint(paths: string[], options: LintOptions): Promise<number> {
  if (options.stdin === true && paths.length > 0)
    throw new Refusal("Unexpected paths beside --stdin, expected one or the other", "leave one of them out");
  const workspace = await openWorkspace({ isStrict: options.strict ?? false });
  const documents = workspace.configDiagnostics.length > 0 ? [] : await lookAt(paths, options, workspace);
  const diagnostics = [...workspace.configDiagnostics, ...diagnosticsOf(documents)];
  await report(documents, diagnostics, options.format, workspace);
  return hasErrors(diagnostics) ? negative : good;
}

async function lookAt(paths: string[], options: LintOptions, workspace: Workspace): Promise<LookedAt<Analysed>[]> {
  if (options.stdin !== true)
    return analyseDocuments(await findDocuments(paths, { ...workspace, runbooks: workspace.config.runbooks }), workspace);
  const absolute = resolve(workspace.cwd, options.stdinFilepath ?? "stdin.md");
  const file: FoundFile = { absolute, path: toSlashes(relative(workspace.root, absolute)) };
  const { analyse } = await import("../../compiler/index.ts");
  return [{ file, result: await analyse(await readStdin(), { ...(await compileOptions(workspace)), path: file.path }) }];
}

/** Whoever sends more than this means no document. */
const stdinBytesMax = 64 * 1024 * 1024;

async function readStdin(): Promise<Uint8Array> {
  if (process.stdin.isTTY)
    throw new Refusal("Unexpected terminal on standard input, expected a document", "redirect a file into it: rungate lint --stdin < file");
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length <= maximumBytes) chunks.push(chunk);
    if (length > stdinBytesMax) break;
  }
  return length > maximumBytes ? bytesOfLength(length) : Buffer.concat(chunks);
}

async function report(
  documents: readonly LookedAt<Analysed>[],
  diagnostics: readonly Diagnostic[],
  format: Format,
  workspace: Workspace,
): Promise<void> {
  const shown = diagnostics.map((diagnostic) => asShown(diagnostic, workspace));
  switch (format) {
    case "json":
      return print((await import("../../compiler/diagnostics/render-json.ts")).renderJson(documents.length, shown));
    case "github":
      return print((await import("../../compiler/diagnostics/render-github.ts")).renderGithub(shown));
    case "junit": {
      const { renderJunit } = await import("../../compiler/diagnostics/render-junit.ts");
      return print(
        renderJunit(
          documents.map(({ file }) => shownPath(file.path, workspace)),
          shown,
        ),
      );
    }
    case "sarif": {
      const { renderSarif } = await import("../../compiler/diagnostics/render-sarif.ts");
      const descriptions = (await loadRules()).map((rule) => ({ code: `lint/${rule.name}`, summary: rule.summary, why: rule.why }));
      return print(renderSarif(shown, descriptions, version));
    }
    case "pretty": {
      const texts = textsOf(documents);
      showDiagnostics(diagnostics, workspace, (path) => texts(path) ?? workspace.configText);
      say(summaryOf(documents.length, diagnostics));
    }
  }
}
