/**
 * Views and questions as lines for `render-lines.ts`. Everything that comes from the world, the author or a value is cleaned
 * first; in a command and in a value even a colour is shown by its name.
 */
import { cleanText, showExactly } from "../clean-text.ts";
import { describeEnding } from "../conditions.ts";
import { proseRows } from "./render-prose.ts";
import { endlessPage, layOut, type Line, type Tone } from "./render-lines.ts";
import type { Ending } from "../ports.ts";
import type { Option, Place, Purpose, Question, Shown } from "../questions.ts";
import type { Checked, EndedView, View } from "../views.ts";

const blank: Line = { kind: "blank" };
const field = (name: string, text: string, tone: Tone | null = null): Line => ({
  kind: "field",
  name,
  text: cleanText(text).trimEnd(),
  tone,
  isExact: false,
});
const exactField = (name: string, text: string): Line => ({ kind: "field", name, text: showExactly(text), tone: null, isExact: true });
const text = (words: string, tone: Tone | null = null): Line => ({ kind: "text", text: cleanText(words).trimEnd(), tone });
const prose = (words: string, tone: Tone | null = null): Line => text(proseRows(words).join("\n"), tone);
const banner = (words: string, tone: Tone = "heading"): Line => ({ kind: "banner", text: cleanText(words), tone });

