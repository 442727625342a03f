/**
 * Offsets and lines of a text with LF line ends.
 */

/** Splits a text, whatever ends its lines, once for all questions about it that follow one another: findings come text by text. */
export function makeLineReader(): (text: string) => readonly string[] {
  let last: { readonly text: string; readonly lines: readonly string[] } | null = null;
  return (text) => {
    if (last?.text !== text) last = { text, lines: text.split(/\r\n|\r|\n/) };
    return last.lines;
  };
}

/** The offset at which each line begins, the first included. */
export function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The line in which an offset stands, from 1; by bisection. */
export function lineOf(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
