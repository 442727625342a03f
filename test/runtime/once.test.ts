/** `once`: not twice in one environment, across runs and crashes, and not without an environment. */
import { readdirSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { unlockOnce } from "../../runtime/node/unlock-once.ts";
import { openOnceMarks } from "../../runtime/node/once-marks.ts";
import { argument, callForEach, callOnce, defineProcedure, defineRunbook, type CompiledProcedure } from "../../runtime/procedure.ts";
import { change, gateThat, live, liveOn, makeFolder, makeWorld, MemoryStore, procedureOf, stepOf, willing, type World } from "./world.ts";

const gate = gateThat("1/gate-1", "true");
const procedureDoing = (script: string): CompiledProcedure =>
  procedureOf([stepOf("1", [change("1/run-1", script, [gate], { isOnce: true }), gate])]);
const once = procedureDoing("echo x >> calls");

/** Worlds of one state folder, each with a run of its own. */
function makeEnvironment(): { readonly world: (runId: string, environment?: string) => World } {
  const folder = makeFolder();
  return {
    world: (runId, environment = "site-a") => makeWorld({ runId, store: new MemoryStore(), onceMarks: openOnceMarks(folder, environment) }),
  };
}

test("a second run does not start it, and says who did", async () => {
  const { world } = makeEnvironment();
  expect((await live(world("first"), once)).outcome.state).toBe("done");
  const { outcome, operator } = await live(world("second"), once);
  expect(outcome.state).toBe("stopped");
  expect(outcome.happened).toContain("it was started in the environment `site-a` by tester");
  expect(outcome.happened).toContain("in run first");
  expect(outcome.happened).toContain("rungate unlock");
  expect(operator.questions.filter(({ purpose }) => purpose === "word")).toEqual([]);
});

test("where it will stop is said before the first step, by another run alone", async () => {
  const { world } = makeEnvironment();
  const late = procedureOf([stepOf("0", []), stepOf("1", [change("1/run-1", "true", [gate], { isOnce: true }), gate])]);
  const first = await live(world("first"), late);
  expect(first.operator.viewsOf("reminder")).toEqual([]);
  const { operator } = await live(world("second"), late);
  const kinds = operator.views.map(({ kind }) => kind);
  expect(kinds.indexOf("reminder")).toBeLessThan(kinds.indexOf("step"));
  expect(operator.viewsOf("reminder")[0]).toMatchObject({
    place: { item: "1/run-1" },
    text: expect.stringMatching(/^The run will stop here, unless it goes another way: `once`: .* in run first/) as string,
  });
});

test("no word of a change that is left out unless it is named", async () => {
  const { world } = makeEnvironment();
  await live(world("first"), once);
  const leftOut = procedureOf([stepOf("1", [change("1/run-1", "true", [gate], { isOnce: true, isOnlyWhenNamed: true })])]);
  expect((await live(world("second"), leftOut)).operator.viewsOf("reminder")).toEqual([]);
});

test("another environment has its own", async () => {
  const { world } = makeEnvironment();
  await live(world("first"), once);
  expect((await live(world("second", "site-b"), once)).outcome.state).toBe("done");
});

test("a change that failed cannot be started again, in its own run either", async () => {
  const { world } = makeEnvironment();
  const failing = procedureDoing("false");
  const here = world("first");
  const { operator } = await live(here, failing);
  const asked = operator.questions.find(({ purpose }) => purpose === "runFailed");
  expect(asked?.options.map(({ key }) => key)).toEqual(["stop"]);
  expect((await live(world("second"), failing)).outcome.happened).toContain("`once`");
});

test("a run that died after the mark and before the start may still start it", async () => {
  const { world } = makeEnvironment();
  const here = world("first");
  here.store.beforeAppend = (line) => {
    if (line.includes('"kind":"intent"')) throw new Error("the runner dies here");
  };
  await expect(live(here, once)).rejects.toThrow("dies here");
  here.store.beforeAppend = () => undefined;
  expect((await liveOn(here, once)).outcome.state).toBe("done");
});

test("what is done by hand is marked too", async () => {
  const { world } = makeEnvironment();
  const byHand = procedureOf([stepOf("1", [change("1/run-1", "true", [gate], { isOnce: true, byHand: "x" }), gate])]);
  expect((await live(world("first"), byHand)).outcome.state).toBe("done");
  expect((await live(world("second"), byHand)).outcome.happened).toContain("`once`");
});

test("two takers at the same time: one of them has it", async () => {
  const marks = openOnceMarks(makeFolder(), "site-a");
  const mark = (runId: string): Parameters<typeof marks.take>[1] => ({ runId, at: "2026-07-05T10:00:00.000Z", by: willing.name });
  const taken = await Promise.all(["a", "b", "c", "d"].map((runId) => marks.take("change", mark(runId))));
  expect(taken.filter((holder) => holder === null)).toHaveLength(1);
});

test("a change of a runbook is the same one where the runbook is called, in its own procedures and for another item too", async () => {
  const source = [1, 1] as const;
  const body = (prefix: string): ReturnType<typeof defineProcedure> => {
    const gated = gateThat(`${prefix}2/gate-1`, "true");
    const items = [change(`${prefix}2/run-1`, "echo x >> calls", [gated], { isOnce: true }), gated];
    return defineProcedure({ name: "body", title: "Body", parameters: ["app"], items, source });
  };
  const calls = (prefix: string): ReturnType<typeof callOnce> =>
    callOnce(body(prefix), { id: `${prefix}1/do-1`, source, text: "", arguments: { app: "keystone" } });
  const alone = procedureOf([stepOf("1", [calls("")])], { id: "restart" });
  const site = argument("site");
  const called = defineRunbook({
    name: "runbooks/restart",
    title: "Restart",
    parameters: [site.name],
    source,
    steps: [stepOf("restart/1", [calls("restart/")])],
  });
  const calling = (items: readonly string[]): CompiledProcedure =>
    procedureOf([stepOf("1", [callForEach(called, { id: "1/do-1", source, text: "", items, isOrdered: true })])], { id: "main" });
  const { world } = makeEnvironment();
  expect((await live(world("first"), alone)).outcome.state).toBe("done");
  expect((await live(world("second"), calling(["a"]))).outcome.happened).toContain("in run first");
  const other = makeEnvironment();
  expect((await live(other.world("first"), calling(["a", "b"]))).outcome).toMatchObject({
    state: "stopped",
    at: { rows: ["b", "keystone"] },
  });
  expect((await live(other.world("second"), alone)).outcome.happened).toContain("in run first");
});

describe("unlocking", () => {
  const self = { user: "tester", uid: userInfo().uid, host: "here" };
  const other = { user: "second", uid: self.uid + 1, host: "here" };
  const now = "2026-07-05T10:00:00.000Z";
  async function started(): Promise<{ readonly folder: string; readonly again: (runId: string) => ReturnType<typeof live> }> {
    const folder = makeFolder();
    const world = (runId: string): World => makeWorld({ runId, store: new MemoryStore(), onceMarks: openOnceMarks(folder, "site-a") });
    await live(world("first"), once);
    return { folder, again: (runId) => live(world(runId), once) };
  }

  test("by a second person lets it be started once more, and keeps who said so and why", async () => {
    const { folder, again } = await started();
    expect(unlockOnce(folder, "site-a", "1/run-1", "rebuilt", other, now)).toEqual({
      said: expect.stringMatching(
        /^`test 1\/run-1` may be started again in `site-a`, on the word of second on here; tester started it at .*, in run first$/,
      ),
    });
    const freed = join(folder, "once", "site-a", "unlocked");
    expect(JSON.parse(readFileSync(join(freed, readdirSync(freed)[0] ?? ""), "utf8"))).toMatchObject({
      by: other,
      reason: "rebuilt",
      mark: { runId: "first", change: "test 1/run-1" },
    });
    expect((await again("second")).outcome.state).toBe("done");
    expect((await again("third")).outcome.state).toBe("stopped");
  });
  test.each([
    ["the same login", self],
    ["the same name from elsewhere", { ...other, user: "tester" }],
    ["another name of the same login", { ...other, uid: self.uid }],
  ])("by %s is refused", async (_, identity) => {
    const { folder, again } = await started();
    expect(unlockOnce(folder, "site-a", "1", "rebuilt", identity, now)).toMatchObject({
      problem: expect.stringContaining("the mark is tester's"),
    });
    expect((await again("third")).outcome.state).toBe("stopped");
  });
  test("of what is not locked is refused, and names what is", async () => {
    const { folder } = await started();
    expect(unlockOnce(folder, "site-a", "1/run-9", "rebuilt", other, now)).toMatchObject({
      problem: expect.stringContaining("`test 1/run-1`"),
    });
    expect(unlockOnce(folder, "site-b", "1/run-1", "rebuilt", other, now)).toMatchObject({
      problem: expect.stringContaining("there is none"),
    });
  });
});
