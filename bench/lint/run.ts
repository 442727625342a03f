/**
 * `rungate lint` against other linters of Markdown: whole processes over the same copies of files, in turn, several
 * times; medians, ratios and peak memory.
 *
 *     npm install --prefix bench
 *     node bench/lint/run.ts [--runs 5] [--documents COUNT] FOLDER...
 *     node bench/lint/run.ts [--runs 5] --growth FOLDER...
 *
 * `--documents`: copies of the folder's files until there are so many. `--growth`: rungate alone, on more and more of them.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";

const root = join(import.meta.dirname, "..", "..");
const peers = join(root, "bench", "node_modules", ".bin");

const { values, positionals } = parseArgs({
  options: { runs: { type: "string", default: "5" }, documents: { type: "string" }, growth: { type: "boolean" } },
  allowPositionals: true,
});

interface Tool {
  readonly name: string;
  readonly command: readonly string[];
  /** Runs before each measured run. */
  readonly prepare?: () => void;
}

interface Measured {
  readonly seconds: number;
  /** Of all threads, in user and in kernel mode: what else the machine does changes it least. */
  readonly cpuSeconds: number;
  readonly mebibytes: number;
}

/** The package as a user has it, without the sources that the launcher would prefer. */
function installPackage(folder: string): string {
  const installed = join(folder, "node_modules", "rungate");
  const checkout = join(folder, "checkout");
  for (const name of [
    "bin",
    "cli",
    "compiler",
    "lint-rules",
    "rehearsal",
    "runtime",
    "schema",
    "scripts",
    "package.json",
    "tsconfig.json",
    "tsconfig.build.json",
  ])
    if (existsSync(join(root, name))) cpSync(join(root, name), join(checkout, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(checkout, "node_modules"));
  execFileSync(process.execPath, [join(checkout, "scripts", "package.ts"), "build"], { stdio: "inherit" });
  mkdirSync(installed, { recursive: true });
  for (const name of ["bin", "dist", "package.json"]) cpSync(join(checkout, name), join(installed, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(installed, "node_modules"));
  return join(installed, "bin", "rungate.js");
}

/** The Markdown of a folder alone, so that every tool reads the same files; over and over where more are asked for. */
function copyDocuments(from: string, to: string, wanted: number): { readonly count: number; readonly bytes: number } {
  const names = globSync("**/*.md", { cwd: from }).filter((name) => statSync(join(from, name)).isFile());
  let count = 0;
  let bytes = 0;
  for (let round = 0; count < Math.max(wanted, names.length); round++) {
    for (const name of names) {
      if (round > 0 && count >= wanted) break;
      // Tools leave out folders of this name.
      const target = join(to, `copy-${round}`, name.replaceAll("node_modules", "modules"));
      mkdirSync(dirname(target), { recursive: true });
      const text = readFileSync(join(from, name));
      writeFileSync(target, text);
      count++;
      bytes += text.length;
    }
  }
  return { count, bytes };
}

function measure(command: readonly string[], cwd: string): Measured {
  const report = join(cwd, ".measured");
  const started = performance.now();
  const { status, error } = spawnSync("/usr/bin/time", ["-q", "-f", "%M %U %S", "-o", report, ...command], { cwd, stdio: "ignore" });
  const seconds = (performance.now() - started) / 1000;
  if (error !== undefined) throw error;
  // Findings end in 1; anything above is a tool that did not work.
  if (status === null || status > 1) throw new Error(`${command.join(" ")} ended with ${status}`);
  const [kibibytes = 0, user = 0, system = 0] = (readFileSync(report, "utf8").trim().split("\n").at(-1) ?? "").split(" ").map(Number);
  return { seconds, cpuSeconds: user + system, mebibytes: kibibytes / 1024 };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

function least(numbers: readonly number[]): number {
  return Math.min(...numbers);
}

function bench(folder: string, temporary: string, rungate: string): void {
  const cwd = join(temporary, "work");
  rmSync(cwd, { recursive: true, force: true });
  const { count, bytes } = copyDocuments(resolve(folder), join(cwd, "documents"), Number(values.documents ?? 0));
  writeFileSync(
    join(cwd, ".remarkrc.json"),
    JSON.stringify({ plugins: [join(root, "bench", "node_modules", "remark-preset-lint-recommended", "index.js")] }),
  );
  const node = process.execPath;
  const clear = (): void => {
    for (const name of [".rungate", ".rumdl_cache"]) rmSync(join(cwd, name), { recursive: true, force: true });
  };
  const tools: Tool[] = [
    { name: "node -e 0", command: [node, "-e", "0"] },
    { name: "rungate lint, cold", command: [node, rungate, "lint", "--no-cache", "documents"] },
    { name: "rungate lint, warm", command: [node, rungate, "lint", "documents"] },
    { name: "rungate lint, one file", command: [node, rungate, "lint", "--no-cache", globSync("documents/**/*.md", { cwd })[0] ?? ""] },
    { name: "rumdl, cold", command: [join(peers, "rumdl"), "check", "--no-cache", "documents"] },
    { name: "rumdl, warm", command: [join(peers, "rumdl"), "check", "documents"] },
    { name: "markdownlint-cli2", command: [join(peers, "markdownlint-cli2"), "documents/**/*.md"] },
    { name: "remark-cli, recommended preset", command: [join(peers, "remark"), "documents", "--quiet", "--no-stdout"] },
  ];
  clear();
  const results = new Map<string, Measured[]>();
  // In turn, so that what else the machine does falls on all; the first round fills caches and is not counted.
  for (let run = -1; run < Number(values.runs); run++) {
    for (const { name, command } of tools) {
      const measured = measure(command, cwd);
      if (run >= 0) results.set(name, [...(results.get(name) ?? []), measured]);
    }
  }
  const own = median(results.get("rungate lint, cold")!.map(({ seconds }) => seconds));
  const load = loadavg()[0]!.toFixed(1);
  console.log(
    `\n${count} documents, ${(bytes / 1e6).toFixed(1)} MB; Node ${process.versions.node}, ${cpus().length} cores, load ${load}, ${values.runs} runs\n`,
  );
  console.log("| command | median s | least s | least CPU s | peak MiB | to rungate, cold |\n|---|--:|--:|--:|--:|--:|");
  for (const [name, measured] of results) {
    const times = measured.map(({ seconds }) => seconds);
    const cells = [median(times), least(times), least(measured.map(({ cpuSeconds }) => cpuSeconds))].map((number) => number.toFixed(2));
    const peak = median(measured.map(({ mebibytes }) => mebibytes)).toFixed(0);
    console.log(`| ${name} | ${cells.join(" | ")} | ${peak} | ${(median(times) / own).toFixed(2)} |`);
  }
}

const documentCounts = [1000, 2500, 5000, 10_000];

/** Cold runs over more and more documents; where time is linear the last column does not rise. */
function benchGrowth(folder: string, temporary: string, rungate: string): void {
  console.log("\n| documents | MB | least s | least CPU s | peak MiB | ms a document |\n|--:|--:|--:|--:|--:|--:|");
  for (const wanted of documentCounts) {
    const cwd = join(temporary, "work");
    rmSync(cwd, { recursive: true, force: true });
    const { count, bytes } = copyDocuments(resolve(folder), join(cwd, "documents"), wanted);
    const command = [process.execPath, rungate, "lint", "--no-cache", "documents"];
    const measured = Array.from({ length: Number(values.runs) }, () => measure(command, cwd));
    const seconds = least(measured.map((run) => run.seconds));
    const cells = [(bytes / 1e6).toFixed(1), seconds.toFixed(2), least(measured.map(({ cpuSeconds }) => cpuSeconds)).toFixed(2)];
    const peak = median(measured.map(({ mebibytes }) => mebibytes)).toFixed(0);
    console.log(`| ${count} | ${cells.join(" | ")} | ${peak} | ${((seconds / count) * 1000).toFixed(2)} |`);
  }
}

const temporary = mkdtempSync(join(tmpdir(), "rungate-bench-"));
try {
  const rungate = installPackage(temporary);
  for (const folder of positionals) (values.growth === true ? benchGrowth : bench)(folder, temporary, rungate);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
