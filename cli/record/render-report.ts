/**
 * The record of a run as Markdown. Whatever came from the world stands in code, so that no output of a command can pose as
 * the report's own words or load anything.
 */
import type { Entry, EntryOf } from "../../runtime/entries.ts";
import { describeDuration } from "../duration.ts";
import type { Change, RunReport } from "./describe-run.ts";
import { code, fenced, plain, table } from "./markdown.ts";

export function renderReport(report: RunReport): string {
  const { owed } = report;
  return [
    `# Record of ${plain(report.title ?? report.runId ?? "a run")}`,
    "",
    ...(report.incomplete === null ? [] : [`> **INCOMPLETE**: ${plain(report.incomplete)}.`, ""]),
    ...renderHead(report),
    "",
    ...section(
      "Parameters",
      Object.entries(report.parameters).map(([name, value]) => `- ${code(`<${name}>`)}: ${code(value)}`),
    ),
    ...section("Still owed", [
      ...owed.unknown.map(({ path, at }) => `- **outcome unknown**: ${code(path)}, started ${at}`),
      ...owed.obligations.map(({ path, text }) => `- to be done: ${code(text)} (${code(path)})`),
      ...owed.windows.map(({ name, since }) => `- open window: ${plain(name)}, since ${since}`),
      ...owed.reverts.map(
        ({ path, text, isPossible }) =>
          `- ${code(path)} ${isPossible ? `can still be undone: ${code(text)}` : `cannot be undone: ${plain(text)}`}`,
      ),
      ...owed.revalidate.map(
        ({ line, sentence, answer, text }) =>
          `- to confirm, line ${line}: ${plain(sentence)}${answer === "no" ? ` (this run showed otherwise: ${plain(text)})` : ""}`,
      ),
    ]),
    ...section(
      "Deviations",
      report.deviations.map(
        ({ kind, at, path, text, by, entry }) =>
          `- ${clock(at)} **${kind}**${path === null ? "" : ` ${code(path)}`}: ${plain(text)}${by === null ? "" : `, by ${code(by)}`} (entry ${entry})`,
      ),
    ),
    ...section("Changes", report.changes.flatMap(renderChange).slice(0, -1)),
    ...section(
      "How long",
      report.steps.length === 0
        ? []
        : table(
            ["step", "from", "took"],
            report.steps.map(({ title, at, durationMs }) => [plain(title), at, describeDuration(durationMs)]),
          ),
    ),
    "## What happened",
    "",
    ...report.journal.flatMap(renderEntry),
    "",
  ].join("\n");
}

const clock = (at: string): string => at.slice(11, 19);

function renderHead(report: RunReport): string[] {
  const { startedAt, endedAt } = report;
  const rows: readonly (readonly [name: string, value: string | null])[] = [
    ["run", report.runId === null ? null : code(report.runId)],
    ["state", report.state],
    ["ended with", report.happened === null ? null : plain(report.happened)],
    ["runbook", report.runbook === null ? null : code(report.runbook)],
    ["by", report.runners.map(({ user, host }) => `${code(user)} on ${code(host)}`).join(", then ")],
    ["mode", report.mode],
    ["asked for", report.named.length === 0 ? null : report.named.map(code).join(", ")],
    ["from", startedAt],
    ["to", endedAt],
    ["took", startedAt === null || endedAt === null ? null : describeDuration(Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)))],
    ["source", report.sourceSha256 === null ? null : code(report.sourceSha256)],
    ["procedure", report.procedureSha256 === null ? null : code(report.procedureSha256)],
    ["compiled by", report.compilerVersion === null ? null : `rungate ${plain(report.compilerVersion)}`],
    ["entries", String(report.entries)],
    ["head", report.head === null ? null : code(report.head)],
    ["cut off", report.droppedBytes > 0 ? `${report.droppedBytes} bytes behind the last good entry` : null],
  ];
  return table(
    ["", ""],
    rows.flatMap(([name, value]) => (value === null || value === "" ? [] : [[name, value]])),
  );
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, "", ...lines, ""];
}

/** What was shown before the word, and what became of it. */
function renderChange(change: Change): string[] {
  const { shown, status, durationMs } = change;
  const words = [code(change.by), ...(change.secondBy === null ? [] : [code(change.secondBy)])].join(" and ");
  const ended = [
    `**${change.outcome}**`,
    ...(status === null ? [] : [`status ${status}`]),
    ...(durationMs === null ? [] : [describeDuration(durationMs)]),
    ...(change.isRecovered ? ["found after a crash"] : []),
    ...(change.isUndone ? ["undone later"] : []),
  ].join(", ");
  return [
    `### ${code(change.path)}`,
    "",
    `${ended}. On ${code(change.host)}, ${change.at}, on the word of ${words} (entry ${change.entry}). They were shown:`,
    "",
    ...(shown === null
      ? ["(what was shown is gone, or was changed)"]
      : [
          ...(shown.session === null ? [] : [...fenced(shown.session, "bash"), ""]),
          ...fenced(shown.script, "bash"),
          "",
          ...shown.values.map(({ variable, value }) => `- ${code(variable)}: ${code(value)}`),
          ...shown.evidence.map(
            ({ item, what, result, ageMs }) =>
              `- evidence: ${plain(item)}: ${plain(what)}: ${plain(result)}, ${describeDuration(ageMs)} before`,
          ),
          `- undo: ${shown.revert === null ? "the author says nothing" : code(shown.revert)}`,
        ]),
    "",
  ];
}

