/**
 * What `lint` found, in the form that was asked for: words on stderr for people, one format on stdout for machines.
 */
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { configName } from "../find-config.ts";
import { showDiagnostics, summaryOf } from "../diagnostics.ts";
import { textsOf, type LookedAt } from "../documents.ts";
import type { Linted } from "./lint-documents.ts";
import { version } from "../package.ts";
import { printExactly, say } from "../terminal.ts";
import { asShown, loadRules, shownPath, type Workspace } from "../workspace.ts";

export const formats = ["pretty", "json", "github", "sarif", "junit"] as const;
export type Format = (typeof formats)[number];

export interface LintReport {
  readonly documents: readonly LookedAt<Linted>[];
  readonly diagnostics: readonly Diagnostic[];
  /** What `--fix` mended; `null` without it. */
  readonly fixed: readonly Diagnostic[] | null;
}

export async function reportLint({ documents, diagnostics, fixed }: LintReport, format: Format, workspace: Workspace): Promise<void> {
  const shown = diagnostics.map((diagnostic) => asShown(diagnostic, workspace));
  switch (format) {
    case "json": {
      const { renderJson } = await import("../../compiler/diagnostics/render-json.ts");
      const mended = fixed?.map((diagnostic) => asShown(diagnostic, workspace));
      return printExactly(renderJson(documents.length, shown, mended ?? null));
    }
    case "github":
      return printExactly((await import("../../compiler/diagnostics/render-github.ts")).renderGithub(shown));
    case "junit": {
      const { renderJunit } = await import("../../compiler/diagnostics/render-junit.ts");
      const names = documents.map(({ file }) => shownPath(file.path, workspace));
      return printExactly(renderJunit(names, shown));
    }
    case "sarif": {
      const { renderSarif } = await import("../../compiler/diagnostics/render-sarif.ts");
      const descriptions = (await loadRules(workspace)).map((rule) => ({
        code: `lint/${rule.name}`,
        summary: rule.summary,
        why: rule.why,
      }));
      return printExactly(renderSarif(shown, descriptions, version));
    }
    case "pretty": {
      const texts = textsOf(documents);
      await showDiagnostics(diagnostics, workspace, (path) => (path === configName ? workspace.configText : texts(path)));
      say(summaryOf(documents.length, diagnostics));
    }
  }
}
