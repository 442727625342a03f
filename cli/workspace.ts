/**
 * The repository that a command works in: its root, its configuration, and how paths are shown to the user.
 */
import { join, resolve } from "node:path";
import type { Rule } from "../compiler/4-lint/rule.ts";
import type { RepositoryView } from "../compiler/3-resolve/repository-view.ts";
import type { Config } from "../compiler/config.ts";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { displayed } from "./files.ts";

export interface Workspace {
  readonly cwd: string;
  readonly root: string;
  readonly config: Config;
  /** Mistakes in `rungate.yaml`; while there are any, `config` is the default. */
  readonly configDiagnostics: readonly Diagnostic[];
  readonly configText: string | null;
  readonly repository: RepositoryView;
  /** `--strict`: an error refuses the build, in old documents too. */
  readonly isStrict: boolean;
  /** `--allow-rule-modules`: the repository's own rules run; without it they are known by name only. */
  readonly allowsRuleModules: boolean;
}

/** Rules are loaded when a document is looked at, not when help is asked for; the repository's own come last. */
export async function loadRules(workspace: Pick<Workspace, "root" | "config" | "allowsRuleModules">): Promise<readonly Rule[]> {
  const { rules } = await import("../lint-rules/index.ts");
  if (workspace.config.ruleModules.length === 0) return rules;
  const { loadRuleModules } = await import("./lint/rule-modules.ts");
  return [...rules, ...(await loadRuleModules(workspace, rules))];
}

/** Where compiled procedures lie. */
export function generatedFolder(workspace: Workspace, id: string): string {
  return join(resolve(workspace.root, workspace.config.generated), id);
}

/** The compiler speaks of paths from the root; people and tools read them from the current folder. */
export function shownPath(path: string, workspace: Workspace): string {
  return displayed(resolve(workspace.root, path), workspace.cwd);
}

export function asShown(diagnostic: Diagnostic, workspace: Workspace): Diagnostic {
  return { ...diagnostic, file: shownPath(diagnostic.file, workspace) };
}
