/**
 * The shell syntax tree, behind our own name: the one file that knows which parser makes it (unbash).
 * Positions are offsets in UTF-16 units into the text parsed, ends exclusive.
 */
import { forEachChild, parse, type Script, type SyntaxNode } from "unbash";

export type ShellScript = Script;
export type ShellNode = SyntaxNode;
export type { Assignment, Command, HereDoc, Redirect, Word, WordPart } from "unbash";

/** Parses bash text. Never throws: what the parser cannot read is listed in `errors` of the partial tree. */
export function parseShell(text: string): ShellScript {
  return parse(text);
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
