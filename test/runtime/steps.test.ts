/** What each kind of item means: gates and polls, WHEN and DECISION, DO with its list, EXCLUDE, FINALLY, the checklist. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  argument,
  callForEach,
  callForEachRow,
  callOnce,
  captureLines,
  captureRow,
  captureRows,
  captureStdout,
  check,
  column,
  decision,
  defineProcedure,
  exclude,
  expect as expectItem,
  finallyDo,
  gate,
  is,
  isAtLeast,
  isNot,
  isOneOf,
  lineCondition,
  manual,
  matches,
  reading,
  rowColumn,
  stop,
  streamCondition,
  valueCondition,
  when,
  windowClose,
  windowOpen,
  type Item,
  type Step,
} from "../../runtime/procedure.ts";
import {
  blockOf,
  change,
  everyLineIs,
  gateThat,
  live,
  liveOn,
  makeClock,
  makeWorld,
  procedureOf,
  stepOf,
  willing,
  type Answering,
} from "./world.ts";

const source = [1, 1] as const;
const look = (id: string, script: string): ReturnType<typeof check> => check({ id, source, block: blockOf(script) });
const lines = (folder: string, name: string): string[] =>
  existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8").trim().split("\n") : [];
const answering =
  (answers: Record<string, string | string[]>): Answering =>
  (question) => {
    const answer = answers[question.purpose];
    return (Array.isArray(answer) ? answer.shift() : answer) ?? willing(question);
  };

describe("GATE", () => {
  test("that does not hold locks everything after it, and cannot be passed", async () => {
    const { outcome, operator } = await live(
      makeWorld(),
      procedureOf([
        stepOf("1", [
          gateThat("1/gate-1", "false", { otherwise: { kind: "stop", why: "see appendix-A" } }),
          change("1/run-1", "true", [gateThat("1/gate-2", "true")]),
        ]),
      ]),
    );
    expect(outcome).toMatchObject({
      state: "stopped",
      exitStatus: 1,
      happened: expect.stringContaining("the gate does not hold"),
      next: expect.stringContaining("see appendix-A; then rungate resume test-run"),
    });
    expect(operator.questions.map(({ purpose, options }) => [purpose, options.map(({ key }) => key)])).toEqual([
      ["gateFailed", ["again", "stop"]],
    ]);
  });
  test("is judged again when the operator says so, and at resume", async () => {
    const world = makeWorld();
    const procedure = procedureOf([stepOf("1", [gateThat("1/gate-1", 'echo x >> looks; test "$(wc -l < looks)" -gt 2')])]);
    expect((await live(world, procedure, { answering: answering({ gateFailed: ["again", "stop"] }) })).outcome.state).toBe("stopped");
    expect((await liveOn(world, procedure)).outcome.state).toBe("done");
  });
  test("in prose is the operator's: no is false, silence waits", async () => {
    const procedure = procedureOf([stepOf("1", [gate({ id: "1/gate-1", source, sentence: "All is well.", question: "All is well." })])]);
    expect((await live(makeWorld(), procedure)).outcome.state).toBe("done");
    expect((await live(makeWorld(), procedure, { answering: answering({ gate: "no" }) })).outcome).toMatchObject({ state: "stopped" });
    const silent: Answering = () => ({ kind: "gone", why: "eof" });
    expect((await live(makeWorld(), procedure, { answering: silent })).outcome).toMatchObject({ state: "waiting", exitStatus: 1 });
  });
  test("in prose with a fence of its own is asked when the fence was read", async () => {
    const asked = (script: string): Step =>
      stepOf("1", [
        gate({ id: "1/gate-1", source, sentence: "all is well", question: "all is well", probe: blockOf(script) }),
        captureStdout({ name: "seen", from: "1/gate-1", source }),
        gate({ id: "1/gate-2", source, sentence: "`<seen>` is `up`", conditions: [seen] }),
      ]);
    const seen = valueCondition("`<seen>` is `up`", captureStdout({ name: "seen", from: "1/gate-1", source }), is("up"));
    const { outcome, operator } = await live(makeWorld(), procedureOf([asked("echo up")]));
    expect(outcome.state).toBe("done");
    expect(operator.viewsOf("blockEnded").map(({ ending }) => ending.kind === "exited" && ending.stdout.text)).toEqual(["up\n"]);
    expect(operator.asked()).toEqual(["gate 1/gate-1"]);
    const unread = procedureOf([
      stepOf("1", [
        gate({ id: "1/gate-1", source, sentence: "all is well", question: "all is well", probe: blockOf("sleep 9", { timeoutMs: 200 }) }),
      ]),
    ]);
    const missed = await live(makeWorld(), unread);
    expect(missed.outcome.happened).toContain("it could not be measured: no end within");
    expect(missed.operator.asked()).toEqual(["gateFailed 1/gate-1"]);
  });
  test("with a probe of its own is judged by the machine where the change was made by hand", async () => {
    const byHand = change("1/run-1", "true", [gateThat("1/gate-1", "false")], { isInteractive: true });
    const { operator } = await live(
      makeWorld(),
      procedureOf([stepOf("1", [byHand, { ...gateThat("1/gate-1", "false"), judges: "1/run-1" }])]),
    );
    expect(operator.asked()).toEqual(["byHand 1/run-1", "gateFailed 1/gate-1"]);
  });
  test("in prose is not said to hold where a change has failed", async () => {
    const judgedByPerson = gate({ id: "1/gate-1", source, sentence: "all is well", question: "all is well" });
    const { operator } = await live(
      makeWorld(),
      procedureOf([stepOf("1", [change("1/run-1", "false", [judgedByPerson]), judgedByPerson])]),
    );
    expect(operator.viewsOf("judged")).toEqual([]);
    expect(operator.viewsOf("reminder").map(({ text }) => text)).toContain("Its gate is judged by you: all is well");
  });
  test("goes forward where the author says so", async () => {
    const procedure = procedureOf([
      stepOf("1", [gateThat("1/gate-1", "false", { otherwise: { kind: "goTo", step: "3" } })]),
      stepOf("2", [look("2/check-1", "echo x > two")]),
      stepOf("3", [look("3/check-1", "echo x > three")]),
    ]);
    const world = makeWorld();
    expect((await live(world, procedure)).outcome.state).toBe("done");
    expect([existsSync(join(world.folder, "two")), existsSync(join(world.folder, "three"))]).toEqual([false, true]);
  });
});

describe("a poll", () => {
  const polled = (probe: string, fields: object = {}): Step =>
    stepOf("1", [
      gate({
        id: "1/gate-1",
        source,
        sentence: "every line is `ok`",
        conditions: [everyLineIs("ok")],
        probe: blockOf(probe),
        poll: { everyMs: 20_000, upToMs: 60_000, firstAfterMs: 10_000 },
        ...fields,
      }),
    ]);
  test("reads until it holds", async () => {
    const world = makeWorld({ clock: makeClock() });
    const { outcome, operator } = await live(
      world,
      procedureOf([polled('echo x >> looks; test "$(wc -l < looks)" -gt 2 && echo ok || echo not yet')]),
    );
    expect(outcome.state).toBe("done");
    expect(operator.viewsOf("poll").map(({ elapsedMs, holds }) => [elapsedMs, holds])).toEqual([
      [10_000, false],
      [30_000, false],
      [50_000, true],
    ]);
  });
  test("spends its budget, with a last reading at its end", async () => {
    const { outcome, operator } = await live(makeWorld({ clock: makeClock() }), procedureOf([polled("echo no")]));
    expect(outcome.state).toBe("stopped");
    expect(operator.viewsOf("poll").map(({ elapsedMs }) => elapsedMs)).toEqual([10_000, 30_000, 50_000, 60_000]);
  });
  test("never passes on a reading that failed: it is blind", async () => {
    const { operator } = await live(makeWorld({ clock: makeClock() }), procedureOf([polled("echo ok; exit 1")]));
    expect(operator.viewsOf("poll")[0]).toMatchObject({ holds: false, text: expect.stringContaining("exit 1") });
  });
  test("gives up early where the author says so", async () => {
    const giveUp = [lineCondition("some line matches `/^error/`", "some", matches("^error"))];
    const { outcome, operator } = await live(makeWorld({ clock: makeClock() }), procedureOf([polled("echo error/idle", { giveUp })]));
    expect([outcome.state, operator.viewsOf("poll").length]).toEqual(["stopped", 1]);
  });
  test("repeats the check that it judges, never a change", async () => {
    const world = makeWorld({ clock: makeClock() });
    const judged = look("1/check-1", 'echo x >> looks; test "$(wc -l < looks)" -gt 2 && echo ok || echo no');
    const step = stepOf("1", [
      judged,
      gate({
        id: "1/gate-1",
        source,
        judges: judged,
        sentence: "every line is `ok`",
        conditions: [everyLineIs("ok")],
        poll: { everyMs: 1000, upToMs: 60_000, firstAfterMs: 0 },
      }),
    ]);
    expect((await live(world, procedureOf([step]))).outcome.state).toBe("done");
  });
});

describe("EXPECT", () => {
  const procedure = procedureOf([
    stepOf("1", [
      expectItem({
        id: "1/expect-1",
        source,
        title: "fast",
        sentence: "stdout is `1`",
        probe: blockOf("echo 2"),
        conditions: [streamCondition("stdout is `1`", "stdout", is("1"))],
      }),
    ]),
  ]);
  test("warns, and goes on with a reason, which is a finding", async () => {
    const { outcome } = await live(makeWorld(), procedure, { answering: answering({ expectMissed: "go on known slow" }) });
    expect(outcome).toMatchObject({ state: "done", findings: ["fast: stdout is `1`: 2; gone on because: known slow"] });
  });
  test("stops without an operator", async () => {
    expect((await live(makeWorld(), procedure, { answering: () => ({ kind: "gone", why: "no terminal" }) })).outcome.state).toBe("waiting");
  });
});

describe("WHEN", () => {
  const section = (script: string): Step =>
    stepOf("1", [
      when({
        id: "1/when-1",
        source,
        sentence: "it is so",
        appliesTo: "section",
        probe: blockOf(script),
        conditions: [streamCondition("stdout is `yes`", "stdout", is("yes"))],
      }),
      look("1/check-1", "echo x > done"),
    ]);
  test.each([
    ["echo yes", true],
    ["echo no", false],
  ])("`%s`: the section applies: %s", async (script, applies) => {
    const world = makeWorld();
    await live(world, procedureOf([section(script)]));
    expect(existsSync(join(world.folder, "done"))).toBe(applies);
  });
  test("that cannot be measured is asked", async () => {
    const world = makeWorld();
    const unset = captureStdout({ name: "unset", from: look("0/check-1", "true"), source });
    const { operator } = await live(
      world,
      procedureOf([
        stepOf("1", [
          when({
            id: "1/when-1",
            source,
            sentence: "x",
            appliesTo: "section",
            conditions: [valueCondition("`<unset>` is `x`", unset, is("x"))],
          }),
          look("1/check-1", "echo x > done"),
        ]),
      ]),
      { answering: answering({ when: "no" }) },
    );
    expect(operator.asked()).toEqual(["when 1/when-1"]);
    expect(existsSync(join(world.folder, "done"))).toBe(false);
  });
  test("of the next block leaves out that block, its gate and its capture, and no more", async () => {
    const world = makeWorld();
    const skipped = look("1/check-1", "echo a");
    const { outcome } = await live(
      world,
      procedureOf([
        stepOf("1", [
          when({
            id: "1/when-1",
            source,
            sentence: "never",
            appliesTo: "nextBlock",
            probe: blockOf("echo no"),
            conditions: [streamCondition("stdout is `yes`", "stdout", is("yes"))],
          }),
          skipped,
          captureStdout({ name: "a", from: skipped, source, type: "int" }),
          gate({
            id: "1/gate-1",
            source,
            judges: skipped,
            sentence: "stdout is `b`",
            conditions: [streamCondition("stdout is `b`", "stdout", is("b"))],
          }),
          look("1/check-2", "echo x > done"),
        ]),
      ]),
    );
    expect([outcome.state, existsSync(join(world.folder, "done"))]).toEqual(["done", true]);
  });
});

describe("DECISION", () => {
  const judged = look("1/check-1", "exit 2");
  const exitIs = (status: string): ReturnType<typeof streamCondition> => streamCondition(`exit is \`${status}\``, "exit", is(status));
  const branch = (sentence: string, target: string, fields: object = {}): Parameters<typeof decision>[0]["branches"][number] => ({
    sentence,
    target,
    conditions: [],
    question: null,
    ...fields,
  });
  const decide = (...branches: Parameters<typeof decision>[0]["branches"][number][]): ReturnType<typeof procedureOf> =>
    procedureOf([
      stepOf("1", [judged, decision({ id: "1/decision-1", source, text: "Which?", judges: judged, branches })]),
      stepOf("2", [look("2/check-1", "echo x > two")]),
      stepOf("3", [look("3/check-1", "echo x > three")]),
    ]);
  test("takes the first branch that holds; a check may answer with its status", async () => {
    const world = makeWorld();
    await live(
      world,
      decide(
        branch("zero", "2", { conditions: [exitIs("0")] }),
        branch("two", "3", { conditions: [exitIs("2")] }),
        branch("otherwise", "2"),
      ),
    );
    expect([existsSync(join(world.folder, "two")), existsSync(join(world.folder, "three"))]).toEqual([false, true]);
  });
  test("puts prose to the operator", async () => {
    const world = makeWorld();
    const { operator } = await live(
      world,
      decide(
        branch("zero", "2", { conditions: [exitIs("0")] }),
        branch("It smells.", "3", { question: "It smells." }),
        branch("otherwise", "2"),
      ),
      { answering: answering({ decision: "1" }) },
    );
    expect(operator.questions.map(({ options }) => options.map(({ meaning }) => meaning))).toEqual([
      ["It smells. -> 3", "otherwise -> 2", "end the run here"],
    ]);
    expect(existsSync(join(world.folder, "two"))).toBe(false);
  });
  test("may end the run", async () => {
    expect((await live(makeWorld(), decide(branch("two", "STOP", { conditions: [exitIs("2")] })))).outcome).toMatchObject({
      state: "stopped",
      happened: "decided: two",
    });
  });
});

/** Measures a table, leaves one row out, and refreshes the others. */
function loop(fields: { refresh?: string; order?: string[] } = {}): ReturnType<typeof procedureOf> {
  const measure = look("1/check-1", "cat apps");
  const worklist = captureRows({ name: "worklist", from: measure, source, columns: { app: "text", gate: "text" } });
  const app = argument("app");
  const now = look("4.0/check-1", "grep \"^${RB_app} \" apps | cut -d' ' -f2 || echo gone");
  const again = { ...now, block: blockOf("grep \"^${RB_app} \" apps | cut -d' ' -f2 || echo gone", { values: { RB_app: app } }) };
  const state = captureStdout({ name: "state", from: again, source });
  const settled = gate({
    id: "4.0/gate-2",
    source,
    sentence: "it is there",
    probe: blockOf('grep -cx "${RB_app}" refreshed', { values: { RB_app: app } }),
    conditions: [streamCondition("stdout is at least `1`", "stdout", isAtLeast("1"))],
  });
  const refresh = defineProcedure({
    name: "refresh",
    title: "Refresh one",
    source,
    parameters: ["app"],
    items: [
      again,
      state,
      gate({
        id: "4.0/gate-1",
        source,
        sentence: "`<state>` is not `current`",
        conditions: [valueCondition("`<state>` is not `current`", state, isNot("current"))],
        otherwise: { kind: "skipItem", why: "already current" },
      }),
      change("4.0/run-1", fields.refresh ?? 'echo "${RB_app}" >> refreshed', [settled], { values: { RB_app: app } }),
      settled,
    ],
  });
  const rows = fields.order === undefined ? { table: worklist } : { table: worklist, order: fields.order };
  return procedureOf(
    [
      stepOf("1", [
        measure,
        worklist,
        exclude({
          id: "1/exclude-1",
          source,
          table: worklist,
          where: { gate: is("MISMATCH") },
          evidence: blockOf('echo kept "${RB_app}"', { values: { RB_app: rowColumn(worklist, "app") } }),
          text: "rows whose gate is `MISMATCH`",
        }),
      ]),
      stepOf("2", [callForEachRow(refresh, { id: "2/do-1", source, text: "", ...rows })]),
      stepOf("3", [callForEach(refresh, { id: "3/do-1", source, text: "", items: ["magnum", "glance"], isOrdered: true })]),
    ],
    { procedures: [refresh] },
  );
}
const apps = "keystone OK\nmagnum MISMATCH\nglance current\nnova OK\n";