function renderEntry(entry: Entry): string[] {
  if (entry.kind === "step") return ["", `### ${plain(entry.title)}`, "", `${entry.at.slice(11, 19)} UTC ${code(entry.path)}`, ""];
  const told = tell(entry);
  return told === null ? [] : [`- ${entry.at.slice(11, 19)} ${told}`];
}

/** One line an entry; `null` for what another line says already. */
function tell(entry: Exclude<Entry, { kind: "step" }>): string | null {
  switch (entry.kind) {
    case "run":
      return `started by ${code(entry.user)}`;
    case "resumed":
      return `**resumed** by ${code(entry.user)} on ${code(entry.host)}${entry.droppedBytes > 0 ? `; ${entry.droppedBytes} bytes of an unfinished entry were cut off` : ""}`;
    case "procedure":
      return `**goes on with another version** of its procedure, ${code(entry.procedureSha256.slice(0, 12))}, by ${code(entry.by)}`;
    case "reading":
      return `read ${code(entry.path)}: ${entry.ending === "exited" ? `status ${entry.status}` : entry.ending}${entry.why === "" ? "" : `, ${plain(entry.why)}`}, ${describeDuration(entry.durationMs)}${outputOf(entry)}`;
    case "judged":
      return `${entry.holds === true ? "holds" : entry.holds === false ? "**does not hold**" : "**no reading**"} ${code(entry.path)}: ${plain(entry.sentence)} (by ${plain(entry.by)}; read ${code(entry.actual)})`;
    case "captured":
      return `captured ${code(entry.name)} = ${code(entry.preview)}`;
    case "revert":
      return null;
    case "intent":
      return `**change** ${code(entry.path)} on ${code(entry.host)}, on the word of ${code(entry.by)}${entry.secondBy === undefined ? "" : ` and of ${code(entry.secondBy)}`}; block ${code(entry.blockSha256.slice(0, 12))}, shown ${code(entry.shownSha256.slice(0, 12))}`;
    case "secondAsked":
      return `a second person was asked for ${code(entry.path)}, shown ${code(entry.shownSha256.slice(0, 12))}`;
    case "secondWord":
      return `second word for ${code(entry.path)}: ${entry.verdict}, ${code(entry.by)}${entry.why === "" ? "" : `: ${plain(entry.why)}`}`;
    case "result":
      return `${entry.isRecovered ? "found after a crash" : "ended"} ${code(entry.path)}: status ${entry.status}, ${describeDuration(entry.durationMs)}${outputOf(entry)}`;
    case "unknown":
      return `**outcome unknown** ${code(entry.path)}: ${plain(entry.why)}`;
    case "settled":
      return `settled ${code(entry.path)}: ${entry.verdict}, by ${code(entry.by)}${entry.note === "" ? "" : `: ${plain(entry.note)}`}`;
    case "chosen":
      return `${code(entry.by)} chose ${code(entry.key)} for ${plain(entry.purpose)} at ${code(entry.path)}${entry.text === "" ? "" : `: ${plain(entry.text)}`}`;
    case "done":
      return `${entry.how} ${code(entry.path)}${entry.why === "" ? "" : `: ${plain(entry.why)}`}${entry.goTo === null ? "" : `, on to ${plain(entry.goTo)}`}`;
    case "list":
      return `list fixed at ${code(entry.path)}: ${entry.count} items`;
    case "excluded":
      return `excluded ${code(entry.name)}: ${plain(entry.why)}`;
    case "finding":
      return `**finding** ${code(entry.path)}: ${plain(entry.text)}`;
    case "window":
      return `window ${entry.action}: ${plain(entry.name)}`;
    case "reverted":
      return `**undone** ${code(entry.path)}`;
    case "owed":
      return `owed from here on: ${plain(entry.text)}`;
    case "end":
      return `ended: ${entry.state}, status ${entry.exitStatus}: ${plain(entry.happened)}`;
  }
}

function outputOf({ stdout }: EntryOf<"reading"> | EntryOf<"result">): string {
  return stdout === null ? "" : `; ${stdout.bytes} bytes of output, ${code(stdout.sha256.slice(0, 12))}`;
}
