/**
 * What other programs start: the pre-commit hooks and the GitHub Action, with the command lines as they stand in their files.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "rungate-integrations-"));
const bin = join(folder, "bin");
const work = join(folder, "work");
const broken = "# A\n\n```bash\njuju status –format=json\n```\n";

/** `rungate` and `npx rungate` are this checkout. */
beforeAll(() => {
  mkdirSync(bin);
  mkdirSync(join(work, ".git"), { recursive: true });
  writeFileSync(join(work, "a b.md"), broken);
  writeFileSync(join(work, "c.md"), "# C\n");
  const command = `exec '${process.execPath}' '${join(root, "bin", "rungate.js")}' "$@"\n`;
  writeFileSync(join(bin, "rungate"), `#!/bin/sh\n${command}`);
  writeFileSync(join(bin, "npx"), `#!/bin/sh\n[ "$1" = --yes ] && shift\necho "$1" >> '${join(folder, "versions")}'\nshift\n${command}`);
  for (const name of ["rungate", "npx"]) chmodSync(join(bin, name), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = { ...process.env, NO_COLOR: "1", PATH: [bin, dirname(process.execPath), process.env["PATH"]].join(delimiter) };

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
}

test("each pre-commit hook takes file names and fails on an error", () => {
  const hooks = parse(readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8")) as Hook[];
  expect(hooks.map(({ id }) => id)).toEqual(["rungate", "rungate-fix"]);
  // pre-commit installs the repository with npm, so the entry must be a command of the package.
  const { bin: commands } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { bin: Record<string, string> };
  for (const { entry, language } of hooks) {
    expect(language).toBe("node");
    expect(Object.keys(commands)).toContain(entry.split(" ")[0]);
  }
  const [lint, fix] = hooks.map(({ entry }) => entry.split(" "));
  const run = ([command, ...args]: readonly string[]) =>
    spawnSync(command!, [...args, "a b.md", "c.md"], { cwd: work, env: environment, encoding: "utf8" });
  expect(run(lint!).status).toBe(1);
  expect(run(fix!).status).toBe(0);
  expect(run(lint!).status).toBe(0);
  writeFileSync(join(work, "a b.md"), broken);
});

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[] };
}

const noCommit = "0".repeat(40);

/** The step of the Action as the runner starts it, its inputs put into the environment. `began`: the commit of the event. */
function act(given: Readonly<Record<string, string>>, cwd = work, began = noCommit): { status: number | null; stdout: string } {
  const { inputs, runs } = parse(readFileSync(join(root, "action.yml"), "utf8")) as Action;
  const [step] = runs.steps;
  const value = (expression: string): string => {
    if (expression === "${{ github.event.pull_request.base.sha || github.event.before }}") return began;
    const name = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(expression)?.[1] ?? "";
    return given[name] ?? inputs[name]!.default;
  };
  const env = Object.fromEntries(Object.entries(step!.env).map(([name, expression]) => [name, value(expression)]));
  const { status, stdout } = spawnSync("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step!.run], {
    cwd,
    env: { ...environment, ...env },
    encoding: "utf8",
  });
  return { status, stdout };
}

test("the Action annotates, writes SARIF, takes patterns as patterns and inputs as data", () => {
  const found = act({ paths: "*.md", sarif: "out.sarif", version: "1.2.3" });
  expect(found.status).toBe(1);
  expect(found.stdout).toContain("::error title=lint/non-ascii-command,file=a b.md");
  const sarif = JSON.parse(readFileSync(join(work, "out.sarif"), "utf8")) as { runs: [{ results: unknown[] }] };
  expect(sarif.runs[0].results.length).toBeGreaterThan(0);
  expect(readFileSync(join(folder, "versions"), "utf8")).toContain("rungate@1.2.3\n");
  expect(act({ paths: "c.md", "max-warnings": "0", strict: "true" }).status).toBe(0);
  act({ paths: "$(touch${IFS}stolen) `touch stolen`" });
  expect(execFileSync("ls", { cwd: work, encoding: "utf8" })).not.toContain("stolen");
});

test("the Action finds a line of an append-only document that a pull request rewrites, in a shallow clone too", () => {
  const origin = join(folder, "origin");
  const author = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
  const git = (cwd: string, ...words: string[]): string =>
    execFileSync("git", ["-C", cwd, ...author, ...words], { encoding: "utf8" }).trim();
  const commit = (log: string): string => {
    writeFileSync(join(origin, "log.md"), log);
    git(origin, "add", ".");
    git(origin, "commit", "--quiet", "-m", "Write the log");
    return git(origin, "rev-parse", "HEAD");
  };
  execFileSync("git", ["init", "--quiet", "--initial-branch=main", origin]);
  writeFileSync(join(origin, "rungate.yaml"), "appendOnly: [log.md]\n");
  const began = commit("# Log\n\n- one\n");
  git(origin, "checkout", "--quiet", "-b", "change");
  commit("# Log\n\n- another\n");
  const clone = join(folder, "clone");
  execFileSync("git", ["clone", "--quiet", "--depth=1", `file://${origin}`, clone]);
  expect(act({ paths: "log.md" }, clone)).toEqual({ status: 0, stdout: "" });
  const found = act({ paths: "log.md" }, clone, began);
  expect(found.status).toBe(1);
  expect(found.stdout).toContain("::error title=lint/rewritten-history,file=log.md,line=3");
  const lost = act({ paths: "log.md" }, clone, "1".repeat(40));
  expect(lost.status).toBe(0);
  expect(lost.stdout).toContain("::warning title=rungate::The commit 111");
});
