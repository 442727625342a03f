/** Compiled procedures on the disk: nothing but what was compiled is run, and from anywhere. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readProcedure } from "../../runtime/node/procedure-files.ts";
import { acquireLock } from "../../runtime/node/run-lock.ts";
import { makeFolder } from "./world.ts";
import type { Outcome } from "../../runtime/outcome.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const markdown = "# Tiny\n";
const files: Record<string, string> = {
  "blocks/look.sh": 'echo "hello ${RB_name}" > greeting\n',
  "parameters.ts":
    'import { parameter } from "rungate/runtime";\nexport const name = parameter("name", { type: "text", meaning: "whom to greet" });\n',
  "procedure.ts": `import { block, check, main, procedure, step } from "rungate/runtime";
import { name } from "./parameters.ts";
const look = check({ id: "1/check-1", source: [3, 3], block: block({ file: "blocks/look.sh", blockSha256: "${sha256('echo "hello ${RB_name}" > greeting\n')}", host: "local", effect: "read-only", timeoutMs: 5000, values: { RB_name: name }, source: [4, 4] }) });
const tiny = procedure({ id: "tiny", title: "Tiny", sourceFile: "runbooks/tiny.md", sourceSha256: "${sha256(markdown)}", compilerVersion: "0.1.0", parameters: [name], hosts: ["local"], steps: [step({ id: "1", title: "Look", source: [2, 5], items: [look] })], checklist: [], procedures: [], tables: [] });
export default tiny;
await main(tiny, import.meta);
`,
};

/** A compiled procedure outside every checkout, as `rungate compile` leaves it. */
function compiled(): { readonly folder: string; readonly generated: string; readonly markdownPath: string } {
  const folder = makeFolder();
  const generated = join(folder, "generated", "tiny");
  mkdirSync(join(generated, "blocks"), { recursive: true });
  mkdirSync(join(folder, "runbooks"));
  mkdirSync(join(folder, "work"));
  const markdownPath = join(folder, "runbooks", "tiny.md");
  writeFileSync(markdownPath, markdown);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(generated, file), text);
  const outputs = Object.fromEntries(Object.entries(files).map(([file, text]) => [file, sha256(text)]));
  const manifest = {
    version: 1,
    runbook: "tiny",
    compiler: "0.1.0",
    source: { path: "runbooks/tiny.md", sha256: sha256(markdown) },
    contentHash: "",
    outputs,
    blocks: [],
    outline: { title: "Small" },
  };
  const contentHash = sha256(JSON.stringify(manifest, null, 2));
  writeFileSync(join(generated, "manifest.json"), JSON.stringify({ ...manifest, contentHash }, null, 2));
  return { folder, generated, markdownPath };
}

