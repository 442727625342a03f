/**
 * What each character of a shell text is to the shell: part of a command, quoted, the body of a here-document, a comment.
 * Read off the syntax tree, for whoever looks at single characters: the tree itself has no comments.
 */
import { isBacktick, visitChildren, type ShellNode, type ShellScript } from "./shell.ts";

/** `between`: blanks, operators and reserved words. `word`: unquoted text of a word, a redirection or an assignment. */
export type ShellZone = "between" | "word" | "singleQuotes" | "doubleQuotes" | "heredoc" | "comment" | "arithmetic";

/** One zone a UTF-16 unit of `text`, which is the text that `syntax` was parsed from. */
export function zonesOf(syntax: ShellScript, text: string): readonly ShellZone[] {
  const zones = Array.from<ShellZone>({ length: text.length }).fill("between");
  paint(syntax, zones);
  paintComments(text, zones);
  return zones;
}

/** Outer nodes first, so that what stands inside them is painted over. */
function paint(node: ShellNode, zones: ShellZone[]): void {
  const zone = zoneOf(node);
  if (zone !== null) zones.fill(zone, node.pos, node.end);
  if (node.type === "HereDoc" && node.closing !== undefined) zones.fill("word", node.closing.pos, node.closing.end);
  if (hasOwnPositions(node)) return;
  visitChildren(node, (child) => paint(child, zones));
}

/** Backticks with escapes are parsed from a text of their own. */
function hasOwnPositions(node: ShellNode): boolean {
  return isBacktick(node) && node.type === "CommandExpansion" && node.script?.source !== undefined;
}

function zoneOf(node: ShellNode): ShellZone | null {
  switch (node.type) {
    case "Word":
    case "Assignment":
    case "Redirect":
    case "HereString":
    case "HereDoc":
    case "ParameterExpansion":
      return "word";
    case "SingleQuoted":
    case "AnsiCQuoted":
      return "singleQuotes";
    case "DoubleQuoted":
    case "LocaleString":
      return "doubleQuotes";
    case "HereDocBody":
      return "heredoc";
    case "ArithmeticExpansion":
    case "ArithmeticCommand":
      return "arithmetic";
    case "CommandExpansion":
    case "ProcessSubstitution":
      return hasOwnPositions(node) ? "word" : "between";
    default:
      return null;
  }
}

/** No operator and no reserved word holds a `#`: one between the words begins a comment. */
function paintComments(text: string, zones: ShellZone[]): void {
  for (let at = text.indexOf("#"); at !== -1; at = text.indexOf("#", at + 1)) {
    if (zones[at] !== "between") continue;
    const lineEnd = text.indexOf("\n", at);
    const end = lineEnd === -1 ? text.length : lineEnd;
    zones.fill("comment", at, end);
    at = end - 1;
  }
}
