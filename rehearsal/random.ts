/** The seeded generator behind every chance in a made world (mulberry32): same seed, same world, on every machine. */
export function drawBetween(state: number, low: number, high: number): { readonly value: number; readonly next: number } {
  const next = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(next ^ (next >>> 15), next | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  const fraction = ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  return { value: low + Math.floor(fraction * (high - low + 1)), next };
}
