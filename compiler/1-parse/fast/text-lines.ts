/**
 * The lines of one paragraph, heading or cell, joined, with the place in the file of each.
 */
import type { Point, Position } from "unist";

export interface TextLine {
  /** Offsets in the file: behind the marks of the containers, and before the line end. */
  readonly start: number;
  readonly end: number;
  /** Number of the line, from 1, and the offset of its first character. */
  readonly line: number;
  readonly lineStart: number;
}

export class TextLines {
  readonly text: string;
  /** No line but the first begins with blanks. */
  readonly isFlush: boolean;
  /** A line but the first stands behind the marks of a container. */
  readonly isNested: boolean;
  readonly lines: readonly TextLine[];
  /** Where each line begins in `text`. */
  readonly #starts: number[] = [];

  constructor(source: string, lines: readonly TextLine[]) {
    this.lines = lines;
    let text = "";
    let isFlush = true;
    for (const [index, line] of lines.entries()) {
      if (index > 0) text += "\n";
      this.#starts.push(text.length);
      const content = source.slice(line.start, line.end);
      if (index > 0 && (content.startsWith(" ") || content.startsWith("\t"))) isFlush = false;
      text += content;
    }
    this.text = text;
    this.isFlush = isFlush;
    this.isNested = lines.some(({ start, lineStart }, index) => index > 0 && start !== lineStart);
  }

  point(at: number): Point {
    let index = 0;
    for (let end = this.#starts.length; end - index > 1;) {
      const middle = (index + end) >> 1;
      if (this.#starts[middle]! > at) end = middle;
      else index = middle;
    }
    const { start, line, lineStart } = this.lines[index]!;
    const offset = start + at - this.#starts[index]!;
    return { line, column: offset - lineStart + 1, offset };
  }

  /** The end of a line ending: the next line's first column, before the marks of its containers. */
  lineStartPoint(at: number): Point {
    const { line, lineStart } = this.lines[this.point(at).line - this.lines[0]!.line]!;
    return { line, column: 1, offset: lineStart };
  }

  position(start: number, end: number): Position {
    return { start: this.point(start), end: this.point(end) };
  }
}
