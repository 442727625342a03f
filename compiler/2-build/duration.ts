/**
 * Durations as authors write them: `30m`, `20 s`, `1h30m`. Nothing else, for a lenient reading in a gate is a wrong one.
 */
const unitsMs = { ms: 1, s: 1_000, min: 60_000, m: 60_000, h: 3_600_000 } as const;

/** Milliseconds, or `null` if the whole text is not a duration. */
export function readDuration(text: string): number | null {
  if (!/^(?:\d+(?:\.\d+)? ?(?:ms|s|min|m|h))+$/.test(text)) return null;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?) ?(ms|s|min|m|h)/g)) {
    total += Number(amount) * unitsMs[unit as keyof typeof unitsMs];
  }
  return Number.isInteger(total) && total > 0 ? total : null;
}

/** The shortest exact form: `15m`, `90s`. */
export function formatDuration(durationMs: number): string {
  for (const unit of ["h", "m", "s"] as const) {
    if (durationMs % unitsMs[unit] === 0) return `${durationMs / unitsMs[unit]}${unit}`;
  }
  return `${durationMs}ms`;
}
