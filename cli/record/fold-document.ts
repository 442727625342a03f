/**
 * What a run has shown, written back into its document: STATUS, and the `[REVALIDATE]` markers that the operator confirmed.
 * Byte ranges are replaced; everything else stays as it is.
 */
import type { Edit } from "../../compiler/diagnostics/diagnostic.ts";
import type { Span } from "../../compiler/ast/node.ts";
import type { Runbook } from "../../compiler/ast/runbook.ts";

export interface Executed {
  readonly runId: string;
  /** `2026-11-21`, when the run ended. */
  readonly date: string;
  /** `line:column` of the markers that were confirmed. */
  readonly confirmed: ReadonlySet<string>;
}

export interface Fold {
  readonly edits: readonly Edit[];
  /** Lines of markers that stay: with one of them the document is not AS-EXECUTED. */
  readonly open: readonly number[];
}

/** `text`: as the compiler read it. */
export function foldDocument(runbook: Runbook, text: string, { runId, date, confirmed }: Executed): Fold {
  const markers = runbook.markers.filter(({ isMention }) => !isMention);
  const isConfirmed = ({ span: { start } }: (typeof markers)[number]): boolean => confirmed.has(`${start.line}:${start.column}`);
  const open = markers.filter((marker) => !isConfirmed(marker)).map(({ span }) => span.start.line);
  const cleared = markers.filter(isConfirmed).map(({ span }) => ({ span: withBlanks(span, text), text: "" }));
  return { edits: open.length > 0 ? cleared : [foldStatus(runbook, text, `AS-EXECUTED ${date} (run ${runId})`), ...cleared], open };
}

/** The blanks before a marker go with it; where nothing stands before it on its line, those behind it, or its whole line. */
function withBlanks(span: Span, text: string): Span {
  let start = span.start.offset;
  let end = span.end.offset;
  while (text[start - 1] === " ") start -= 1;
  if (start > 0 && text[start - 1] !== "\n") return between(span, start, end);
  start = span.start.offset;
  while (text[end] === " ") end += 1;
  if (text[end] !== "\n" && end < text.length) return between(span, start, end);
  while (start > 0 && text[start - 1] !== "\n") start -= 1;
  return between(span, start, Math.min(end + 1, text.length));
}

/** STATUS speaks of the last state that it names: the new one is added, a former one of ours at its end replaced. */
function foldStatus({ headers, sections }: Runbook, text: string, state: string): Edit {
  const status = headers.findLast(({ name }) => name === "STATUS");
  if (status === undefined) {
    const { headingSpan } = sections[0] as Runbook["sections"][number];
    return { span: between(headingSpan, headingSpan.end.offset, headingSpan.end.offset), text: `\n\nSTATUS: ${state}` };
  }
  const { start, end } = status.span;
  const said = text.slice(start.offset, end.offset);
  const former = /AS-EXECUTED \d{4}-\d{2}-\d{2} \(run [\w.-]+\)(\.?)$/.exec(said);
  if (former !== null) return { span: between(status.span, start.offset + former.index, end.offset), text: `${state}${former[1]}` };
  return { span: between(status.span, end.offset, end.offset), text: said.endsWith(".") ? ` ${state}.` : `; ${state}` };
}

/** Edits are placed by their offsets alone. */
const between = ({ start, end }: Span, from: number, to: number): Span => ({
  start: { ...start, offset: from },
  end: { ...end, offset: to },
});
