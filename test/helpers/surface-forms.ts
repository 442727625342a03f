/**
 * The same runbook, written otherwise: pure functions from Markdown to Markdown. Whatever form an author prefers, the
 * program must stay the same.
 */
import type { Nodes, Paragraph } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";

const processor = unified().use(remarkParse).use(remarkGfm).freeze();
const words =
  "RUN|CHECK|GATE|EXPECT|CAPTURE|MANUAL|SESSION|WHEN|DECISION|PROCEDURE|DO|EXCLUDE|REVERT|FINALLY|WINDOW|STOP|CAUTION|NOTE|CORRECTION|Expect|Probe";

/** `**RUN -- jumphost** -- x` becomes `RUN -- jumphost -- x`. */
export function plainLabels(markdown: string): string {
  return outsideFences(markdown, (line) => line.replaceAll(new RegExp(`\\*\\*((?:${words})\\b[^*]*)\\*\\*`, "g"), "$1"));
}

/** Bold from the keyword to the colon, or to the end of a line that is a label alone. */
export function boldLabels(markdown: string): string {
  const body = `(?:${words})(?: \\([^)]*\\))?(?: -- [^:.*]*)?`;
  const atStart = new RegExp(`^([ >]*(?:[-*] |\\d+\\. )?)(${body}:)(?= |$)`);
  const inside = new RegExp(`(?<=[.!?]\\)? )((?:${words})(?: \\([^)]*\\))?:)(?= |$)`, "g");
  const alone = new RegExp(`^([ >]*)((?:${words})(?: \\([^)]*\\))? -- [^:.*]*)$`);
  return outsideFences(markdown, (line, before, after) => {
    const opened = line.replace(inside, "**$1**").replace(atStart, "$1**$2**");
    return before.trim() === "" && after.trim() === "" ? opened.replace(alone, "$1**$2**") : opened;
  });
}

/** Every paragraph on one line. */
export function unwrapped(markdown: string): string {
  return rewrapped(markdown, () => false);
}

/**
 * Every paragraph wrapped anew: `breaksAt` says for the n-th blank between words whether the line ends there. Never
 * before a word that would begin a block of another kind.
 */
export function rewrapped(markdown: string, breaksAt: (blank: number) => boolean): string {
  let blank = 0;
  return replaceParagraphs(markdown, (text, indent) => {
    const [first = "", ...rest] = text.split(/\s+/);
    return rest.reduce((wrapped, word) => {
      const isSafe = !/^(?:[-+*>#=|~:]|\d+[.)]|`{3}|<)/.test(word);
      return `${wrapped}${isSafe && breaksAt(blank++) ? `\n${indent}` : " "}${word}`;
    }, first);
  });
}

/** As an editor with a ruler wraps. */
export function wrappedAt(markdown: string, width: number): string {
  return replaceParagraphs(markdown, (text, indent) => {
    let column = indent.length;
    const [first = "", ...rest] = text.split(/\s+/);
    column += first.length;
    return rest.reduce((wrapped, word) => {
      const isFull = column + 1 + word.length > width && !/^(?:[-+*>#=|~:]|\d+[.)]|`{3}|<)/.test(word);
      column = isFull ? indent.length + word.length : column + 1 + word.length;
      return `${wrapped}${isFull ? `\n${indent}` : " "}${word}`;
    }, first);
  });
}

export function crlf(markdown: string): string {
  return markdown.replaceAll("\n", "\r\n");
}

/** `~~~` without a language; scripts must hold no `~~~` line. */
export function tildeFences(markdown: string): string {
  return markdown.replaceAll(/^([ >]*)```(?:bash|sh|shell)?$/gm, "$1~~~");
}

/** CAUTION paragraphs inside block quotes. */
export function quotedCautions(markdown: string): string {
  return markdown
    .split("\n\n")
    .map((paragraph) =>
      /^(?:\*\*)?CAUTION\b/.test(paragraph)
        ? paragraph
            .split("\n")
            .map((line) => `> ${line}`)
            .join("\n")
        : paragraph,
    )
    .join("\n\n");
}

/** What a word processor does to commands: curly quotes, dashes for `--`. With the numbers of the lines it damaged. */
export function typographicCommands(markdown: string): { readonly markdown: string; readonly damagedLines: readonly number[] } {
  const damagedLines: number[] = [];
  let isOpen = false;
  const lines = markdown.split("\n").map((line, index) => {
    if (/^\s*```/.test(line)) {
      isOpen = !isOpen;
      return line;
    }
    if (!isOpen) return line;
    const damaged = line
      .replaceAll(/"([^"]*)"/g, "\u201C$1\u201D")
      .replaceAll("'", "\u2019")
      .replaceAll(/(?<=\s)--(?=[a-z])/g, "\u2013");
    if (damaged !== line) damagedLines.push(index + 1);
    return damaged;
  });
  return { markdown: lines.join("\n"), damagedLines };
}

function outsideFences(markdown: string, change: (line: string, before: string, after: string) => string): string {
  let isOpen = false;
  return markdown
    .split("\n")
    .map((line, index, lines) => {
      const isFence = /^\s*(?:```|~~~)/.test(line);
      if (isFence) isOpen = !isOpen;
      return isFence || isOpen ? line : change(line, lines[index - 1] ?? "", lines[index + 1] ?? "");
    })
    .join("\n");
}

/** Replaces the text of each paragraph; `indent` is what its continuation lines begin with. */
function replaceParagraphs(markdown: string, replace: (text: string, indent: string) => string): string {
  const paragraphs: Paragraph[] = [];
  const collect = (node: Nodes): void => {
    if (node.type === "paragraph") paragraphs.push(node);
    else if ("children" in node) for (const child of node.children) collect(child);
  };
  collect(processor.parse(markdown));
  let result = markdown;
  for (const { position, children } of paragraphs.toReversed()) {
    if (position === undefined || children.some(({ type }) => type === "break")) continue;
    const [start, end] = [position.start.offset ?? 0, position.end.offset ?? 0];
    const before = markdown.slice(markdown.lastIndexOf("\n", start - 1) + 1, start);
    const text = markdown.slice(start, end).replaceAll(/\n[ \t>]*/g, " ");
    result = result.slice(0, start) + replace(text, before.replaceAll(/[^>]/g, " ")) + result.slice(end);
  }
  return result;
}
