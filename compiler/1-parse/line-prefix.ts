/**
 * The block quote and list marks at the start of a line, read as the Markdown parser does: by columns, with the list
 * items that are still open above it.
 */
export interface Prefix {
  /** Containers that the line is in or opens. */
  readonly depth: number;
  readonly quotes: number;
  /** The column of the text, and how far it is indented in its container. */
  readonly column: number;
  readonly indent: number;
  /** The column of the innermost container's content. */
  readonly base: number;
  /** Offset of the text in the line. */
  readonly end: number;
  readonly isBlank: boolean;
  /** Opens a list item or quote that no paragraph above can swallow. */
  readonly startsBlock: boolean;
}

interface ListItem {
  readonly column: number;
  readonly content: number;
  readonly isOrdered: boolean;
}

interface Marker {
  readonly width: number;
  readonly isOrdered: boolean;
  readonly canInterrupt: boolean;
}

export class PrefixReader {
  readonly #items: ListItem[] = [];

  /** `isInParagraph`: the line may only go on with the text above, which not every mark can interrupt. */
  read(line: string, isInParagraph: boolean): Prefix {
    let end = 0;
    let column = 0;
    let base = 0;
    let quotes = 0;
    let startsBlock = false;
    let opensItem = false;
    for (;;) {
      while (line[end] === " " || line[end] === "\t") {
        column += line[end] === "\t" ? 4 - (column % 4) : 1;
        end++;
      }
      base = Math.max(base, this.#contentAt(column));
      if (column - base > 3) break;
      if (line[end] === ">") {
        end++;
        column++;
        quotes++;
        base = line[end] === " " ? column + 1 : column;
        continue;
      }
      const marker = readMarker(line, end);
      if (marker === null) break;
      const isSibling = this.#items.some((item) => item.column === column && item.isOrdered === marker.isOrdered);
      if (isInParagraph && !opensItem && !marker.canInterrupt && !isSibling) break;
      this.#close(column);
      startsBlock ||= marker.canInterrupt || isSibling;
      opensItem = true;
      end += marker.width;
      const item = { column, content: column + marker.width + 1, isOrdered: marker.isOrdered };
      column += marker.width;
      base = item.content;
      this.#items.push(item);
      if (line[end] === undefined) break;
    }
    const isBlank = end >= line.length && !opensItem;
    if (!isBlank && !opensItem) this.#close(column);
    return { depth: quotes + this.#items.length, quotes, column, indent: column - base, base, end, isBlank, startsBlock };
  }

  /** Where the content of the innermost open item begins that a text at this column is in. */
  #contentAt(column: number): number {
    return this.#items.findLast(({ content }) => content <= column)?.content ?? 0;
  }

  /** Closes the items that a text at this column is not in. */
  #close(column: number): void {
    while ((this.#items.at(-1)?.content ?? 0) > column) this.#items.pop();
  }
}

/** `- `, `* `, `+ `, `1. ` or `1) `, without its blank. An empty item, or a number but 1, cannot interrupt a paragraph. */
function readMarker(line: string, at: number): Marker | null {
  let end = at;
  while (end - at < 9 && isDigit(line[end])) end++;
  const mark = line[end] ?? "";
  const isOrdered = end > at;
  if (!(isOrdered ? ".)" : "-*+").includes(mark) || mark === "") return null;
  const next = line[end + 1];
  if (next !== undefined && next !== " " && next !== "\t") return null;
  const hasText = line.slice(end + 1).trim() !== "";
  return { width: end + 1 - at, isOrdered, canInterrupt: hasText && (!isOrdered || line.slice(at, end) === "1") };
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}
