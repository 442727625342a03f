/**
 * The layout of what the operator is shown: rows for a number of columns. Nothing is ever cut: what does not fit is wrapped, a
 * command and a value at the exact character, everything else at a blank. Text arrives here cleaned.
 */
import { styleText } from "node:util";

export type Tone = "heading" | "good" | "bad" | "warning";

export type Line =
  | { readonly kind: "blank" }
  /** Words on the left, their source on the right. */
  | { readonly kind: "heading"; readonly left: string; readonly right: string }
  | { readonly kind: "banner"; readonly text: string; readonly tone: Tone }
  | {
      readonly kind: "field";
      readonly name: string;
      readonly text: string;
      readonly tone: Tone | null;
      /** Every character counts: it is wrapped where the row ends, not at blanks. */
      readonly isExact: boolean;
    }
  /** One line of a command. */
  | { readonly kind: "script"; readonly text: string }
  | { readonly kind: "text"; readonly text: string; readonly tone: Tone | null }
  /** One line of what a block printed. */
  | { readonly kind: "output"; readonly stream: "stdout" | "stderr"; readonly text: string }
  | { readonly kind: "option"; readonly key: string; readonly meaning: string }
  /** Of how a run ended. */
  | { readonly kind: "outcome"; readonly name: string; readonly text: string }
  /** What to do next. The command is copied and pasted: at a terminal it has a row of its own, which we never wrap, so that it comes back in one piece. */
  | { readonly kind: "next"; readonly text: string; readonly advice: string; readonly command: string | null };

export interface Page {
  /** `null`: rows have no end, as in a file. */
  readonly columns: number | null;
  /** One thing a row, no columns: for a screen reader or a log. */
  readonly isPlain: boolean;
  readonly hasColour: boolean;
}

/** A file, or a pipe. */
export const endlessPage: Page = { columns: null, isPlain: false, hasColour: false };

/** Fewer columns than this have no room for columns of our own. */
const narrowColumns = 60;
const headingColumns = 77;
const fieldIndent = 15;

const outcomeIndent = 13;

const styles = { heading: "bold", good: "green", bad: "red", warning: "yellow" } as const;

export function layOut(lines: readonly Line[], page: Page): string[] {
  const isTight = page.isPlain || (page.columns !== null && page.columns < narrowColumns);
  return lines.flatMap((line) => {
    const rows = (isTight ? tightRows(line) : wideRows(line, page.columns === null)).flatMap((row) => wrap(row, page.columns));
    const tone = toneOf(line);
    return page.hasColour && tone !== null ? rows.map((row) => styleText(styles[tone], row, { validateStream: false })) : rows;
  });
}

function toneOf(line: Line): Tone | null {
  if (line.kind === "heading") return "heading";
  return "tone" in line ? line.tone : null;
}

/** One row as it would stand on an endless page, and what its continuations begin with. */
interface Row {
  readonly text: string;
  readonly hang: string;
  readonly isExact: boolean;
  /** Left to the terminal. */
  readonly isWhole?: true;
}

function wideRows(line: Line, isEndless: boolean): Row[] {
  switch (line.kind) {
    case "blank":
      return [soft("", "")];
    case "heading":
      return [soft(`${line.left.padEnd(headingColumns - line.right.length)}  ${line.right}`, "   ")];
    case "banner":
      return [soft(line.text, "   ")];
    case "field": {
      const [first = "", ...rest] = line.text.split("\n");
      const hang = " ".repeat(fieldIndent);
      return [`     ${line.name.padEnd(9)} ${first}`, ...rest.map((text) => `${hang}${text}`)].map((text) => ({
        text,
        hang,
        isExact: line.isExact,
      }));
    }
    case "script":
      return [{ text: `     | ${line.text}`, hang: "     : ", isExact: true }];
    case "text":
      return line.text.split("\n").map((text) => soft(`     ${text}`.trimEnd(), `     ${hangOf(text)}`));
    case "output":
      return [{ text: `     ${line.stream === "stderr" ? "! " : "  "}${line.text}`, hang: "       ", isExact: true }];
    case "option":
      return [soft(`       ${line.key.padEnd(14)} ${line.meaning}`, " ".repeat(22))];
    case "outcome":
      return [soft(`  ${line.name.padEnd(10)} ${line.text}`, " ".repeat(outcomeIndent))];
    case "next": {
      const { text, advice, command } = line;
      if (command === null || isEndless) return [soft(`  next       ${text}`, " ".repeat(outcomeIndent))];
      return [soft(`  next       ${advice === "" ? "go on with" : `${advice}; then`}`, " ".repeat(outcomeIndent)), whole(command)];
    }
  }
}

