/**
 * A repository's own lint rules. `rungate.yaml` names the modules, and a module's name is its rule's: so suppressions and
 * severities are understood without running anything. Their code runs only where the user says so on the command line,
 * because whoever lints a stranger's pull request must not run what the pull request brings.
 */
import { realpathSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Rule } from "../../compiler/4-lint/rule.ts";
import { Severity } from "../../compiler/diagnostics/diagnostic.ts";
import { bug, Refusal } from "../exit-status.ts";
import { isInside, statOrNull } from "../files.ts";
import type { Workspace } from "../workspace.ts";

export function ruleNameOf(path: string): string {
  return basename(path, extname(path));
}

/** In the order of `rungate.yaml`; without leave to run them, rules that find nothing under the same names. */
export async function loadRuleModules(
  { root, config, allowsRuleModules }: Pick<Workspace, "root" | "config" | "allowsRuleModules">,
  own: readonly Rule[],
): Promise<Rule[]> {
  const rules: Rule[] = [];
  for (const path of config.ruleModules) {
    const name = ruleNameOf(path);
    if ([...own, ...rules].some((rule) => rule.name === name))
      throw new Refusal(`Unexpected rule module \`${path}\`, expected a name that no other rule has`, "rename the module and its rule");
    rules.push(allowsRuleModules ? await loadRule(path, name, root) : silentRule(name));
  }
  return rules;
}

function silentRule(name: string): Rule {
  return { name, since: "", severity: "warning", summary: "", why: "", good: [], bad: [], visit: {} };
}

async function loadRule(path: string, name: string, root: string): Promise<Rule> {
  const absolute = join(root, path);
  if (statOrNull(absolute)?.isFile() !== true)
    throw new Refusal(`Unexpected rule module \`${path}\`, expected a file below ${root}`, "mend ruleModules in rungate.yaml");
  if (!isInside(realpathSync(absolute), realpathSync(root)))
    throw new Refusal(`Unexpected rule module \`${path}\` that leads out of the repository, expected a file inside`, "copy the file in");
  const loaded = await importModule(absolute, path);
  const rule = loaded["default"];
  if (!isRule(rule))
    throw new Refusal(
      `Unexpected default export of \`${path}\`, expected a rule`,
      "write `export default defineRule({ ... })`, with defineRule of rungate/rule",
    );
  if (rule.name !== name)
    throw new Refusal(`Unexpected rule \`${rule.name}\` in \`${path}\`, expected \`${name}\``, "give the rule and its module one name");
  return rule;
}

/** What was changed since is another module to Node, so that a watch sees it; modules that it imports itself stay. */
async function importModule(absolute: string, path: string): Promise<Record<string, unknown>> {
  try {
    return (await import(`${pathToFileURL(absolute).href}?${statSync(absolute).mtimeMs}`)) as Record<string, unknown>;
  } catch (error) {
    const isTypeScript = (error as NodeJS.ErrnoException).code === "ERR_UNKNOWN_FILE_EXTENSION";
    if (isTypeScript)
      throw new Refusal(
        `Unexpected TypeScript in \`${path}\`, which Node ${process.versions.node} does not read, expected JavaScript`,
        "write it as .mjs, or use Node 24",
      );
    throw new Refusal(
      `Unexpected error while the rule module \`${path}\` was loaded: ${error instanceof Error ? error.message : String(error)}`,
      "mend the module",
      bug,
    );
  }
}

function isRule(value: unknown): value is Rule {
  if (typeof value !== "object" || value === null) return false;
  const { name, severity, summary, why, visit } = value as Partial<Record<keyof Rule, unknown>>;
  const areTexts = [name, summary, why].every((text) => typeof text === "string");
  return areTexts && Severity.safeParse(severity).success && typeof visit === "object" && visit !== null;
}
