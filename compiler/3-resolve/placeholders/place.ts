/**
 * Where in the shell text a placeholder stands, read off the syntax tree of the masked script: how it is quoted there, and
 * what bash does with the word that it is part of. Nothing is guessed from the characters around it.
 */
import type { PlaceholderContext } from "../../ast/analysis.ts";
import { isBacktick, visitChildren, type Assignment, type Redirection, type ShellNode, type Word } from "../../ast/shell.ts";
import { tokensWithin } from "../../ast/placeholder-token.ts";
import type { PlaceholderToken, ShellBlock } from "../../ast/shell-block.ts";

export type Quoting = "none" | "double" | "single" | "ansiC" | "heredoc" | "quotedHeredoc";

/** What bash does with the text that the placeholder is part of. */
export type Site =
  | "argument"
  | "commandName"
  | "assignment"
  | "name"
  | "redirection"
  | "hereString"
  | "heredocDelimiter"
  | "heredoc"
  | "regex"
  | "pattern"
  | "arithmeticTest"
  | "arithmetic"
  | "subscript"
  | "expansion"
  | "backtick"
  | "brace"
  | "braceSequence"
  | "tilde"
  | "comment";

export interface Place {
  readonly token: PlaceholderToken;
  readonly quoting: Quoting;
  readonly site: Site;
  /** The word around it; `null` in comments, heredocs and arithmetic. */
  readonly word: Word | null;
  readonly redirection: Redirection | null;
  /** Where the shell word begins: at the name, where the value of an assignment is meant. */
  readonly wordStart: number;
  /** The nodes around it, outermost first. */
  readonly path: readonly ShellNode[];
}

/** The places of all tokens, in order. */
export function placesOf(block: ShellBlock): Place[] {
  const parents = new Map<ShellNode, ShellNode>();
  const nearest = new Map<PlaceholderToken, ShellNode>();
  const visit = (node: ShellNode): void => {
    for (const token of tokensWithin(block.tokens, node.pos, node.end)) {
      const known = nearest.get(token);
      // The nearest is the shortest: a heredoc's body may lie inside a loop that the heredoc is not part of.
      if (known === undefined || node.end - node.pos <= known.end - known.pos) nearest.set(token, node);
    }
    if (isBacktick(node)) return;
    visitChildren(node, (child) => {
      parents.set(child, node);
      visit(child);
    });
  };
  visit(block.syntax);
  return block.tokens.map((token) => {
    const path: ShellNode[] = [];
    for (let node = nearest.get(token); node !== undefined; node = parents.get(node)) path.push(node);
    return placeOf(token, path.toReversed(), block);
  });
}

