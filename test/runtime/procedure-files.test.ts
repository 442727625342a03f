/** Compiled procedures on the disk: nothing but what was compiled is run, and from anywhere. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Body } from "../../runtime/entries.ts";
import { Journal } from "../../runtime/journal.ts";
import { systemClock } from "../../runtime/node/clock.ts";
import { openJournalStore } from "../../runtime/node/journal-store.ts";
import { makeFolders } from "../../runtime/node/make-folders.ts";
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

/** The same with a change. */
const changing: Record<string, string> = {
  ...files,
  "blocks/change.sh": "touch changed\n",
  "procedure.ts": `import { run, gate } from "rungate/runtime";\n${files["procedure.ts"]!.replace(
    "items: [look]",
    `items: [look, run({ id: "1/run-1", title: "change", source: [2, 2], gates: [], isOnlyWhenNamed: false, block: block({ file: "blocks/change.sh", blockSha256: "${sha256("touch changed\n")}", host: "local", effect: "mutating", timeoutMs: 5000, source: [4, 4] }) })]`,
  )}`,
};

/** A compiled procedure outside every checkout, as `rungate compile` leaves it. */
function compiled(written = files): { readonly folder: string; readonly generated: string; readonly markdownPath: string } {
  const folder = makeFolder();
  const generated = join(folder, "generated", "tiny");
  mkdirSync(join(generated, "blocks"), { recursive: true });
  mkdirSync(join(folder, "runbooks"));
  mkdirSync(join(folder, "work"));
  const markdownPath = join(folder, "runbooks", "tiny.md");
  writeFileSync(markdownPath, markdown);
  for (const [file, text] of Object.entries(written)) writeFileSync(join(generated, file), text);
  const outputs = Object.fromEntries(Object.entries(written).map(([file, text]) => [file, sha256(text)]));
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
  return realRunAndWords(at, fields).outcome;
}

function realRunAndWords(at: ReturnType<typeof compiled>, fields: object = {}): { readonly outcome: Outcome; readonly words: string } {
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
  return { outcome: JSON.parse(stdout) as Outcome, words: stderr };
}

