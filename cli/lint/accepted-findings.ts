/**
 * The findings of a run of `lint` and the baseline: written down as accepted, or left out because they are.
 */
import { join } from "node:path";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { compareWithBaseline, makeBaseline, readBaseline, refuseOtherName, writeBaseline, type BaselineEntry } from "./baseline.ts";
import { plural } from "../diagnostics.ts";
import { textsOf, type LookedAt } from "../documents.ts";
import { displayed, statOrNull } from "../files.ts";
import type { Linted } from "./lint-documents.ts";
import { ruleNameOf } from "./rule-modules.ts";
import { say } from "../terminal.ts";
import type { Workspace } from "../workspace.ts";

export interface Findings {
  readonly documents: readonly LookedAt<Linted>[];
  readonly diagnostics: readonly Diagnostic[];
  readonly isShellchecked: boolean;
}

/** Never accepted: a suppression would outlive its date after all. */
const expired = "lint/expired-suppression";

/** Writes the baseline; what an earlier one accepts stays in it where this run did not look for it. */
export function acceptFindings(findings: Findings, path: string, workspace: Workspace): void {
  const { documents } = findings;
  const diagnostics = findings.diagnostics.filter(({ code }) => code !== expired);
  refuseOtherName(path, workspace);
  const lookedFor = whatWasLookedFor(findings, workspace);
  const before = statOrNull(path) === null ? [] : readBaseline(path, workspace);
  const kept = before.filter((entry) => !lookedFor(entry));
  writeBaseline(path, makeBaseline(diagnostics, textsOf(documents), kept), workspace);
  const name = displayed(path, workspace.cwd);
  say(`written  ${name}: ${plural(diagnostics.length, "finding")} in ${plural(documents.length, "file")} accepted`);
  const left = findings.diagnostics.length - diagnostics.length;
  if (left > 0) say(`left     ${plural(left, "finding")} of \`${expired}\`, which no baseline accepts: the date was the author's word`);
  const count = kept.reduce((sum, entry) => sum + entry.count, 0);
  if (count > 0) say(`kept     ${plural(count, "finding")} accepted before, which this run did not look for`);
  say(`  next: rungate lint --baseline ${name}`);
}

/** What the baseline does not accept. Says how much is hidden, and which entries have nothing left to hide. */
export function takeOutAccepted(findings: Findings, path: string, workspace: Workspace): readonly Diagnostic[] {
  const { documents, diagnostics } = findings;
  const entries = readBaseline(path, workspace);
  const acceptable = diagnostics.filter(({ code }) => code !== expired);
  const { left, hidden, stale } = compareWithBaseline(acceptable, entries, textsOf(documents), whatWasLookedFor(findings, workspace));
  const name = displayed(path, workspace.cwd);
  say(`${plural(hidden, "finding")} hidden by ${name}`);
  for (const { file, code, text } of stale)
    say(`stale    ${file}: ${code}${text === "" ? "" : ` at \`${text}\``}, accepted more often than found`);
  if (stale.length > 0) say(`  fix: run \`rungate lint --write-baseline ${name}\`, so that the next one is not hidden`);
  return [...left, ...diagnostics.filter(({ code }) => code === expired)];
}

/** Of an entry in a file that was not linted, or of a rule that did not run, nothing is known; a file that is gone is done. */
function whatWasLookedFor(
  { documents, isShellchecked }: Findings,
  { root, config, allowsRuleModules }: Workspace,
): (entry: BaselineEntry) => boolean {
  const paths = new Set(documents.map(({ file }) => file.path));
  const silent = allowsRuleModules ? [] : config.ruleModules.map((path) => `lint/${ruleNameOf(path)}`);
  return ({ file, code }) => {
    if (code.startsWith("shellcheck/") ? !isShellchecked : silent.includes(code)) return false;
    return paths.has(file) || statOrNull(join(root, file)) === null;
  };
}
