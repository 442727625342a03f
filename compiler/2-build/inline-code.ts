/**
 * A command in a code span: a probe, a SESSION, a REVERT, the subject of a condition.
 */
import { makeShellBlock, type ShellBlock } from "../ast/shell-block.ts";
import type { BuildContext } from "./context.ts";
import type { CodeSpan } from "./rich-text.ts";

export function makeInlineBlock(code: CodeSpan, context: BuildContext): ShellBlock {
  const script = code.value.trim();
  const blanks = code.value.length - code.value.trimStart().length;
  const lines = code.lines.map(({ start, offset }, index) => {
    const cut = index === 0 ? blanks : 0;
    return { ...context.position(offset + cut), start: start + cut - blanks };
  });
  return makeShellBlock({ form: "inline", language: null, script, lines, span: context.span(code.source.start, code.source.end) });
}
