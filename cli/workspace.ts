/**
 * The repository that a command works in: its root, its configuration, and how paths are shown to the user.
 */
import { join, resolve } from "node:path";
import type { Rule } from "../compiler/4-lint/rule.ts";
import type { RepositoryView } from "../compiler/3-resolve/repository-view.ts";
import type { Config } from "../compiler/config.ts";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { configName, findConfig, readConfig } from "./config-file.ts";
import { showDiagnostics } from "./diagnostics.ts";
import { Refusal } from "./exit-status.ts";
import { displayed, repositoryView } from "./files.ts";

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
}

/** Reads the configuration without judging it: for `lint` and `doctor`, which report it themselves. */
export function openWorkspace(options: { isStrict?: boolean } = {}): Workspace {
  const cwd = process.cwd();
  const { root, file } = findConfig(cwd);
  const { config, text, diagnostics } = readConfig(file);
  return { cwd, root, config, configText: text, configDiagnostics: diagnostics, repository: repositoryView(root), isStrict: options.isStrict ?? false };
}

/** For every other command: a mistake in the configuration refuses it. */
export function openSoundWorkspace(options: { isStrict?: boolean } = {}): Workspace {
  const workspace = openWorkspace(options);
  if (workspace.configDiagnostics.length === 0) return workspace;
  showDiagnostics(workspace.configDiagnostics, workspace, () => workspace.configText);
  throw new Refusal(`Unexpected errors in ${configName}, expected a configuration that can be read`, "mend what is reported above");
}

/** Rules are loaded when a document is looked at, not when help is asked for. */
export async function loadRules(): Promise<readonly Rule[]> {
  return (await import("../lint-rules/index.ts")).rules;
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
