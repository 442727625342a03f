/**
 * Where an interactive bash 5.2 would replace `!...` (or `^old^new`) by an earlier command, when a text is pasted.
 *
 * Bash does this line by line, before it parses, with a view of quotes of its own: `"x!y"` is expanded, `"x! y"` and
 * `'x!y'` are not. It looks twice, to find whether there is anything to replace and to replace it, each time with another
 * notion of a backslash; and what it finds is kept where it stands inside `[!...]`, `${!...}`, `$!` or single quotes as
 * the shell nests them. All of it was measured; a test compares it with the real bash.
 */
import { walkShell, type ShellScript } from "./shell.ts";

/** The quote that is open where a line begins. */
export type OpenQuote = "'" | '"' | null;

/** The offsets at which bash would expand, at most one a line: the rest of that line is lost with it. */
export function historyExpansionsOf(syntax: ShellScript, text: string): number[] {
  const opened = openQuotesOf(syntax, text);
  const found: number[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const quote = opened.get(start) ?? null;
    const at = quote === "heredoc" ? null : expansionIn(line, quote);
    if (at !== null) found.push(start + at);
    start += line.length + 1;
  }
  return found;
}

/** For the starts of lines that lie inside quotes or a here-document: what bash believes to be open there. */
function openQuotesOf(syntax: ShellScript, text: string): Map<number, OpenQuote | "heredoc"> {
  const opened = new Map<number, OpenQuote | "heredoc">();
  const open = (from: number, to: number, quote: OpenQuote | "heredoc"): void => {
    for (let end = text.indexOf("\n", from); end !== -1 && end + 1 < to; end = text.indexOf("\n", end + 1)) opened.set(end + 1, quote);
  };
  walkShell(syntax, (node, ancestors) => {
    if (ancestors.some((ancestor) => ancestor.type === "Script" && ancestor.source !== undefined)) return;
    switch (node.type) {
      case "SingleQuoted":
      case "AnsiCQuoted":
        return open(node.pos, node.end, "'");
      case "DoubleQuoted":
      case "LocaleString":
        return open(node.pos, node.end, '"');
      case "CommandExpansion":
      case "ProcessSubstitution":
      case "ParameterExpansion":
      case "ArithmeticExpansion":
        return open(node.pos, node.end, null);
      case "HereDoc":
        return open(node.body.pos - 1, (node.closing ?? node.body).end + 1, "heredoc");
      default:
        return;
    }
  });
  return opened;
}

/** The first offset in one line that bash would expand, given the quote that is open where it begins. */
export function expansionIn(line: string, quote: OpenQuote): number | null {
  if (quote !== "'" && line.startsWith("^")) return 0;
  if (!line.includes("!")) return null;
  const marks = unquotedMarks(line, quote);
  return hasCandidate(line, quote, marks) ? firstReplaced(line, quote, marks) : null;
}

/** The search: a backslash quotes only a few characters here. */
function hasCandidate(line: string, quote: OpenQuote, marks: ReadonlySet<number>): boolean {
  const closings = { bracket: line.lastIndexOf("]"), brace: line.lastIndexOf("}") };
  let inDouble = quote === '"';
  for (let at = afterOpenQuote(line, quote); at < line.length; at += 1) {
    const character = line[at]!;
    const next = line[at + 1];
    if (character === "#" && !inDouble && isWordStart(line, at)) return false;
    if (character === "!" && !isLetPass(next, inDouble) && marks.has(at) && !hasMeaning(line, at, closings)) return true;
    if (character === '"') inDouble = !inDouble;
    else if (character === "'" && !inDouble) at = afterSingleQuote(line, at + 1, line[at - 1] === "$") - 1;
    else if (character === "\\" && (next === "!" || next === "'" || (inDouble && next === '"'))) at += 1;
  }
  return false;
}

/** The replacement: a backslash quotes whatever follows, and nothing behind the next character is known yet. */
function firstReplaced(line: string, quote: OpenQuote, marks: ReadonlySet<number>): number | null {
  let inDouble = quote === '"';
  for (let at = afterOpenQuote(line, quote); at < line.length; at += 1) {
    const character = line[at]!;
    const next = line[at + 1];
    if (character === "#" && !inDouble && isWordStart(line, at)) return null;
    if (character === "!" && !isLetPass(next, inDouble)) {
      const closings = { bracket: next === "]" ? at + 1 : -1, brace: next === "}" ? at + 1 : -1 };
      if (marks.has(at) && !hasMeaning(line, at, closings)) return at;
    } else if (character === '"') inDouble = !inDouble;
    else if (character === "'" && !inDouble) at = afterSingleQuote(line, at + 1, line[at - 1] === "$") - 1;
    else if (character === "\\") at += 1;
  }
  return null;
}

