/**
 * Simulated runs that crash: `npm run crash -- [--seeds N] [--from N] [--seed N]`. Ends at the first promise that is
 * broken, with status 1, the end of the trace and the command that repeats it; that one prints the whole trace.
 */
import "./hooks.ts";
import { parseArgs } from "node:util";

// The adapters must not be loaded before the hooks are there.
const { live } = await import("./episode.ts");
const { scenarios } = await import("./scenarios.ts");

const { values } = parseArgs({ options: { seeds: { type: "string" }, from: { type: "string" }, seed: { type: "string" } } });
const from = Number(values.seed ?? values.from ?? 0);
const count = values.seed === undefined ? Number(values.seeds ?? 18_000) : 1;

let broken: number | null = null;
let runs = 0;
const names = new Map<string, Set<string>>();
let lives = 0;
for (let seed = from; seed < from + count && broken === null; seed += 1) {
  const episode = await live(seed, values.seed !== undefined);
  runs += 1;
  lives += episode.lives;
  const known = names.get(episode.scenario) ?? new Set<string>();
  for (const name of episode.names) known.add(name);
  names.set(episode.scenario, known);
  if (values.seed !== undefined) process.stdout.write(`${episode.trace.join("\n")}\n`);
  if (episode.broken.length === 0) continue;
  broken = seed;
  const again = await live(seed, true);
  process.stdout.write(`seed ${seed} (${episode.scenario}): ${episode.broken.join("; ")}\n`);
  if (values.seed === undefined) process.stdout.write(`${again.trace.slice(-40).join("\n")}\nagain: npm run crash -- --seed ${seed}\n`);
}
const points = new Set([...names.values()].flatMap((known) => [...known]));
process.stdout.write(`${JSON.stringify({ runs, lives, scenarios: scenarios.length, namedPoints: points.size, broken })}\n`);
process.exitCode = broken === null ? 0 : 1;
