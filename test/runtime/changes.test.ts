/** The order of events around a RUN, and what the operator's word is good for. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  captureRow,
  caution,
  check,
  column,
  finallyDo,
  gate as gateOf,
  isOneOf,
  parameter,
  streamCondition,
} from "../../runtime/procedure.ts";
import { StoreFailure } from "../../runtime/ports.ts";
import {
  blockOf,
  change,
  gateOnStdout,
  gateThat,
  live,
  liveOn,
  makeClock,
  makeWorld,
  procedureOf,
  stepOf,
  TestOperator,
  willing,
  type Answering,
} from "./world.ts";

const count = (folder: string, name = "changes"): number =>
  existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8").trim().split("\n").length : 0;
const oneChange = (script = "echo x >> changes", fields = {}): ReturnType<typeof procedureOf> => {
  const gate = gateThat("1/gate-1", "test -e changes");
  return procedureOf([stepOf("1", [change("1/run-1", script, [gate], fields), gate])]);
};
const atWord =
  (answer: string | Extract<ReturnType<Answering>, object>): Answering =>
  (question) =>
    question.purpose === "word" ? answer : willing(question);

test("a run that goes well writes its intent before the start and its result after it", async () => {
  const world = makeWorld();
  const seen: number[] = [];
  world.store.beforeAppend = () => void seen.push(count(world.folder));
  const { outcome } = await live(world, oneChange());
  expect(outcome).toMatchObject({ state: "done", exitStatus: 0, happened: "every step has passed" });
  expect(world.store.kinds()).toEqual(["run", "step", "intent", "result", "done", "reading", "judged", "done", "end"]);
  expect(seen).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1]);
});

describe("nothing but the word starts a change", () => {
  test.each<[string, Answering, string, number]>([
    ["stop", atWord("stop"), "stopped", 1],
    ["the end of input", atWord({ kind: "gone", why: "eof" }), "waiting", 1],
    ["no terminal", atWord({ kind: "gone", why: "no terminal" }), "waiting", 1],
    ["Ctrl-C", atWord({ kind: "gone", why: "interrupt" }), "interrupted", 130],
  ])("%s", async (_, answering, state, exitStatus) => {
    const world = makeWorld();
    const { outcome } = await live(world, oneChange(), { answering });
    expect(outcome).toMatchObject({ state, exitStatus, worldNow: expect.stringContaining("nothing was changed") });
    expect(world.store.kinds()).not.toContain("intent");
    expect(count(world.folder)).toBe(0);
  });
  test("an answer that was not offered is a bug, not a yes", async () => {
    const world = makeWorld();
    await expect(live(world, oneChange(), { answering: atWord("yes") })).rejects.toThrow("bug in rungate");
    expect(count(world.folder)).toBe(0);
  });
  test("an interrupt after the word", async () => {
    const world = makeWorld();
    const operator: TestOperator = new TestOperator((question) => {
      if (question.purpose === "word") operator.controller.abort("SIGTERM");
      return willing(question);
    });
    expect((await live(world, oneChange(), { operator })).outcome).toMatchObject({ state: "interrupted", exitStatus: 143 });
    expect(count(world.folder)).toBe(0);
  });
  test("a record that cannot be written", async () => {
    for (const kind of ["intent", "run"]) {
      const world = makeWorld();
      world.store.beforeAppend = (line) => {
        if (line.includes(`"kind":"${kind}"`)) throw new StoreFailure("EIO");
      };
      const { outcome } = await live(world, oneChange());
      expect(outcome).toMatchObject({ state: "broken", exitStatus: 1 });
      expect(count(world.folder)).toBe(0);
    }
  });
});

test("a result that cannot be written is an unknown outcome, found out at resume", async () => {
  const world = makeWorld();
  world.store.beforeAppend = (line) => {
    if (line.includes('"kind":"result"')) throw new StoreFailure("ENOSPC");
  };
  expect((await live(world, oneChange())).outcome).toMatchObject({
    state: "broken",
    exitStatus: 3,
    worldNow: expect.stringContaining("1/run-1 was started"),
  });
  world.store.beforeAppend = () => undefined;
  expect((await liveOn(world, oneChange())).outcome.state).toBe("done");
  expect(world.store.entries().find(({ kind }) => kind === "result")).toMatchObject({ isRecovered: true });
  expect(count(world.folder)).toBe(1);
});

test("the operator sees exactly what would run, on what evidence, and what undoes it", async () => {
  const world = makeWorld();
  const app = parameter("app", { type: "text", meaning: "" });
  const look = check({ id: "1/check-1", source: [4, 4], title: "look", block: blockOf("echo keystone 7") });
  const now = captureRow({ name: "now", from: look, source: [5, 5], columns: { name: "text", rev: "int" } });
  const healthy = gateThat("1/gate-1", "true");
  const gate = gateOnStdout("1/gate-2", "1/run-1", "done");
  const undo = blockOf('refresh "${RB_app}" --revision "${RB_now_rev}"', {
    effect: "mutating",
    values: { RB_app: app, RB_now_rev: column(now, "rev") },
  });
  const run = change("1/run-1", 'echo done # "${RB_app}"', [gate], {
    values: { RB_app: app },
    revert: { kind: "commands", block: undo, later: null, text: "" },
  });
  const { operator } = await live(world, procedureOf([stepOf("1", [look, now, healthy, run, gate])], { parameters: [app] }), {
    parameters: { app: "key; stone" },
  });
  const word = operator.questions.find(({ purpose }) => purpose === "word");
  expect(word?.shown).toMatchObject({
    host: "local",
    script: 'echo done # "${RB_app}"\n',
    values: [{ variable: "RB_app", name: "app", value: "key; stone" }],
    revert: "refresh key; stone --revision 7",
    evidence: [
      { item: "CHECK look", result: "exit 0" },
      { item: "GATE 1/gate-1", what: "`true` succeeds", result: "holds" },
    ],
  });
  const intent = world.store.entries().find(({ kind }) => kind === "intent");
  expect(intent?.["shownSha256"]).toBe(word?.shownSha256);
  expect(world.store.kinds().indexOf("revert")).toBeLessThan(world.store.kinds().indexOf("intent"));
});

test("stale evidence is taken again before the question, and once more if the operator thought for too long", async () => {
  const clock = makeClock();
  const world = makeWorld({ clock });
  const look = check({ id: "1/check-1", source: [1, 1], block: blockOf("echo x >> looks"), freshMs: 60_000 });
  const gate = gateThat("1/gate-1", "true");
  const procedure = procedureOf([stepOf("1", [look, change("1/run-1", "echo x >> changes", [gate]), gate])]);
  let questions = 0;
  const { outcome } = await live(world, procedure, {
    answering: (question) => {
      if (question.purpose === "word" && (questions += 1) === 1) clock.advance(120_000);
      return willing(question);
    },
  });
  expect(outcome.state).toBe("done");
  expect([questions, count(world.folder, "looks"), count(world.folder)]).toEqual([2, 2, 1]);
});

test("a check stands as it was once a change has followed it; a gate is taken again before every change, and before no FINALLY", async () => {
  const clock = makeClock();
  const world = makeWorld({ clock });
  const look = check({ id: "1/check-1", source: [1, 1], block: blockOf("echo x >> looks"), freshMs: 60_000 });
  const healthy = gateThat("1/gate-1", "echo x >> healths", { freshMs: 60_000 });
  const gate = gateThat("1/gate-2", "true");
  const items = [look, healthy, change("1/run-1", "echo x >> changes", [gate]), gate, change("1/run-2", "echo x >> changes", [gate])];
  const closes = finallyDo({ id: "1/finally-1", source: [1, 1], text: "", block: blockOf("echo x >> closed", { effect: "mutating" }) });
  const { outcome } = await live(world, procedureOf([stepOf("1", [...items, closes])]), {
    answering: (question) => {
      if (question.purpose === "word") clock.advance(50_000);
      return willing(question);
    },
  });
  expect(outcome.state).toBe("done");
  // Looked at once; the gate again when it had become stale, before the second change.
  expect([count(world.folder, "looks"), count(world.folder, "healths"), count(world.folder, "closed")]).toEqual([1, 2, 1]);
});

describe("a change that fails", () => {
  const failing = "echo x >> changes; exit 3";
  test("is not started again by itself; its gate is shown and decides nothing", async () => {
    const world = makeWorld();
    const { outcome, operator } = await live(world, oneChange(failing));
    expect(outcome).toMatchObject({ state: "stopped", exitStatus: 1, happened: "the change failed: exit 3" });
    expect(operator.viewsOf("judged").map(({ holds }) => holds)).toEqual([true]);
    expect(operator.asked()).toEqual(["word 1/run-1", "runFailed 1/run-1"]);
    expect(count(world.folder)).toBe(1);
  });
  test("is started again on the word, and only then", async () => {
    const world = makeWorld();
    const procedure = oneChange('echo x >> changes; test "$(wc -l < changes)" -gt 1');
    const { outcome, operator } = await live(world, procedure, {
      answering: (question) => (question.purpose === "runFailed" ? "again" : willing(question)),
    });
    expect(outcome.state).toBe("done");
    expect(operator.asked()).toEqual(["word 1/run-1", "runFailed 1/run-1", "word 1/run-1"]);
    expect(count(world.folder)).toBe(2);
  });
  test("asks the same at resume, without starting it", async () => {
    const world = makeWorld();
    await live(world, oneChange(failing));
    const { operator } = await liveOn(world, oneChange(failing));
    expect(operator.asked()).toEqual(["runFailed 1/run-1"]);
    expect(count(world.folder)).toBe(1);
  });
  test("is judged by its gate alone where that speaks of the exit status", async () => {
    const judged = gateOf({
      id: "1/gate-1",
      source: [1, 1],
      judges: "1/run-1",
      sentence: "exit is one of `0`, `3`",
      conditions: [streamCondition("exit is one of `0`, `3`", "exit", isOneOf("0", "3"))],
    });
    const { outcome } = await live(makeWorld(), procedureOf([stepOf("1", [change("1/run-1", failing, [judged]), judged])]));
    expect(outcome.state).toBe("done");
  });
});

describe("an outcome that nobody knows", () => {
  const killed = "echo x >> changes; kill -KILL $$";
  const answer =
    (...outcomes: string[]): Answering =>
    (question) =>
      question.purpose === "outcome" ? (outcomes.shift() ?? "stop") : willing(question);
  test("is asked, with the gate's own probe shown first", async () => {
    const world = makeWorld();
    const { outcome, operator } = await live(world, oneChange(killed), { answering: answer("stop") });
    expect(outcome).toMatchObject({
      state: "unknown",
      exitStatus: 3,
      worldNow: expect.stringContaining("1/run-1 may or may not have happened"),
    });
    expect(operator.viewsOf("judged")).toHaveLength(1);
    expect(operator.questions.at(-1)).toMatchObject({
      purpose: "outcome",
      options: [{ key: "happened" }, { key: "did not" }, { key: "stop" }],
    });
  });
  test("it happened: goes on, and never starts it again", async () => {
    const world = makeWorld();
    const { outcome } = await live(world, oneChange(killed), { answering: answer("happened saw it") });
    expect(outcome.state).toBe("done");
    expect(world.store.entries().find(({ kind }) => kind === "settled")).toMatchObject({
      verdict: "happened",
      note: "saw it",
      by: "tester",
    });
    expect(count(world.folder)).toBe(1);
  });
  test("it did not: the word is needed anew", async () => {
    const world = makeWorld();
    const { operator } = await live(world, oneChange('echo x >> changes; test "$(wc -l < changes)" -gt 1 || kill -KILL $$'), {
      answering: answer("did not looked"),
    });
    expect(operator.asked()).toEqual(["word 1/run-1", "outcome 1/run-1", "word 1/run-1"]);
    expect(count(world.folder)).toBe(2);
  });
  test("of an idempotent change: it may be started again, on a word of its own", async () => {
    const script = 'echo x >> changes; test "$(wc -l < changes)" -gt 1 || kill -KILL $$';
    const world = makeWorld();
    const { outcome, operator } = await live(world, oneChange(script, { isIdempotent: true }), { answering: answer("again") });
    expect([outcome.state, operator.asked()]).toEqual(["done", ["word 1/run-1", "outcome 1/run-1", "word 1/run-1"]]);
    expect(world.store.kinds().filter((kind) => ["intent", "unknown", "settled", "result"].includes(kind))).toEqual([
      "intent",
      "unknown",
      "intent",
      "result",
    ]);
    expect(count(world.folder)).toBe(2);
  });
  test("stays open where the word to repeat it is not given", async () => {
    const words = ["run", "stop"];
    const world = makeWorld();
    const { outcome } = await live(world, oneChange(killed, { isIdempotent: true }), {
      answering: (question) => (question.purpose === "word" ? (words.shift() ?? "stop") : answer("again")(question)),
    });
    expect(outcome.worldNow).toContain("1/run-1 may or may not have happened");
    expect((await liveOn(world, oneChange(killed, { isIdempotent: true }), { answering: answer("happened yes") })).outcome.state).toBe(
      "done",
    );
    expect(count(world.folder)).toBe(1);
  });
  test("is asked again at resume", async () => {
    const world = makeWorld();
    await live(world, oneChange(killed), { answering: answer("stop") });
    const { outcome, operator } = await liveOn(world, oneChange(killed), { answering: answer("happened yes") });
    expect([outcome.state, operator.asked()]).toEqual(["done", ["outcome 1/run-1"]]);
    expect(count(world.folder)).toBe(1);
  });
  test("a change over its time is never ended but on the word", async () => {
    const world = makeWorld();
    const gate = gateThat("1/gate-1", "true");
    const slow = {
      ...change("1/run-1", "", [gate]),
      block: blockOf("echo x >> changes; sleep 60", { effect: "mutating", timeoutMs: 1000 }),
    };
    const { outcome, operator } = await live(world, procedureOf([stepOf("1", [slow, gate])]), { answering: answer("wait", "end", "stop") });
    expect(operator.questions.filter(({ purpose }) => purpose === "outcome").map(({ options }) => options.map(({ key }) => key))).toEqual([
      ["wait", "end", "stop"],
      ["wait", "end", "stop"],
      ["happened", "did not", "stop"],
    ]);
    expect(outcome.state).toBe("unknown");
  });
});

describe("reverts", () => {
  const undoable = (): ReturnType<typeof procedureOf> => {
    const first = gateThat("1/gate-1", "true");
    const second = gateThat("2/gate-1", "false");
    const undo = (name: string): object => ({
      revert: {
        kind: "commands",
        block: blockOf(`echo undo ${name} >> changes`, { effect: "mutating" }),
        later: blockOf(`follow ${name}`, { effect: "mutating" }),
        text: "",
      },
    });
    return procedureOf([
      stepOf("1", [change("1/run-1", "echo one >> changes", [first], undo("one")), first]),
      stepOf("2", [change("2/run-1", "echo two >> changes", [second], undo("two")), second]),
    ]);
  };
  test("are offered at STOP, newest first, each on its own word, and leave what is owed later", async () => {
    const world = makeWorld();
    const offers = ["1", "keep"];
    const { outcome, operator } = await live(world, undoable(), {
      answering: (question) => (question.purpose === "revertOffer" ? (offers.shift() ?? "keep") : willing(question)),
    });
    expect(
      operator.questions.filter(({ purpose }) => purpose === "revertOffer").map(({ options }) => options.map(({ meaning }) => meaning)),
    ).toEqual([
      [
        "2/run-1: echo undo two >> changes; later follow two",
        "1/run-1: echo undo one >> changes; later follow one",
        "leave the changes as they are",
      ],
      ["1/run-1: echo undo one >> changes; later follow one", "leave the changes as they are"],
    ]);
    expect(readFileSync(join(world.folder, "changes"), "utf8")).toBe("one\ntwo\nundo two\n");
    expect(outcome).toMatchObject({
      state: "stopped",
      obligations: ["follow two"],
      reverts: ["1/run-1: echo undo one >> changes; later follow one"],
    });
  });
  test("are offered where the gate fails, and the change may then be made anew", async () => {
    const world = makeWorld();
    const { outcome } = await live(world, undoable(), {
      answering: (question) => (question.purpose === "gateFailed" ? "revert" : willing(question)),
    });
    expect(outcome).toMatchObject({ state: "stopped", obligations: ["follow two"] });
    const { operator } = await liveOn(world, undoable());
    expect(operator.asked()[0]).toBe("word 2/run-1");
  });
});

test("a caution is acknowledged before a change, once for its text, and shown every time", async () => {
  const warn = (id: string): ReturnType<typeof caution> => caution({ id, source: [1, 1], text: "hot" });
  const gates = [gateThat("1/gate-1", "true"), gateThat("2/gate-1", "true")] as const;
  const procedure = procedureOf([
    stepOf("1", [warn("1/caution-1"), change("1/run-1", "true", [gates[0]]), gates[0]]),
    stepOf("2", [warn("2/caution-1"), change("2/run-1", "true", [gates[1]]), gates[1]]),
  ]);
  const { operator } = await live(makeWorld(), procedure);
  expect(operator.asked()).toEqual(["acknowledge 1/caution-1", "word 1/run-1", "word 2/run-1"]);
  expect(operator.viewsOf("words")).toHaveLength(2);
});
