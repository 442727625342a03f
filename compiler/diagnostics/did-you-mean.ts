/**
 * The nearest known names to a word that nobody knows: a transposition counts as one slip, as in Damerau's distance.
 */

/** How many single slips (insert, delete, replace, swap of neighbours) lie between two words. */
export function distanceBetween(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      let best = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + (isSame ? 0 : 1));
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) best = Math.min(best, beforePrevious[column - 2]! + 1);
      current.push(best);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length]!;
}

/** At most three options that a slip of the keyboard may have meant, nearest first; short words allow fewer slips. */
export function suggest(word: string, options: readonly string[]): string[] {
  const allowed = Math.max(1, Math.floor(word.length / 3));
  const wanted = word.toLowerCase();
  return [...new Set(options)]
    .filter((option) => option !== word && Math.abs(option.length - word.length) <= allowed)
    .map((option) => ({ option, distance: distanceBetween(wanted, option.toLowerCase()) }))
    .filter(({ distance }) => distance <= allowed)
    .toSorted((a, b) => a.distance - b.distance || (a.option < b.option ? -1 : 1))
    .slice(0, 3)
    .map(({ option }) => option);
}
