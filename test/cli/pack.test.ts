/**
 * The package as a user gets it: packed, installed in an empty folder, and used there; on the pinned Node, and on an
 * older one where the machine has it.
 */
import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "rungate-pack-"));
const checkout = join(folder, "checkout");
const installed = join(folder, "installed");

/** Packing rewrites package.json for a moment, so it happens in a copy. */
function copyCheckout(): void {
  mkdirSync(checkout);
  for (const name of [
    "bin",
    "cli",
    "compiler",
    "docs",
    "lint-rules",
    "rehearsal",
    "runtime",
    "schema",
    "scripts",
    "package.json",
    "tsconfig.json",
    "tsconfig.build.json",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
  ]) {
    cpSync(join(root, name), join(checkout, name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(checkout, "node_modules"));
}

/** npm of the Node that runs the tests, without what an outer `npm test` put into the environment. */
const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|^NODE_OPTIONS$|^VITEST/.test(name))),
  PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
  NO_COLOR: "1",
};

/** Other Nodes of this machine that the package must run on. */
function olderNodes(): string[] {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((place) => join(place, "node"))
    .filter((path) => !path.includes("node_modules") && existsSync(path))
    .filter((path) => Number(execFileSync(path, ["-p", "process.versions.node"], { encoding: "utf8" }).split(".")[0]) >= 20)
    .slice(0, 1);
}

beforeAll(async () => {
  copyCheckout();
  await run("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: checkout, env: environment });
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  mkdirSync(installed);
  writeFileSync(join(installed, "package.json"), "{}\n");
  await run("npm", ["install", "--silent", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", join(folder, tarball!)], {
    cwd: installed,
    env: environment,
  });
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("packing leaves package.json as it was", () => {
  expect(readFileSync(join(checkout, "package.json"), "utf8")).toBe(readFileSync(join(root, "package.json"), "utf8"));
});

test("the package holds JavaScript and declarations, and no sources", () => {
  const files = readdirSync(join(installed, "node_modules", "rungate"), { recursive: true, encoding: "utf8" });
  expect(files).toContain(join("dist", "cli", "main.js"));
  expect(files).toContain(join("dist", "runtime", "index.d.ts"));
  expect(files).toContain(join("schema", "rungate.schema.json"));
  expect(files.filter((name) => /(?<!\.d)\.ts$/.test(name))).toEqual([]);
});

describe.each(
  [process.execPath, ...olderNodes()].map((node) => ({ node, version: execFileSync(node, ["--version"], { encoding: "utf8" }).trim() })),
)("on Node $version", ({ node }) => {
  const rungate = (cwd: string, ...args: string[]) =>
    run(node, [join(installed, "node_modules", "rungate", "bin", "rungate.js"), ...args], {
      cwd,
      env: { ...environment, PATH: [dirname(node), process.env["PATH"]].join(delimiter) },
    });

  test("init, compile, check, rehearse", async () => {
    // Below the installation, so that `rungate/runtime` is found as a user's project finds it.
    const project = mkdtempSync(join(installed, "project-"));
    mkdirSync(join(project, ".git"));
    await rungate(project, "init");
    await rungate(project, "lint");
    await rungate(project, "compile");
    await rungate(project, "compile", "--check");
    expect(existsSync(join(project, "generated", "example", "operator.html"))).toBe(true);
    const { stdout } = await rungate(project, "rehearse", "example");
    expect(stdout).toMatch(/^good  clean  done/);
    // A real run comes as far as a run without a terminal can: to its first change.
    const failure = await rungate(project, "run", "example", "--param", "notice=Back at ten").catch(
      (error: unknown) => error as { code: number; stderr: string },
    );
    expect(failure).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("no answer (no terminal) when it was asked: Start this change?") as string,
    });
  });

  test("a rule of the user's own, written with rungate/rule", async () => {
    const project = mkdtempSync(join(installed, "project-"));
    mkdirSync(join(project, ".git"));
    mkdirSync(join(project, "tools"));
    writeFileSync(join(project, "rungate.yaml"), "ruleModules: [tools/no-sleep.mjs]\n");
    writeFileSync(
      join(project, "tools", "no-sleep.mjs"),
      `import { defineRule, md } from "rungate/rule";
export default defineRule({
  name: "no-sleep", since: "1", severity: "error", summary: "A sleep in a command", why: "nobody knows for how long",
  good: [], bad: [{ title: "sleep", runbook: md\`# A\`, reports: [] }],
  visit: { block: ({ block }, { report }) => { if (block.script.includes("sleep")) report({ span: block.span, message: "Unexpected \\\`sleep\\\`, expected a gate" }); } },
});
`,
    );
    writeFileSync(join(project, "a.md"), "# A\n\n```bash\nsleep 10\n```\n");
    await rungate(project, "lint", "a.md");
    const failed = await rungate(project, "lint", "a.md", "--allow-rule-modules").catch((error: { code: number; stderr: string }) => error);
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.stderr).toContain("error[lint/no-sleep]: Unexpected `sleep`, expected a gate");
  });

  test("each export can be imported", async () => {
    const script = `
      const names = ["rungate", "rungate/runtime", "rungate/rehearsal", "rungate/rule"];
      const modules = await Promise.all(names.map((name) => import(name)));
      console.log(modules.map((module) => Object.keys(module).length > 0).join());
      const { lint } = modules[0];
      console.log((await lint("# A\\n\\n## 1. B\\n\\nRUN -- local\\n\\n\`\`\`bash\\nrm x\\n\`\`\`\\n", { path: "a.md" })).some(({ code }) => code === "lint/run-without-gate"));`;
    const { stdout } = await run(node, ["--input-type=module", "-e", script], { cwd: installed, env: environment });
    expect(stdout).toBe("true,true,true,true\ntrue\n");
  });
});
