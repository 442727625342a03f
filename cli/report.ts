/**
 * The record of a run as Markdown, made from its journal alone. Whatever came from the world stands in code spans, so
 * that no output of a command can pose as the report's own words or load anything.
 */
import type { Entry, EntryOf } from "../runtime/entries.ts";
import { RunState } from "../runtime/state.ts";
import { describeDuration } from "./duration.ts";

export interface RunRecord {
  readonly runId: string;
  readonly entries: readonly Entry[];
  /** Bytes after the last whole entry: what a crash left of one. */
  readonly droppedBytes: number;
  readonly parameters: Readonly<Record<string, string>>;
}

/** `INCOMPLETE` wherever the record does not say how the run ended: never good by omission. */
export function stateOf(entries: readonly Entry[]): string {
  const last = entries.at(-1);
  return last?.kind === "end" ? last.state : "INCOMPLETE";
}

export function renderReport(record: RunRecord): string {
  const { entries, runId } = record;
  const first = entries[0];
  const state = new RunState(entries);
  const title = first?.kind === "run" ? first.title : runId;
  return [
    `# Record of ${plain(title)}`,
    "",
    ...renderHead(record),
    "",
    ...section(
      "Parameters",
      Object.entries(record.parameters).map(([name, value]) => `- ${code(`<${name}>`)}: ${code(value)}`),
    ),
    ...section(
      "Findings",
      state.findings.map(({ text, path }) => `- ${plain(text)} (${code(path)})`),
    ),
    ...section(
      "Changes that can still be undone",
      state
        .openReverts()
        .map(({ path, text, isPossible }) => `- ${code(path)}: ${isPossible ? code(text) : `cannot be undone: ${plain(text)}`}`),
    ),
    ...section(
      "Changes whose outcome is unknown",
      state.openAttempts().map(({ intent }) => `- ${code(intent.path)}, started ${intent.at}`),
    ),
    ...section(
      "Open windows",
      [...state.openWindows.values()].map(({ name, at }) => `- ${plain(name)}, since ${at}`),
    ),
    ...section(
      "Still owed",
      state.owed.map(({ text }) => `- ${plain(text)}`),
    ),
    "## What happened",
    "",
    ...entries.flatMap(renderEntry),
    "",
  ].join("\n");
}

function renderHead({ runId, entries, droppedBytes }: RunRecord): string[] {
  const first = entries[0];
  const last = entries.at(-1);
  const rows: [string, string][] = [
    ["run", code(runId)],
    ["state", stateOf(entries)],
  ];
  if (last?.kind === "end") rows.push(["ended with", plain(last.happened)]);
  if (first?.kind === "run") {
    rows.push(
      ["runbook", code(first.runbook)],
      ["by", `${code(first.user)} on ${code(first.host)}`],
      ["from", first.at],
      ["to", last?.at ?? first.at],
      ["source", code(first.sourceSha256)],
      ["procedure", code(first.procedureSha256)],
      ["compiled by", `rungate ${plain(first.compilerVersion)}`],
    );
  }
  rows.push(["entries", String(entries.length)], ["head", code(last?.hash ?? "")]);
  if (droppedBytes > 0) rows.push(["cut off", `${droppedBytes} bytes of an entry that was never finished`]);
  return ["| | |", "|---|---|", ...rows.map(([name, value]) => `| ${name} | ${value.replace(/(?<!\\)\|/g, "\\|")} |`)];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, "", ...lines, ""];
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

/** A code span around any text: a fence longer than every run of backticks in it, on one line. */
function code(text: string): string {
  const line = oneLine(text);
  if (line === "") return "(empty)";
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** The author's or the operator's words: their code spans stay, no other markup of theirs counts. */
function plain(text: string): string {
  return oneLine(text)
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\`<>[\]!|*_#&]/g, (character) => `\\${character}`)))
    .join("");
}

/** What a terminal or a page would obey is shown by its name. */
function oneLine(text: string): string {
  return text
    .replace(/\s*\n\s*/g, " / ")
    .replace(
      /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
      (character) => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`,
    )
    .trim();
}