describe("DO", () => {
  test("asks for each row, skips what is current, leaves out what is excluded, for good", async () => {
    const world = makeWorld();
    writeFileSync(join(world.folder, "apps"), apps);
    const { outcome, operator } = await live(world, loop());
    expect(lines(world.folder, "refreshed")).toEqual(["keystone", "nova"]);
    expect(operator.asked()).toEqual(["word 4.0/run-1[keystone]", "word 4.0/run-1[nova]"]);
    expect(outcome.findings).toEqual([
      expect.stringMatching(/^`magnum` is excluded: rows whose gate is `MISMATCH` \(evidence: attempts\/.*stdout, sha256 [0-9a-f]{12}\)$/),
      "`glance` was skipped: already current",
      "`glance` was skipped: already current",
    ]);
  });
  test("goes in the order given, over these rows only, and finds what no DO covered", async () => {
    const world = makeWorld();
    writeFileSync(join(world.folder, "apps"), apps);
    const { outcome, operator } = await live(world, loop({ order: ["nova", "absent"] }));
    expect(operator.asked()).toEqual(["word 4.0/run-1[nova]"]);
    expect(outcome.findings.at(-1)).toBe("rows of `worklist` that no DO covers: keystone, glance");
  });
  test("an item may be left out by the operator; the list goes on", async () => {
    const world = makeWorld();
    writeFileSync(join(world.folder, "apps"), apps);
    const { outcome } = await live(world, loop(), {
      answering: (question) => (question.place.rows[0] === "keystone" ? "skip not today" : willing(question)),
    });
    expect([outcome.state, lines(world.folder, "refreshed")]).toEqual(["done", ["nova"]]);
    expect(outcome.findings).toContain("`keystone` was skipped: not today");
  });
  test("a gate that fails leaves the items before it done and those after it not begun", async () => {
    const world = makeWorld();
    writeFileSync(join(world.folder, "apps"), apps);
    const failsAtNova = loop({ refresh: 'test "${RB_app}" = nova || echo "${RB_app}" >> refreshed' });
    const { outcome } = await live(world, failsAtNova);
    expect(outcome).toMatchObject({
      state: "stopped",
      at: { item: "4.0/gate-2", rows: ["nova"] },
      worldNow: expect.stringContaining("step 2 has begun (at nova); step 3 has not begun"),
    });
    // The same list, at the same item, though the table has changed.
    writeFileSync(join(world.folder, "apps"), "zaqar OK\n");
    writeFileSync(join(world.folder, "refreshed"), "keystone\nnova\n");
    const { outcome: second, operator } = await liveOn(world, failsAtNova);
    expect([second.state, operator.asked()]).toEqual(["done", ["word 4.0/run-1[glance]"]]);
    expect(operator.viewsOf("list")[0]?.items.map(({ name }) => name)).toEqual(["keystone", "magnum", "glance", "nova"]);
  });
  test("calls once, with values", async () => {
    const world = makeWorld();
    const name = argument("name");
    const greet = defineProcedure({
      name: "greet",
      title: "Greet",
      source,
      parameters: ["name"],
      items: [{ ...look("5/check-1", ""), block: blockOf('echo "${RB_name}" > greeted', { values: { RB_name: name } }) }],
    });
    const source1 = look("1/check-1", "echo world 1");
    const row = captureRow({ name: "who", from: source1, source, columns: { what: "text", n: "int" } });
    await live(
      world,
      procedureOf(
        [stepOf("1", [source1, row, callOnce(greet, { id: "1/do-1", source, text: "", arguments: { name: column(row, "what") } })])],
        { procedures: [greet] },
      ),
    );
    expect(lines(world.folder, "greeted")).toEqual(["world"]);
  });
  test("over nothing is nothing to do; one name twice is refused", async () => {
    const empty = makeWorld();
    writeFileSync(join(empty.folder, "apps"), "");
    const { outcome, operator } = await live(empty, loop());
    expect([outcome.state, operator.viewsOf("skipped")[0]?.why]).toEqual(["done", "nothing to do"]);
    const twice = makeWorld();
    writeFileSync(join(twice.folder, "apps"), "a OK\na OK\n");
    expect((await live(twice, loop())).outcome.happened).toBe("`a` stands in the list twice");
  });
});