function tightRows(line: Line): Row[] {
  switch (line.kind) {
    case "blank":
      return [soft("", "")];
    case "heading":
      return [soft(line.left, "  "), soft(`(${line.right})`, "  ")];
    case "banner":
      return [soft(line.text, "  ")];
    case "field": {
      const [first = "", ...rest] = (line.isExact ? line.text : withCommas(line.text)).split("\n");
      return [`${line.name}: ${first}`, ...rest.map((text) => `  ${text}`)].map((text) => ({
        text,
        hang: "  ",
        isExact: line.isExact,
      }));
    }
    case "script":
      return [{ text: `| ${line.text}`, hang: ": ", isExact: true }];
    case "text":
      return line.text.split("\n").map((text) => soft(text, hangOf(text)));
    case "output":
      return [{ text: `${line.stream === "stderr" ? "! " : ""}${line.text}`, hang: "  ", isExact: true }];
    case "option":
      return [soft(`${line.key}: ${line.meaning}`, "  ")];
    case "outcome":
      return [soft(line.name === "" ? `  ${line.text}` : `${line.name}: ${line.text}`, "  ")];
    case "next":
      return [
        soft(line.advice === "" ? "next:" : `next: ${line.advice}${line.command === null ? "" : "; then"}`, "  "),
        ...(line.command === null ? [] : [whole(line.command)]),
      ];
  }
}

/** A list's item goes on below its first word. */
const hangOf = (text: string): string => " ".repeat(/^\s*(?:(?:[-*+]|\d+[.)])\s+)?/.exec(text)?.[0].length ?? 0);

/** What three blanks hold apart where there is room. */
const withCommas = (text: string): string => text.replaceAll(/(?<=\S) {3}(?=\S)/g, ", ");

const soft = (text: string, hang: string): Row => ({ text, hang, isExact: false });
const whole = (text: string): Row => ({ text, hang: "", isExact: true, isWhole: true });

/** Colours take no room; a TAB reaches to the next eighth column. */
const atomPattern = /\p{Cc}\[[0-9;]*m|[\s\S]/gu;

function wrap({ text, hang, isExact, isWhole }: Row, columns: number | null): string[] {
  // The last column stays free: a terminal that wraps by itself there would double the row.
  const room = columns === null || isWhole === true ? Infinity : Math.max(hang.length + 2, columns - 1);
  const rows: string[] = [];
  let row = "";
  let width = 0;
  let blankAt = -1;
  for (const atom of text.match(atomPattern) ?? []) {
    let atomWidth = atom === "\t" ? 8 - (width % 8) : displayWidth(atom);
    while (width + atomWidth > room) {
      const at = !isExact && atom !== " " && blankAt > hang.length ? blankAt : row.length;
      rows.push(isExact ? row.slice(0, at) : row.slice(0, at).trimEnd());
      row = hang + (isExact ? row.slice(at) : row.slice(at).trimStart());
      width = displayWidth(row);
      blankAt = -1;
      if (atom === "\t") atomWidth = 8 - (width % 8);
      if (width <= hang.length && atomWidth > room - width) break;
    }
    // Of blanks where a row ends none begins the next.
    if (!isExact && atom === " " && rows.length > 0 && row === hang) continue;
    row += atom;
    width += atomWidth;
    if (atom === " " && row.trim() !== "") blankAt = row.length;
  }
  return [...rows, row.trimEnd()];
}

/** How many columns a terminal gives to the text. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const atom of text.match(atomPattern) ?? []) width += widthOf(atom);
  return width;
}

function widthOf(atom: string): number {
  if (atom.length > 2 || /^[\p{Mn}\p{Me}\p{Cf}]$/u.test(atom)) return 0;
  const code = atom.codePointAt(0) as number;
  if (code < 0x1100) return 1;
  return /\p{Emoji_Presentation}/u.test(atom) || wide.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

/** East Asian wide and fullwidth, as blocks. */
const wide: readonly (readonly [from: number, to: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];
