/** Items of a DO that run several at a time: what overlaps, what one that stops does to the others, what a resume does. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { argument, callForEach, defineProcedure, type CompiledProcedure } from "../../runtime/procedure.ts";
import { change, gateThat, live, liveOn, makeWorld, procedureOf, stepOf, TestOperator, willing } from "./world.ts";

const values = { RB_item: argument("item") };

/** The change of each item; its gate holds where it left `<item>.done`. */
function procedureDoing(script: string, items: readonly string[], concurrency: number, more = "true"): CompiledProcedure {
  const gate = gateThat("b/gate-1", "true", { conditions: [], question: "Is it done?", sentence: "Is it done?" });
  const body = defineProcedure({
    name: "work",
    title: "Work",
    source: [1, 9],
    parameters: ["item"],
    items: [change("b/run-1", script, [gate], { values }), gate, change("b/run-2", more, [gate], { values }), { ...gate, id: "b/gate-2" }],
  });
  const call = callForEach(body, { id: "1/do-1", source: [5, 5], text: "", items, isOrdered: false, concurrency });
  return procedureOf([stepOf("1", [call])], { procedures: [body] });
}

/** Ends only once both changes have started. */
const meets = 'touch "${RB_item}.started"; until [ -e a.started ] && [ -e b.started ]; do sleep 0.02; done; touch "${RB_item}.done"';

test("changes of several items overlap", async () => {
  const world = makeWorld();
  const { outcome } = await live(world, procedureDoing(meets, ["a", "b", "c"], 2));
  expect(outcome.state).toBe("done");
  expect(["a", "b", "c"].map((item) => existsSync(join(world.folder, `${item}.done`)))).toEqual([true, true, true]);
});

test("questions come one after the other, and every start has a name of its own", async () => {
  const world = makeWorld();
  let open = 0;
  let most = 0;
  const operator = new TestOperator(willing);
  const answer = operator.ask;
  operator.ask = async (question) => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
    return answer(question);
  };
  await live(world, procedureDoing("true", ["a", "b", "c"], 3), { operator });
  expect(most).toBe(1);
  expect(operator.questions.filter(({ purpose }) => purpose === "word")).toHaveLength(6);
  const attempts = world.store.entries().filter(({ kind }) => kind === "intent");
  expect(new Set(attempts.map(({ attempt }) => attempt)).size).toBe(6);
});

test("after an item has stopped the others come to their gate, and nothing new starts", async () => {
  const world = makeWorld();
  const script = `${meets}; [ "\${RB_item}" != b ]`;
  const { outcome, operator } = await live(world, procedureDoing(script, ["a", "b", "c"], 2, 'touch "${RB_item}.second"'), {
    answering: (question) => (question.purpose === "runFailed" ? "stop" : willing(question)),
  });
  expect(outcome.state).toBe("stopped");
  expect(outcome.happened).toContain("the change failed");
  expect(operator.asked()).toContain("gate b/gate-1[a]");
  expect(existsSync(join(world.folder, "c.started"))).toBe(false);
  expect(existsSync(join(world.folder, "b.second"))).toBe(false);
});

test("a run that stopped among them goes on with those that are not done", async () => {
  const world = makeWorld();
  const procedure = procedureDoing('echo x >> "${RB_item}.calls"; [ -e mended ] || [ "${RB_item}" = a ]', ["a", "b"], 2);
  const first = await live(world, procedure, { answering: (question) => (question.purpose === "runFailed" ? "stop" : willing(question)) });
  expect(first.outcome.state).toBe("stopped");
  writeFileSync(join(world.folder, "mended"), "");
  const second = await liveOn(world, procedure, {
    answering: (question) => (question.purpose === "runFailed" ? "again" : willing(question)),
  });
  expect(second.outcome.state).toBe("done");
  expect(readFileSync(join(world.folder, "a.calls"), "utf8")).toBe("x\n");
});
