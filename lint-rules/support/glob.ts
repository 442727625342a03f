/**
 * Patterns of `rungate.yaml`: `*` stands for any text, everything else for itself.
 */

/** Compares by pieces, left to right: no regular expression, so no pattern can be slow. */
export function matchesGlob(pattern: string, text: string): boolean {
  const pieces = pattern.split("*");
  const first = pieces[0]!;
  if (pieces.length === 1) return pattern === text;
  const last = pieces.at(-1)!;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}

/** The pattern itself, or something below it: behind one of `separators`. */
export function matchesBelow(pattern: string, text: string, separators: string): boolean {
  return (
    matchesGlob(pattern, text) ||
    [...separators].some((separator) => matchesGlob(`${pattern.endsWith(separator) ? pattern.slice(0, -1) : pattern}${separator}*`, text))
  );
}
