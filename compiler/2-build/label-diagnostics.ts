/**
 * Slips around labels: dashes of a word processor, misspelt keywords, characters that a terminal obeys.
 */
import type { BuildContext } from "./context.ts";
import type { Label, LabelSearch } from "./label.ts";
import { findInCell, findOutOfPlace, isUnmistakable, type OutOfPlace } from "./label-out-of-place.ts";
import { findMeantKeywords } from "./label-words.ts";
import { reportStruckOut } from "./struck-out.ts";
import { endOffset, offsetAt, type Range, type RichText } from "./rich-text.ts";

export function reportLabelSlips(search: LabelSearch, rich: RichText, context: BuildContext): void {
  for (const found of findOutOfPlace(rich, search)) {
    const struck = rich.struck.find(({ start, end }) => start <= found.start && found.end <= end);
    if (struck !== undefined) reportStruckOut(struck, rich, context);
    else context.outOfPlace.push({ ...found, span: context.span(offsetAt(rich, found.start), endOffset(rich, found.end)) });
  }
  for (const label of search.labels) {
    reportDashes(label, rich, context);
    reportControlCharacter({ start: label.start, end: label.end }, rich, context);
  }
  for (const { word, start, end, isTitleCase } of search.strangeWords) {
    if (isTitleCase) {
      context.titleCaseWords.push({ word, span: context.span(offsetAt(rich, start), endOffset(rich, end)) });
      continue;
    }
    const [meant, ...others] = findMeantKeywords(word);
    if (meant === undefined) continue;
    const span = context.span(offsetAt(rich, start), endOffset(rich, end));
    context.reporter.report({
      code: "build/misspelt-keyword",
      severity: "error",
      span,
      message: `Unexpected label \`${word}\`, expected \`${meant}\``,
      why: "Taken for prose, the step would be shown and never run or judged.",
      fix: `Write \`${meant}\`, or put the word in lower case if it is no label`,
      edits: others.length === 0 ? [{ span, text: meant }] : [],
    });
  }
}

export function reportCellSlips(cell: RichText, context: BuildContext): void {
  for (const found of findInCell(cell))
    context.outOfPlace.push({ ...found, span: context.span(offsetAt(cell, found.start), endOffset(cell, found.end)) });
}

/** `<p>GATE: ...</p>`: raw HTML is shown as it is. */
export function reportHtmlSlip(html: string, offset: number, context: BuildContext): void {
  const match = /^((?:<[a-z][^<>\n]*> *)+)([A-Z]+)(?=:| --)/.exec(html);
  if (match === null || !isUnmistakable(match[2]!)) return;
  const start = offset + match[1]!.length;
  const end = start + match[2]!.length;
  context.outOfPlace.push({ keyword: match[2]!, slip: "place", start, end, span: context.span(start, end) });
}

/** In a document that has labels: elsewhere `Check:` and `Run:` are ordinary words. */
export function reportTitleCase({ titleCaseWords, reporter }: BuildContext): void {
  for (const { word, span } of titleCaseWords) {
    const keyword = word.toUpperCase();
    reporter.report({
      code: "build/title-case-keyword",
      severity: "warning",
      span,
      message: `Unexpected \`${word}\` in a label's place, expected \`${keyword}\` or other words`,
      why: "Only the upper-case word is a label: what follows is shown, and neither run nor judged.",
      fix: `Write \`${keyword}\` if it is a label, or begin the sentence with another word`,
    });
  }
}

/** In a document that has labels. */
export function reportOutOfPlace({ outOfPlace, reporter, isStrict }: BuildContext): void {
  for (const { keyword, slip, span } of outOfPlace) {
    const [unexpected, fix] = slipWords(slip, keyword);
    reporter.report({
      code: "build/label-out-of-place",
      severity: isStrict ? "error" : "warning",
      span,
      message: `Unexpected ${unexpected} \`${keyword}\`, expected a label or other words`,
      why: "A reader takes it for a label; it is prose, shown and neither run nor judged.",
      fix,
    });
  }
}

function slipWords(slip: OutOfPlace["slip"], keyword: string): [unexpected: string, fix: string] {
  switch (slip) {
    case "letters":
      return ["letters that only look like", `Write \`${keyword}\` in plain letters`];
    case "colon":
      return ["other colon behind", "Write `:`"];
    case "dash":
      return ["other dash behind", "Write ` -- `, with a blank on both sides"];
    case "mark":
      return ["words without a mark behind", `Write \`${keyword}:\`, or \`${keyword} -- title:\`, before the words`];
    case "place":
      return ["place of", "Begin the paragraph or the sentence with it; write it in lower case, or in code, if it is no label"];
  }
}

/** In titles, which the terminal shows before it asks. */
export function reportControlCharacter(range: Range, rich: RichText, context: BuildContext): void {
  const index = rich.text.slice(range.start, range.end).search(/\p{Cc}/u);
  if (index === -1) return;
  const at = range.start + index;
  const code = (rich.text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const offset = offsetAt(rich, at);
  context.reporter.report({
    code: "build/control-character",
    severity: "error",
    span: context.span(offset, offset + 1),
    message: `Unexpected control character U+${code} in a title, expected text`,
    why: "A terminal obeys it: what the operator reads before saying yes would not be what stands here.",
    fix: "Remove the character",
  });
}

function reportDashes(label: Label, rich: RichText, context: BuildContext): void {
  for (const dash of label.typographicDashes) {
    const start = offsetAt(rich, dash.start);
    const span = context.span(start, start + 1);
    const before = dash.start === 0 || rich.text[dash.start - 1] === " " ? "" : " ";
    const after = dash.end >= rich.text.length || rich.text[dash.end] === " " ? "" : " ";
    context.reporter.report({
      code: "build/typographic-dash",
      severity: "warning",
      span,
      message: `Unexpected \`${rich.text.slice(dash.start, dash.end)}\` in a label, expected \`--\``,
      why: "It is understood here; the same editor would put such dashes into commands, where they break options.",
      fix: "Write `--`",
      edits: [{ span, text: `${before}--${after}` }],
    });
  }
}
