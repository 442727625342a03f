/**
 * The shell syntax tree, behind our own name: the one file that knows which parser makes it (unbash).
 * Positions are offsets in UTF-16 units into the text parsed, ends exclusive.
 */
import { forEachChild, parse, type ParsedScript, type ParseError, type Script, type SyntaxNode, type Word } from "unbash";

export type ShellScript = Script;
export type ShellNode = SyntaxNode;
export type ShellSyntaxError = ParseError;
export type {
  ArrayValue,
  Assignment,
  Command,
  CommandExpansionPart,
  HereDoc,
  HereString,
  Pipeline,
  Redirect,
  Redirection,
  Word,
  WordPart,
} from "unbash";

/** Longer text is not parsed: five times the longest block of a thousand documents, and nobody reads it before a word. */
const maximumLength = 64 * 1024;
export const tooLong = `it is longer than ${maximumLength} characters`;
export const tooDeep = "it is nested too deeply";
/** Nodes above a node: some fifty `$( )` in each other. Every visitor calls itself, so deeper trees would end the process. */
const maximumDepth = 300;
/** Fewer of these cannot nest so deep; keywords nest no deeper than the parser allows. */
const harmlessOpeners = 32;

/** Parses bash text. Never throws: what the parser cannot read is listed in `errors` of the partial tree. */
export function parseShell(text: string): ParsedScript {
  if (text.length > maximumLength) return { ...parse(""), errors: [{ message: tooLong, pos: 0 }] };
  const script = parse(text);
  const place = countOpeners(text) > harmlessOpeners ? findTooDeep(script) : null;
  return place === null ? script : { ...parse(""), errors: [{ message: tooDeep, pos: place }] };
}

function countOpeners(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if ("({`".includes(text[at]!)) count++;
  return count;
}

/** Where the first node that lies too deep begins, or `null`. */
function findTooDeep(root: ShellNode): number | null {
  const open: { readonly node: ShellNode; readonly depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (depth > maximumDepth) return node.pos;
    forEachChild(node, (child) => void open.push({ node: child, depth: depth + 1 }));
  }
  return null;
}

/** Calls `enter` for every node, parents first, the scripts inside `$( )`, `<( )` and backticks included. */
export function walkShell(root: ShellNode, enter: (node: ShellNode, ancestors: readonly ShellNode[]) => void): void {
  const ancestors: ShellNode[] = [];
  const visit = (node: ShellNode): void => {
    enter(node, ancestors);
    ancestors.push(node);
    forEachChild(node, visit);
    ancestors.pop();
  };
  visit(root);
}

/** Calls `visit` for the direct children, so that a caller can stop where it likes. */
export function visitChildren(node: ShellNode, visit: (child: ShellNode) => void): void {
  forEachChild(node, visit);
}

/** True for `` `command` ``. Escapes inside it are undone before bash reads it, so positions inside need not fit the text. */
export function isBacktick(node: ShellNode): boolean {
  return node.type === "CommandExpansion" && node.text.startsWith("`");
}

/** What the parser could not read, nested scripts included. */
export function syntaxErrorsOf(script: ShellScript): ShellSyntaxError[] {
  const errors: ShellSyntaxError[] = [];
  walkShell(script, (node, ancestors) => {
    // Bash only warns, and takes the rest of the text for the heredoc.
    if (node.type === "HereDoc" && node.closing === undefined) errors.push({ message: "the heredoc is not closed", pos: node.pos });
    if (node.type !== "Script" || !("errors" in node) || node.errors === undefined) return;
    const backtick = ancestors.find(isBacktick);
    errors.push(...node.errors.map(({ message, pos }) => ({ message, pos: backtick?.pos ?? pos })));
  });
  return errors;
}

/** The text of a word without its quotes, or `null` where an expansion, a glob or a brace makes it known only at run time. */
export function literalText(word: Word): string | null {
  return (word.parts ?? []).every(isLiteral) ? word.value : null;
}

function isLiteral(part: ShellNode): boolean {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return true;
    case "DoubleQuoted":
    case "LocaleString":
      return part.parts.every(isLiteral);
    default:
      return false;
  }
}
