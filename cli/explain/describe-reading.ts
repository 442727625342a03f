/**
 * How the machine reads a document, in words: what runs and when, what is judged, what a person is asked, what is only
 * shown. Every sentence of the document is in one of these lines.
 */
import type { Analysis } from "../../compiler/ast/analysis.ts";
import { failureInWords, statusesOfNo } from "../../compiler/ast/answering-no.ts";
import type { Condition, ConditionText } from "../../compiler/ast/condition.ts";
import { itemsOf, visitItem, type Item, type ItemVisitor } from "../../compiler/ast/index.ts";
import type { Prose, Table } from "../../compiler/ast/prose.ts";
import type { Runbook } from "../../compiler/ast/runbook.ts";
import type { Section } from "../../compiler/ast/section.ts";
import type { ShellBlock } from "../../compiler/ast/shell-block.ts";
import { isFrame, isStep } from "../../compiler/ast/step.ts";
import type { painter } from "../terminal.ts";

type Paint = ReturnType<typeof painter>;
type Line = readonly [verb: string, text: string];

/** `taken`: sections of other documents that its DOs call, told behind its own. */
export function describeReading(runbook: Runbook, taken: readonly Section[], analysis: Analysis, path: string, paint: Paint): string {
  const { title, status, sections } = runbook;
  const lines = [
    paint("bold", title),
    `${path}${status === null ? "" : `, ${[status.state, status.date].filter((part) => part !== null).join(" ")}`}`,
  ];
  if (analysis.parameters.length > 0) {
    lines.push("", paint("bold", "Values, asked for before anything runs"));
    const width = Math.max(...analysis.parameters.map(({ name }) => name.length));
    for (const { name, typeText, span } of analysis.parameters)
      lines.push(`${lineNumber(span.start.line)}  ${`<${name}>`.padEnd(width + 2)}  ${typeText}`);
  }
  if (runbook.headers.length > 0) {
    lines.push("", paint("bold", "Header, shown in the operator document"));
    for (const { name, text, span } of runbook.headers)
      lines.push(`${lineNumber(span.start.line)}  ${name.padEnd(keywordWidth)} ${clip(text)}`);
  }
  for (const section of [...sections, ...taken])
    if (section.children.length > 0) lines.push("", ...describeSection(section, runbook, analysis, paint));
  return `${lines.join("\n")}\n`;
}

function describeSection(section: Section, runbook: Runbook, analysis: Analysis, paint: Paint): string[] {
  const { id, title, headingSpan, children } = section;
  const heading = `${lineNumber(headingSpan.start.line)}  ${paint("bold", id !== title && /^(?:\d|(?:Step|Stage|Phase) )/.test(id) ? `${id}  ${title}` : title)}`;
  const isRead = !isStep(section) && !isFrame(section, runbook);
  return [
    heading,
    ...children.flatMap((child) =>
      child.kind === "Prose" || child.kind === "Table" ? describeShown(child) : describeItem(child, section, analysis, paint),
    ),
    ...(isRead ? [`${" ".repeat(numberWidth)}  ${"asked".padEnd(keywordWidth)} whether it was read, before the run goes on`] : []),
  ];
}

/** Enough of the words to find them again. */
const shownLength = 90;

function describeShown(node: Prose | Table): string[] {
  // The parameters stand at the top of the page already.
  if (node.kind === "Table" && node.role === "parameters") return [];
  const text = node.kind === "Table" ? `table: ${node.columns.join(", ")}` : node.markdown.replace(/\s+/g, " ").trim();
  return [`${lineNumber(node.span.start.line)}  ${"shown".padEnd(keywordWidth)} ${clip(text)}`];
}

const clip = (text: string): string => (text.length > shownLength ? `${text.slice(0, shownLength)}...` : text);

const numberWidth = 5;
const keywordWidth = 9;
const lineNumber = (line: number): string => String(line).padStart(numberWidth);
const indent = " ".repeat(numberWidth + 2 + keywordWidth + 1);