describe("captures", () => {
  test("are frozen by the first change after them, and measured again before it", async () => {
    const world = makeWorld();
    writeFileSync(join(world.folder, "version"), "1\n");
    const measure = look("1/check-1", "cat version");
    const version = captureStdout({ name: "version", from: measure, source, type: "int" });
    const failing = gateThat("2/gate-1", "test -e go");
    const shown = { ...look("3/check-1", ""), block: blockOf('echo "${RB_version}" > shown', { values: { RB_version: version } }) };
    const procedure = procedureOf([
      stepOf("1", [measure, version, gateThat("1/gate-1", "test -e start")]),
      stepOf("2", [change("2/run-1", "true", [failing]), failing]),
      stepOf("3", [shown]),
    ]);
    await live(world, procedure);
    writeFileSync(join(world.folder, "version"), "2\n");
    writeFileSync(join(world.folder, "start"), "");
    const { operator } = await liveOn(world, procedure);
    expect(operator.viewsOf("captured").map(({ value, before }) => [value, before])).toEqual([["2", "1"]]);
    writeFileSync(join(world.folder, "version"), "3\n");
    writeFileSync(join(world.folder, "go"), "");
    expect((await liveOn(world, procedure)).outcome.state).toBe("done");
    expect(lines(world.folder, "shown")).toEqual(["2"]);
  });
  test("that do not fit stop, or read a check again", async () => {
    const world = makeWorld();
    const measure = look("1/check-1", 'echo x >> looks; test "$(wc -l < looks)" -gt 1 && echo 7 || echo none');
    const procedure = procedureOf([stepOf("1", [measure, captureStdout({ name: "n", from: measure, source, type: "int" })])]);
    expect((await live(world, procedure, { answering: answering({ captureFailed: "again" }) })).outcome.state).toBe("done");
    const never = look("1/check-1", "echo none");
    expect(
      (await live(makeWorld(), procedureOf([stepOf("1", [never, captureLines({ name: "n", from: never, source, type: "int" })])]))).outcome
        .happened,
    ).toBe("`n` could not be captured: line 1 is `none`, expected a whole number such as `42`");
  });
});

