/** `sleep`: simulated time passes. */
import type { Call, Reply } from "../world.ts";

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

export function sleep(call: Call<unknown>): Reply {
  if (call.args.length === 0) return { stderr: "sleep: missing operand\n", status: 1 };
  for (const word of call.args) {
    const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(word);
    if (match === null) return { stderr: `sleep: invalid time interval '${word}'\n`, status: 1 };
    call.takes(Number(match[1]) * units[(match[2] === "" ? "s" : match[2]) as keyof typeof units]);
  }
  return {};
}
