/**
 * A command in a code span: a probe, a SESSION, a REVERT, the subject of a condition.
 */
import { makeShellBlock, type ShellBlock } from "../ast/shell-block.ts";
import type { BuildContext } from "./context.ts";
import type { CodeSpan } from "./rich-text.ts";

export function makeInlineBlock(code: CodeSpan, context: BuildContext): ShellBlock {
  const blanks = code.value.length - code.value.trimStart().length;
  return makeShellBlock({
    form: "inline", language: null, script: code.value.trim(),
    lines: [context.position(code.valueOffset + blanks)],
    span: context.span(code.source.start, code.source.end),
  });
}
