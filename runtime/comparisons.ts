/**
 * Order among numbers, sizes, durations and versions. Strict on purpose: a lenient parser in a gate is a wrong one.
 * `null` everywhere: the two cannot be compared, which is neither yes nor no.
 */
import semver from "semver";

interface Quantity {
  readonly family: "number" | "size" | "duration";
  readonly amount: number;
}

const kibi = 1024;
const sizes: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  PB: 1e15,
  KiB: kibi,
  MiB: kibi ** 2,
  GiB: kibi ** 3,
  TiB: kibi ** 4,
  PiB: kibi ** 5,
  // As `du -h` and `ls -h` write them.
  K: kibi,
  M: kibi ** 2,
  G: kibi ** 3,
  T: kibi ** 4,
};
const durations: Readonly<Record<string, number>> = { ms: 1e-3, s: 1, sec: 1, m: 60, min: 60, h: 3600, d: 86_400 };

/** `900 MB`, `10 min`, `1h30m`, `-3.5`, `7`. Bytes and seconds are the units that a bare number has. */
export function parseQuantity(text: string): Quantity | null {
  const trimmed = text.trim();
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return { family: "number", amount: Number(trimmed) };
  const size = /^(\d+(?:\.\d+)?) ?([A-Za-z]+)$/.exec(trimmed);
  if (size !== null && Object.hasOwn(sizes, size[2] as string))
    return { family: "size", amount: Number(size[1]) * (sizes[size[2] as string] as number) };
  if (!/^(\d+(\.\d+)? ?(ms|s|sec|m|min|h|d) ?)+$/.test(trimmed)) return null;
  let amount = 0;
  for (const [, count, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?) ?(ms|sec|s|min|m|h|d)/g))
    amount += Number(count) * (durations[unit as string] as number);
  return { family: "duration", amount };
}

/** Negative, zero or positive as `actual` is below, equal to or above `expected`. */
export function compareQuantities(actual: string, expected: string): number | null {
  const left = parseQuantity(actual);
  const right = parseQuantity(expected);
  if (left === null || right === null) return null;
  if (left.family !== right.family && left.family !== "number" && right.family !== "number") return null;
  return Math.sign(left.amount - right.amount);
}

export function isNewer(actual: string, than: string): boolean | null {
  const left = semver.valid(actual.trim());
  const right = semver.valid(than.trim());
  return left === null || right === null ? null : semver.gt(left, right);
}

/** Same major and minor, a higher patch. */
export function isPatchAbove(actual: string, than: string): boolean | null {
  const left = semver.parse(actual.trim());
  const right = semver.parse(than.trim());
  if (left === null || right === null) return null;
  return left.major === right.major && left.minor === right.minor && left.patch > right.patch;
}
