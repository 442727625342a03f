/** The second person's word as files: a real second login, and what does not count although it lies there. */
import { execFile, execFileSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { hashShown } from "../../runtime/approval.ts";
import type { ApprovalRequest, SecondWord } from "../../runtime/approvals.ts";
import { findRequests, giveSecondWord, openApprovals, ownIdentity, whyUnshared } from "../../runtime/node/approvals.ts";
import { approveChange, findOneRequest } from "../../runtime/node/approve.ts";
import { startRealRun } from "../../runtime/node/index.ts";
import { compileText } from "../helpers/analyse-text.ts";
import type { CompiledProcedure } from "../../runtime/procedure.ts";
import { makeClock, makeFolder, TestOperator, willing } from "./world.ts";

const runId = "20260705T100000Z-restart-7f3a";
const place = {
  step: "1",
  stepTitle: "One",
  item: "1/run-1",
  itemTitle: "stop it",
  keyword: "RUN",
  rows: [],
  sourceFile: "runbooks/restart.md",
  lines: [1, 2],
} as const;
// In another order than that of the form in which it is read back.
const shown = {
  timeoutMs: 1000,
  revert: null,
  effect: "mutating",
  evidence: [],
  values: [],
  session: null,
  script: "true\n",
  host: "local",
};
const clock = makeClock();
const requestOf = (fields: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
  version: 1,
  runId,
  id: "00004-abc",
  text: "Start this change?",
  place: { ...place, rows: [], lines: [1, 2] },
  shown,
  shownSha256: hashShown(place, shown),
  at: clock.now(),
  by: ownIdentity(),
  ...fields,
});
const wordOf = (fields: Partial<SecondWord> = {}): SecondWord => ({
  version: 1,
  request: "00004-abc",
  shownSha256: hashShown(place, shown),
  verdict: "approve",
  reason: "",
  by: { user: "anna", uid: 65534, host: "elsewhere" },
  ...fields,
});
const anna = { user: "anna", uid: 65534, host: "elsewhere" };

describe("a question on disk", () => {
  test("is found by a part of the run's id, and gone once it is withdrawn or the run is opened anew", async () => {
    const folder = makeFolder();
    const approvals = openApprovals(folder, runId);
    await approvals.ask(requestOf());
    expect(findRequests(folder, "7f3a")).toEqual([requestOf()]);
    expect(statSync(join(folder, "approvals", runId)).mode & 0o7777).toBe(0o2750);
    expect(statSync(join(folder, "approvals", runId, "answers")).mode & 0o7777).toBe(0o3770);
    await approvals.withdraw("00004-abc");
    expect(findRequests(folder, "7f3a")).toEqual([]);
    await approvals.ask(requestOf());
    openApprovals(folder, runId);
    expect(findRequests(folder, "7f3a")).toEqual([]);
  });

  test("is refused to the login that runs it, when it is too old, and when its hash does not fit", async () => {
    const folder = makeFolder();
    const approvals = openApprovals(folder, runId);
    const find = (self = anna): string => JSON.stringify(findOneRequest(folder, "7f3a", { self, clock }));
    expect(find()).toContain("none does");
    await approvals.ask(requestOf());
    expect(find()).toContain('"request"');
    expect(find({ ...anna, user: ownIdentity().user })).toContain("word of the same login");
    expect(find({ ...anna, uid: ownIdentity().uid })).toContain("word of the same login");
    await approvals.ask(requestOf({ at: new Date(Date.parse(clock.now()) - 15 * 60_000).toISOString() }));
    expect(find()).toContain("older than 15 min");
    await approvals.ask(requestOf({ shown: { ...shown, script: "false\n" } }));
    expect(find()).toContain("its hash differs");
  });

  test("of another owner than it names, or of another form, is no question", async () => {
    const folder = makeFolder();
    const approvals = openApprovals(folder, runId);
    await approvals.ask(requestOf({ by: { ...ownIdentity(), uid: 4711 } }));
    await approvals.ask(requestOf({ id: "00009-abc", version: 2 as 1 }));
    expect(findRequests(folder, "7f3a")).toEqual([]);
  });
});