describe("FINALLY", () => {
  const ending = (script: string): ReturnType<typeof procedureOf> =>
    procedureOf([
      stepOf("1", [
        finallyDo({ id: "1/finally-1", source, block: blockOf(script, { effect: "mutating" }), text: "" }),
        gateThat("1/gate-1", "test -e go"),
      ]),
    ]);
  test("runs at the normal end and at STOP, on the word", async () => {
    for (const [isGood, state] of [
      [true, "done"],
      [false, "stopped"],
    ] as const) {
      const world = makeWorld();
      if (isGood) writeFileSync(join(world.folder, "go"), "");
      const { outcome, operator } = await live(world, ending("echo x >> cleaned"));
      const why = isGood ? [] : [expect.stringMatching(/^The run stops: the gate does not hold/)];
      expect(operator.viewsOf("reminder").map(({ text }) => text)).toEqual(why);
      expect([outcome.state, lines(world.folder, "cleaned"), operator.asked()]).toEqual([
        state,
        ["x"],
        [...(isGood ? [] : ["gateFailed 1/gate-1"]), "word 1/finally-1"],
      ]);
    }
  });
  test("that fails leaves the run unclosed and does not hide the first failure", async () => {
    const world = makeWorld();
    expect((await live(world, ending("exit 1"))).outcome).toMatchObject({
      state: "stopped",
      happened: expect.stringContaining("gate"),
      obligations: [expect.stringContaining("FINALLY 1/finally-1 has not run: exit 1")],
    });
    const good = makeWorld();
    writeFileSync(join(good.folder, "go"), "");
    expect((await live(good, ending("exit 1"))).outcome).toMatchObject({ state: "unclosed", exitStatus: 1 });
  });
});

