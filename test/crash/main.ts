/**
 * Simulated runs that crash: `npm run crash -- [--seeds N] [--from N] [--seed N]`. Prints what was broken, with the command
 * that repeats it; `--seed` alone prints its trace. Ends with status 1 where a promise was broken.
 */
import "./hooks.ts";
import { parseArgs } from "node:util";

// The adapters must not be loaded before the hooks are there.
const { live } = await import("./episode.ts");
const { scenarios } = await import("./scenarios.ts");

const { values } = parseArgs({ options: { seeds: { type: "string" }, from: { type: "string" }, seed: { type: "string" } } });
const from = Number(values.seed ?? values.from ?? 0);
const count = values.seed === undefined ? Number(values.seeds ?? 18_000) : 1;
const maximumShown = 5;

const broken: number[] = [];
const names = new Map<string, Set<string>>();
let lives = 0;
for (let seed = from; seed < from + count; seed += 1) {
  const episode = await live(seed, values.seed !== undefined);
  lives += episode.lives;
  const known = names.get(episode.scenario) ?? new Set<string>();
  for (const name of episode.names) known.add(name);
  names.set(episode.scenario, known);
  if (values.seed !== undefined) process.stdout.write(`${episode.trace.join("\n")}\n`);
  if (episode.broken.length === 0) continue;
  broken.push(seed);
  const again = await live(seed, true);
  process.stdout.write(`seed ${seed} (${episode.scenario}): ${episode.broken.join("; ")}\n`);
  if (values.seed === undefined) process.stdout.write(`${again.trace.slice(-40).join("\n")}\nagain: npm run crash -- --seed ${seed}\n`);
  if (broken.length === maximumShown) break;
}
const points = new Set([...names.values()].flatMap((known) => [...known]));
process.stdout.write(
  `${JSON.stringify({ runs: count, lives, scenarios: scenarios.length, namedPoints: points.size, broken: broken.length })}\n`,
);
process.exitCode = broken.length > 0 ? 1 : 0;
