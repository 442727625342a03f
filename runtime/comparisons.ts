/**
 * Order among numbers, sizes, durations and versions. Strict on purpose: a lenient parser in a gate is a wrong one.
 * `null` everywhere: the two cannot be compared, which is neither yes nor no.
 */
import semver from "semver";

interface Quantity {
  readonly family: "number" | "percentage" | "size" | "duration";
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
const durations: Readonly<Record<string, number>> = {
  ...{ ms: 1e-3, s: 1, sec: 1, second: 1, seconds: 1, m: 60, min: 60, minute: 60, minutes: 60 },
  ...{ h: 3600, hour: 3600, hours: 3600, d: 86_400, day: 86_400, days: 86_400 },
};
const duration = "(\\d+(?:\\.\\d+)?) ?(ms|minutes?|min|m|seconds?|sec|s|hours?|h|days?|d)";

/** `900 MB`, `10 min`, `1h30m`, `80%`, `-3.5`, `7`. A bare number has no unit: nobody knows whether it counts bytes or KiB. */
export function parseQuantity(text: string): Quantity | null {
  const trimmed = text.trim();
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return { family: "number", amount: Number(trimmed) };
  if (/^-?\d+(\.\d+)?%$/.test(trimmed)) return { family: "percentage", amount: Number(trimmed.slice(0, -1)) };
  const size = /^(\d+(?:\.\d+)?) ?([A-Za-z]+)$/.exec(trimmed);
  if (size !== null && Object.hasOwn(sizes, size[2] as string))
    return { family: "size", amount: Number(size[1]) * (sizes[size[2] as string] as number) };
  if (!new RegExp(`^(?:${duration}(?![a-z]) ?)+$`).test(trimmed)) return null;
  let amount = 0;
  for (const [, count, unit] of trimmed.matchAll(new RegExp(duration, "g")))
    amount += Number(count) * (durations[unit as string] as number);
  return { family: "duration", amount };
}

/** Negative, zero or positive as `actual` is below, equal to or above `expected`; only within one family. */
export function compareQuantities(actual: string, expected: string): number | null {
  const left = parseQuantity(actual);
  const right = parseQuantity(expected);
  if (left === null || right === null || left.family !== right.family) return null;
  return Math.sign(left.amount - right.amount);
}

/** `null` where one of the two is no version. */
export function isNewer(actual: string, than: string): boolean | null {
  const left = readVersion(actual);
  const right = readVersion(than);
  return left === null || right === null ? null : semver.gt(left, right);
}

/** Same major and minor, a higher patch; a pre-release (`3.6.26-rc1`) has not got there yet. */
export function isPatchAbove(actual: string, than: string): boolean | null {
  const left = readVersion(actual);
  const right = readVersion(than);
  if (left === null || right === null) return null;
  return left.major === right.major && left.minor === right.minor && left.patch > right.patch && left.prerelease.length === 0;
}

/** `3.6.25-1` is `null`: a package's revision comes after 3.6.25, a pre-release before it, and the spelling does not tell. */
function readVersion(text: string): semver.SemVer | null {
  const version = semver.parse(text.trim());
  return version === null || /^\d/.test(String(version.prerelease[0] ?? "")) ? null : version;
}
