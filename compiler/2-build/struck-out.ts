/**
 * Words that are struck out, or stand in markup of their own: a reader does not take them as they are, so the machine may not.
 */
import type { Keyword } from "../ast/keyword.ts";
import type { BuildContext } from "./context.ts";
import type { Label } from "./label.ts";
import { endOffset, offsetAt, type Range, type RichText } from "./rich-text.ts";

/** Their words are only shown, or read sentence by sentence. */
const readElsewhere: ReadonlySet<Keyword> = new Set(["NOTE", "CAUTION", "MANUAL", "STOP", "GATE", "EXPECT", "WHEN", "DECISION"]);

/** In a label, and in what the machine reads behind it. */
export function reportStruckLabel(label: Label, text: RichText, rich: RichText, context: BuildContext): void {
  const inLabel = rich.struck.find(({ start, end }) => start < label.end && end > label.start);
  if (inLabel !== undefined) reportStruckOut(inLabel, rich, context);
  else if (!readElsewhere.has(label.keyword) && text.struck[0] !== undefined) reportStruckOut(text.struck[0], text, context);
}

export function reportStruckOut(range: Range, rich: RichText, context: BuildContext): void {
  context.reporter.report({
    code: "build/struck-out",
    severity: context.isStrict ? "error" : "warning",
    span: context.span(offsetAt(rich, range.start), endOffset(rich, range.end)),
    message: "Unexpected struck-out words or markup in a label, expected plain words",
    why: "A reader leaves out what is struck, and markup may hide words: what is carried out would not be what is read.",
    fix: "Remove the words, or the marks around them",
  });
}