test("a window is measured, and stays open over a stop", async () => {
  const clock = makeClock();
  const world = makeWorld({ clock });
  const procedure = procedureOf([
    stepOf("1", [
      windowOpen({ id: "1/window-1", name: "blind", source }),
      gateThat("1/gate-1", "test -e go"),
      windowClose({ id: "1/window-2", name: "blind", source }),
    ]),
  ]);
  expect((await live(world, procedure)).outcome.openWindows).toEqual(["blind"]);
  clock.advance(90_000);
  writeFileSync(join(world.folder, "go"), "");
  const { outcome, operator } = await liveOn(world, procedure);
  expect([outcome.openWindows, operator.viewsOf("window").at(-1)?.durationMs]).toEqual([[], 90_000]);
});

test("prose is shown in place, sections of prose and the checklist are acknowledged, once", async () => {
  const world = makeWorld();
  const words = (id: string): Item => reading({ id, source, text: `text of ${id}` });
  const procedure = procedureOf(
    [
      { ...stepOf("0", [words("0/text")]), isReading: true },
      stepOf("1", [words("1/text"), manual({ id: "1/manual-1", source, text: "Look around." }), gateThat("1/gate-1", "test -e go")]),
    ],
    { checklist: [{ ...stepOf("9", [words("9/text")]), isReading: true }] },
  );
  const first = await live(world, procedure);
  expect(first.operator.asked()).toEqual(["acknowledge 0", "byHand 1/manual-1", "gateFailed 1/gate-1"]);
  writeFileSync(join(world.folder, "go"), "");
  const second = await liveOn(world, procedure);
  expect([second.operator.asked(), second.operator.viewsOf("words").map(({ text }) => text)]).toEqual([
    ["acknowledge 9"],
    ["text of 9/text"],
  ]);
});

