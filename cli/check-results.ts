/**
 * What `run --check-only` found, in the forms that machines read. The words for people are those of the run's own views.
 */
import { z } from "zod";
import { escapeXml } from "../compiler/diagnostics/render-junit.ts";
import type { Outcome } from "../runtime/outcome.ts";
import type { Checked } from "../runtime/views.ts";

export const checkFormats = ["pretty", "json", "junit"] as const;
export type CheckFormat = (typeof checkFormats)[number];

/** `run --check-only --format json`. Keys are only ever added. */
export const JsonChecks = z.strictObject({
  version: z.literal(1),
  runbook: z.string(),
  run: z.string(),
  state: z.enum(["held", "drifted", "interrupted"]),
  exitStatus: z.int(),
  checks: z.array(
    z.strictObject({
      step: z.string(),
      item: z.string().nullable(),
      /** The rows of the loops around it, outermost first. */
      rows: z.array(z.string()),
      keyword: z.string(),
      title: z.string().nullable(),
      file: z.string(),
      line: z.int().positive(),
      verdict: z.enum(["holds", "fails", "unmeasured", "left out"]),
      sentence: z.string(),
      conditions: z.array(z.strictObject({ text: z.string(), readAs: z.string(), actual: z.string(), holds: z.boolean().nullable() })),
      why: z.string(),
    }),
  ),
});
type JsonChecks = z.infer<typeof JsonChecks>;

export function renderChecksAsJson(runbook: string, { runId, state, exitStatus }: Outcome, results: readonly Checked[]): string {
  const checks: JsonChecks = {
    version: 1,
    runbook,
    run: runId,
    state: state as JsonChecks["state"],
    exitStatus,
    checks: results.map(({ place, verdict, sentence, findings, why }) => ({
      step: place.step,
      item: place.item,
      rows: [...place.rows],
      keyword: place.keyword,
      title: place.itemTitle,
      file: place.sourceFile,
      line: place.lines[0],
      verdict: verdict === "leftOut" ? "left out" : verdict,
      sentence,
      conditions: findings.map(({ text, readAs, actual, holds }) => ({ text, readAs, actual, holds })),
      why,
    })),
  };
  return `${JSON.stringify(checks, null, 2)}\n`;
}

/** A section is a suite. What does not hold is a failure, what could not be measured an error, what is left out is skipped. */
export function renderChecksAsJunit(runbook: string, results: readonly Checked[]): string {
  const steps = [...new Set(results.map(({ place }) => place.step))];
  const suites = steps.flatMap((step) => {
    const own = results.filter(({ place }) => place.step === step);
    const name = escapeXml(`${step} ${own[0]?.place.stepTitle ?? ""}`.trim());
    return [`  <testsuite name="${name}" ${countsOf(own)}>`, ...own.flatMap((result) => renderCase(runbook, result)), "  </testsuite>"];
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="rungate" ${countsOf(results)}>`,
    ...suites,
    "</testsuites>",
    "",
  ].join("\n");
}

function countsOf(results: readonly Checked[]): string {
  const count = (verdict: Checked["verdict"]): number => results.filter((result) => result.verdict === verdict).length;
  return `tests="${results.length}" failures="${count("fails")}" errors="${count("unmeasured")}" skipped="${count("leftOut")}"`;
}

const elements = { fails: "failure", unmeasured: "error" } as const;

function renderCase(runbook: string, { place, verdict, sentence, findings, why }: Checked): string[] {
  const rows = place.rows.length === 0 ? "" : ` [${place.rows.join(" / ")}]`;
  const name = escapeXml([place.item ?? place.step, place.keyword, place.itemTitle ?? sentence].join(" ").trimEnd() + rows);
  const opening = `    <testcase classname="${escapeXml(runbook)}" name="${name}"`;
  if (verdict === "holds") return [`${opening}/>`];
  if (verdict === "leftOut") return [`${opening}>`, `      <skipped message="${escapeXml(why)}"/>`, "    </testcase>"];
  const odd = findings.filter(({ holds }) => holds !== true).map(({ readAs, actual }) => `${readAs} [${actual}]`);
  const said = [...odd, why].filter((part) => part !== "");
  const where = `${place.sourceFile}:${place.lines[0]}`;
  const element = elements[verdict];
  return [
    `${opening}>`,
    `      <${element} message="${escapeXml(said.join("; "))}">${escapeXml([where, sentence, ...said].join("\n"))}</${element}>`,
    "    </testcase>",
  ];
}
