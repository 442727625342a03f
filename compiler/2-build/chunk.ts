/**
 * A label's text in pieces: the rest of its paragraph, the items of a list after `:`, the paragraph after its own fence.
 */
import type { Range, RichText } from "./rich-text.ts";
import { sliceRichText } from "./rich-text.ts";
import { splitSentences } from "./sentences.ts";

export interface Chunk {
  readonly rich: RichText;
  readonly form: "text" | "listItem";
  /** Ends in `:` and a list follows: it only announces what is to hold. */
  readonly isLeadIn: boolean;
}

/** The whole text on one line; list items keep a dash. */
export function textOf(chunks: readonly Chunk[]): string {
  return chunks
    .map(({ rich, form }) => (form === "listItem" ? `- ${rich.text}` : rich.text))
    .filter((text) => text !== "")
    .join(" ");
}

/** Every sentence of every chunk, a list item being one at least. */
export function sentencesOf(chunks: readonly Chunk[]): { rich: RichText; chunk: Chunk }[] {
  return chunks.flatMap((chunk) =>
    splitSentences(chunk.rich).map((range: Range) => ({ rich: sliceRichText(chunk.rich, range.start, range.end), chunk })),
  );
}

/** The first code of the text, if the text opens with it. */
export function openingCode(chunks: readonly Chunk[]): RichText["codes"][number] | null {
  const [first] = chunks;
  const code = first?.rich.codes[0];
  return code !== undefined && code.start === 0 ? code : null;
}
