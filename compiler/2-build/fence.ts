/**
 * From a code node to the canonical script: frames, prompts, output and outer blank lines removed, every line with its
 * place in the file.
 */
import type { Code } from "mdast";
import { findPlaceholders, maskPlaceholders } from "../ast/placeholder-token.ts";
import { makeShellBlock, type ShellBlock } from "../ast/shell-block.ts";
import { parseShell, walkShell } from "../ast/shell.ts";
import type { BuildContext } from "./context.ts";

/** What may be run: tagged as shell, or without a tag. Transcripts hold commands only behind their prompts. */
export type FenceKind = "shell" | "bare" | "transcript" | "other";

const shellTags = new Set(["bash", "sh", "shell"]);
const transcriptTags = new Set(["console", "shell-session", "sh-session", "shellsession", "terminal"]);

interface Line {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** Its lines are read, and parsed as shell, when somebody asks: most fences of most documents are only shown. */
export class Fence {
  readonly kind: FenceKind;
  readonly #node: Code;
  readonly #context: BuildContext;
  #framed: Framed | null = null;
  #block: ShellBlock | null | undefined;

  constructor(node: Code, context: BuildContext) {
    this.kind = fenceKind(node);
    this.#node = node;
    this.#context = context;
  }

  /** The title of a `BEGIN runbook block: title` frame; empty where the frame has none. */
  get frameTitle(): string | null {
    return this.#node.value.includes("BEGIN runbook block") ? this.#unframed().title : null;
  }