function placeOf(token: PlaceholderToken, path: readonly ShellNode[], block: ShellBlock): Place {
  const place: Mutable<Place> = { token, quoting: "none", site: "comment", word: null, redirection: null, wordStart: token.start, path };
  path.forEach((node, depth) => step(place, node, path[depth + 1] ?? null));
  // Inside `A=( ... )` and behind `for x in a`, what is in no word is a comment.
  if (place.word === null && (place.site === "argument" || place.site === "assignment")) place.site = "comment";
  if (place.quoting === "none" && place.site !== "expansion" && place.word !== null && isTilde(place, block)) place.site = "tilde";
  return place;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Sites in which bash reads the text by rules of its own, whatever is quoted inside. Only a nested script ends them. */
const closed: readonly Site[] = ["arithmetic", "subscript", "expansion", "backtick", "name"];

/** Goes one node down. */
function step(place: Mutable<Place>, node: ShellNode, child: ShellNode | null): void {
  if (node.type === "Script" && place.site !== "backtick") {
    Object.assign(place, { quoting: "none", site: "comment", word: null, redirection: null });
  }
  if (closed.includes(place.site)) return;
  switch (node.type) {
    case "Word":
      return enterWord(place, node);
    case "SingleQuoted":
      place.quoting = "single";
      return;
    case "AnsiCQuoted":
      place.quoting = "ansiC";
      return;
    case "DoubleQuoted":
    case "LocaleString":
      place.quoting = "double";
      return;
    case "HereDocBody":
      Object.assign(place, { site: "heredoc", word: null });
      return;
    default:
      place.site = siteIn(node, child, place);
  }
  if (node.type === "HereDoc") place.quoting = node.delimiter?.quoted === true ? "quotedHeredoc" : "heredoc";
  if (node.type === "Redirect" || node.type === "HereString" || node.type === "HereDoc") place.redirection = node;
  if (node.type === "Assignment" && child?.type !== "ArrayValue") place.wordStart = node.pos;
}

function enterWord(place: Mutable<Place>, word: Word): void {
  if (place.site !== "assignment" || place.word !== null || place.path.some((node) => node.type === "ArrayValue"))
    place.wordStart = word.pos;
  if (place.site === "comment") place.site = "argument";
  if (place.site === "assignment" && isInKey(word, place)) place.site = "subscript";
  place.word = word;
}

/** `[key]=value` among the elements of an array. */
function isInKey(word: Word, place: Place): boolean {
  const isElement = place.path.some((node) => node.type === "ArrayValue");
  const close = word.text.indexOf("]=");
  return isElement && word.text.startsWith("[") && close !== -1 && place.token.end <= word.pos + close;
}

function siteIn(node: ShellNode, child: ShellNode | null, place: Place): Site {
  switch (node.type) {
    case "CommandExpansion":
      return isBacktick(node) ? "backtick" : place.site;
    case "ArithmeticExpansion":
    case "ArithmeticCommand":
      return "arithmetic";
    case "ArithmeticFor":
      return child === node.body ? place.site : "arithmetic";
    case "SimpleExpansion":
      return "expansion";
    case "ParameterExpansion":
      return child !== null && (child === node.index || child.type === "Slice") ? "subscript" : "expansion";
    case "BraceExpansion":
      if (isSequence(node.text, place.token.start - node.pos)) return "braceSequence";
      return place.site === "commandName" ? "commandName" : "brace";
    case "Assignment":
      return siteInAssignment(node, child);
    case "Command":
      return child !== null && child === node.name ? "commandName" : "argument";
    case "For":
    case "Select":
    case "Function":
    case "Coproc":
      return "name" in node && child === node.name ? "name" : "argument";
    case "Redirect":
      return "redirection";
    case "HereString":
      return "hereString";
    case "HereDoc":
      return child?.type === "HereDocBody" ? "heredoc" : "heredocDelimiter";
    case "CaseItem":
      return child?.type === "Word" ? "pattern" : place.site;
    case "TestUnary":
      return node.operator === "-v" || node.operator === "-R" ? "subscript" : "argument";
    case "TestBinary":
      return siteInTest(node.operator, child === node.right);
    default:
      return place.site;
  }
}

function siteInAssignment(node: Assignment, child: ShellNode | null): Site {
  if (child === null) return "name";
  return child === node.index ? "subscript" : "assignment";
}

function siteInTest(operator: string, isRight: boolean): Site {
  if (["-eq", "-ne", "-lt", "-le", "-gt", "-ge"].includes(operator)) return "arithmeticTest";
  if (!isRight) return "argument";
  if (operator === "=~") return "regex";
  return ["==", "=", "!="].includes(operator) ? "pattern" : "argument";
}

/** True where the innermost braces around `offset` are `{1..3}`, which bash expands before it expands values. */
function isSequence(text: string, offset: number): boolean {
  let depth = 0;
  let start = offset - 1;
  for (; start >= 0; start -= 1) {
    if (text[start] === "}") depth += 1;
    if (text[start] === "{" && depth-- === 0) break;
  }
  let commas = 0;
  depth = 0;
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "}" && depth-- === 0) return commas === 0 && text.slice(start, at).includes("..");
    if (text[at] === "{") depth += 1;
    if (text[at] === "," && depth === 0) commas += 1;
  }
  return false;
}

/** `~<user>`: bash looks a tilde's name up before it expands values, and never a quoted one. */
function isTilde({ token, word, site }: Place, block: ShellBlock): boolean {
  const before = block.masked.slice(word!.pos, token.start);
  const opener = site === "assignment" ? Math.max(before.lastIndexOf(":"), before.lastIndexOf("=")) + 1 : 0;
  return before[opener] === "~" && !before.slice(opener).includes("/");
}

/** The name of the place for the analysis. */
export function contextOf({ quoting, site }: Place): PlaceholderContext {
  switch (site) {
    case "comment":
    case "arithmetic":
    case "subscript":
    case "expansion":
    case "backtick":
    case "arithmeticTest":
    case "commandName":
      return site;
    case "name":
      return "assignment";
    case "heredocDelimiter":
      return "redirection";
    case "braceSequence":
      return "brace";
    case "heredoc":
      return quoting === "quotedHeredoc" ? "quotedHeredoc" : "heredoc";
  }
  switch (quoting) {
    case "double":
      return "doubleQuotes";
    case "single":
      return "singleQuotes";
    case "ansiC":
      return "ansiC";
    case "heredoc":
    case "quotedHeredoc":
      return quoting;
    case "none":
      return site === "argument" ? "code" : site;
  }
}
