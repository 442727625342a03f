/**
 * Text from anywhere as Markdown that shows it and does nothing else: no markup of its own counts, nothing is loaded, no
 * output of a command can pose as the report's own words.
 */

/** A code span around any text, on one line: its fence is longer than every run of backticks in it. */
export function code(text: string): string {
  const line = oneLine(text);
  if (line === "") return "(empty)";
  const fence = "`".repeat(longestRun(line) + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A fenced block around any text: a line of the text never ends it. */
export function fenced(text: string, language: string): string[] {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}${language}`, ...text.trimEnd().split("\n").map(visible), fence];
}

/** The author's or the operator's words: their code spans stay, no other markup of theirs counts. */
export function plain(text: string): string {
  return oneLine(text)
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\`<>[\]!|*_#&~$]/g, (character) => `\\${character}`)))
    .join("");
}

/** A table. A pipe ends a cell even within a code span. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replace(/(?<!\\)\|/g, "\\|")).join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)];
}

const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

const oneLine = (text: string): string => visible(text.replace(/\s*\n\s*/g, " / ")).trim();

/** What a terminal or a page would obey is shown by its name. */
function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`,
  );
}
