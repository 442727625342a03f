/** What happens at a state when something occurs, where no other page of tests names it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  argument,
  callForEachRow,
  captureRows,
  captureStdout,
  caution,
  check,
  decision,
  defineProcedure,
  exclude,
  is,
  lineCondition,
  rowCondition,
  gate,
  streamCondition,
  when,
  type Item,
} from "../../runtime/procedure.ts";
import {
  blockOf,
  change,
  gateThat,
  live,
  liveOn,
  makeClock,
  makeWorld,
  procedureOf,
  stepOf,
  TestOperator,
  willing,
  type World,
} from "./world.ts";

const source = [1, 1] as const;
const look = (id: string, script: string): ReturnType<typeof check> => check({ id, source, block: blockOf(script) });
const linesOf = ({ folder }: World, name: string): string[] => readFileSync(join(folder, name), "utf8").trim().split("\n");

const units = captureRows({ name: "units", from: "1/check-1", source, columns: { unit: "text", state: "text" } });
const unit = argument("unit");
const each = (id: string, items: readonly Item[]): Item =>
  callForEachRow(defineProcedure({ name: id, title: id, parameters: ["unit"], source, items }), {
    id: `1/${id}`,
    source,
    text: "each",
    table: units,
  });

test("EXCLUDE: a row that is out stays out of every later DO over the same table, at resume too", async () => {
  const told = (name: string): Item[] => [
    check({ id: `${name}/check-1`, source, block: blockOf(`echo "${name} \${RB_unit}" >> told`, { values: { RB_unit: unit } }) }),
  ];
  const procedure = (gateHolds: string): ReturnType<typeof procedureOf> =>
    procedureOf([
      stepOf("1", [
        look("1/check-1", 'printf "web up\\ndb down\\n"'),
        units,
        exclude({ id: "1/exclude-1", source, table: units, where: { state: is("down") }, text: "rows whose state is `down`" }),
        each("do-1", told("first")),
        gateThat("1/gate-1", gateHolds),
        each("do-2", told("second")),
      ]),
    ]);
  const world = makeWorld();
  expect((await live(world, procedure("test -e open"))).outcome.state).toBe("stopped");
  writeFileSync(join(world.folder, "open"), "");
  expect((await liveOn(world, procedure("test -e open"))).outcome.state).toBe("done");
  expect(new Set(linesOf(world, "told"))).toEqual(new Set(["first web", "second web"]));
});

test("EXCLUDE that removes every row: the DO has nothing to do, and a GATE `every row` still is of the table", async () => {
  const procedure = procedureOf([
    stepOf("1", [
      look("1/check-1", 'printf "web down\\n"'),
      units,
      exclude({ id: "1/exclude-1", source, table: units, where: { state: is("down") }, text: "rows whose state is `down`" }),
      each("do-1", [look("body/check-1", "echo x >> told")]),
      gate({
        id: "1/gate-1",
        source,
        sentence: "every row is up",
        conditions: [rowCondition("every row is up", units, "every", { state: is("up") })],
      }),
    ]),
  ]);
  const { outcome, operator } = await live(makeWorld(), procedure);
  expect(operator.viewsOf("blockStarted")).toHaveLength(1);
  expect(operator.viewsOf("skipped")[0]?.why).toContain("`web` is excluded");
  expect(outcome).toMatchObject({ state: "stopped", happened: expect.stringContaining("the gate does not hold") });
});

test("DECISION: of two items that are true the first wins, and both are recorded", async () => {
  const holds = (): ReturnType<typeof streamCondition>[] => [streamCondition("stdout is `x`", "stdout", is("x"))];
  const procedure = procedureOf([
    stepOf("1", [
      look("1/check-1", "echo x"),
      decision({
        id: "1/decision-1",
        source,
        text: "which way",
        judges: "1/check-1",
        branches: [
          { sentence: "to two", conditions: holds(), question: null, target: "2" },
          { sentence: "to three", conditions: holds(), question: null, target: "3" },
        ],
      }),
    ]),
    stepOf("2", [look("2/check-1", "true")]),
    stepOf("3", [look("3/check-1", "true")]),
  ]);
  const world = makeWorld();
  await live(world, procedure);
  const judged = world.store.entries().filter(({ kind, path }) => kind === "judged" && path === "1/decision-1");
  expect(judged.map(({ sentence, actual }) => [sentence, actual])).toEqual([
    ["to two", "taken: 2"],
    ["to three", "holds too; the first that holds is taken"],
  ]);
  expect(
    world.store
      .entries()
      .filter(({ kind }) => kind === "step")
      .map(({ title }) => title),
  ).toEqual(["Step 1", "Step 2", "Step 3"]);
});

test("WHEN in a WHEN: where the outer is false the inner is not judged", async () => {
  const only = (id: string, probe: string, appliesTo: "section" | "nextBlock"): Item =>
    when({ id, source, sentence: `\`${probe}\` succeeds`, appliesTo, conditions: gateThat("x", probe).conditions });
  const procedure = procedureOf([
    stepOf("1", [only("1/when-1", "false", "section"), only("1/when-2", "touch judged; true", "nextBlock"), look("1/check-1", "true")]),
  ]);
  const world = makeWorld();
  const { operator } = await live(world, procedure);
  expect(
    world.store
      .entries()
      .filter(({ kind }) => kind === "judged")
      .map(({ path, holds }) => [path, holds]),
  ).toEqual([["1/when-1", false]]);
  expect(operator.viewsOf("skipped").map(({ place }) => place.item)).toEqual(["1/when-1"]);
});

test("CAUTION in a loop: acknowledged once for the run, shown every time", async () => {
  const procedure = procedureOf([
    stepOf("1", [
      look("1/check-1", 'printf "web up\\ndb up\\n"'),
      units,
      each("do-1", [
        caution({ id: "body/caution-1", source, text: "mind the gap" }),
        change("body/run-1", "true", [gateThat("body/gate-1", "true")]),
      ]),
    ]),
  ]);
  const { outcome, operator } = await live(makeWorld(), procedure);
  expect(outcome.state).toBe("done");
  expect(operator.questions.map(({ purpose }) => purpose)).toEqual(["acknowledge", "word", "word"]);
  expect(operator.viewsOf("words").map(({ text }) => text)).toEqual(["mind the gap", "mind the gap"]);
});

test("a capture that is older than `fresh` at resume: measured again, both values shown, and the word is asked for what it is now", async () => {
  const seen = captureStdout({ name: "seen", from: "1/check-1", source });
  const procedure = procedureOf([
    stepOf("1", [
      check({ id: "1/check-1", source, block: blockOf("cat value"), freshMs: 60_000 }),
      seen,
      change("1/run-1", 'echo "${RB_seen}" > made', [gateThat("1/gate-1", "true")], { values: { RB_seen: seen } }),
    ]),
  ]);
  const clock = makeClock();
  const world = makeWorld({ clock });
  writeFileSync(join(world.folder, "value"), "old\n");
  // The word was asked for with the old value, and nobody answered.
  const gone = new TestOperator((question) => (question.purpose === "word" ? { kind: "gone", why: "eof" } : willing(question)));
  expect((await live(world, procedure, { operator: gone })).outcome.state).toBe("waiting");
  writeFileSync(join(world.folder, "value"), "new\n");
  clock.advance(3_600_000);
  const { outcome, operator } = await liveOn(world, procedure);
  expect(outcome.state).toBe("done");
  expect(operator.viewsOf("captured").map(({ value, before }) => [value, before])).toEqual([["new", "old"]]);
  const word = (from: TestOperator): string | null | undefined => from.questions.find(({ purpose }) => purpose === "word")?.shownSha256;
  expect(word(operator)).not.toBe(word(gone));
  expect(linesOf(world, "made")).toEqual(["new"]);
});

test("GATE in prose that nobody answers waits, and is asked again", async () => {
  const asked = gate({ id: "1/gate-1", source, sentence: "All is well.", question: "All is well." });
  const counted = gate({
    id: "1/gate-2",
    source,
    sentence: "some line",
    probe: blockOf("echo x"),
    conditions: [lineCondition("some line is `x`", "some", is("x"))],
  });
  const procedure = procedureOf([stepOf("1", [asked, counted])]);
  const world = makeWorld();
  expect((await live(world, procedure, { answering: () => ({ kind: "gone", why: "eof" }) })).outcome).toMatchObject({
    state: "waiting",
    exitStatus: 1,
  });
  const { outcome, operator } = await liveOn(world, procedure);
  expect([outcome.state, operator.asked()]).toEqual(["done", ["gate 1/gate-1"]]);
});
test("a GATE that could not be measured skips no item by itself: the operator is asked", async () => {
  const body = (probe: string): Item[] => [
    gate({
      id: "body/gate-1",
      source,
      sentence: "stdout is `there`",
      probe: blockOf(probe),
      conditions: [streamCondition("stdout is `there`", "stdout", is("there"))],
      otherwise: { kind: "skipItem", why: "already there" },
    }),
    check({ id: "body/check-1", source, block: blockOf('echo "${RB_unit}" >> told', { values: { RB_unit: unit } }) }),
  ];
  const procedure = (probe: string): ReturnType<typeof procedureOf> =>
    procedureOf([stepOf("1", [look("1/check-1", 'printf "web up\\n"'), units, each("do-1", body(probe))])]);
  const skipped = await live(makeWorld(), procedure("echo gone"));
  expect(skipped.operator.questions.filter(({ purpose }) => purpose === "gateFailed")).toEqual([]);
  expect(skipped.operator.viewsOf("skipped")[0]?.why).toContain("already there");
  const unread = await live(makeWorld(), procedure("exit 3"), {
    answering: (question) => (question.purpose === "gateFailed" ? "skip it was looked at by hand" : willing(question)),
  });
  const asked = unread.operator.questions.find(({ purpose }) => purpose === "gateFailed");
  expect(asked?.options.map(({ key }) => key)).toEqual(["again", "skip", "stop"]);
  expect(unread.outcome.state).toBe("done");
});
