/**
 * The runner dies at every single write of the journal, before and after it, and again at every write of the resume. Each
 * change is carried out exactly once all the same, or not at all where its intent was never written.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { argument, callForEach, captureStdout, check, defineRunbook, finallyDo } from "../../runtime/procedure.ts";
import { blockOf, change, gateThat, live, liveOn, makeWorld, procedureOf, stepOf, type World } from "./world.ts";

class Crash extends Error {}

const look = check({ id: "1/check-1", source: [1, 1], block: blockOf("echo 7") });
const number = captureStdout({ name: "n", from: look, source: [1, 1], type: "int" });
const gates = [gateThat("1/gate-1", "grep -qx one changes"), gateThat("2/gate-1", "grep -qx two-7 changes")] as const;
const procedure = procedureOf([
  stepOf("1", [look, number, change("1/run-1", "echo one >> changes", [gates[0]]), gates[0]]),
  stepOf("2", [change("2/run-1", 'echo "two-${RB_n}" >> changes', [gates[1]], { values: { RB_n: number } }), gates[1]]),
]);

const changes = ({ folder }: World): string => (existsSync(join(folder, "changes")) ? readFileSync(join(folder, "changes"), "utf8") : "");

/** Dies at the given write: `before` it reaches the disk, or with a torn half of it on the disk. */
function dieAt(world: World, write: number, how: "before" | "torn"): void {
  let left = write;
  world.store.beforeAppend = (line) => {
    if (left-- > 0) return;
    if (how === "torn") world.store.bytes = Buffer.concat([world.store.bytes, Buffer.from(line.slice(0, line.length / 2))]);
    throw new Crash();
  };
}

/** `null`: it died. */
async function liveUntilCrash(world: World, isFirst: boolean, played = procedure): Promise<string | null> {
  try {
    const lived = isFirst ? await live(world, played) : await liveOn(world, played);
    return lived.outcome.state;
  } catch (error) {
    if (error instanceof Crash) return null;
    throw error;
  }
}

async function goOn(world: World, played = procedure): Promise<string | null> {
  world.store.beforeAppend = () => undefined;
  // Nothing is on the disk of a run that died before its first entry: it is simply started.
  return liveUntilCrash(world, world.store.bytes.lastIndexOf(0x0a) < 0, played);
}

test("a crash at any write of a run", async () => {
  for (let write = 0; ; write += 1) {
    const world = makeWorld();
    dieAt(world, write, write % 2 === 0 ? "before" : "torn");
    const state = await liveUntilCrash(world, true);
    if (state === null) expect([write, await goOn(world)]).toEqual([write, "done"]);
    expect([write, changes(world)]).toEqual([write, "one\ntwo-7\n"]);
    expect(world.store.entries().filter(({ kind }) => kind === "end")).toHaveLength(1);
    if (state !== null) break;
    expect(write).toBeLessThan(60);
  }
});

test("a crash at any write of a resume, and of the resume after it", async () => {
  const atGate = 9;
  for (let write = 0; ; write += 1) {
    const world = makeWorld();
    dieAt(world, atGate, "before");
    expect(await liveUntilCrash(world, true)).toBe(null);
    let isOver = true;
    for (let resume = 0; resume < 3; resume += 1) {
      dieAt(world, write, "torn");
      const state = await liveUntilCrash(world, false);
      isOver = state !== null;
      if (isOver) break;
    }
    if (!isOver) expect([write, await goOn(world)]).toEqual([write, "done"]);
    expect([write, changes(world)]).toEqual([write, "one\ntwo-7\n"]);
    if (isOver && write > 2) break;
    expect(write).toBeLessThan(60);
  }
});

test("a crash at any write of a runbook that is called for two items", async () => {
  const app = argument("app");
  const values = { RB_app: app, RB_n: number };
  const gateOf = (id: string, word: string): ReturnType<typeof gateThat> => gateThat(id, `grep -q ${word} changes`);
  const called = [gateOf("called/1/gate-1", "first"), gateOf("called/2/gate-1", "second")] as const;
  const runbook = defineRunbook({
    name: "runbooks/called",
    title: "Called",
    parameters: ["app"],
    source: [1, 1],
    steps: [
      stepOf("called/1", [
        look,
        number,
        change("called/1/run-1", 'echo "first-${RB_app}-${RB_n}" >> changes', [called[0]], { values }),
        called[0],
      ]),
      stepOf("called/2", [
        change("called/2/run-1", 'echo "second-${RB_app}" >> changes', [called[1]], { values: { RB_app: app } }),
        called[1],
      ]),
      stepOf("called/3", [
        finallyDo({
          id: "called/3/finally-1",
          source: [9, 9],
          text: "",
          block: blockOf('echo "closed ${RB_app}"', { values: { RB_app: app } }),
        }),
      ]),
    ],
  });
  const calling = procedureOf([
    stepOf("1", [callForEach(runbook, { id: "1/do-1", source: [1, 1], text: "", items: ["a", "b"], isOrdered: true })]),
  ]);
  for (let write = 0; ; write += 1) {
    const world = makeWorld();
    dieAt(world, write, write % 2 === 0 ? "before" : "torn");
    const state = await liveUntilCrash(world, true, calling);
    if (state === null) expect([write, await goOn(world, calling)]).toEqual([write, "done"]);
    expect([write, changes(world)]).toEqual([write, "first-a-7\nsecond-a\nfirst-b-7\nsecond-b\n"]);
    if (state !== null) break;
    expect(write).toBeLessThan(100);
  }
});