function afterOpenQuote(line: string, quote: OpenQuote): number {
  return quote === "'" ? afterSingleQuote(line, 0, false) : 0;
}

/** `!` before a blank, `=` or the line's end, and before the quote that closes. */
function isLetPass(next: string | undefined, inDouble: boolean): boolean {
  return next === undefined || " \t\r=".includes(next) || (inDouble && next === '"');
}

/** A comment begins behind an operator too: `x)#`. */
function isWordStart(line: string, at: number): boolean {
  return at === 0 || " \t;&()|<>".includes(line[at - 1]!);
}

/** The offset behind the closing quote. */
function afterSingleQuote(line: string, from: number, hasEscapes: boolean): number {
  let at = from;
  while (at < line.length && line[at] !== "'") at += hasEscapes && line[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** `!` that the shell itself gives a meaning: `[!...]`, `${!...}`, `$!`. */
function hasMeaning(line: string, at: number, closings: { readonly bracket: number; readonly brace: number }): boolean {
  if (line[at - 1] === "[" && closings.bracket > at) return true;
  if (at > 1 && line[at - 1] === "{" && line[at - 2] === "$" && closings.brace > at) return true;
  return at > 1 && line[at - 1] === "$";
}

/** Every `!` that the shell would not read as quoted. After each of them bash begins to look anew, as if outside quotes. */
function unquotedMarks(line: string, quote: OpenQuote): ReadonlySet<number> {
  const marks = new Set<number>();
  const closing = quote === "'" ? closingQuote(line) : -1;
  if (closing === line.length) return marks;
  for (let at = nextUnquotedMark(line, closing + 1); at < line.length; at = nextUnquotedMark(line, at + 1)) marks.add(at);
  return marks;
}

/**
 * Where bash believes that the single quotes end which are open at the start of a line: it passes over double quotes,
 * backticks and substitutions on the way, although they mean nothing there. The line's length if they do not end.
 */
function closingQuote(line: string): number {
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at]!;
    if (character === "'") return at;
    if (character === "\\") at += 1;
    else if (character === "`" || character === '"') at = afterQuotes(line, at + 1, character) - 1;
    else if ("$<>".includes(character) && line[at + 1] === "(") at = afterBracket(line, at + 2, "(", ")") - 1;
    else if (character === "$" && line[at + 1] === "{") at = afterBracket(line, at + 2, "{", "}") - 1;
  }
  return line.length;
}

/** The offset behind the next of these quotes; those in backticks and substitutions inside double quotes do not count. */
function afterQuotes(line: string, from: number, quote: string): number {
  let at = from;
  while (at < line.length && line[at] !== quote) {
    const next = line[at + 1];
    if (line[at] === "\\") at += 2;
    else if (quote === '"' && line[at] === "`") at = afterQuotes(line, at + 1, "`");
    else if (quote === '"' && line[at] === "$" && next === "(") at = afterBracket(line, at + 2, "(", ")");
    else if (quote === '"' && line[at] === "$" && next === "{") at = afterBracket(line, at + 2, "{", "}");
    else at += 1;
  }
  return at + 1;
}

/** The offset behind the bracket that closes, quoted ones not counted. */
function afterBracket(line: string, from: number, open: string, close: string): number {
  let depth = 1;
  let at = from;
  while (at < line.length && depth > 0) {
    const character = line[at]!;
    if (character === open) depth += 1;
    if (character === close) depth -= 1;
    if (character === "\\") at += 2;
    else if (character === "[" && open === "{") at = afterQuotes(line, at + 1, "]");
    else if (`'"\``.includes(character)) at = afterQuotes(line, at + 1, character);
    else at += 1;
  }
  return at;
}

/** The next `!` outside single quotes, nested substitutions looked into; the line's length if there is none. */
function nextUnquotedMark(line: string, from: number): number {
  let inDouble = false;
  let outer = false;
  let depth = 0;
  let inBacktick = false;
  for (let at = from; at < line.length; at += 1) {
    const character = line[at]!;
    if (character === "\\") at += 1;
    else if (character === "`") {
      inBacktick = !inBacktick;
      if (inBacktick) outer = inDouble;
      inDouble = inBacktick ? false : outer;
    } else if (character === "!") {
      if (!inDouble || line[at + 1] !== '"') return at;
    } else if (character === "'" && !inDouble) at = afterSingleQuote(line, at + 1, false) - 1;
    else if (character === '"') inDouble = !inDouble;
    else if ("$<>".includes(character) && line[at + 1] === "(" && line[at + 2] !== "(") {
      depth += 1;
      outer = inDouble;
      inDouble = false;
      at += 1;
    } else if (depth > 0 && character === ")") {
      depth -= 1;
      inDouble = outer;
    }
  }
  return line.length;
}
