/** `rungate close`: what is owed is run, what is open is closed, what is unknown is not hidden. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { argument, callForEach, defineProcedure, finallyDo, windowOpen, type CompiledProcedure } from "../../runtime/procedure.ts";
import { statusOf } from "../../runtime/run-status.ts";
import { RunState } from "../../runtime/state.ts";
import type { Entry } from "../../runtime/entries.ts";
import { blockOf, change, gateThat, live, liveOn, makeWorld, procedureOf, stepOf, willing, type World } from "./world.ts";

const source = [1, 1] as const;
const one = argument("one");
const said = ({ folder }: World): string =>
  existsSync(join(folder, "said")) ? readFileSync(join(folder, "said"), "utf8").replaceAll("\n", " ").trim() : "";
const stateOf = ({ store }: World): RunState => new RunState(store.entries() as unknown as Entry[]);

/** A window, a DO over two items whose body has a FINALLY, and a FINALLY of its own. */
const procedure = (gate: string): CompiledProcedure =>
  procedureOf([
    stepOf("1", [
      windowOpen({ id: "1/window-1", name: "downtime", source }),
      callForEach(
        defineProcedure({
          name: "body",
          title: "Body",
          parameters: ["one"],
          source,
          items: [
            change("body/run-1", "true", [gateThat("body/gate-1", "true")]),
            gateThat("body/gate-2", gate),
            finallyDo({
              id: "body/finally-1",
              source,
              text: "",
              block: blockOf('echo "inner ${RB_one}" >> said', { values: { RB_one: one } }),
            }),
          ],
        }),
        { id: "1/do-1", source, text: "each", items: ["a", "b"], isOrdered: true },
      ),
      finallyDo({ id: "1/finally-1", source, text: "", block: blockOf("echo outer >> said") }),
    ]),
  ]);

test("after a stop nothing is owed: the windows are closed with the reason, and the run is not gone on with", async () => {
  const world = makeWorld();
  expect((await live(world, procedure("false"))).outcome.state).toBe("stopped");
  expect(said(world)).toBe("inner a outer");
  expect(statusOf(stateOf(world))).toMatchObject({
    state: "stopped",
    windows: [{ name: "downtime" }],
    owed: [],
    next: "rungate resume test-run",
  });
  const { outcome, operator } = await liveOn(world, procedure("false"), { closing: "it is over" });
  expect(outcome).toMatchObject({ state: "closed", exitStatus: 0, happened: "closed: it is over", openWindows: [] });
  expect([said(world), operator.questions]).toEqual(["inner a outer", []]);
  expect(world.store.entries().findLast(({ kind }) => kind === "window")).toMatchObject({
    action: "close",
    name: "downtime",
    why: "it is over",
  });
  expect((await liveOn(world, procedure("false"))).outcome).toMatchObject({
    state: "refused",
    happened: expect.stringContaining("the run was closed: it is over"),
  });
});

test("after a crash the FINALLYs of the item that was begun come first, then the procedure's own", async () => {
  const world = makeWorld();
  world.store.beforeAppend = (line) => {
    if (line.includes('"path":"1/do-1[b]/body/gate-2"')) throw new Error("the runner dies");
  };
  await expect(live(world, procedure("true"))).rejects.toThrow("the runner dies");
  world.store.beforeAppend = () => undefined;
  expect(said(world)).toBe("inner a");
  expect(statusOf(stateOf(world))).toMatchObject({ state: "INCOMPLETE", happened: expect.stringContaining("FINALLYs may be owed") });
  expect((await liveOn(world, procedure("true"), { closing: "it is over" })).outcome.state).toBe("closed");
  expect(said(world)).toBe("inner a inner b outer");
});

test("a FINALLY that fails keeps it open, and is owed", async () => {
  const failing = procedureOf([
    stepOf("1", [
      gateThat("1/gate-1", "false"),
      finallyDo({ id: "1/finally-1", source, title: "tidy", text: "", block: blockOf("test -e ready") }),
    ]),
  ]);
  const world = makeWorld();
  await live(world, failing);
  expect((await liveOn(world, failing, { closing: "over" })).outcome).toMatchObject({ state: "unclosed", exitStatus: 1 });
  expect(statusOf(stateOf(world))).toMatchObject({ owed: ["FINALLY tidy has not run: exit 1"] });
});

test("a change whose end nobody knows is not hidden by a close", async () => {
  const changing = procedureOf([stepOf("1", [change("1/run-1", "kill -KILL $$", [gateThat("1/gate-1", "true")])])]);
  const world = makeWorld();
  expect(
    (await live(world, changing, { answering: (question) => (question.purpose === "outcome" ? "stop" : willing(question)) })).outcome.state,
  ).toBe("unknown");
  expect((await liveOn(world, changing, { closing: "over" })).outcome).toMatchObject({
    state: "refused",
    happened: expect.stringContaining("nobody knows how `1/run-1` ended"),
  });
  expect(statusOf(stateOf(world))?.unknown[0]).toContain("1/run-1, started ");
});