test("a procedure outside the checkout runs, and keeps its record and a copy of itself", () => {
  const at = compiled();
  const outcome = realRun(at);
  expect(outcome).toMatchObject({ state: "done", exitStatus: 0, runId: expect.stringMatching(/^\d{8}T\d{6}Z-tiny-[0-9a-f]{4}$/) });
  expect(readFileSync(join(at.folder, "work", "greeting"), "utf8")).toBe("hello a; b\n");
  const run = join(at.folder, ".rungate", "runs", outcome.runId);
  expect(readdirSync(run).sort()).toEqual(["attempts", "ballast", "journal.jsonl", "kept", "procedure", "source"]);
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

describe("a run that may change things", () => {
  const stateOf = ({ folder }: ReturnType<typeof compiled>): string => join(folder, ".rungate");
  /** The record of another run, up to a change, and what came of it. */
  async function otherRun(at: ReturnType<typeof compiled>, ...after: Body[]): Promise<string> {
    const runId = "20260101T000000Z-other-0000";
    makeFolders(join(stateOf(at), "runs", runId));
    const store = openJournalStore(join(stateOf(at), "runs", runId));
    const { journal } = await Journal.open(store, systemClock);
    const side = { file: "x.json", sha256: sha256("") };
    const change = {
      path: "1/run-1",
      attempt: "1",
      blockSha256: sha256(""),
      shownSha256: sha256(""),
      shown: side,
      host: "local",
      by: "ann",
    };
    const first = { runbook: "other", title: "Other", procedureSha256: sha256(""), sourceSha256: sha256(""), compilerVersion: "0.1.0" };
    await journal.append({ kind: "run", version: 1, runId, ...first, host: "here", user: "ann", parameters: side });
    await journal.append({ kind: "intent", ...change });
    for (const entry of after) await journal.append(entry);
    store.close();
    return runId;
  }

  test("is refused while another is executed, and told who executes it; checks are allowed", async () => {
    const at = compiled(changing);
    const lock = await acquireLock(stateOf(at), "another-run");
    const { outcome, words } = realRunAndWords(at);
    expect(outcome).toMatchObject({ state: "refused", exitStatus: 2, happened: expect.stringContaining(`process ${process.pid}`) });
    expect(words).toContain("REFUSED\n  happened   refused: another run that may change things is being executed by");
    expect(words).toContain(`of ${userInfo().username} on ${hostname()} (run \`another-run\`)`);
    expect(words).toMatch(/\n {2}world now .+\n {2}next /);
    expect(realRun(at, { mode: "check only" }).state).toBe("held");
    expect(realRun(compiled()).state).toBe("done");
    const onlyReads = compiled();
    expect(realRun({ ...onlyReads, folder: at.folder, markdownPath: onlyReads.markdownPath }).state).toBe("done");
    if ("release" in lock) lock.release();
    expect(realRun(at).state).toBe("waiting");
  });
  test("is refused while a change of another has no end on record, whoever executes that one", async () => {
    const at = compiled(changing);
    const other = await otherRun(at);
    const { outcome, words } = realRunAndWords(at);
    expect(outcome).toMatchObject({ state: "refused", exitStatus: 2 });
    expect(words).toContain(`run \`${other}\` has started a change and nobody has recorded its end: \`1/run-1\``);
    expect(words).toContain(`next       rungate resume ${other}`);
    expect(realRun(at, { mode: "check only" }).state).toBe("held");
  });
  test("is refused while the outcome of a change of another is unknown, or its record cannot be trusted", async () => {
    const at = compiled(changing);
    const other = await otherRun(at, { kind: "unknown", path: "1/run-1", attempt: "1", why: "lost" });
    expect(realRun(at)).toMatchObject({ state: "refused", happened: expect.stringContaining(other) });
    const path = join(stateOf(at), "runs", other, "journal.jsonl");
    writeFileSync(path, readFileSync(path, "utf8").replace('"by":"ann"', '"by":"bob"'));
    expect(realRun(at)).toMatchObject({ state: "refused", happened: expect.stringContaining("the record was changed") });
  });
  test("is allowed beside one that has stopped after its change", async () => {
    const at = compiled(changing);
    await otherRun(at, { kind: "settled", path: "1/run-1", attempt: "1", verdict: "happened", by: "ann", note: "" });
    expect(realRun(at).state).toBe("waiting");
  });
  test("is gone on with beside another open change only where it has one itself", async () => {
    const at = compiled(changing);
    const { runId } = realRun(at);
    const other = await otherRun(at);
    expect(realRun(at, { runId })).toMatchObject({ state: "refused", happened: expect.stringContaining(other) });
    expect(realRun(at, { runId: other }).happened).not.toContain(runId);
  });
});

test("what is asked for by its name is a RUN marked `only when named`", () => {
  expect(realRun(compiled(changing), { named: ["9"] })).toMatchObject({
    state: "refused",
    happened: expect.stringContaining("Unexpected step `9` for `--step`, expected none"),
  });
  const at = compiled({
    ...changing,
    "procedure.ts": changing["procedure.ts"]!.replace("isOnlyWhenNamed: false", "isOnlyWhenNamed: true"),
  });
  expect(realRun(at, { named: ["1/check-1"] })).toMatchObject({
    state: "refused",
    happened: expect.stringContaining("expected one that is marked `only when named`: `1/run-1`"),
  });
  expect(realRun(at, { named: ["1"] }).state).toBe("waiting");
  expect(realRun(at, { named: ["1/run-1"] }).state).toBe("waiting");
  expect(realRun(at).state).toBe("done");
});

test("a state folder that cannot be made is refused", () => {
  expect(realRun(compiled(), { stateFolder: "/proc/nope/state" })).toMatchObject({
    state: "refused",
    exitStatus: 2,
    happened: expect.stringContaining("nothing can be written to `/proc/nope/state`"),
  });
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
