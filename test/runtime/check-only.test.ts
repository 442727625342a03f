/** `--check-only`: what is judged, what is left out and why, and that nobody is asked. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  captureStdout,
  check,
  decision,
  gate,
  is,
  parameter,
  stop,
  streamCondition,
  valueCondition,
  when,
  type CompiledProcedure,
  type Item,
} from "../../runtime/procedure.ts";
import {
  blockOf,
  change,
  gateOnStdout,
  gateThat,
  live,
  makeWorld,
  procedureOf,
  stepOf,
  TestOperator,
  willing,
  type Lived,
} from "./world.ts";

const source = [1, 1] as const;
const look = (id: string, script: string): ReturnType<typeof check> => check({ id, source, block: blockOf(script) });
const inOneStep = (...items: Item[]): CompiledProcedure => procedureOf([stepOf("1", items)]);
const results = ({ operator }: Lived): string[] =>
  operator.viewsOf("checked").map(({ place, verdict, why }) => `${verdict} ${place.item}${verdict === "leftOut" ? `: ${why}` : ""}`);

async function lookAt(procedure: CompiledProcedure): Promise<Lived> {
  const lived = await live(makeWorld(), procedure, { mode: "check only" });
  expect(lived.operator.questions).toEqual([]);
  return lived;
}

test("goes on past a change, and leaves out what judges or reads its output", async () => {
  const world = makeWorld();
  const lived = await live(
    world,
    inOneStep(
      look("1/check-1", "true"),
      change("1/run-1", "touch changed", [gateOnStdout("1/gate-1", "1/run-1", "x")]),
      gateOnStdout("1/gate-1", "1/run-1", "x"),
      captureStdout({ name: "said", from: "1/run-1", source }),
      gate({
        id: "1/gate-2",
        source,
        sentence: "`<said>` is `x`",
        conditions: [valueCondition("`<said>` is `x`", captureStdout({ name: "said", from: "1/run-1", source }), is("x"))],
      }),
      gateThat("1/gate-3", "true"),
    ),
    { mode: "check only" },
  );
  expect(results(lived)).toEqual([
    "holds 1/check-1",
    "leftOut 1/run-1: a change",
    "leftOut 1/gate-1: it judges the output of `1/run-1`, which was left out",
    "leftOut 1/run-1: `1/run-1`, which it is read from, was left out",
    "leftOut 1/gate-2: `<said>` has no value: what would give it was left out",
    "holds 1/gate-3",
  ]);
  expect(lived.outcome).toMatchObject({ state: "held", exitStatus: 0, worldNow: "nothing was changed" });
  expect(world.store.kinds()).not.toContain("intent");
  expect(existsSync(join(world.folder, "changed"))).toBe(false);
});

test("judges everything behind a gate that does not hold", async () => {
  const lived = await lookAt(inOneStep(gateThat("1/gate-1", "false"), gateThat("1/gate-2", "true"), look("1/check-1", "exit 3")));
  expect(results(lived)).toEqual(["fails 1/gate-1", "holds 1/gate-2", "fails 1/check-1"]);
  expect(lived.outcome).toMatchObject({
    state: "drifted",
    exitStatus: 1,
    happened: "1 holds, 2 do not, 0 could not be measured, 0 left out",
  });
});

test("what cannot be measured is neither good nor a failure, and is not green", async () => {
  const slow = check({ id: "1/check-1", source, block: blockOf("sleep 9", { timeoutMs: 100 }) });
  const lived = await lookAt(inOneStep(slow, gateThat("1/gate-1", "true")));
  expect(results(lived)).toEqual(["unmeasured 1/check-1", "holds 1/gate-1"]);
  expect(lived.outcome).toMatchObject({ state: "drifted", exitStatus: 1 });
});

test("a look at nothing is not green", async () => {
  const lived = await lookAt(inOneStep(change("1/run-1", "true", [gateOnStdout("1/gate-1", "1/run-1", "x")])));
  expect(lived.outcome).toMatchObject({ exitStatus: 1, happened: "nothing could be judged, 1 left out" });
});

test("a block that is not proven to only read is left out", async () => {
  const lived = await lookAt(
    inOneStep(check({ id: "1/check-1", source, block: blockOf("touch made", { effect: "undetermined", file: "blocks/u.sh" }) })),
  );
  expect(results(lived)).toEqual(["leftOut 1/check-1: it is not proven that `blocks/u.sh` only reads"]);
});

test("a poll is one reading, without a wait", async () => {
  const polled = gate({
    id: "1/gate-1",
    source,
    sentence: "stdout is `x`",
    probe: blockOf("echo y"),
    conditions: [streamCondition("stdout is `x`", "stdout", is("x"))],
    poll: { everyMs: 20_000, upToMs: 600_000, firstAfterMs: 60_000 },
  });
  const world = makeWorld();
  const lived = await live(world, inOneStep(polled), { mode: "check only" });
  expect(results(lived)).toEqual(["fails 1/gate-1"]);
  expect(world.store.kinds().filter((kind) => kind === "reading")).toHaveLength(1);
});

describe("a way that forks", () => {
  const forked = (branches: Parameters<typeof decision>[0]["branches"]): CompiledProcedure =>
    procedureOf([
      stepOf("1", [decision({ id: "1/decision-1", source, text: "which way", branches })]),
      stepOf("2", [look("2/check-1", "true")]),
      stepOf("3", [look("3/check-1", "true")]),
    ]);
  const toThree = { sentence: "to three", conditions: [] as never[], target: "3" };
  test("is followed where a machine can say which way", async () => {
    expect(results(await lookAt(forked([{ ...toThree, question: null }])))).toEqual(["holds 3/check-1"]);
  });
  test("is left out where a person says which way", async () => {
    expect(results(await lookAt(forked([{ ...toThree, question: "is it so?" }])))).toEqual([
      "leftOut 1/decision-1: a person decides here; what lies before 3 is left out with it",
      "holds 3/check-1",
    ]);
  });
  test("a WHEN that does not hold, or that a person judges, takes along what depends on it", async () => {
    const guarded = (id: string, fields: Partial<Parameters<typeof when>[0]>): Item[] => [
      when({ id, source, sentence: "it applies", appliesTo: "nextBlock", ...fields }),
      look(`${id}-check`, "true"),
    ];
    const lived = await lookAt(
      inOneStep(
        ...guarded("1/when-1", { conditions: gateThat("x", "false").conditions }),
        ...guarded("1/when-2", { question: "does it?" }),
        look("1/check-9", "true"),
      ),
    );
    expect(lived.operator.viewsOf("checked").map(({ place, verdict }) => `${verdict} ${place.item}`)).toEqual([
      "leftOut 1/when-1",
      "leftOut 1/when-2",
      "holds 1/check-9",
    ]);
  });
  test("a STOP of the procedure ends it, and says that the rest is left out", async () => {
    const lived = await lookAt(
      procedureOf([
        stepOf("1", [look("1/check-1", "true"), stop({ id: "1/stop-1", source, reason: "enough" })]),
        stepOf("2", [look("2/check-1", "true")]),
      ]),
    );
    expect(results(lived)).toEqual([
      "holds 1/check-1",
      "leftOut 1/stop-1: the procedure stops here, and all that follows is left out: enough",
    ]);
  });
});

describe("nobody is asked", () => {
  test("for a value", async () => {
    const lived = await lookAt({
      ...inOneStep(look("1/check-1", "true")),
      parameters: [parameter("app", { type: "text", meaning: "which" })],
    });
    expect(lived.outcome).toMatchObject({
      state: "refused",
      exitStatus: 2,
      happened: expect.stringContaining("give `--param app=...` (which)"),
    });
  });
  test("for a secret", async () => {
    const lived = await lookAt({
      ...inOneStep(look("1/check-1", "true")),
      parameters: [parameter("token", { type: "secret", meaning: "which" })],
    });
    expect(lived.outcome).toMatchObject({
      state: "refused",
      exitStatus: 2,
      happened: expect.stringContaining("the secret `token` has no source; checks ask nobody"),
    });
  });
});

test("an interrupt ends it, and what was not looked at is not told as if it was", async () => {
  const operator = new TestOperator(willing);
  const show = operator.show;
  operator.show = (view) => {
    show(view);
    if (view.kind === "checked") operator.controller.abort("SIGTERM");
  };
  const lived = await live(makeWorld(), inOneStep(look("1/check-1", "true"), look("1/check-2", "true")), { mode: "check only", operator });
  expect(results(lived)).toEqual(["holds 1/check-1"]);
  expect(lived.outcome).toMatchObject({ state: "interrupted", exitStatus: 143 });
});