describe("an answer on disk", () => {
  test("has the user id of its file, whatever it claims", async () => {
    const folder = makeFolder();
    const approvals = openApprovals(folder, runId);
    await approvals.ask(requestOf());
    giveSecondWord(folder, runId, wordOf());
    expect((await approvals.answers("00004-abc")).map(({ by }) => by.uid)).toEqual([ownIdentity().uid]);
  });

  test("is whole or none, and the first one of a login counts", async () => {
    const folder = makeFolder();
    const approvals = openApprovals(folder, runId);
    await approvals.ask(requestOf());
    const run = join(folder, "approvals", runId, "answers");
    writeFileSync(join(run, "00004-abc-1.json"), '{"version":1');
    writeFileSync(join(run, "00004-abc-2.json"), "x".repeat(10_000));
    mkdirSync(join(run, "00004-abc-3.json"));
    expect(await approvals.answers("00004-abc")).toEqual([]);
    expect(giveSecondWord(folder, runId, wordOf({ verdict: "refuse" }))).toBe(true);
    expect(giveSecondWord(folder, runId, wordOf())).toBe(false);
    expect((await approvals.answers("00004-abc")).map(({ verdict }) => verdict)).toEqual(["refuse"]);
    expect(readdirSync(run).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test.skipIf(process.getuid?.() !== 0)(
    "of a real second login in the folder's group is taken, and outside of the group is kept out",
    async () => {
      const folder = makeFolder();
      chownSync(folder, 0, 65534);
      chmodSync(folder, 0o2770);
      expect(whyUnshared(folder)).toBeNull();
      const approvals = openApprovals(folder, runId);
      await approvals.ask(requestOf());
      const script = `
      const { findRequests, giveSecondWord, ownIdentity } = await import(${JSON.stringify(resolve("runtime/node/approvals.ts"))});
      const [request] = findRequests(${JSON.stringify(folder)}, "7f3a");
      giveSecondWord(${JSON.stringify(folder)}, request.runId, { ...${JSON.stringify(wordOf())}, shownSha256: request.shownSha256, by: ownIdentity() });
    `;
      const as = (gid: number): unknown =>
        execFileSync(process.execPath, ["--input-type=module", "-e", script], { uid: 65534, gid, env: {}, stdio: "pipe" });
      expect(() => as(1)).toThrow("EACCES");
      as(65534);
      const [word] = await approvals.answers("00004-abc");
      expect(word).toMatchObject({ verdict: "approve", shownSha256: requestOf().shownSha256, by: { uid: 65534 } });
    },
  );

  test("can only be had where another login may enter the state folder", () => {
    const folder = makeFolder();
    chmodSync(folder, 0o700);
    expect(whyUnshared(folder)).toContain("install -d -m 2770 -g GROUP");
  });
});

describe("`rungate approve`", () => {
  test.each([
    ["approve", { isGiven: true, said: "approved: the run goes on by itself" }, "approve"],
    ["refuse wrong rack", { isGiven: true, said: "refused: the run stops" }, "refuse"],
  ])("%s", async (answer, end, verdict) => {
    const folder = makeFolder();
    const approvals = openApprovals(folder, runId);
    await approvals.ask(requestOf());
    const operator = new TestOperator(() => answer);
    expect(await approveChange(folder, requestOf(), { self: anna, clock, operator })).toEqual(end);
    expect(operator.questions[0]?.shown).toEqual(shown);
    expect((await approvals.answers("00004-abc")).map((word) => word.verdict)).toEqual([verdict]);
  });

  test("gives nothing where nobody answers, or too late", async () => {
    const folder = makeFolder();
    const approvals = openApprovals(folder, runId);
    await approvals.ask(requestOf());
    const gone = new TestOperator(() => ({ kind: "gone", why: "no terminal" }));
    expect(await approveChange(folder, requestOf(), { self: anna, clock, operator: gone })).toMatchObject({ isGiven: false });
    const slow = new TestOperator(() => {
      clock.advance(16 * 60_000);
      return "approve";
    });
    expect((await approveChange(folder, requestOf(), { self: anna, clock, operator: slow })).said).toContain("older than 15 min");
    expect(existsSync(join(folder, "approvals", runId, "answers", "00004-abc-65534.json"))).toBe(false);
  });
});

test.skipIf(process.getuid?.() !== 0)("a real run starts its change once another login has approved it", async () => {
  const text =
    "# X\n\n## Parameters\n\nNone.\n\n## 1. One\n\nRUN -- local -- change (two-person)\n\n```bash\ntouch changed\n```\n\nGATE: `ls changed` succeeds.\n";
  const { files } = await compileText(text);
  const folder = makeFolder();
  chmodSync(folder, 0o755);
  for (const [path, content] of files ?? []) {
    for (const copy of ["generated", "module"]) mkdirSync(join(folder, copy, dirname(path)), { recursive: true });
    writeFileSync(join(folder, "generated", path), content);
    // Outside of the package its own name means nothing.
    writeFileSync(join(folder, "module", path), content.replaceAll('"rungate/runtime"', JSON.stringify(resolve("runtime/index.ts"))));
  }
  const stateFolder = join(folder, "state");
  mkdirSync(stateFolder);
  chownSync(stateFolder, 0, 65534);
  chmodSync(stateFolder, 0o2770);
  const approver = `
    const { findRequests, giveSecondWord, ownIdentity } = await import(${JSON.stringify(resolve("runtime/node/approvals.ts"))});
    const state = ${JSON.stringify(stateFolder)};
    while (findRequests(state, "example").length === 0) await new Promise((later) => setTimeout(later, 50));
    const [{ runId, id, shownSha256 }] = findRequests(state, "example");
    giveSecondWord(state, runId, { version: 1, request: id, shownSha256, verdict: "approve", reason: "", by: ownIdentity() });
  `;
  const second = execFile(process.execPath, ["--input-type=module", "-e", approver], { uid: 65534, gid: 65534, env: {} });
  onTestFinished(() => void second.kill());
  const outcome = await startRealRun({
    stateFolder,
    workingFolder: folder,
    hosts: {},
    operator: new TestOperator(willing),
    procedureFolder: join(folder, "generated"),
    importProcedure: async () => ((await import(join(folder, "module", "procedure.ts"))) as { default: CompiledProcedure }).default,
    markdownPath: join(folder, "gone.md"),
    parameters: {},
  });
  expect([outcome.happened, outcome.state]).toEqual(["every step has passed", "done"]);
  expect(existsSync(join(folder, "changed"))).toBe(true);
});