/** `3 s`, `12 min 05 s`, `2 h 03 min`. */
export function describeDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`
    : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** `02:40`; hours are counted as minutes. */
export const clock = (ms: number): string =>
  `${String(Math.floor(ms / 60_000)).padStart(2, "0")}:${String(Math.floor((ms % 60_000) / 1000)).padStart(2, "0")}`;

/** `position`: `9 of 31`, where it is known. */
function heading(place: Place, position: string | null = null): Line[] {
  const title = place.itemTitle === null ? "" : `  ${place.itemTitle}`;
  const rows = place.rows.length === 0 ? "" : `  [${place.rows.join(" / ")}]`;
  const where = position === null ? place.step : `${place.step} (${position})`;
  return [
    blank,
    {
      kind: "heading",
      left: cleanText(`${where}  ${place.keyword}${title}${rows}`),
      right: `${cleanText(place.sourceFile)}:${place.lines[0]}`,
    },
  ];
}

/** The exact bytes, every line of them. */
const script = (bytes: string): Line[] =>
  bytes
    .trimEnd()
    .split("\n")
    .map((line) => ({ kind: "script", text: showExactly(line) }));

const values = (list: Shown["values"]): Line[] => list.map(({ variable, value }) => exactField(variable, value));

const truth = (holds: boolean | null, no: string): string => (holds === true ? "holds" : holds === false ? no : "no reading");
const truthTone = (holds: boolean | null): Tone => (holds === true ? "good" : holds === false ? "bad" : "warning");

/** One reading of a poll, as it stands behind the time. */
export const describeReading = ({ reading, text: said, holds }: Extract<View, { kind: "poll" }>): string =>
  `reading ${reading}: ${cleanText(said)}   ${truth(holds, "not yet")}`;

/** As it is written to a file; `null`: nothing to print. */
export function renderView(view: View): string | null {
  const lines = viewLines(view);
  return lines.length === 0 ? null : layOut(lines, endlessPage).join("\n");
}

/** How a run ended, as it is written to a file. */
export const renderEnd = (end: EndedView): string => layOut(endLines(end), endlessPage).join("\n");

export function viewLines(view: View): readonly Line[] {
  switch (view.kind) {
    case "runStarted":
      return [
        blank,
        banner(`${view.isResumed ? "Resumed" : "Started"}: ${view.title}`),
        field("run", view.runId),
        ...Object.entries(view.values).map(([name, value]) => exactField(`<${name}>`, value)),
        ...view.openWindows.map(({ name, openMs }) => field("window", `still open: ${name}, for ${describeDuration(openMs)}`)),
      ];
    case "step":
      return [blank, banner(`== ${view.number} of ${view.of}  ${view.place.stepTitle}`)];
    case "words":
      return view.weight === "reading"
        ? [prose(view.text)]
        : [prose(`${view.weight.toUpperCase()}: ${view.text}`, view.weight === "caution" ? "warning" : null)];
    case "blockStarted":
      return [
        ...heading(view.place),
        field("host", `${view.host}   ${view.effect}   at most ${describeDuration(view.timeoutMs)}`),
        ...script(view.script),
        ...values(view.values),
      ];
    case "blockEnded":
      return [endingLine(view.ending), ...excerptLines(view.ending)];
    case "waiting":
      return [field("waiting", `the change is under way${view.pid === null ? "" : ` (pid ${view.pid})`}`)];
    case "poll":
      return [text(`${clock(view.elapsedMs)}     ${describeReading(view)}`)];
    case "pollStarted":
      return [
        field(
          "poll",
          `every ${describeDuration(view.everyMs)}, for up to ${describeDuration(view.budgetMs)}; the first after ${describeDuration(view.firstAfterMs)}`,
        ),
      ];
    case "judged":
      return [
        ...heading(view.place),
        ...(view.holds === true || view.findings.length === 0 ? [] : [field("sentence", view.sentence)]),
        ...view.findings.map((finding) =>
          field(truth(finding.holds, "NOT"), `${finding.readAs}   [${finding.actual}]`, truthTone(finding.holds)),
        ),
        ...(view.findings.length === 0 ? [field(truth(view.holds, "NOT"), view.sentence, truthTone(view.holds))] : []),
        field("record", `${view.entries} entries, head ${view.head.slice(0, 12)}`),
      ];
    case "checked":
      return checkedLines(view);
    case "captured":
      return [exactField("captured", `${view.name} = ${view.value}${view.before === null ? "" : `   (was ${view.before})`}`)];
    case "list":
      return [...heading(view.place), ...view.items.map((item, index) => field(`${index + 1}`, `${item.name}   ${item.state}`))];
    case "item":
      return [blank, banner(`-- ${view.number} of ${view.of}  ${view.name}`)];
    case "skipped":
      return [field("left out", view.why)];
    case "finding":
      return [field("FINDING", view.text, "warning")];
    case "window":
      return [
        field(
          "window",
          `${view.action}: ${view.name}${view.durationMs === null ? "" : `, was open for ${describeDuration(view.durationMs)}`}`,
        ),
      ];
    case "secondPerson":
      return [field("second", view.text)];
    case "reminder":
      return [field("note", view.text)];
    case "ended":
      return endLines(view.outcome);
  }
}

const checkedWords = { holds: "holds", fails: "NOT", unmeasured: "no reading", leftOut: "left out" } as const;

/** One line for what holds, the findings below what does not. */
function checkedLines({ place, verdict, sentence, findings, why }: Checked): Line[] {
  const rows = place.rows.length === 0 ? "" : `  [${place.rows.join(" / ")}]`;
  const what = [place.keyword, place.itemTitle ?? oneLine(sentence)].filter((part) => part !== "").join("  ");
  const where = `${place.sourceFile}:${place.lines[0]}`;
  const said =
    verdict === "holds" ? [] : findings.filter(({ holds }) => holds !== true).map(({ readAs, actual }) => `${readAs}   [${actual}]`);
  const rest = why === "" || (verdict === "holds" && findings.length === 0) ? said : [...said, why];
  return [
    banner(`${checkedWords[verdict].padEnd(10)} ${place.step}  ${what}${rows}  (${where})`, verdict === "fails" ? "bad" : "heading"),
    ...rest.map((line) => text(`        ${line.replaceAll("\n", "\n        ")}`)),
  ];
}

const oneLine = (words: string): string => words.replaceAll(/\s+/g, " ");

/** `exit 0`, and how long it took where that is worth a word. */
export function endingLine(ending: Ending): Line {
  const isGood = ending.kind === "exited" && ending.status === 0;
  const took = "durationMs" in ending && ending.durationMs >= 1000 ? ` after ${describeDuration(ending.durationMs)}` : "";
  return field("ended", `${describeEnding(ending)}${took}`, isGood ? null : "bad");
}

function excerptLines(ending: Ending): Line[] {
  if (ending.kind !== "exited" && ending.kind !== "timedOut") return [];
  return (["stdout", "stderr"] as const)
    .filter((stream) => ending[stream].bytes > 0)
    .map((stream) => ({ ...field(stream, excerpt(ending[stream].text, ending[stream].bytes)), isExact: true }) as Line);
}

const mostCharacters = 400;

/** A line that a block printed: its end alone is left out, where it is far longer than anyone reads. */
export const clipLine = (line: string): string => (line.length > mostCharacters ? `${line.slice(0, mostCharacters)}...` : line);

/** The beginning and the end of a long output; all of it lies in its file. */
function excerpt(output: string, bytes: number): string {
  const lines = output.trimEnd().split("\n").map(clipLine);
  if (lines.length <= 24) return lines.join("\n");
  return [...lines.slice(0, 16), `... (${lines.length - 22} lines, ${bytes} bytes in all)`, ...lines.slice(-6)].join("\n");
}

/** What happened, how the world is now, what to do next. */
function endLines(end: EndedView): Line[] {
  const at = end.at === null ? "" : ` at step ${end.at.step}, ${end.at.stepTitle} (${end.at.sourceFile}:${end.at.lines[0]})`;
  const list = (name: string, items: readonly string[]): Line[] =>
    items.map((item, index) => ({ kind: "outcome", name: index === 0 ? name : "", text: cleanText(item) }));
  return [
    blank,
    banner(`${end.state.toUpperCase()}${at}`, end.state === "done" ? "good" : "bad"),
    ...list("happened", [end.happened]),
    ...list("world now", [end.worldNow]),
    ...list("findings", end.findings),
    ...list("reverts", end.reverts),
    ...list("open", end.openWindows),
    ...list("owed", end.obligations),
    { kind: "next", text: cleanText(end.next), ...splitNext(cleanText(end.next)) },
    ...(end.entries === 0 ? [] : list("record", [`${end.entries} entries, head ${end.head.slice(0, 12)}`])),
  ];
}

/** The advice, and the command that it ends with. */
function splitNext(next: string): { readonly advice: string; readonly command: string | null } {
  const found = /^(?:(.*)[;,] then )?(rungate [a-z]+ \S+)$/s.exec(next);
  return found === null ? { advice: next, command: null } : { advice: found[1] ?? "", command: found[2] ?? null };
}

/** As it is written to a file. */
export const renderQuestion = (question: Question): string => layOut(questionLines(question), endlessPage).join("\n");

/** What went wrong, before the reading that says so. */
const missed: Readonly<Partial<Record<Purpose, string>>> = {
  gateFailed: "The gate does not hold, and nothing after it is started.",
  expectMissed: "An expectation was missed.",
};

/** Everything that the operator decides on; the options come last, next to where they are typed. */
export function questionLines(question: Question, position: string | null = null): Line[] {
  const { place, purpose, shown, options } = question;
  return [
    ...heading(place, position),
    ...(purpose in missed ? [text(missed[purpose] as string, "bad")] : []),
    text(question.text),
    ...(shown === null ? [] : shownLines(shown, place)),
    ...(purpose === "parameter"
      ? []
      : options.map(({ key, meaning, wantsText }): Line => ({
          kind: "option",
          key: `${key}${wantsText ? " REASON" : ""}`,
          meaning: cleanText(meaning),
        }))),
  ];
}

/** The answer to `?`. */
export const helpLines = (options: readonly Option[]): Line[] => [
  blank,
  text("Type one of these words, then Enter. What stands in capitals is yours to write."),
  ...options.map(optionLine),
  optionLine({ key: "show", meaning: "the question once more, page by page", wantsText: false }),
  text("Enter alone chooses nothing. Ctrl-C stops the run, Ctrl-D leaves it waiting: neither is ever a yes, and the run can be resumed."),
  text("In a command `|` begins a line, and `:` goes on with one that is longer than the row."),
];

const optionLine = ({ key, meaning, wantsText }: Option): Line => ({
  kind: "option",
  key: `${key}${wantsText ? " REASON" : ""}`,
  meaning: cleanText(meaning),
});

function shownLines(shown: Shown, place: Place): Line[] {
  return [
    field("host", `${shown.host}   ${shown.effect}   at most ${describeDuration(shown.timeoutMs)}`),
    ...(shown.session === null
      ? []
      : [field("session", "runs first, in the same bash:"), ...script(shown.session), field("block", "then this:")]),
    ...script(shown.script),
    ...values(shown.values),
    ...shown.evidence.map((seen) => field("evidence", `${seen.item}: ${seen.result} (${describeDuration(seen.ageMs)} ago)   ${seen.what}`)),
    // What ends a procedure, or undoes a change, is not undone itself.
    ...(["FINALLY", "REVERT"].includes(place.keyword) ? [] : [field("undo", shown.revert ?? "the author says nothing")]),
  ];
}