function describeItem(item: Item, section: Section, analysis: Analysis, paint: Paint): string[] {
  const unlabelled = analysis.kindOfUnlabelled.get(item.id);
  const keyword = unlabelled === undefined ? item.keyword : unlabelled === "Run" ? "RUN" : "CHECK";
  const notes = [...item.qualifiers.map((qualifier) => ("text" in qualifier ? qualifier.text : qualifier.name)), ...item.remarks].map(
    (note) => `(${note})`,
  );
  const label = [[item.host, item.title].filter((part) => part !== null).join(" -- "), ...notes].filter((word) => word !== "").join(" ");
  const byHand = analysis.byHand.get(item.id);
  const meaning: readonly Line[] =
    byHand === undefined ? visitItem(item, meaningsOf(section, analysis)) : [["by hand", byHand], ...visitItem(item, byHandMeanings)];
  return [
    `${lineNumber(item.labelSpan.start.line)}  ${paint("cyan", keyword.padEnd(keywordWidth))} ${label}`.trimEnd(),
    ...meaning.map(([verb, text]) => `${indent}${verb.padEnd(8)} ${text}`),
  ];
}

const done = (): readonly Line[] => [["asked", "to do it, and to confirm that it is done"]];
const answered = ({ condition }: { condition: ConditionText }): readonly Line[] => [["asked", condition.question ?? condition.text]];

/** What the operator is asked in the place of what the machine does not do. */
const byHandMeanings: ItemVisitor<readonly Line[]> = {
  Admonition: done,
  Capture: () => [["shown", "no value is taken; what needs it is done by hand too"]],
  Check: done,
  Decision: () => [["asked", "which way to go"]],
  Do: done,
  Exclude: done,
  Expect: answered,
  Finally: done,
  Gate: answered,
  Manual: done,
  Procedure: done,
  Revert: () => [["shown", "beside the change before it, and carried out by hand"]],
  Run: done,
  Session: () => [["shown", "the blocks that need it are done by hand"]],
  Stop: done,
  Unlabelled: done,
  When: answered,
  Window: done,
};

function meaningsOf(section: Section, analysis: Analysis): ItemVisitor<readonly Line[]> {
  const runs = (block: ShellBlock | null, when: string): Line[] => {
    const found = block === null ? undefined : analysis.blockOf.get(block);
    return found === undefined ? [] : [["runs", `${when}, on ${found.host} (${found.effect})`]];
  };
  const reads = (block: ShellBlock | null): Line[] => runs(block, whenRead(block, analysis));
  const judges = ({ condition, probe }: { condition: ConditionText; probe: ShellBlock | null }): Line[] => [
    ...reads(probe),
    ...describeCondition(condition),
  ];
  return {
    Admonition: (admonition) => [
      ["shown", admonition.text],
      ...(admonition.severity === "caution" && isBeforeRun(admonition, section, analysis)
        ? [["asked", "whether it was read, before the next change"] as const]
        : []),
    ],
    Capture: ({ name, form }) => [
      [
        "keeps",
        `<${name}>, ${form.kind === "rows" || form.kind === "row" ? `columns ${form.columns.map((column) => column.name).join(", ")}` : form.kind}`,
      ],
    ],
    Check: ({ block, text, qualifiers }) =>
      isInteractive(qualifiers)
        ? [inTerminal, ...shown(text)]
        : block === null
          ? [["asked", text]]
          : [...reads(block), ...shownBeside(block, text)],
    Decision: ({ branches }) =>
      branches.flatMap(({ condition, target }): Line[] =>
        condition === null ? [["else", goesTo(target)]] : [...describeCondition(condition), ["then", goesTo(target)]],
      ),
    Do: ({ text, isWhole }) => [
      ["calls", text],
      ...(isWhole ? [["runs", "every step of the linked runbook, as it is told below"] as const] : []),
    ],
    Exclude: ({ text, evidence }) => [["takes out", text], ...reads(evidence)],
    Expect: (expect) => [...judges(expect), ["if not", "asked whether to go on, with the reason"]],
    Finally: ({ block, text }) => [
      ...runs(block, `when the procedure ends, however it ends, ${whenRead(block, analysis)}`),
      ...shownBeside(block, text),
    ],
    Gate: judges,
    Manual: ({ text }) => [["asked", text]],
    Procedure: ({ name, parameters }) => [
      ["called", `as ${name} of ${parameters.map((parameter) => `<${parameter.name}>`).join(", ")}; never run in order`],
    ],
    Revert: ({ block, later, none }) =>
      none === null
        ? [
            ...runs(block, "only if the operator chooses to undo the change before it"),
            ...(later === null ? [] : [["owed", `by hand after that: ${later.script}`] as const]),
          ]
        : [["shown", `cannot be undone: ${none}`]],
    Run: ({ block, text, qualifiers }) => {
      const has = (wanted: string): boolean => qualifiers.some(({ name }) => name === wanted);
      const named = has("only when named") ? "if `--step` names it, " : "";
      const words = has("two-person") ? "the words of the operator and of a second person" : "the operator's word";
      return [...(has("interactive") ? [inTerminal] : runs(block, `${named}on ${words} for exactly these bytes`)), ...shown(text)];
    },
    Session: ({ block }) => runs(block, "before every later block of its host"),
    Stop: ({ reason }) => [["ends", reason]],
    Unlabelled: ({ id, block, text }) => [
      ...(analysis.kindOfUnlabelled.get(id) === "Check" ? reads(block) : runs(block, "on the operator's word for exactly these bytes")),
      ...shown(text),
    ],
    When: ({ appliesTo, ...rest }) => [
      ...judges(rest),
      ["decides", appliesTo === "section" ? "whether the section applies" : "whether the next block applies"],
    ],
    Window: ({ action, name }) => [["measures", `${action === "open" ? "from here" : "up to here"}${name === null ? "" : `: ${name}`}`]],
  };
}