function realRun(at: ReturnType<typeof compiled>, fields: object = {}): Outcome {
  const options = {
    stateFolder: join(at.folder, ".rungate"),
    workingFolder: join(at.folder, "work"),
    hosts: {},
    procedureFolder: at.generated,
    markdownPath: at.markdownPath,
    parameters: { name: "a; b" },
    ...fields,
  };
  const { stdout, stderr } = spawnSync(process.execPath, [new URL("real-run.ts", import.meta.url).pathname, JSON.stringify(options)], {
    encoding: "utf8",
    input: "",
  });
  expect(stdout, stderr).toMatch(/^\{/);
  return JSON.parse(stdout) as Outcome;
}

test("a procedure outside the checkout runs, and keeps its record and a copy of itself", () => {
  const at = compiled();
  const outcome = realRun(at);
  expect(outcome).toMatchObject({ state: "done", exitStatus: 0, runId: expect.stringMatching(/^\d{8}T\d{6}Z-tiny-[0-9a-f]{4}$/) });
  expect(readFileSync(join(at.folder, "work", "greeting"), "utf8")).toBe("hello a; b\n");
  const run = join(at.folder, ".rungate", "runs", outcome.runId);
  expect(readdirSync(run).sort()).toEqual(["attempts", "ballast", "journal.jsonl", "kept", "procedure"]);
  expect(readFileSync(join(run, "procedure", "procedure.ts"), "utf8")).toBe(files["procedure.ts"]);
});

describe("a run is refused, and leaves nothing behind,", () => {
  const runs = ({ folder }: ReturnType<typeof compiled>): string[] =>
    existsSync(join(folder, ".rungate", "runs")) ? readdirSync(join(folder, ".rungate", "runs")) : [];
  test.each(["procedure.ts", "parameters.ts", "blocks/look.sh", "manifest.json"])("where one character of %s was changed", (file) => {
    const at = compiled();
    const path = join(at.generated, file);
    writeFileSync(
      path,
      readFileSync(path, "utf8").replace(
        /Tiny|whom|hello|(?<="contentHash": ")[0-9a-f]{64}/,
        (found) => `${found.slice(0, -1)}${found.endsWith("1") ? "2" : "1"}`,
      ),
    );
    expect(realRun(at)).toMatchObject({ state: "refused", exitStatus: 2, happened: expect.stringContaining(path) });
    expect(runs(at)).toEqual([]);
  });
  test("where one character of the manifest's outline was changed", () => {
    const at = compiled();
    const path = join(at.generated, "manifest.json");
    writeFileSync(path, readFileSync(path, "utf8").replace("Small", "Smell"));
    expect(realRun(at)).toMatchObject({ state: "refused", exitStatus: 2, happened: expect.stringContaining(path) });
    expect(runs(at)).toEqual([]);
  });
  test("where a file is missing, or named outside its folder", () => {
    const at = compiled();
    const manifest = JSON.parse(readFileSync(join(at.generated, "manifest.json"), "utf8")) as { outputs: Record<string, string> };
    manifest.outputs = { "../../work/x": sha256("") };
    writeFileSync(join(at.generated, "manifest.json"), JSON.stringify(manifest));
    expect(readProcedure(at.generated)).toMatchObject({
      problems: [expect.stringContaining("work/x` is missing"), expect.stringContaining("content hash")],
    });
    expect(readProcedure(join(at.folder, "nowhere"))).toMatchObject({ problems: [expect.stringContaining("run `rungate compile`")] });
  });
  test("where the Markdown was changed; line ends and a byte order mark do not count", () => {
    const at = compiled();
    writeFileSync(at.markdownPath, "\uFEFF# Tiny\r\n");
    expect(realRun(at).state).toBe("done");
    writeFileSync(at.markdownPath, "# Tinny\n");
    expect(realRun(at)).toMatchObject({ state: "refused", happened: expect.stringContaining(at.markdownPath) });
  });
  test("where a parameter does not fit, or is missing and nobody is there to ask", () => {
    const at = compiled();
    expect(realRun(at, { parameters: { name: "-rf" } })).toMatchObject({
      state: "refused",
      happened: expect.stringContaining("Unexpected `-rf` for parameter `name`"),
    });
    expect(realRun(at, { parameters: {} })).toMatchObject({ state: "refused", happened: expect.stringContaining("--param name=...") });
    expect(runs(at)).toEqual([]);
  });
});

test("resume refuses an edited copy, and a run that is done or unknown", () => {
  const at = compiled();
  const { runId } = realRun(at);
  expect(realRun(at, { runId })).toMatchObject({ state: "refused", happened: expect.stringContaining("the run is done") });
  expect(realRun(at, { runId: "nothing" })).toMatchObject({
    state: "refused",
    happened: expect.stringContaining("there is no run `nothing`"),
  });
  const block = join(at.folder, ".rungate", "runs", runId, "procedure", "blocks", "look.sh");
  writeFileSync(block, "echo other\n");
  expect(realRun(at, { runId })).toMatchObject({ state: "refused", happened: expect.stringContaining(block) });
});

test("a second run that may change things is refused while one is executed, and told who executes it; checks are allowed", async () => {
  const at = compiled();
  const lock = await acquireLock(join(at.folder, ".rungate"));
  expect(realRun(at)).toMatchObject({ state: "refused", exitStatus: 2, happened: expect.stringContaining(`process ${process.pid}`) });
  expect(realRun(at, { isCheckOnly: true }).state).toBe("done");
  if ("release" in lock) lock.release();
  expect(realRun(at).state).toBe("done");
});

test("a compiled procedure explains itself", () => {
  const at = compiled();
  // A place where `rungate` is installed: the package's own exports resolve the import.
  const inside = join(import.meta.dirname, "..", "..", "generated", `.test-${process.pid}`);
  cpSync(at.generated, inside, { recursive: true });
  try {
    const { stdout, status } = spawnSync(process.execPath, [join(inside, "procedure.ts"), "--help"], { encoding: "utf8" });
    expect([status, stdout]).toEqual([
      0,
      "Tiny\n\nCompiled from runbooks/tiny.md. It needs: local.\n\nParameters:\n  name  text  whom to greet\n\nSteps:\n  1  Look\n\nRun it:\n  rungate run tiny --param name=...\nTry it first:\n  rungate rehearse tiny\n",
    ]);
    expect(spawnSync(process.execPath, [join(inside, "procedure.ts"), "--yes"], { encoding: "utf8" })).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining("Unexpected `--yes`"),
    });
  } finally {
    rmSync(inside, { recursive: true });
  }
});
