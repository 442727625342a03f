/**
 * The real thing: real runners with a real journal and a client that counts, killed at random moments, or with system calls
 * that fail. `npm run crash:real -- --runs N` does it more often than the tests.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Random } from "./random.ts";

const victim = join(import.meta.dirname, "victim.ts");
const changeSeconds = "0.2";
/** A runner needs about this long from its start to its end. */
const lifeMs = 900;

export const hasStrace =
  spawnSync("strace", ["-qq", "-o", "/dev/null", "-e", "inject=fdatasync:error=EIO:when=1", "true"], { stdio: "ignore" }).status === 0;

/** What strace makes of the n-th call on the journal. */
export const faults = ["fdatasync:error=EIO", "write:error=ENOSPC", "fdatasync:signal=KILL", "write:signal=KILL"] as const;

/** Runs one runner, perhaps under a tracer, and kills it after a while. Answers what it printed. */
async function oneRunner(folder: string, tracer: readonly string[], killAfterMs: number | null): Promise<string> {
  const journal = join(folder, "journal.jsonl");
  const isNew = !existsSync(journal) || !readFileSync(journal).includes("\n");
  const [program = "", ...argv] = [...tracer, process.execPath, victim, isNew ? "start" : "resume", folder];
  const child = spawn(program, argv, { stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, VICTIM_SECONDS: changeSeconds } });
  const timer = killAfterMs === null ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  let text = "";
  child.stdout.on("data", (bytes: Buffer) => void (text += bytes.toString()));
  await new Promise((resolve) => child.once("close", resolve));
  clearTimeout(timer);
  return text;
}

/** A file system in memory of this size, mounted at a folder; `null` where this user may not mount one. */
export function mountSmallDisk(folder: string, size: string): { readonly unmount: () => void } | null {
  if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder], { stdio: "ignore" }).status !== 0) return null;
  return { unmount: () => void spawnSync("umount", ["-l", folder]) };
}

/** What a runner prints whose disk is full, or whose change fills it. */
export const onFullDisk = (folder: string, fills: boolean): Promise<string> =>
  oneRunner(folder, fills ? ["env", "VICTIM_FILLS=1"] : [], null);

/** Lets nobody disturb it any more. `once`: the run came to its end, and the change was made once. */
async function toTheEnd(folder: string): Promise<string> {
  const changes = join(folder, "changes");
  const said = await oneRunner(folder, [], null);
  const isOver = said.includes('"state":"done"') || said.includes("the run is done");
  if (!isOver) return said;
  const text = existsSync(changes) ? readFileSync(changes, "utf8") : "";
  return text === "begin\nend\n" ? "once" : `the change was made so: ${text}`;
}

export async function killAtRandom(seed: number, folder: string): Promise<string> {
  const random = new Random(seed);
  writeFileSync(join(folder, "go"), "");
  for (let kills = 1 + random.below(3); kills > 0; kills -= 1) await oneRunner(folder, [], random.below(lifeMs));
  return toTheEnd(folder);
}

export async function underFault(fault: (typeof faults)[number], when: number, folder: string): Promise<string> {
  writeFileSync(join(folder, "go"), "");
  const [call = ""] = fault.split(":");
  const rules = ["-P", join(folder, "journal.jsonl"), "-e", `trace=${call}`, "-e", `inject=${fault}:when=${when}`];
  await oneRunner(folder, ["strace", "-f", "-qq", "-o", "/dev/null", ...rules], null);
  return toTheEnd(folder);
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { runs: { type: "string" } } });
  const runs = Number(values.runs ?? 200);
  const inFolder = async (what: string, live: (folder: string) => Promise<string>): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), "rungate-crash-"));
    const ended = await live(folder);
    if (ended !== "once") {
      process.stdout.write(`${what}: ${ended}\n${folder} is kept\n`);
      process.exitCode = 1;
    } else rmSync(folder, { recursive: true });
  };
  for (let seed = 1; seed <= runs; seed += 1) await inFolder(`kill ${seed}`, (folder) => killAtRandom(seed, folder));
  process.stdout.write(`${runs} runs killed at random moments\n`);
  if (!hasStrace) process.stdout.write("SKIPPED: system calls that fail need strace\n");
  else
    for (const fault of faults)
      for (let when = 1; when <= 20; when += 1) await inFolder(`${fault} ${when}`, (folder) => underFault(fault, when, folder));
}