const inTerminal: Line = ["asked", "to do it in a terminal of one's own, and to confirm; it is not recorded, and not judged"];

const isInteractive = (qualifiers: Item["qualifiers"]): boolean => qualifiers.some(({ name }) => name === "interactive");

/** A CAUTION is acknowledged where the next block of its section is a change. */
function isBeforeRun(caution: Item, section: Section, analysis: Analysis): boolean {
  const items = itemsOf(section);
  const next = items
    .slice(items.indexOf(caution) + 1)
    .find(({ kind }) => ["Run", "Check", "Unlabelled", "Manual", "Do", "Exclude", "Decision"].includes(kind));
  return next?.kind === "Run" || (next?.kind === "Unlabelled" && analysis.kindOfUnlabelled.get(next.id) === "Run");
}

const goesTo = (target: string): string => (target.toUpperCase() === "STOP" ? "the run stops here" : `on to ${target}`);

/** Words beside a command; a command that stands among them alone is told already. */
const shownBeside = (block: ShellBlock | null, text: string): Line[] =>
  shown(text.replaceAll("`", "").trim() === block?.script ? "" : text);

const shown = (text: string): Line[] => (text.trim() === "" ? [] : [["shown", text]]);

function whenRead(block: ShellBlock | null, analysis: Analysis): string {
  const effect = block === null ? undefined : analysis.blockOf.get(block)?.effect;
  return effect === "read-only" ? "by itself, because every command only reads" : "on the operator's word, because it may change something";
}

/** Which failures of the command count. */
function describeFailure({ subject, predicate }: Condition): Line[] {
  return subject.kind === "Command" && predicate?.kind === "fails" ? [["", failureInWords(statusesOfNo(subject.block))]] : [];
}

function describeCondition({ conditions, poll, giveUp, otherwise, question, reason }: ConditionText): Line[] {
  return [
    ...conditions.flatMap((condition): Line[] => [["judged", condition.text], ...describeFailure(condition)]),
    ...(poll === null ? [] : [["repeats", poll.text] as const]),
    ...giveUp.map(({ text }): Line => ["gives up", `when ${text}`]),
    ...(question === null ? [] : [["asked", question] as const]),
    ...(otherwise === null ? [] : [["if not", otherwise.text.replace(/^Otherwise /, "")] as const]),
    ...(reason === null ? [] : [["shown", reason] as const]),
  ];
}
