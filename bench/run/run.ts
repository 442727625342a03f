/**
 * What a run costs beyond its blocks: a step over plain `bash -c`, beside make, bats and ansible-playbook where they are
 * installed; output of a gigabyte; ten thousand steps and items; a long journal read again.
 *
 *     node bench/run/run.ts [--steps 200] [--many 10000] [--output-mib 1024]
 *
 * Each measurement is a process of its own, so that peak memory is its own; the real adapters, the real bash, a disk that
 * syncs. The operator's answers are a function: nobody types.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { journalVersion } from "../../runtime/entries.ts";
import { Journal } from "../../runtime/journal.ts";
import { systemClock } from "../../runtime/node/clock.ts";
import { openJournalStore } from "../../runtime/node/journal-store.ts";
import { BashShell } from "../../runtime/node/shell.ts";
import {
  argument,
  block,
  callForEach,
  check,
  commandCondition,
  defineProcedure,
  gate,
  procedure,
  run,
  step,
  succeeds,
  type Block,
  type CompiledProcedure,
  type Item,
} from "../../runtime/procedure.ts";
import { startRun } from "../../runtime/start.ts";
import type { Operator } from "../../runtime/ports.ts";

const { values, positionals } = parseArgs({
  options: {
    steps: { type: "string", default: "200" },
    many: { type: "string", default: "10000" },
    "output-mib": { type: "string", default: "1024" },
  },
  allowPositionals: true,
});

const scripts = new Map<string, string>();
function blockOf(script: string, effect: Block["effect"] = "read-only", fields: Partial<Parameters<typeof block>[0]> = {}): Block {
  const blockSha256 = createHash("sha256").update(script).digest("hex");
  const file = `blocks/${blockSha256.slice(0, 16)}.sh`;
  scripts.set(file, script);
  return block({ file, blockSha256, host: "local", effect, timeoutMs: 600_000, source: [1, 1], ...fields });
}

const willing: Operator = {
  name: "bench",
  interruption: new AbortController().signal,
  show: () => undefined,
  ask: async ({ options }) => ({ kind: "chosen", key: options[0]?.key ?? "", text: "" }),
};

const looks = (id: string, script = "true\n"): Item => check({ id, source: [1, 1], block: blockOf(script) });
function changes(id: string): Item[] {
  const holds = gate({
    id: `${id}/gate`,
    source: [3, 3],
    sentence: "`true` succeeds",
    conditions: [commandCondition("`true` succeeds", blockOf("true\n"), succeeds)],
  });
  return [run({ id, source: [2, 2], title: id, gates: [holds], block: blockOf("true\n", "mutating") }), holds];
}
const stepsOf = (items: readonly Item[]): CompiledProcedure["steps"] => [step({ id: "1", title: "All", source: [1, 9], items })];

function procedureOf(fields: Partial<CompiledProcedure>): CompiledProcedure {
  return procedure({
    id: "bench",
    title: "Bench",
    sourceFile: "bench.md",
    sourceSha256: "0".repeat(64),
    compilerVersion: "0.0.0",
    parameters: [],
    hosts: ["local"],
    steps: [],
    checklist: [],
    procedures: [],
    tables: [],
    ...fields,
  });
}

/** Milliseconds of a whole run. */
async function measureRun(folder: string, toRun: CompiledProcedure): Promise<number> {
  const journalStore = openJournalStore(folder);
  const started = performance.now();
  const outcome = await startRun({
    procedure: toRun,
    procedureSha256: "a".repeat(64),
    readBlock: (file) => scripts.get(file) ?? null,
    runId: "bench",
    identity: { host: "here", user: "bench" },
    hosts: {},
    parameters: {},
    ports: {
      clock: systemClock,
      shell: new BashShell({ folder, runId: "bench", environment: process.env, workingFolder: folder }),
      operator: willing,
      journalStore,
    },
  });
  const took = performance.now() - started;
  journalStore.close();
  if (outcome.state !== "done") throw new Error(`the run ended as ${outcome.state}: ${outcome.happened}`);
  return took;
}

function rawBash(count: number, folder: string): number {
  const started = performance.now();
  for (let index = 0; index < count; index++) spawnSync("bash", ["-c", "true"], { cwd: folder, stdio: "ignore" });
  return performance.now() - started;
}

