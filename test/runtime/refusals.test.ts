/** What is refused before anything runs, and what an interrupt does to what is under way. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { argument, callForEach, check, defineProcedure, finallyDo, parameter } from "../../runtime/procedure.ts";
import { resumeRun } from "../../runtime/start.ts";
import { blockOf, change, gateThat, live, liveOn, makeWorld, procedureOf, readBlock, stepOf, TestOperator, willing } from "./world.ts";

const source = [7, 7] as const;
const gate = gateThat("1/gate-1", "true");
const looks = check({ id: "1/check-1", source, block: blockOf("echo x >> looks") });

describe("refused before anything runs", () => {
  test.each<[string, ReturnType<typeof procedureOf>, string]>([
    [
      "a host that nothing maps",
      procedureOf([stepOf("1", [looks])], { hosts: ["jumphost"] }),
      "host `jumphost` is not mapped: write `hosts: { jumphost: { transport: ssh } }` into rungate.yaml, or `local` if it is this machine",
    ],
    [
      "`once` without an environment",
      procedureOf([stepOf("1", [looks, change("1/run-1", "true", [gate], { isOnce: true })])]),
      "runbooks/test.md:2: `once` needs to know where it is: write `environment: NAME` into rungate.yaml",
    ],
    [
      "`two-person`",
      procedureOf([stepOf("1", [looks, change("1/run-1", "true", [gate], { isTwoPerson: true })])]),
      "`two-person` needs a way to a second login, and this run has none",
    ],
    [
      "a secret on the command line",
      procedureOf([stepOf("1", [looks])], { parameters: [parameter("key", { type: "secret", meaning: "" })] }),
      "Unexpected value for the secret `key`, expected none: it is asked for at the terminal",
    ],
    [
      "a block with other bytes",
      procedureOf([stepOf("1", [looks, { ...looks, id: "1/check-2", block: { ...blockOf("true"), blockSha256: "0".repeat(64) } }])]),
      "is not what was compiled: its hash differs",
    ],
    [
      "a block that is missing",
      procedureOf([stepOf("1", [looks, { ...looks, id: "1/check-2", block: { ...blockOf("true"), file: "blocks/gone.sh" } }])]),
      "`blocks/gone.sh` is missing",
    ],
    [
      "a block of a procedure that is called",
      procedureOf([stepOf("1", [looks])], {
        procedures: [
          defineProcedure({
            name: "p",
            title: "P",
            source,
            parameters: [],
            items: [{ ...looks, block: { ...blockOf("true"), file: "blocks/gone.sh" } }],
          }),
        ],
      }),
      "`blocks/gone.sh` is missing",
    ],
  ])("%s", async (_, procedure, why) => {
    const world = makeWorld();
    const { outcome } = await live(world, procedure, { parameters: procedure.parameters.length > 0 ? { key: "12345678" } : {} });
    expect(outcome).toMatchObject({ state: "refused", exitStatus: 2, worldNow: "nothing ran", happened: expect.stringContaining(why) });
    expect([world.store.bytes.length, existsSync(join(world.folder, "looks"))]).toEqual([0, false]);
  });
});

describe("a resume is refused", () => {
  const procedure = procedureOf([stepOf("1", [looks, gateThat("1/gate-1", "false")])]);
  test.each<[string, object, string]>([
    [
      "for another procedure",
      { procedureSha256: "b".repeat(64) },
      `the record belongs to a procedure with content hash \`${"a".repeat(64)}\`, found \`${"b".repeat(64)}\``,
    ],
    ["for another run", { runId: "other" }, "the record belongs to run `test-run`, found `other`"],
    ["on another host", { identity: { host: "there", user: "tester" } }, "the record belongs to host `here`, found `there`"],
  ])("%s", async (_, fields, why) => {
    const world = makeWorld();
    await live(world, procedure);
    const before = world.store.bytes;
    const ports = { clock: world.clock, shell: world.shell(world.folder), operator: new TestOperator(willing), journalStore: world.store };
    const outcome = await resumeRun({
      procedure,
      procedureSha256: "a".repeat(64),
      readBlock,
      runId: "test-run",
      identity: { host: "here", user: "tester" },
      hosts: {},
      ports,
      ...fields,
    });
    expect(outcome).toMatchObject({ state: "refused", exitStatus: 2, happened: expect.stringContaining(why) });
    expect(world.store.bytes.equals(before)).toBe(true);
  });
  test("of a record with a changed byte, and of none at all", async () => {
    const world = makeWorld();
    expect((await liveOn(world, procedure)).outcome.happened).toContain("the record is empty");
    await live(world, procedure);
    world.store.bytes[200] = (world.store.bytes[200] as number) ^ 1;
    expect((await liveOn(world, procedure)).outcome).toMatchObject({
      state: "refused",
      happened: expect.stringContaining("the record was changed: entry 0 at byte 0"),
    });
  });
});

describe("an interrupt", () => {
  test("ends a check, and the run", async () => {
    const world = makeWorld();
    const operator = new TestOperator(willing);
    setTimeout(() => operator.controller.abort("SIGINT"), 200);
    const { outcome } = await live(world, procedureOf([stepOf("1", [{ ...looks, block: blockOf("sleep 60") }])]), { operator });
    expect(outcome).toMatchObject({ state: "interrupted", exitStatus: 130 });
    expect(operator.questions).toEqual([]);
  });
  test("lets a change finish, records its result, and stops after it; FINALLY runs", async () => {
    const world = makeWorld();
    const operator: TestOperator = new TestOperator((question) => {
      if (question.place.item === "1/run-1") setTimeout(() => operator.controller.abort("SIGTERM"), 200);
      return willing(question);
    });
    const clean = finallyDo({ id: "1/finally-1", source, text: "", block: blockOf("echo cleaned >> changes", { effect: "mutating" }) });
    const procedure = procedureOf([stepOf("1", [clean, change("1/run-1", "sleep 1; echo changed >> changes", [gate]), gate])]);
    expect((await live(world, procedure, { operator })).outcome).toMatchObject({ state: "interrupted", exitStatus: 143 });
    expect(readFileSync(join(world.folder, "changes"), "utf8")).toBe("changed\ncleaned\n");
    expect(world.store.kinds().filter((kind) => kind === "result")).toHaveLength(2);
    expect((await liveOn(world, procedure)).outcome.state).toBe("done");
    expect(readFileSync(join(world.folder, "changes"), "utf8")).toBe("changed\ncleaned\ncleaned\n");
  });
});

test("a procedure argument reaches its blocks as it is", async () => {
  const world = makeWorld();
  const x = argument("x");
  const called = defineProcedure({
    name: "p",
    title: "P",
    source,
    parameters: ["x"],
    items: [check({ id: "5/check-1", source, block: blockOf("printf '%s|' \"${RB_x}\" >> seen", { values: { RB_x: x } }) })],
  });
  await live(
    world,
    procedureOf([stepOf("1", [callForEach(called, { id: "1/do-1", source, text: "", items: ["a b", "$(id)", "'"], isOrdered: true })])]),
  );
  expect(readFileSync(join(world.folder, "seen"), "utf8")).toBe("a b|$(id)|'|");
});
