/**
 * The outline in words: what the machine runs and judges, what a person is asked, what is only shown.
 */
import type { Outline } from "../compiler/outline.ts";
import { painter } from "./terminal.ts";

type Paint = ReturnType<typeof painter>;
type Step = Outline["steps"][number];
type OutlineItem = Step["items"][number];

export function describeOutline(outline: Outline, path: string, paint: Paint): string {
  const { title, status, parameters, steps } = outline;
  const lines = [paint("bold", title), `${path}${status === null ? "" : `, ${[status.state, status.date].filter((part) => part !== null).join(" ")}`}`];
  if (parameters.length > 0) {
    lines.push("", paint("bold", "Values asked for before anything runs"));
    const width = Math.max(...parameters.map(({ name }) => name.length));
    for (const { name, type, line } of parameters) lines.push(`${lineNumber(line)}  ${`<${name}>`.padEnd(width + 2)}  ${type}`);
  }
  for (const step of steps) lines.push("", ...describeStep(step, paint));
  return `${lines.join("\n")}\n`;
}

function describeStep({ id, title, line, items }: Step, paint: Paint): string[] {
  const heading = `${lineNumber(line)}  ${paint("bold", id === title ? title : `${id}  ${title}`)}`;
  if (items.length === 0) return [heading, `${blank}  shown to the operator; nothing is run`];
  return [heading, ...items.flatMap((item) => describeItem(item, paint))];
}

function describeItem(item: OutlineItem, paint: Paint): string[] {
  const { kind, host, title, qualifiers, remarks, effect, line } = item;
  const label = [host, title].filter((part) => part !== null).join(" -- ");
  const notes = [...qualifiers, ...remarks].map((note) => `(${note})`);
  const words = [paint("cyan", kind.padEnd(9)), label, ...notes, effect === null ? "" : `[${effect}]`].filter((word) => word !== "");
  return [`${lineNumber(line)}  ${words.join(" ")}`, ...meaningOf(item).map(([verb, text]) => `${blank}  ${" ".repeat(10)}${`${verb}`.padEnd(8)} ${text}`)];
}

/** What happens at this item, each sentence under the verb that says who deals with it. */
function meaningOf({ kind, effect, script, conditions, question, byHand }: OutlineItem): [verb: string, text: string][] {
  const meaning: [string, string][] = [];
  if (byHand !== null) meaning.push(["by hand", byHand]);
  else if (script !== null) meaning.push(["runs", whenItRuns(kind, effect)]);
  for (const condition of conditions) meaning.push(["judged", condition]);
  if (question !== null) meaning.push(["asked", question]);
  return meaning;
}

function whenItRuns(kind: string, effect: string | null): string {
  if (kind === "REVERT") return "only if the operator chooses to undo the change before it";
  if (kind === "SESSION") return "before every later block of its host";
  if (kind === "FINALLY") return "when the procedure ends, however it ends";
  return effect === "read-only" && kind !== "RUN" ? "by itself: every command only reads" : "on the operator's word for exactly these bytes";
}

const numberWidth = 5;
const blank = " ".repeat(numberWidth);

function lineNumber(line: number): string {
  return String(line).padStart(numberWidth);
}