/** Milliseconds of a peer with as many steps; `null` where it is not installed. */
function peer(program: string, args: readonly string[], files: Readonly<Record<string, string>>, folder: string): number | null {
  if (spawnSync(program, ["--version"], { stdio: "ignore" }).status !== 0) return null;
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const started = performance.now();
  const { status, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return performance.now() - started;
}

const peers: Readonly<Record<string, (count: number, folder: string) => number | null>> = {
  "GNU make": (count, folder) => {
    const names = Array.from({ length: count }, (_, index) => `t${index}`);
    const text = `SHELL=/bin/bash\n.PHONY: all ${names.join(" ")}\nall: ${names.join(" ")}\n${names.map((name) => `${name}:\n\t@true;\n`).join("")}`;
    return peer("make", ["-s"], { Makefile: text }, folder);
  },
  bats: (count, folder) => {
    const tests = Array.from({ length: count }, (_, index) => `@test "t${index}" { true; }\n`);
    return peer("bats", ["all.bats"], { "all.bats": tests.join("") }, folder);
  },
  "ansible-playbook": (count, folder) => {
    const tasks = Array.from({ length: count }, () => "    - ansible.builtin.command: 'true'\n");
    const text = `- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n${tasks.join("")}`;
    return peer("ansible-playbook", ["-i", "localhost,", "all.yml"], { "all.yml": text }, folder);
  },
};

const steps = Number(values.steps);
const many = Number(values.many);
const mib = Number(values["output-mib"]);
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** Each prints its figures as table cells: what, total, each. */
const measurements: Readonly<Record<string, (folder: string) => Promise<string[]>>> = {
  "bash -c true": async (folder) => [...each(rawBash(steps, folder), steps)],
  "CHECK true": async (folder) => [
    ...each(await measureRun(folder, procedureOf({ steps: stepsOf(range(steps).map((n) => looks(`1/check-${n}`))) })), steps),
  ],
  "RUN true, its GATE true": async (folder) => [
    ...each(await measureRun(folder, procedureOf({ steps: stepsOf(range(steps).flatMap((n) => changes(`1/run-${n}`))) })), steps),
  ],
  "journal line, synced": async (folder) => {
    const store = openJournalStore(folder);
    const line = Buffer.from(`${"x".repeat(400)}\n`);
    const started = performance.now();
    for (let index = 0; index < steps; index++) await store.append(line);
    return each(performance.now() - started, steps);
  },
  "many CHECKs": async (folder) =>
    each(await measureRun(folder, procedureOf({ steps: stepsOf(range(many).map((n) => looks(`1/check-${n}`))) })), many),
  "DO over many items": async (folder) => {
    const body = defineProcedure({ name: "work", title: "Work", source: [1, 9], parameters: ["item"], items: [checkOfItem()] });
    const items = range(many).map((n) => `item${n}`);
    const call = callForEach(body, { id: "1/do-1", source: [5, 5], text: "", items, isOrdered: false, concurrency: 1 });
    return each(await measureRun(folder, procedureOf({ steps: stepsOf([call]), procedures: [body] })), many);
  },
  "CHECK with much output": async (folder) => {
    const script = `head -c ${mib * 1024 * 1024} /dev/zero\n`;
    return each(await measureRun(folder, procedureOf({ steps: stepsOf([looks("1/check-1", script)]) })), 1);
  },
  "cat | tee | sha256sum": async (folder) => {
    const started = performance.now();
    execFileSync("bash", ["-c", `head -c ${mib * 1024 * 1024} /dev/zero | cat | tee out | sha256sum`], { cwd: folder, stdio: "ignore" });
    return each(performance.now() - started, 1);
  },
  "resume reads 100,000 entries": async (folder) => {
    await writeLongJournal(folder, 100_000);
    const store = openJournalStore(folder);
    const started = performance.now();
    const { journal } = await Journal.open(store, systemClock);
    if (journal.count !== 100_000) throw new Error(`${journal.count} entries`);
    return each(performance.now() - started, 1);
  },
};
const checkOfItem = (): Item =>
  check({
    id: "b/check-1",
    source: [1, 1],
    block: blockOf('test -n "${RB_item}"\n', "read-only", { values: { RB_item: argument("item") } }),
  });

function each(totalMs: number, count: number): string[] {
  return [(totalMs / 1000).toFixed(2), count === 1 ? "" : (totalMs / count).toFixed(2)];
}

/** As the runtime writes it, but synced once. */
async function writeLongJournal(folder: string, count: number): Promise<void> {
  const lines: Uint8Array[] = [];
  const side = new Map<string, string>();
  const { journal } = await Journal.open(
    {
      read: async () => new Uint8Array(),
      truncate: async () => undefined,
      append: async (bytes) => void lines.push(bytes),
      keep: async (name, text) => void side.set(name, text),
      kept: async (name) => side.get(name) ?? null,
    },
    systemClock,
  );
  await journal.append({
    kind: "run",
    version: journalVersion,
    runId: "bench",
    runbook: "bench",
    title: "Bench",
    procedureSha256: "a".repeat(64),
    sourceSha256: "0".repeat(64),
    compilerVersion: "0.0.0",
    host: "here",
    user: "bench",
    parameters: await journal.keep("parameters", {}),
  });
  while (journal.count < count)
    await journal.append({ kind: "chosen", path: `1/gate-${journal.count}`, purpose: "gate", key: "yes", text: "it holds", by: "bench" });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "journal.jsonl"), Buffer.concat(lines));
}

function inFolder<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "rungate-bench-run-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [only] = positionals;
if (only !== undefined) {
  const measured = measurements[only];
  if (measured === undefined) throw new Error(`no measurement \`${only}\``);
  const folder = mkdtempSync(join(tmpdir(), "rungate-bench-run-"));
  const cells = await measured(folder);
  console.log(JSON.stringify([...cells, (process.resourceUsage().maxRSS / 1024).toFixed(0)]));
  rmSync(folder, { recursive: true, force: true });
} else {
  console.log(
    `Node ${process.versions.node}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}; ${steps} steps, ${many} of many, ${mib} MiB\n`,
  );
  console.log("| what | s | ms each | peak MiB |\n|---|--:|--:|--:|");
  for (const name of Object.keys(measurements)) {
    const out = execFileSync(process.execPath, [import.meta.filename, ...process.argv.slice(2), name], { encoding: "utf8" });
    console.log(`| ${name} | ${(JSON.parse(out) as string[]).join(" | ")} |`);
  }
  for (const [name, measure] of Object.entries(peers)) {
    const ms = inFolder((folder) => measure(steps, folder));
    console.log(`| ${name} | ${ms === null ? "not installed | |" : `${each(ms, steps).join(" | ")} | |`}`);
  }
}
