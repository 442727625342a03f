/**
 * The author's prose for a terminal: a line break of the source is a blank, as in Markdown, so that the screen's own width
 * decides; a table, which no narrow screen can hold, is read row by row. Not a word is changed.
 */

const fence = /^\s*(```|~~~)/;
const tableRow = /^\s*\|(.*)\|\s*$/;
const separatorRow = /^\s*\|[\s|:-]+\|\s*$/;
/** What begins a row of its own: a list's item, a quote, a heading. */
const opening = /^\s*([-*+]|\d+[.)]|>|#{1,6})\s/;

export function proseRows(text: string): string[] {
  const rows: string[] = [];
  let isFenced = false;
  let canGrow = false;
  for (const line of text.split("\n")) {
    const isFence = fence.test(line);
    const cells = isFenced ? null : tableRow.exec(line);
    if (isFence || isFenced) rows.push(line);
    else if (cells !== null) {
      if (!separatorRow.test(line)) rows.push(`- ${readCells(cells[1] as string)}`);
    } else if (canGrow && line.trim() !== "" && !opening.test(line)) rows.push(`${(rows.pop() as string).trimEnd()} ${line.trim()}`);
    else rows.push(line);
    if (isFence) isFenced = !isFenced;
    canGrow = !isFenced && !isFence && cells === null && line.trim() !== "";
  }
  return rows;
}

/** `first: second, third`. */
function readCells(row: string): string {
  const [first = "", ...rest] = row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
  return rest.length === 0 ? first : `${first}: ${rest.join(", ")}`;
}
