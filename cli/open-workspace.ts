/**
 * Opens the repository around the current folder.
 */
import { committedText } from "./committed.ts";
import { configName, findConfig, readConfig } from "./config-file.ts";
import { showDiagnostics } from "./diagnostics.ts";
import { Refusal } from "./exit-status.ts";
import { repositoryView } from "./files.ts";
import { loadRules, type Workspace } from "./workspace.ts";

/** Reads the configuration without judging it: for `lint` and `doctor`, which report it themselves. */
export async function openWorkspace(options: { isStrict?: boolean } = {}): Promise<Workspace> {
  const cwd = process.cwd();
  const { root, file } = findConfig(cwd);
  const { config, text, diagnostics } = await readConfig(file, async () => (await loadRules()).map((rule) => `lint/${rule.name}`));
  return {
    cwd,
    root,
    config,
    configText: text,
    configDiagnostics: diagnostics,
    repository: { ...repositoryView(root), committed: (path) => committedText(root, path, config.appendOnly) },
    isStrict: options.isStrict ?? false,
  };
}

/** For every other command: a mistake in the configuration refuses it. */
export async function openSoundWorkspace(options: { isStrict?: boolean } = {}): Promise<Workspace> {
  const workspace = await openWorkspace(options);
  if (workspace.configDiagnostics.length === 0) return workspace;
  showDiagnostics(workspace.configDiagnostics, workspace, () => workspace.configText);
  throw new Refusal(`Unexpected errors in ${configName}, expected a configuration that can be read`, "mend what is reported above");
}