  /** `null` where no line is a command. */
  get block(): ShellBlock | null {
    if (this.#block === undefined) this.#block = this.kind === "other" ? null : this.#readBlock();
    return this.#block;
  }

  /** Reports lines above the first prompt of a block that is run: a transcript's output goes, and they would go with it. */
  checkPrompts(): void {
    const { lines } = this.#unframed();
    const first = lines.findIndex(({ text }) => readPrompt(text) > 0);
    const above = lines.slice(0, Math.max(0, first)).filter(({ text }) => !/^\s*(?:#|$)/.test(text));
    const [from, to] = [above[0], above.at(-1)];
    if (from === undefined || to === undefined || !findPrompts(lines, this.kind)) return;
    this.#context.reporter.report({
      code: "build/command-before-prompt",
      severity: "error",
      span: this.#context.span(from.offset - this.#context.baseOffset, to.offset + to.text.length - this.#context.baseOffset),
      message: "Unexpected line above the first prompt, expected a prompt before each command, or before none",
      why: "Where a prompt stands in a fence, only the lines with one are commands: this would be left out as if a program had printed it.",
      fix: "Take the prompts off; what is typed in another shell goes into a block of its own",
    });
  }

  #unframed(): Framed {
    return (this.#framed ??= removeFrame(readLines(this.#node, this.#context)));
  }

  #readBlock(): ShellBlock | null {
    const node = this.#node;
    const { lines } = this.#unframed();
    const hasPrompts = findPrompts(lines, this.kind);
    if (this.kind === "transcript" && !hasPrompts) return null;
    const commands = trimBlankLines(hasPrompts ? keepPrompted(lines) : lines);
    if (commands.length === 0) return null;
    return makeShellBlock({
      form: isFenced(node, this.#context) ? "fence" : "indented",
      language: node.lang ?? null,
      script: commands.map(({ text }) => text).join("\n"),
      lines: commands,
      span: this.#context.span(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0),
    });
  }
}

interface Framed {
  readonly lines: readonly Line[];
  readonly title: string | null;
}

export function fenceKind(node: Code): FenceKind {
  const tag = node.lang?.toLowerCase() ?? "";
  if (tag === "") return "bare";
  return shellTags.has(tag) ? "shell" : transcriptTags.has(tag) ? "transcript" : "other";
}

/** Reports what makes a shell fence unreadable: no end, or a carriage return inside a command. */
export function checkFence(node: Code, context: BuildContext): void {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? 0;
  const opening = /^(`{3,}|~{3,})/.exec(context.text.slice(start, start + 200));
  if (opening !== null && !isClosed(opening[1] ?? "", start, end, context)) {
    context.reporter.report({
      code: "parse/unclosed-fence",
      severity: "error",
      span: context.span(start, start + opening[0].length),
      message: `Unexpected end of the text inside a fence, expected a line of ${describeMark(opening[1] ?? "")} that closes it`,
      why: "Everything down to the end, the next steps included, is read as part of this block.",
      fix: "Close the fence on a line of its own, indented like the one that opens it",
    });
  }
  const kind = fenceKind(node);
  const carriageReturn = context.source.loneCarriageReturns.find((offset) => offset >= start && offset < end);
  if (carriageReturn === undefined || (kind !== "shell" && kind !== "bare")) return;
  context.reporter.report({
    code: "parse/lone-carriage-return",
    severity: "error",
    span: context.span(carriageReturn, carriageReturn + 1),
    message: "Unexpected carriage return inside a command, expected a line end (LF or CRLF)",
    why: "A terminal draws the rest of the line over its beginning: what is read is not what is run.",
    fix: "Replace it with a line end",
  });
}

function describeMark(mark: string): string {
  return `${mark.length} ${mark.startsWith("~") ? "tildes" : "backticks"}`;
}

function isFenced(node: Code, context: BuildContext): boolean {
  const first = context.text[node.position?.start.offset ?? 0];
  return first === "`" || first === "~";
}

function isClosed(mark: string, start: number, end: number, context: BuildContext): boolean {
  const lastLine = context.text.lastIndexOf("\n", end - 1) + 1;
  if (lastLine <= start) return false;
  const closing = context.text
    .slice(lastLine, end)
    .replace(/^[ \t>]*/, "")
    .trimEnd();
  return closing.length >= mark.length && closing === (mark[0] ?? "").repeat(closing.length);
}

/** The content's lines; each is the end of its source line, behind the indent and marks of the containers around it. */
function readLines(node: Code, context: BuildContext): Line[] {
  if (node.value === "") return [];
  const first = (node.position?.start.line ?? 1) + (isFenced(node, context) ? 1 : 0);
  return node.value.split("\n").map((text, index) => {
    const line = first + index;
    const source = context.lineText(line);
    const before = source.endsWith(text) ? source.length - text.length : source.length - source.trimStart().length;
    return { text, line, column: before + 1, offset: context.baseOffset + context.lineStart(line) + before };
  });
}

/** `BEGIN runbook block: title` and `END runbook block`, with the rows of dashes around them. */
function removeFrame(lines: readonly Line[]): Framed {
  const begin = lines.findIndex(({ text }) => /^\W*BEGIN runbook block\b/.test(text));
  if (begin === -1) return { lines, title: null };
  const title = (lines[begin]?.text ?? "")
    .replace(/^\W*BEGIN runbook block\s*:?/, "")
    .replace(/\W*$/, (tail) => (tail.startsWith(")") ? ")" : ""))
    .trim();
  const end = lines.findIndex(({ text }, index) => index > begin && /^\W*END runbook block\b/.test(text));
  const isRow = (line: Line | undefined): boolean => line !== undefined && /^\s*(?:-{3,}|={3,})\s*$/.test(line.text);
  let from = begin + 1;
  let to = end === -1 ? lines.length : end;
  if (isRow(lines[from])) from++;
  if (end !== -1 && to > from && isRow(lines[to - 1])) to--;
  return { lines: lines.slice(from, to), title };
}

/** The length of `$ ` or `user@host:~$ ` at the start of a transcript's line, else 0. */
function readPrompt(text: string): number {
  return /^[ \t]*(?:\$|\[?[\w.-]+@[\w.-][^$#>]*[$#]) /.exec(text)?.[0].length ?? 0;
}

/** True for a transcript. What a heredoc of a shell fence holds only looks like one. */
function findPrompts(lines: readonly Line[], kind: FenceKind): boolean {
  const prompted = lines.flatMap(({ text }, index) => (readPrompt(text) > 0 ? [index] : []));
  if (prompted.length === 0 || kind === "transcript") return prompted.length > 0;
  const text = lines.map((line) => line.text).join("\n");
  const inHeredocs = new Set<number>();
  walkShell(parseShell(maskPlaceholders(text, findPlaceholders(text))), (node) => {
    if (node.type !== "HereDoc") return;
    const first = text.slice(0, node.body.pos).split("\n").length - 1;
    const last = text.slice(0, node.body.end).split("\n").length - 1;
    for (let line = first; line < last; line++) inHeredocs.add(line);
  });
  return prompted.some((line) => !inHeredocs.has(line));
}

/** Prompted lines without their prompt, and the lines that continue them; the output between goes. */
function keepPrompted(lines: readonly Line[]): Line[] {
  const kept: Line[] = [];
  let command: Line[] = [];
  let read = 0;
  for (const line of lines) {
    const prompt = readPrompt(line.text);
    if (prompt > 0) {
      command = [advance(line, prompt)];
      kept.push(...command);
    } else if (command.length > 0 && (read += lengthOf(command)) < maximumRead && isIncomplete(command)) {
      const continued = advance(line, line.text.startsWith("> ") ? 2 : 0);
      command.push(continued);
      kept.push(continued);
    } else {
      command = [];
    }
  }
  return kept;
}

/** How much of commands is read to see where they end: each of their lines may be the last, and is read with all before it. */
const maximumRead = 4_000_000;

function lengthOf(command: readonly Line[]): number {
  return command.reduce((sum, { text }) => sum + text.length + 1, 0);
}

function advance(line: Line, by: number): Line {
  return { text: line.text.slice(by), line: line.line, column: line.column + by, offset: line.offset + by };
}

/** True for a command that bash would ask to go on with: an open quote, heredoc or loop, or a `\` at its end. */
function isIncomplete(command: readonly Line[]): boolean {
  const text = command.map((line) => line.text).join("\n");
  const slashes = /\\*$/.exec(text)?.[0].length ?? 0;
  if (slashes % 2 === 1) return true;
  const syntax = parseShell(maskPlaceholders(text, findPlaceholders(text)));
  let isOpen = syntax.errors?.some(({ message }) => !message.startsWith("unexpected")) ?? false;
  walkShell(syntax, (node) => {
    if (node.type === "HereDoc" && node.body.end >= text.length) isOpen = true;
  });
  return isOpen;
}

function trimBlankLines(lines: readonly Line[]): readonly Line[] {
  let start = 0;
  let end = lines.length;
  while (start < end && (lines[start]?.text.trim() ?? "") === "") start++;
  while (end > start && (lines[end - 1]?.text.trim() ?? "") === "") end--;
  return lines.slice(start, end);
}
