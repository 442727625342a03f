/**
 * ``REVERT: `juju refresh <app> --revision <now.rev>`; later `juju refresh <app> --channel <now.channel>`.``
 */
import { openingCode, textOf, type Chunk } from "../chunk.ts";
import { makeInlineBlock } from "../inline-code.ts";
import type { CodeSpan } from "../rich-text.ts";
import type { ItemBuilder } from "./index.ts";

export const buildRevert: ItemBuilder = ({ base, chunks, fence }, earlier, context) => {
  const code = openingCode(chunks);
  const later = findLater(chunks);
  const none = readNone(chunks);
  const block = code === null ? fence : makeInlineBlock(code, context);
  const undoes = earlier.lastRun();
  if (undoes === null) {
    context.reporter.report({
      code: "build/revert-without-run",
      severity: "error",
      span: base.labelSpan,
      message: "Unexpected REVERT without a RUN before it in its section, expected one that it undoes",
      why: "It would never be offered when a gate fails.",
      fix: "Move it below the RUN, or write MANUAL for advice",
    });
  }
  if (block === null && none === null) {
    context.reporter.report({
      code: "build/revert-without-command",
      severity: "error",
      span: base.labelSpan,
      message: "Unexpected REVERT without a command, expected code behind it, a fence under it, or `none -- why`",
      why: "The operator would be offered a way back that does not exist.",
      fix:
        later === null
          ? "Write the command in code, or `REVERT: none --` and the reason"
          : "Write what undoes it now before `; later`, or `REVERT: none --` and the reason",
    });
  }
  return {
    kind: "Revert",
    ...base,
    undoes,
    block,
    later: later === null ? null : makeInlineBlock(later, context),
    none,
    text: textOf(chunks),
  };
};

function findLater(chunks: readonly Chunk[]): CodeSpan | null {
  for (const { rich } of chunks) {
    const code = rich.codes.find(({ start }) => /(?:^|[;,] )later $/.test(rich.masked.slice(0, start)));
    if (code !== undefined) return code;
  }
  return null;
}

function readNone(chunks: readonly Chunk[]): string | null {
  const match = /^none(?: (?:--|[\u2013\u2014]) |: |[.;,] |\.?$)(.*)$/s.exec(textOf(chunks));
  return match === null ? null : (match[1] ?? "").replace(/\.$/, "");
}
