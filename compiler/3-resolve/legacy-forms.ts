/**
 * How old documents said what labels say today, with the edits that say it anew. What an unlabelled block does and where it
 * runs is known only here; `lint --fix` applies an edit only if the machine then reads the document as before.
 */
import { hostName } from "../default-config.ts";
import { findLineStarts, lineOf } from "../ast/lines.ts";
import type { Analysis } from "../ast/analysis.ts";
import { itemsOf, type Item } from "../ast/index.ts";
import type { Position, Span } from "../ast/node.ts";
import type { Qualifier } from "../ast/qualifier.ts";
import type { Runbook } from "../ast/runbook.ts";
import type { ShellBlock } from "../ast/shell-block.ts";
import type { Edit } from "../diagnostics/diagnostic.ts";
import type { Reporter } from "../diagnostics/reporter.ts";

export interface LegacyInput {
  readonly runbook: Runbook;
  readonly analysis: Analysis;
  readonly isStrict: boolean;
  /** The normalised text that every offset speaks of. */
  readonly text: string;
}

export function reportLegacyForms({ runbook, analysis, isStrict, text }: LegacyInput, reporter: Reporter): void {
  const items = runbook.sections.flatMap(itemsOf);
  const source = new Source(text);
  const uses = new Map<string, FormUse[]>();
  const add = (use: FormUse): void => void uses.set(use.form, [...(uses.get(use.form) ?? []), use]);
  for (const item of items) {
    if (item.kind === "Unlabelled") {
      reportUnlabelled(item, { isStrict, analysis, source, reporter });
      continue;
    }
    if (item.isLegacyForm) add(labelUse(item, source));
    for (const qualifier of item.qualifiers) if (isIdle(qualifier, item)) add(qualifierUse(qualifier, item, source));
  }
  for (const found of uses.values()) reportForm(found, reporter);
}

/** One place where an old form stands. */
interface FormUse {
  readonly form: string;
  readonly expected: string;
  readonly span: Span;
  readonly edits: readonly Edit[];
}

/** Once a form, however often it is used: an old document is not wrong. */
function reportForm(uses: readonly FormUse[], reporter: Reporter): void {
  const [{ form, expected, span }] = uses as readonly [FormUse];
  const edits = uses.flatMap((use) => use.edits);
  const places = uses.length === 1 ? "" : ` in ${uses.length} places`;
  reporter.report({
    code: "resolve/legacy-form",
    severity: "info",
    span,
    message: `Unexpected \`${form}\`${places}, expected ${expected}`,
    why: "It is understood; readers, searches and the language's description know the other form only.",
    fix:
      edits.length > 0
        ? `Run \`rungate lint --fix\`; where it leaves the form, the machine would read the document otherwise: write ${expected} there yourself`
        : `Write ${expected}`,
    edits,
  });
}

const modernWords: Readonly<Record<string, string>> = { Probe: "CHECK", PROBE: "CHECK", SUCCESS: "GATE", CORRECTION: "NOTE" };

function labelUse(item: Item, source: Source): FormUse {
  const { labelSpan: span } = item;
  const word = source.slice(span);
  const modern = modernWords[word] ?? item.keyword;
  if (word === "SUCCESS") return { form: "SUCCESS =", expected: "`GATE:`", span, edits: editSuccess(span, source) };
  const inline = item.kind === "Check" && item.block?.form === "inline" ? item.block : null;
  if (inline === null) return { form: word, expected: `\`${modern}\``, span, edits: [{ span, text: modern }] };
  return { form: `${word}: command`, expected: "`CHECK` with its command in a fence", span, edits: editProbe(item, inline, source) };
}

/** `SUCCESS = x` to `GATE: x`. */
function editSuccess(span: Span, source: Source): Edit[] {
  const sign = /^ ?=/.exec(source.text.slice(span.end.offset, span.end.offset + 2));
  if (sign === null) return [];
  const end = span.end.offset + sign[0].length;
  const isSpaced = /^(?:\s|\*|$)/.test(source.text.slice(end, end + 1));
  return [{ span: source.span(span.start.offset, end), text: isSpaced ? "GATE:" : "GATE: " }];
}

/**
 * The command goes into a fence of its own, so the label becomes a paragraph. The words behind the command stay with a bare
 * label, before the fence; behind a host or a title they would be part of it, so there they become a paragraph too.
 */
function editProbe({ labelSpan: span, span: whole }: Item, block: ShellBlock, source: Source): Edit[] {
  const lineStart = source.lineStart(span.start.offset);
  const isInContainer = /^[ \t>]/.test(source.text.slice(lineStart)) || /^(?:[-+*]|\d+[.)]) /.test(source.text.slice(lineStart));
  if (isInContainer || source.text[span.start.offset - 1] === "*") return [];
  let start = span.start.offset;
  while (start > 0 && /\s/.test(source.text[start - 1]!)) start--;
  const label = source.text.slice(span.end.offset, block.span.start.offset).trimEnd();
  const [rest = ""] = source.text.slice(block.span.end.offset, whole.end.offset).split(/\n[ \t]*\n/);
  const words = label === ":" ? rest.trim().replace(/^(?:--|[-,:\u2013\u2014])\s+/, "") : "";
  const taken = block.span.end.offset + (words === "" ? 0 : rest.trimEnd().length);
  let end = taken;
  while (/[ \n]/.test(source.text[end] ?? "")) end++;
  const hasRest = end > taken ? !/\n[ \t]*\n/.test(source.text.slice(taken, end)) : end < source.text.length;
  if (!hasRest) end = taken;
  const before = source.text.slice(start, span.start.offset);
  const opening = start === 0 || /\n[ \t]*\n/.test(before) ? before : "\n\n";
  return [
    {
      span: source.span(start, end),
      text: `${opening}CHECK${label}${words === "" ? "" : ` ${words}`}\n\n\`\`\`bash\n${block.script}\n\`\`\`${hasRest ? "\n\n" : ""}`,
    },
  ];
}

