/**
 * A diagnostic as an author reads it: code and message, the guilty place in its source line, why, fix.
 *
 *     error[lint/history-expansion]: Unexpected `!foo`, expected ...
 *      --> runbooks/x.md:4:6
 *       |
 *     4 | echo !foo
 *       |      ^^^^
 *       |
 *       = why: ...
 *       = fix: ...
 *       = more: rungate explain lint/history-expansion
 */
import type { Span } from "../ast/node.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import { columnsIn, type ColumnsOf } from "./text-columns.ts";

export interface RenderOptions {
  readonly colour: boolean;
  /** Columns of the terminal; source lines are cut around the place, notes are wrapped. */
  readonly width: number;
}

/** `lines`: those of the file; `null` where it cannot be shown, as for bytes that are no UTF-8. */
export async function renderDiagnostic(diagnostic: Diagnostic, lines: readonly string[] | null, options: RenderOptions): Promise<string> {
  const { code, severity, message, file, span, related } = diagnostic;
  const paint = painter(options.colour);
  const notes = notesOf(diagnostic);
  const shownLines = [diagnostic, ...related].map((place) => lineOf(lines, place.span) ?? "");
  const columnsOf = await columnsIn(visible([...shownLines, ...notes.flat()].join(" ")));
  const last = Math.max(span.start.line, ...related.map((place) => place.span.start.line));
  const gutter = " ".repeat(String(last).length);
  const frame = (place: Span, mark: string): string[] =>
    renderFrame(place, mark, { lines, gutter, width: options.width, file, paint, columnsOf });
  const out = [`${paint(severity, `${severity}[${code}]`)}${paint("bold", `: ${visible(message)}`)}`, ...frame(span, paint(severity, "^"))];
  for (const place of related) out.push(`${paint("info", "note")}: ${visible(place.message)}`, ...frame(place.span, paint("info", "-")));
  if (notes.length > 0) out.push(paint("dim", `${gutter} |`));
  for (const [name, text] of notes) out.push(...renderNote(name, visible(text), { gutter, width: options.width, paint, columnsOf }));
  return `${out.join("\n")}\n`;
}

/** Rules have a page; what the engine says of suppressions has none. */
function notesOf({ code, why, fix }: Diagnostic): [name: string, text: string][] {
  const notes: [string, string][] = [];
  if (why !== null) notes.push(["why", why]);
  if (fix !== null) notes.push(["fix", fix]);
  if (code.startsWith("lint/") && !code.includes("suppression")) notes.push(["more", `rungate explain ${code}`]);
  return notes;
}

interface FrameContext {
  readonly lines: readonly string[] | null;
  readonly gutter: string;
  readonly width: number;
  readonly file: string;
  readonly paint: Painter;
  readonly columnsOf: ColumnsOf;
}

function lineOf(lines: readonly string[] | null, { start }: Span): string | undefined {
  return lines?.[start.line - 1];
}

function renderFrame(span: Span, mark: string, { lines, gutter, width, file, paint, columnsOf }: FrameContext): string[] {
  const bar = paint("dim", `${gutter} |`);
  const place = `${gutter}${paint("dim", "-->")} ${file}:${span.start.line}:${span.start.column}`;
  const line = lineOf(lines, span);
  if (line === undefined) return [place];
  const endColumn = span.end.line > span.start.line ? line.length + 1 : span.end.column;
  const cut = cutLine(line, span.start.column - 1, endColumn - 1, Math.max(20, width - gutter.length - 3), columnsOf);
  const more = span.end.line - span.start.line;
  const rest = more > 0 ? ` and ${more} more ${more === 1 ? "line" : "lines"}` : "";
  const number = paint("dim", `${String(span.start.line).padStart(gutter.length)} |`);
  const marks = paintedMarks(mark, cut.marked);
  return [place, bar, `${number} ${cut.text}`.trimEnd(), `${bar} ${" ".repeat(cut.before)}${marks}${rest}`];
}

/** The mark may carry colour codes, so it is repeated inside them. */
function paintedMarks(mark: string, count: number): string {
  const sign = mark.includes("^") ? "^" : "-";
  return mark.replace(sign, sign.repeat(count));
}

/**
 * The source line as a terminal shows it, and the columns of the marks under it. What lies too far left or right of the
 * place gives way to `...`.
 */
function cutLine(
  line: string,
  start: number,
  end: number,
  room: number,
  columnsOf: ColumnsOf,
): { text: string; before: number; marked: number } {
  const head = visible(line.slice(0, start));
  const guilty = visible(line.slice(start, end));
  const tail = visible(line.slice(end));
  const widths = { head: columnsOf(head), guilty: columnsOf(guilty), tail: columnsOf(tail) };
  if (widths.head + widths.guilty + widths.tail <= room) {
    return { text: head + guilty + tail, before: widths.head, marked: Math.max(1, widths.guilty) };
  }
  const shownGuilty = takeStart(guilty, room - 6, columnsOf);
  const left = Math.max(3, room - columnsOf(shownGuilty) - Math.min(widths.tail, Math.floor(room / 3)));
  const shownHead = widths.head <= left ? head : `...${takeEnd(head, left - 3, columnsOf)}`;
  const spare = room - columnsOf(shownHead) - columnsOf(shownGuilty);
  const shownTail = widths.tail <= spare ? tail : `${takeStart(tail, Math.max(0, spare - 3), columnsOf)}...`;
  return { text: shownHead + shownGuilty + shownTail, before: columnsOf(shownHead), marked: Math.max(1, columnsOf(shownGuilty)) };
}

/** As many characters from the start as fit; a wide one is never halved. */
function takeStart(text: string, room: number, columnsOf: ColumnsOf): string {
  let taken = "";
  let width = 0;
  for (const character of text) {
    width += columnsOf(character);
    if (width > room) break;
    taken += character;
  }
  return taken;
}

function takeEnd(text: string, room: number, columnsOf: ColumnsOf): string {
  return [...takeStart([...text].toReversed().join(""), room, columnsOf)].toReversed().join("");
}

/** What a terminal would obey or hide is shown by its code point; a tab becomes four blanks. */
function visible(text: string): string {
  return text
    .replaceAll("\t", "    ")
    .replace(
      /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu,
      (character) => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`,
    );
}

function renderNote(name: string, text: string, { gutter, width, paint, columnsOf }: Omit<FrameContext, "lines" | "file">): string[] {
  const lead = `${gutter} ${paint("dim", "=")} ${paint("bold", `${name}:`)} `;
  const indent = " ".repeat(gutter.length + name.length + 5);
  return wrap(text, Math.max(20, width - indent.length), columnsOf).map((line, index) => (index === 0 ? lead : indent) + line);
}

/** Breaks at blanks; a word that is longer than the line stays whole, so that a command can be copied. */
function wrap(text: string, room: number, columnsOf: ColumnsOf): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(" ")) {
    if (current !== "" && columnsOf(current) + 1 + columnsOf(word) > room) {
      lines.push(current);
      current = word;
    } else {
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}

type Style = Severity | "bold" | "dim";
type Painter = (style: Style, text: string) => string;

const codes: Record<Style, string> = { error: "1;31", warning: "1;33", info: "1;36", bold: "1", dim: "2" };

function painter(colour: boolean): Painter {
  return (style, text) => (colour ? `\u001b[${codes[style]}m${text}\u001b[0m` : text);
}
