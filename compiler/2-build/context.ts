/**
 * What every builder needs: the text, where its offsets stand in the file, and whom to tell.
 */
import { findLineStarts, lineOf } from "../ast/lines.ts";
import type { ItemId } from "../ast/item.ts";
import type { Position, Span } from "../ast/node.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { OutOfPlace } from "./label-out-of-place.ts";

/** The fields of `SourceText` that this phase reads. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly sha256: string;
  readonly loneCarriageReturns: readonly number[];
}

export class BuildContext {
  readonly source: Source;
  readonly reporter: Reporter;
  /** A document with a `Parameters` section, or `--strict`: what is half understood is an error, not a question. */
  readonly isStrict: boolean;
  /** Keywords in title case where a label could stand; reported where the document turns out to have labels. */
  readonly titleCaseWords: { readonly word: string; readonly span: Span }[] = [];
  /** What looks like a label and is none; reported where the document turns out to have labels. */
  readonly outOfPlace: (OutOfPlace & { readonly span: Span })[] = [];
  readonly #lineStarts: readonly number[];
  /** Where offsets begin: those of a document that is taken into another follow on that one's. */
  readonly baseOffset: number;
  #items: number;

  constructor(source: Source, reporter: Reporter, isStrict: boolean, base = { offset: 0, items: 0 }) {
    this.baseOffset = base.offset;
    this.#items = base.items;
    this.source = source;
    this.reporter = reporter;
    this.isStrict = isStrict;
    this.#lineStarts = findLineStarts(source.text);
  }

  get text(): string {
    return this.source.text;
  }

  nextItemId(): ItemId {
    this.#items += 1;
    return `i${this.#items}`;
  }

  position(offset: number): Position {
    const line = lineOf(this.#lineStarts, offset);
    return { line, column: offset - this.lineStart(line) + 1, offset: offset + this.baseOffset };
  }

  span(start: number, end: number): Span {
    return { start: this.position(start), end: this.position(end) };
  }

  /** The offset at which a line begins; lines count from 1. */
  lineStart(line: number): number {
    return this.#lineStarts[line - 1] ?? this.text.length;
  }

  /** A line without its line end. */
  lineText(line: number): string {
    const next = this.#lineStarts[line];
    return this.text.slice(this.lineStart(line), next === undefined ? this.text.length : next - 1);
  }
}