test("STOP ends the run with its reason, at every depth", async () => {
  const inner = defineProcedure({
    name: "inner",
    title: "Inner",
    source,
    parameters: ["x"],
    items: [stop({ id: "5/stop-1", source, reason: "enough" })],
  });
  const { outcome } = await live(
    makeWorld(),
    procedureOf([
      stepOf("1", [callForEach(inner, { id: "1/do-1", source, text: "", items: ["a", "b"], isOrdered: true })]),
      stepOf("2", [look("2/check-1", "echo x > on")]),
    ]),
  );
  expect(outcome).toMatchObject({ state: "stopped", happened: "STOP: enough", at: { rows: ["a"] } });
});

test("a block that is not proven to read only is asked for, as a check and as a probe", async () => {
  const world = makeWorld();
  const unknown = { ...look("1/check-1", ""), block: blockOf("echo x >> looks", { effect: "undetermined" }) };
  const probe = gate({
    id: "1/gate-1",
    source,
    sentence: "exit is `0`",
    probe: blockOf("echo y >> looks", { effect: "undetermined" }),
    conditions: [streamCondition("exit is one of `0`", "exit", isOneOf("0"))],
  });
  const { operator } = await live(world, procedureOf([stepOf("1", [unknown, probe])]));
  expect(operator.asked()).toEqual(["word 1/check-1", "word 1/gate-1"]);
  expect((await live(makeWorld(), procedureOf([stepOf("1", [unknown])]), { answering: answering({ word: "stop" }) })).outcome.state).toBe(
    "stopped",
  );
});

