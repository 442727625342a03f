/**
 * Opens the repository around the current folder.
 */
import type { Config } from "../compiler/config.ts";
import { defaultConfig } from "../compiler/default-config.ts";
import { CommittedTexts } from "./committed.ts";
import { showDiagnostics } from "./diagnostics.ts";
import { Refusal } from "./exit-status.ts";
import { configName, findConfig } from "./find-config.ts";
import { repositoryView } from "./files.ts";
import type { Workspace } from "./workspace.ts";

interface OpenOptions {
  readonly isStrict?: boolean;
  readonly allowsRuleModules?: boolean;
  /** `--base`: see `CommittedTexts`. */
  readonly base?: string | undefined;
}

/** Reads the configuration without judging it: for `lint` and `doctor`, which report it themselves. */
export async function openWorkspace(options: OpenOptions = {}): Promise<Workspace> {
  const cwd = process.cwd();
  const { root, file } = findConfig(cwd);
  const { config, text, diagnostics } =
    file === null
      ? { config: defaultConfig, text: null, diagnostics: [] }
      : await (await import("./config-file.ts")).readConfig(file, listRuleCodes);
  const committed = new CommittedTexts({ root, patterns: config.appendOnly, base: options.base ?? null });
  return {
    cwd,
    root,
    config,
    configText: text,
    configDiagnostics: diagnostics,
    repository: { ...repositoryView(root, config.maximumFileSize), committed: committed.of },
    isStrict: options.isStrict ?? false,
    allowsRuleModules: options.allowsRuleModules ?? false,
  };
}

/** Those of the repository too, by their modules' names: nothing of them is run for this. */
async function listRuleCodes({ ruleModules }: Config): Promise<readonly string[]> {
  const [{ rules }, { ruleNameOf }] = [await import("../lint-rules/index.ts"), await import("./lint/rule-modules.ts")];
  return [...rules.map(({ name }) => name), ...ruleModules.map(ruleNameOf)].map((name) => `lint/${name}`);
}

/** For every other command: a mistake in the configuration refuses it. */
export async function openSoundWorkspace(options: OpenOptions = {}): Promise<Workspace> {
  const workspace = await openWorkspace(options);
  if (workspace.configDiagnostics.length === 0) return workspace;
  await showDiagnostics(workspace.configDiagnostics, workspace, () => workspace.configText);
  throw new Refusal(`Unexpected errors in ${configName}, expected a configuration that can be read`, "mend what is reported above");
}
