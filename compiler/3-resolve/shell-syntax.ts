/**
 * Whether a block is shell text at all. Bash would find out in the middle of the procedure, after the lines before it ran.
 */
import { spanInScript, type ShellBlock } from "../ast/shell-block.ts";
import { syntaxErrorsOf, tooDeep, tooLong, walkShell } from "../ast/shell.ts";
import type { Reporter } from "../diagnostics/reporter.ts";

/** `unreadable`: the tree ends at an error. `broken`: it is whole, but not what the author meant. */
export type Syntax = "whole" | "broken" | "unreadable";

/** Reports what bash would not read as it was meant. */
export function checkSyntax(block: ShellBlock, reporter: Reporter): Syntax {
  const [error] = syntaxErrorsOf(block.syntax);
  if (error !== undefined) {
    const isTooMuch = [tooLong, tooDeep].includes(error.message);
    reporter.report({
      code: "resolve/shell-syntax",
      severity: "error",
      span: spanInScript(block, Math.min(error.pos, block.script.length), block.script.length),
      message: `Unexpected text in the block (${error.message}), expected shell syntax that is complete`,
      why: isTooMuch
        ? "nobody reads it before the word to run it, and what it does is not known"
        : "bash reads a block line by line: the lines before this one would run, the others would not",
      fix: isTooMuch
        ? "Put the text into a script of its own, and call that"
        : "Close the quote, heredoc or compound command; fence text that is no shell as `text`",
    });
    return "unreadable";
  }
  return checkContinuations(block, reporter) ? "whole" : "broken";
}

/** `\` and a blank at the end of a line is an argument of one blank: the next line is a command of its own. */
export function checkContinuations(block: ShellBlock, reporter: Reporter): boolean {
  let isWhole = true;
  if (!/\\[ \t]+$/m.test(block.masked)) return isWhole;
  walkShell(block.syntax, (node, ancestors) => {
    if (
      node.type !== "Word" ||
      !["\\ ", "\\\t"].some((end) => node.text.endsWith(end)) ||
      ancestors.some((ancestor) => ancestor.type === "CommandExpansion" && ancestor.script?.source !== undefined)
    )
      return;
    const lineEnd = block.masked.indexOf("\n", node.end);
    const line = block.masked.slice(node.end, lineEnd === -1 ? undefined : lineEnd);
    if (line.trim() !== "") return;
    isWhole = false;
    reporter.report({
      code: "resolve/broken-continuation",
      severity: "error",
      span: spanInScript(block, node.end - 2, node.end + line.length),
      message: "Unexpected blank behind `\\`, expected the end of the line",
      why: "the line ends here with an argument of one blank, and the next line runs as a command of its own",
      fix: "Remove the blanks behind the backslash",
    });
  });
  return isWhole;
}
