/** `date`: the world's clock, always UTC. It knows the formats that file names and records use. */
import type { Call, Reply } from "../world.ts";

export function date(call: Call<unknown>): Reply {
  const rest = call.args.filter((word) => word !== "-u" && word !== "--utc");
  const now = new Date(call.nowMs);
  if (rest.length === 0) return { stdout: `${format(now, "%a %b %e %H:%M:%S UTC %Y")}\n` };
  const [word] = rest;
  if (rest.length > 1 || word === undefined) return { stderr: `date: extra operand '${rest[1] ?? ""}'\n`, status: 1 };
  if (word === "-I") return { stdout: `${format(now, "%F")}\n` };
  if (word === "-Is" || word === "--iso-8601=seconds") return { stdout: `${format(now, "%FT%T+00:00")}\n` };
  const text = word.startsWith("+") ? format(now, word.slice(1)) : null;
  return text === null
    ? { stderr: `date: invalid date '${word}' (this made clock knows +FORMAT, -u, -I)\n`, status: 1 }
    : { stdout: `${text}\n` };
}

/** `null` where the format has a sequence that this clock does not know. */
function format(now: Date, pattern: string): string | null {
  const iso = now.toISOString();
  const [year, month, day] = [iso.slice(0, 4), iso.slice(5, 7), iso.slice(8, 10)];
  const known: Readonly<Record<string, string>> = {
    Y: year,
    m: month,
    d: day,
    H: iso.slice(11, 13),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
    F: iso.slice(0, 10),
    T: iso.slice(11, 19),
    e: day.replace(/^0/, " "),
    s: `${Math.floor(now.getTime() / 1000)}`,
    N: `${iso.slice(20, 23)}000000`,
    Z: "UTC",
    z: "+0000",
    "%": "%",
    a: now.toUTCString().slice(0, 3),
    b: now.toUTCString().slice(8, 11),
    y: year.slice(2),
    n: "\n",
  };
  let text = "";
  for (let index = 0; index < pattern.length; index += 1) {
    const char = pattern.charAt(index);
    if (char !== "%") {
      text += char;
      continue;
    }
    index += 1;
    const value = known[pattern.charAt(index)];
    if (value === undefined) return null;
    text += value;
  }
  return text;
}
