/**
 * `<!-- rungate: allow RULE because REASON [until 2027-01-31] -->`: takes the findings of one rule out of the node after it.
 *
 * Only `lint/` codes can be allowed, and those of ShellCheck: the other phases report what would run wrongly or not at all.
 * A comment that allows nothing, has no reason or is past its date is reported itself, so that none outlives what it was
 * written for.
 */
import type { Suppression } from "../ast/reference.ts";
import type { Runbook } from "../ast/runbook.ts";
import { suggest } from "../diagnostics/did-you-mean.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { Reporter } from "../diagnostics/reporter.ts";
import type { Rule } from "./rule.ts";

/** What ShellCheck finds, `shellcheck/SC2086`: found by the caller after the compiler, and only where it is asked for. */
const shellcheckCode = /^shellcheck\/SC\d{4}$/;

/** `today` is an ISO date; `null` where the caller has no clock: then no suppression ends. */
export function applySuppressions(
  runbook: Runbook,
  diagnostics: readonly Diagnostic[],
  today: string | null,
  rules: readonly Rule[],
): Diagnostic[] {
  const reporter = new Reporter(runbook.path);
  const names = rules.map((rule) => rule.name);
  const inForce = runbook.suppressions.filter((suppression) => isInForce(suppression, names, today, reporter));
  const kept = takeOut(
    inForce.filter(({ rule }) => !shellcheckCode.test(rule)),
    diagnostics,
    (suppression) => isLookedFor(suppression, rules),
    reporter,
  );
  return [...kept, ...reporter.diagnostics];
}

/** The same for what ShellCheck found in a document to which `applySuppressions` was applied. */
export function suppressShellcheck(runbook: Runbook, found: readonly Diagnostic[], today: string | null): Diagnostic[] {
  const reporter = new Reporter(runbook.path);
  const inForce = runbook.suppressions.filter(
    (suppression) => shellcheckCode.test(suppression.rule) && hasReason(suppression) && !isPast(suppression, today),
  );
  return [...takeOut(inForce, found, () => true, reporter), ...reporter.diagnostics];
}

/** What no suppression allows; one that allows nothing is reported if what it allows was looked for. */
function takeOut(
  suppressions: readonly Suppression[],
  diagnostics: readonly Diagnostic[],
  wasLookedFor: (suppression: Suppression) => boolean,
  reporter: Reporter,
): Diagnostic[] {
  let kept = [...diagnostics];
  for (const suppression of suppressions) {
    const left = kept.filter((diagnostic) => !isSuppressed(suppression, diagnostic));
    if (left.length === kept.length && wasLookedFor(suppression)) reportUnused(suppression, reporter);
    kept = left;
  }
  return kept;
}

/** The rule's bare name, whether the author wrote `history-expansion` or `lint/history-expansion`. */
function ruleName(suppression: Suppression): string {
  return suppression.rule.startsWith("lint/") ? suppression.rule.slice("lint/".length) : suppression.rule;
}

/** A rule that is only known by its name finds nothing: that says nothing of the comment. */
function isLookedFor(suppression: Suppression, rules: readonly Rule[]): boolean {
  const rule = rules.find(({ name }) => name === ruleName(suppression));
  return rule === undefined || Object.keys(rule.visit).length > 0;
}

function isSuppressed(suppression: Suppression, { code, span }: Diagnostic): boolean {
  const { target, rule } = suppression;
  return (
    target !== null &&
    code === (shellcheckCode.test(rule) ? rule : `lint/${ruleName(suppression)}`) &&
    span.start.offset >= target.start.offset &&
    span.start.offset < target.end.offset
  );
}

function isInForce(suppression: Suppression, names: readonly string[], today: string | null, reporter: Reporter): boolean {
  const { rule, until, span } = suppression;
  if (!shellcheckCode.test(rule) && !names.includes(ruleName(suppression))) {
    reportUnknownRule(suppression, names, reporter);
    return false;
  }
  if (!hasReason(suppression)) {
    reporter.report({
      code: "lint/suppression-without-reason",
      severity: "error",
      span,
      message: `Unexpected suppression of \`${rule}\` without a reason, expected \`because\` and the reason`,
      why: "the next reader cannot tell an accepted risk from a silenced finding, so the finding stays",
      fix: `Write <!-- rungate: allow ${rule} because ... -->`,
    });
    return false;
  }
  if (isPast(suppression, today)) {
    reporter.report({
      code: "lint/expired-suppression",
      severity: "error",
      span,
      message: `Unexpected suppression of \`${rule}\` that ended on \`${until}\`, expected a date to come or none`,
      why: "what was accepted for a while is reported again from that day on",
      fix: "Mend what the rule reports, or decide again and write a later date",
    });
    return false;
  }
  return true;
}

function hasReason({ reason }: Suppression): boolean {
  return reason !== null && reason.trim() !== "";
}

function isPast({ until }: Suppression, today: string | null): boolean {
  return until !== null && today !== null && until < today;
}

function reportUnknownRule({ rule, span }: Suppression, names: readonly string[], reporter: Reporter): void {
  const isOtherPhase = rule.includes("/") && !rule.startsWith("lint/") && !rule.startsWith("shellcheck/");
  if (isOtherPhase) {
    reporter.report({
      code: "lint/suppression-of-error",
      severity: "error",
      span,
      message: `Unexpected suppression of \`${rule}\`, expected the name of a lint rule`,
      why: "only lint findings are a matter of judgement; what the other phases report would run wrongly or not at all",
      fix: "Remove the comment and mend what it hides",
    });
    return;
  }
  const number = /^(?:shellcheck\/)?sc(\d{4})$/i.exec(rule)?.[1];
  const near = number === undefined ? suggest(rule.replace(/^lint\//, ""), names) : [`shellcheck/SC${number}`];
  reporter.report({
    code: "lint/suppression-of-unknown-rule",
    severity: "error",
    span,
    message: `Unexpected rule \`${rule}\` in a suppression, expected the name of a lint rule, or a code such as \`shellcheck/SC2086\``,
    why: "the comment allows nothing, and what it was written for is still reported",
    fix:
      near.length > 0 ? `Write ${near.map((name) => `\`${name}\``).join(" or ")}` : "Remove the comment, or write the code of the finding",
  });
}

function reportUnused({ rule, span }: Suppression, reporter: Reporter): void {
  reporter.report({
    code: "lint/unused-suppression",
    severity: "warning",
    span,
    message: `Unexpected suppression of \`${rule}\` where nothing is found, expected a finding in the node after the comment`,
    why: "the comment would hide the next real finding here",
    fix: "Remove the comment, or move it directly above the block that it is about",
  });
}
