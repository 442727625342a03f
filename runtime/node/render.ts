/**
 * Views and questions as plain lines. Everything that comes from the world, the author or a value is cleaned first.
 */
import { cleanText } from "../clean-text.ts";
import { describeEnding } from "../conditions.ts";
import type { Ending } from "../ports.ts";
import type { Place, Question, Shown } from "../questions.ts";
import type { Checked, EndedView, View } from "../views.ts";

const indent = (text: string, by = "     "): string =>
  cleanText(text)
    .trimEnd()
    .split("\n")
    .map((line) => `${by}${line}`.trimEnd())
    .join("\n");
const field = (name: string, text: string): string => {
  const [first = "", ...rest] = cleanText(text).trimEnd().split("\n");
  return [`     ${name.padEnd(9)} ${first}`, ...rest.map((line) => `               ${line}`)].join("\n");
};

/** `3 s`, `12:05`, `2 h 03 min`. */
export function describeDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`
    : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

const clock = (ms: number): string =>
  `${String(Math.floor(ms / 60_000)).padStart(2, "0")}:${String(Math.floor((ms % 60_000) / 1000)).padStart(2, "0")}`;

/** Title and place fit a terminal of 80 columns side by side, where they are short enough. */
const headingColumns = 77;

function heading(place: Place): string {
  const title = place.itemTitle === null ? "" : `  ${place.itemTitle}`;
  const rows = place.rows.length === 0 ? "" : `  [${place.rows.join(" / ")}]`;
  const left = cleanText(`${place.step}  ${place.keyword}${title}${rows}`);
  const right = `${cleanText(place.sourceFile)}:${place.lines[0]}`;
  return `\n${left.padEnd(headingColumns - right.length)}  ${right}`;
}

/** Two spaces and a fence: the exact bytes, every line of them. */
const script = (text: string): string =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => `     | ${cleanText(line)}`)
    .join("\n");

const values = (list: Shown["values"]): string[] => list.map(({ variable, value }) => field(variable, value));

const truth = (holds: boolean | null, no: string): string => (holds === true ? "holds" : holds === false ? no : "no reading");

/** `null`: nothing to print. */
export function renderView(view: View): string | null {
  switch (view.kind) {
    case "runStarted":
      return [
        `\n${view.isResumed ? "Resumed" : "Started"}: ${cleanText(view.title)}`,
        field("run", view.runId),
        ...Object.entries(view.values).map(([name, value]) => field(`<${name}>`, value)),
      ].join("\n");
    case "step":
      return `\n== ${view.number} of ${view.of}  ${cleanText(view.place.stepTitle)}`;
    case "words":
      return indent(view.weight === "reading" ? view.text : `${view.weight.toUpperCase()}: ${view.text}`);
    case "blockStarted":
      return [
        heading(view.place),
        field("host", `${view.host}   ${view.effect}   at most ${describeDuration(view.timeoutMs)}`),
        script(view.script),
        ...values(view.values),
      ].join("\n");
    case "blockEnded":
      return renderEnding(view.ending);
    case "waiting":
      return field("waiting", `the change is under way${view.pid === null ? "" : ` (pid ${view.pid})`}`);
    case "poll":
      return `     ${clock(view.elapsedMs)}     reading ${view.reading}: ${cleanText(view.text)}   ${truth(view.holds, "not yet")}`;
    case "judged":
      return [
        heading(view.place),
        ...view.findings.map((finding) => field(truth(finding.holds, "NOT"), `${finding.readAs}   [${finding.actual}]`)),
        ...(view.findings.length === 0 ? [field(truth(view.holds, "NOT"), view.sentence)] : []),
        field("record", `${view.entries} entries, head ${view.head.slice(0, 12)}`),
      ].join("\n");
    case "checked":
      return renderChecked(view);
    case "captured":
      return field("captured", `${view.name} = ${view.value}${view.before === null ? "" : `   (was ${view.before})`}`);
    case "list":
      return [heading(view.place), ...view.items.map((item, index) => field(`${index + 1}`, `${item.name}   ${item.state}`))].join("\n");
    case "item":
      return `\n-- ${view.number} of ${view.of}  ${cleanText(view.name)}`;
    case "skipped":
      return field("left out", view.why);
    case "finding":
      return field("FINDING", view.text);
    case "window":
      return field(
        "window",
        `${view.action}: ${view.name}${view.durationMs === null ? "" : `, was open for ${describeDuration(view.durationMs)}`}`,
      );
    case "secondPerson":
      return field("second", view.text);
    case "reminder":
      return field("note", view.text);
    case "ended":
      return renderEnd(view.outcome);
  }
}

const checkedWords = { holds: "holds", fails: "NOT", unmeasured: "no reading", leftOut: "left out" } as const;

/** One line for what holds, the findings below what does not. */
function renderChecked({ place, verdict, sentence, findings, why }: Checked): string {
  const rows = place.rows.length === 0 ? "" : `  [${place.rows.join(" / ")}]`;
  const what = [place.keyword, place.itemTitle ?? oneLine(sentence)].filter((part) => part !== "").join("  ");
  const where = `${place.sourceFile}:${place.lines[0]}`;
  const said =
    verdict === "holds" ? [] : findings.filter(({ holds }) => holds !== true).map(({ readAs, actual }) => `${readAs}   [${actual}]`);
  const rest = why === "" || (verdict === "holds" && findings.length === 0) ? said : [...said, why];
  return [
    cleanText(`${checkedWords[verdict].padEnd(10)} ${place.step}  ${what}${rows}  (${where})`),
    ...rest.map((line) => indent(line, "             ")),
  ].join("\n");
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");

function renderEnding(ending: Ending): string {
  const lines = [field("ended", describeEnding(ending))];
  if (ending.kind === "exited" || ending.kind === "timedOut") {
    for (const [name, output] of [
      ["stdout", ending.stdout],
      ["stderr", ending.stderr],
    ] as const) {
      if (output.bytes > 0) lines.push(field(name, excerpt(output.text, output.bytes)));
    }
  }
  return lines.join("\n");
}

/** The beginning and the end of a long output; all of it lies in its file. */
function excerpt(text: string, bytes: number): string {
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => (line.length > 400 ? `${line.slice(0, 400)}...` : line));
  if (lines.length <= 24) return lines.join("\n");
  return [...lines.slice(0, 16), `... (${lines.length - 22} lines, ${bytes} bytes in all)`, ...lines.slice(-6)].join("\n");
}

/** What happened, how the world is now, what to do next. */
export function renderEnd(end: EndedView): string {
  const at = end.at === null ? "" : ` at step ${end.at.step}, ${end.at.stepTitle} (${end.at.sourceFile}:${end.at.lines[0]})`;
  const list = (name: string, items: readonly string[]): string[] =>
    items.map((item, index) => `  ${(index === 0 ? name : "").padEnd(10)} ${cleanText(item)}`);
  return [
    `\n${end.state.toUpperCase()}${cleanText(at)}`,
    ...list("happened", [end.happened]),
    ...list("world now", [end.worldNow]),
    ...list("findings", end.findings),
    ...list("reverts", end.reverts),
    ...list("open", end.openWindows),
    ...list("owed", end.obligations),
    ...list("next", [end.next]),
    ...(end.entries === 0 ? [] : list("record", [`${end.entries} entries, head ${end.head.slice(0, 12)}`])),
  ].join("\n");
}

export function renderQuestion(question: Question): string {
  const lines = [heading(question.place), indent(question.text)];
  const { shown } = question;
  if (shown !== null) {
    lines.push(field("host", `${shown.host}   ${shown.effect}   at most ${describeDuration(shown.timeoutMs)}`));
    if (shown.session !== null) lines.push(field("session", "runs first, in the same bash:"), script(shown.session));
    lines.push(script(shown.script), ...values(shown.values));
    for (const seen of shown.evidence)
      lines.push(field("evidence", `${seen.item}: ${seen.result} (${describeDuration(seen.ageMs)} ago)   ${seen.what}`));
    // What ends a procedure, or undoes a change, is not undone itself.
    if (!["FINALLY", "REVERT"].includes(question.place.keyword)) lines.push(field("undo", shown.revert ?? "the author says nothing"));
  }
  if (question.purpose !== "parameter")
    for (const { key, meaning, wantsText } of question.options)
      lines.push(`       ${`${key}${wantsText ? " REASON" : ""}`.padEnd(14)} ${cleanText(meaning)}`);
  return lines.join("\n");
}
