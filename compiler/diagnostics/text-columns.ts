/**
 * How many columns a terminal gives a text.
 */

export type ColumnsOf = (text: string) => number;

/** Measures what is part of `text`. The tables for other writing take longer to load than a document takes to lint. */
export async function columnsIn(text: string): Promise<ColumnsOf> {
  return /^[\n\x20-\x7e]*$/.test(text) ? (part) => part.length : (await import("string-width")).default;
}
