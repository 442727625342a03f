/** `resume --with-current`: what may have changed, what is done again, and what ends it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  callForEach,
  captureStdout,
  check,
  defineProcedure,
  argument,
  manual,
  reading,
  type Item,
  type CompiledProcedure,
} from "../../runtime/procedure.ts";
import {
  blockOf,
  change,
  gateThat,
  live,
  liveOn,
  makeWorld,
  procedureOf,
  stepOf,
  willing,
  type Answering,
  type Lived,
  type World,
} from "./world.ts";

const source = [1, 1] as const;
const look = (id: string, script: string): ReturnType<typeof check> => check({ id, source, block: blockOf(script) });
const version = (...items: Item[]): CompiledProcedure => procedureOf([stepOf("1", items)]);
const run = (script: string, id = "1/run-1"): Item => change(id, script, [gateThat(`${id}-gate`, "true")]);
/** Holds it up until it is mended. */
const held = (probe: string): Item => gateThat("1/gate-9", probe);
const linesOf = ({ folder }: World, name: string): number =>
  existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8").trim().split("\n").length : 0;

async function mended(
  before: CompiledProcedure,
  after: CompiledProcedure,
  answering: Answering = willing,
): Promise<Lived & { readonly world: World }> {
  const world = makeWorld();
  expect((await live(world, before, { answering })).outcome.state).toBe("stopped");
  return { ...(await liveOn(world, after, { replaced: before, answering })), world };
}
const shown = ({ operator }: Lived): string[] => operator.viewsOf("list")[0]?.items.map(({ name, state }) => `${name}: ${state}`) ?? [];

describe("goes on", () => {
  test("where what was started is the same; what was only read is read again where it differs, and what is new is done", async () => {
    const lived = await mended(
      version(look("1/check-1", "echo x >> read"), look("1/check-2", "true"), run("echo x >> made"), held("false")),
      version(look("1/check-1", "echo yy >> read"), run("echo x >> made"), held("true"), run("echo x >> new", "1/run-2")),
    );
    expect(lived.outcome.state).toBe("done");
    expect(shown(lived)).toEqual([
      "1/check-1: changed, done",
      "1/gate-9: changed, not begun",
      "1/run-2: new, not begun",
      "1/check-2: gone, done",
      "1 others: unchanged",
    ]);
    expect([linesOf(lived.world, "read"), linesOf(lived.world, "made"), linesOf(lived.world, "new")]).toEqual([2, 1, 1]);
    expect(lived.world.store.entries().find(({ kind }) => kind === "procedure")).toMatchObject({
      procedureSha256: "b".repeat(64),
      folder: "procedure-2",
      by: "tester",
    });
  });
  test("and from then on only with the new version", async () => {
    const [before, after] = [version(held("false")), version(held("false || false"))];
    const { world } = await mended(before, after);
    expect((await liveOn(world, before)).outcome.happened).toContain("belongs to a procedure with content hash");
    expect((await liveOn(world, version(held("true")), { replaced: after })).outcome.state).toBe("refused");
  });
  test("where only words and lines have changed", async () => {
    const words = (text: string, at: number): CompiledProcedure =>
      version(reading({ id: "1/reading-1", source: [at, at], text }), run("true"), { ...held("false"), source: [at, at] } as Item);
    expect(shown(await mended(words("a", 1), words("b", 7)))).toEqual(["2 others: unchanged"]);
  });
});

describe("is refused", () => {
  const one = argument("one");
  const body = (script: string): ReturnType<typeof defineProcedure> =>
    defineProcedure({
      name: "body",
      title: "Body",
      parameters: ["one"],
      source,
      items: [change("body/run-1", script, [gateThat("body/gate-1", "true")], { values: { RB_one: one } })],
    });
  const call = (script: string, items: string[]): Item =>
    callForEach(body(script), { id: "1/do-1", source, text: "each", items, isOrdered: true });
  const seen = captureStdout({ name: "seen", from: "1/check-1", source });

  test.each([
    [
      "a change that was started",
      version(run("true"), held("false")),
      version(run("true; true"), held("true")),
      "`1/run-1` was started, and is not the same now",
    ],
    ["a change that is gone", version(run("true"), held("false")), version(held("true")), "`1/run-1` was started"],
    [
      "what a person did",
      version(manual({ id: "1/manual-1", source, text: "a" }), held("false")),
      version(manual({ id: "1/manual-1", source, text: "b" }), held("true")),
      "`1/manual-1` was done by a person",
    ],
    [
      "a value that was captured",
      version(look("1/check-1", "echo x"), seen, held("false")),
      version(look("1/check-1", "echo x"), held("true")),
      "`1/check-1 CAPTURE seen` was captured",
    ],
    [
      "a change in the body of a DO",
      version(call("true", ["a", "b"]), held("false")),
      version(call("true; true", ["a", "b"]), held("true")),
      "`body/run-1` was started",
    ],
    [
      "a DO whose list is fixed",
      version(call("true", ["a", "b"]), held("false")),
      version(call("true", ["a", "c"]), held("true")),
      "`1/do-1` was begun, with a list that is fixed",
    ],
  ])("for %s", async (_, before, after, problem) => {
    const lived = await mended(before, after);
    expect(lived.outcome).toMatchObject({ state: "refused", exitStatus: 2, happened: expect.stringContaining(problem) });
    // The run is where it was, and goes on with its own version.
    expect((await liveOn(lived.world, before)).outcome.state).toBe("stopped");
  });
});