describe("`only when named`", () => {
  const named = change("2/run-1", "echo x > made", [gateThat("2/gate-1", "true")], { isOnlyWhenNamed: true });
  const procedure = procedureOf([
    stepOf("1", [gate({ id: "1/gate-1", source, sentence: "Go on.", question: "Go on." })]),
    stepOf("2", [named, gateThat("2/gate-1", "true")]),
  ]);
  const isMade = (world: { folder: string }): boolean => existsSync(join(world.folder, "made"));
  test("is left out where nobody asked for it, with what judges it", async () => {
    const world = makeWorld();
    const { outcome, operator } = await live(world, procedure);
    expect([outcome.state, isMade(world), operator.viewsOf("judged").length]).toEqual(["done", false, 1]);
    expect(operator.viewsOf("skipped").map(({ why }) => why)).toEqual(["only when named"]);
  });
  test.each(["2", "2/run-1"])("runs where %s was asked for, in a resumed run too", async (name) => {
    const world = makeWorld();
    const first = await live(world, procedure, { named: [name], answering: answering({ gate: "no" }) });
    expect([first.outcome.state, isMade(world)]).toEqual(["stopped", false]);
    expect((await liveOn(world, procedure)).outcome.state).toBe("done");
    expect(isMade(world)).toBe(true);
  });
  test("refuses a name that no such step has", async () => {
    expect((await live(makeWorld(), procedure, { named: ["1"] })).outcome).toMatchObject({
      state: "refused",
      happened: expect.stringContaining("Unexpected step `1` for `--step`"),
    });
  });
});
