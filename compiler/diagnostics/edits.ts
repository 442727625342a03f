/**
 * Edits on a file's own text. Diagnostics speak of the normalised text (no byte order mark, LF); what is written is the
 * text as it lies on the disk, so that every byte outside the edits stays as it is.
 */
import type { Edit } from "./diagnostic.ts";

/** In document order, without those that overlap an earlier one: they get their turn in the next pass. */
export function chooseEdits(edits: readonly Edit[]): Edit[] {
  const chosen: Edit[] = [];
  let start = -1;
  let end = -1;
  for (const edit of edits.toSorted((a, b) => a.span.start.offset - b.span.start.offset || a.span.end.offset - b.span.end.offset)) {
    if (edit.span.start.offset < end || edit.span.start.offset === start) continue;
    chosen.push(edit);
    start = edit.span.start.offset;
    end = edit.span.end.offset;
  }
  return chosen;
}

/** `text`: the decoded file with its byte order mark and line ends; `edits`: as `chooseEdits` gives them. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const lineEnd = lineEndOf(text);
  const places = new Places(text);
  let out = "";
  let from = 0;
  for (const { span, text: replacement } of edits) {
    out += text.slice(from, places.locate(span.start.offset)) + replacement.replaceAll("\n", lineEnd);
    from = places.locate(span.end.offset);
  }
  return out + text.slice(from);
}

/** The line end that the file uses; what is inserted has the same. */
function lineEndOf(text: string): string {
  const at = text.search(/[\r\n]/);
  if (at === -1 || text[at] === "\n") return "\n";
  return text[at + 1] === "\n" ? "\r\n" : "\r";
}

/** Where offsets of the normalised text stand in the file; asked for in ascending order. */
class Places {
  readonly #text: string;
  /** In the normalised text, and in the file. */
  #offset = 0;
  #at: number;
  readonly #hasPairs: boolean;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith("\uFEFF") ? 1 : 0;
    this.#hasPairs = text.includes("\r\n");
  }

  locate(offset: number): number {
    if (!this.#hasPairs) return this.#at + offset;
    while (this.#offset < offset) {
      const pair = this.#text.indexOf("\r\n", this.#at);
      const plain = pair === -1 ? offset - this.#offset : Math.min(offset - this.#offset, pair - this.#at);
      this.#at += plain;
      this.#offset += plain;
      if (this.#offset === offset) break;
      this.#at += 2;
      this.#offset += 1;
    }
    return this.#at;
  }
}