/** Words that say what the label says already: a RUN is always gated, a CHECK always read-only. */
function isIdle({ name }: Qualifier, { keyword }: Item): boolean {
  return (name === "gated" && keyword === "RUN") || (name === "read-only" && keyword === "CHECK");
}

function qualifierUse({ name, span }: Qualifier, { keyword }: Item, source: Source): FormUse {
  const expected = `\`${keyword}\` alone`;
  return { form: `${keyword} (${name})`, expected, span, edits: editQualifier(span, source) };
}

/** Without its parentheses, or without the mark that sets it apart from its neighbours. */
function editQualifier(span: Span, source: Source): Edit[] {
  const { text } = source;
  let start = span.start.offset;
  let end = span.end.offset;
  while (/\s/.test(text[start - 1] ?? "")) start--;
  while (/\s/.test(text[end] ?? "")) end++;
  const opens = text[start - 1] === "(";
  const isLast = text[end] === ")";
  if (opens && isLast) {
    start--;
    end++;
    if (text[start - 1] === " ") start--;
    else if (text[end] === " ") end++;
  } else if (opens && /[,;]/.test(text[end] ?? "")) {
    end++;
    while (/\s/.test(text[end] ?? "")) end++;
  } else if (/[,;]/.test(text[start - 1] ?? "")) {
    start--;
    end = span.end.offset;
  } else return [];
  return [{ span: source.span(start, end), text: "" }];
}

interface UnlabelledContext {
  readonly isStrict: boolean;
  readonly analysis: Analysis;
  readonly source: Source;
  readonly reporter: Reporter;
}

function reportUnlabelled(item: Extract<Item, { kind: "Unlabelled" }>, { isStrict, analysis, source, reporter }: UnlabelledContext): void {
  reporter.report({
    code: "build/unlabelled-fence",
    severity: isStrict ? "error" : "warning",
    span: item.labelSpan,
    message: "Unexpected shell fence without a label before a GATE or EXPECT, expected RUN or CHECK directly above it",
    why: "Whether it changes something is concluded from its commands; only a label says what the author meant.",
    fix: "Put `RUN -- host -- title` or `CHECK -- host -- title` above the fence",
    edits: editUnlabelled(item, analysis, source),
  });
}

/** A label above the fence, on the host that it runs on anyway; a frame around the commands goes. */
function editUnlabelled(
  { id, title, block, labelSpan }: Extract<Item, { kind: "Unlabelled" }>,
  analysis: Analysis,
  source: Source,
): Edit[] {
  const keyword = analysis.kindOfUnlabelled.get(id) === "Check" ? "CHECK" : "RUN";
  const host = analysis.hostOf.get(id) ?? "local";
  if (!hostName.test(host) || block.form !== "fence") return [];
  const start = labelSpan.start.offset;
  const prefix = source.text.slice(source.lineStart(start), start);
  // A list's mark stands once; what follows is indented by its width.
  const indent = prefix.replaceAll(/[^ \t>]/g, " ");
  const label = [keyword, host, ...(title === null ? [] : [title])].join(" -- ");
  const blank = indent.trimEnd();
  if (prefix !== indent) return [{ span: source.span(start, start), text: `${label}\n${blank}\n${indent}` }, ...editFrame(block, source)];
  const lineStart = source.lineStart(start);
  const above = isBlank(source.lineBefore(start)) ? "" : `${blank}\n`;
  return [{ span: source.span(lineStart, lineStart), text: `${above}${indent}${label}\n${blank}\n` }, ...editFrame(block, source)];
}

/** The lines of a `BEGIN runbook block` frame, from the fence to the commands and back. */
function editFrame(block: ShellBlock, source: Source): Edit[] {
  const first = block.lines[0];
  const last = block.lines.at(-1);
  if (first === undefined || last === undefined) return [];
  const { start, end } = block.span;
  const opening = source.text.indexOf("\n", start.offset) + 1;
  const commands = source.lineStart(first.offset);
  const behind = source.text.indexOf("\n", last.offset) + 1;
  const closing = source.lineStart(end.offset);
  const edits: Edit[] = [];
  if (/BEGIN runbook block/.test(source.text.slice(opening, commands))) edits.push({ span: source.span(opening, commands), text: "" });
  if (behind > 0 && /END runbook block/.test(source.text.slice(behind, closing)))
    edits.push({ span: source.span(behind, closing), text: "" });
  return edits;
}

function isBlank(line: string): boolean {
  return line.replaceAll(">", "").trim() === "";
}

/** The text, and where its offsets stand. */
class Source {
  readonly text: string;
  readonly #lineStarts: readonly number[];

  constructor(text: string) {
    this.text = text;
    this.#lineStarts = findLineStarts(text);
  }

  slice({ start, end }: Span): string {
    return this.text.slice(start.offset, end.offset);
  }

  span(start: number, end: number): Span {
    return { start: this.#position(start), end: this.#position(end) };
  }

  lineStart(offset: number): number {
    return this.#lineStarts[lineOf(this.#lineStarts, offset) - 1]!;
  }

  /** The line above the one in which the offset stands; empty at the start of the text. */
  lineBefore(offset: number): string {
    const line = lineOf(this.#lineStarts, offset);
    return line === 1 ? "" : this.text.slice(this.#lineStarts[line - 2]!, this.#lineStarts[line - 1]! - 1);
  }

  #position(offset: number): Position {
    const line = lineOf(this.#lineStarts, offset);
    return { line, column: offset - this.#lineStarts[line - 1]! + 1, offset };
  }
}
