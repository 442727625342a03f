/** The rehearsal from end to end, with small procedures: the production runtime, the real bash, a made world. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { rehearse, type Rehearsal } from "../../rehearsal/node/rehearse.ts";
import { Scenario } from "../../rehearsal/scenario.ts";
import { writeProcedure } from "./small-procedure.ts";

const scratch = mkdtempSync(join(tmpdir(), "rungate-small-"));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

let count = 0;
async function play(procedure: Parameters<typeof writeProcedure>[1], scenario: Record<string, unknown>): Promise<Rehearsal> {
  count += 1;
  const procedureFolder = writeProcedure(join(scratch, `procedure-${count}`), procedure);
  const parsed = Scenario.parse({ shows: "x", world: "caracal", expect: { outcome: "done" }, ...scenario });
  return rehearse({ procedureFolder, scenario: parsed, scenarioFolder: scratch, folder: join(scratch, `machine-${count}`) });
}
const failed = (rehearsal: Rehearsal): string[] =>
  rehearsal.checks.filter(({ holds }) => !holds).map(({ what, expected, actual }) => `${what}: ${expected} / ${actual}`);

const refresh = {
  blocks: {
    now: `juju status -m openstack cinder --format=json | jq -r '.applications.cinder."charm-rev"'`,
    refresh: "juju refresh -m openstack cinder",
    settled: `juju status -m openstack cinder --format=json | jq -r '.applications.cinder.units[] | "\\(."workload-status".current)/\\(."juju-status".current)"'`,
  },
  items: `(() => {
    const now = p.check({ id: "1/check-1", block: b.now, source });
    const gate = p.gate({ id: "1/gate-1", source, probe: b.settled, sentence: "every line is active/idle", conditions: [p.lineCondition("every line is active/idle", "every", p.is("active/idle"))], giveUp: [p.lineCondition("some line is error/idle", "some", p.is("error/idle"))], poll: { everyMs: 15000, upToMs: 900000, firstAfterMs: 30000 } });
    return [now, p.run({ id: "1/run-1", block: b.refresh, source, gates: [gate] }), gate];
  })()`,
};

describe("a change and its settle gate", () => {
  test("settles: simulated minutes in real moments, and the world is as expected", async () => {
    const rehearsal = await play(refresh, {
      expect: {
        outcome: "done",
        world: { "/refreshes/cinder": 1, "/revisions/cinder": 718, "/calls/juju refresh -m openstack cinder": 1 },
      },
    });
    expect(failed(rehearsal)).toEqual([]);
    expect(rehearsal.simulatedMs).toBeGreaterThan(40_000);
    expect(rehearsal.transcript.join("\n")).toMatch(/asked word: run\n.*reading 1 .*does not hold/);
    expect(existsSync(join(rehearsal.folder, "run/journal.jsonl"))).toBe(true);
  });

  test("gives up on the error, and the check on the world's end state says what is different", async () => {
    const rehearsal = await play(refresh, {
      faults: [{ fault: "refresh-breaks-unit", app: "cinder" }],
      expect: { outcome: "stopped", stoppedAt: "1/gate-1", world: { "/errors": [] } },
    });
    expect(failed(rehearsal)).toEqual(['world /errors: [] / ["cinder/0"]']);
  });

  test("is not started where the operator's word is no", async () => {
    const rehearsal = await play(refresh, {
      operator: [{ at: "1/run-1", choose: "stop" }],
      expect: { outcome: "stopped", world: { "/refreshes/cinder": 0 } },
    });
    expect(failed(rehearsal)).toEqual([]);
  });

  test("is done once where the runner is killed in the middle of it and resumed", async () => {
    const rehearsal = await play(refresh, {
      kill: { during: "juju refresh cinder" },
      expect: { outcome: "done", world: { "/refreshes/cinder": 1, "/calls/juju refresh -m openstack cinder": 1 } },
    });
    expect(failed(rehearsal)).toEqual([]);
    expect(rehearsal.wasKilled).toBe(true);
    expect(
      rehearsal.transcript.filter((line) => line.includes("STARTED") || line.includes("RESUMED") || line.includes("killed")),
    ).toHaveLength(3);
    const journal = readFileSync(join(rehearsal.folder, "run/journal.jsonl"), "utf8");
    expect(journal.match(/"kind":"intent"/g)).toHaveLength(1);
    expect(journal).toContain('"isRecovered":true');
  });

  test("a kill that finds no such call is a failed check, not a pass", async () => {
    const rehearsal = await play(refresh, { kill: { during: "juju refresh keystone" } });
    expect(failed(rehearsal)).toEqual(["the runner was killed: juju refresh keystone / no such call"]);
  });
});

describe("what must not run", () => {
  test("a hostile block is refused before bash starts, and the rehearsal fails", async () => {
    const target = join(scratch, "harmed");
    const hostile = `python3 -c 'open("${target}", "w")'; touch ${target}`;
    const rehearsal = await play(
      {
        blocks: { hostile, probe: "juju version" },
        items: `(() => {
        const gate = p.gate({ id: "1/gate-1", source, probe: b.probe, sentence: "ok", conditions: [p.streamCondition("exit is 0", "exit", p.is("0"))] });
        return [p.run({ id: "1/run-1", block: b.hostile, source, gates: [gate] }), gate];
      })()`,
      },
      { expect: { outcome: "stopped" } },
    );
    expect(failed(rehearsal)).toEqual([
      "a block that may run in a rehearsal: nothing refused / blocks/hostile.sh: `python3` is neither a client of this world nor a known filter",
    ]);
    expect(existsSync(target)).toBe(false);
    expect(rehearsal.world).toMatchObject({ calls: {} });
  });

  test("a program that the machine has and the world does not is not even found", async () => {
    const rehearsal = await play(
      { blocks: { probe: "juju version; type python3 ls" }, items: `[p.check({ id: "1/check-1", block: b.probe, source })]` },
      { expect: { outcome: "stopped" } },
    );
    expect(rehearsal.transcript.join("\n")).toContain("exit status 1");
    expect(failed(rehearsal)).toEqual([]);
  });
});

test("the plain world: files are the end state", async () => {
  const rehearsal = await play(
    {
      blocks: { write: "printf '%s\\n' hello > notice.txt", read: "cat notice.txt" },
      items: `(() => {
      const gate = p.gate({ id: "1/gate-1", source, probe: b.read, sentence: "every line is hello", conditions: [p.lineCondition("every line is hello", "every", p.is("hello"))] });
      return [p.run({ id: "1/run-1", block: b.write, source, gates: [gate] }), gate];
    })()`,
    },
    { world: "plain", expect: { outcome: "done", world: { "/files/notice.txt": "hello\n" } } },
  );
  expect(failed(rehearsal)).toEqual([]);
});

test.each([
  [{ faults: [{ fault: "refresh-breaks-unti", app: "cinder" }] }, "Unexpected fault `refresh-breaks-unti`"],
  [
    { faults: [{ fault: "refresh-breaks-unit", ap: "cinder" }] },
    "Unexpected detail `ap` of the fault `refresh-breaks-unit`, expected `app`, `unit`",
  ],
  [{ faults: [{ fault: "refresh-breaks-unit", app: "cindre" }] }, "Unexpected unit of cindre"],
  [{ world: "elsewhere.ts" }, "Unexpected world `elsewhere.ts`"],
])("a scenario that asks for what its world does not have is refused: %j", async (scenario, words) => {
  await expect(play(refresh, scenario)).rejects.toThrow(words);
});

test("a question that nothing answers, and a decision that is never asked for, are failed checks", async () => {
  const rehearsal = await play(
    {
      blocks: { probe: "date" },
      parameters: `p.parameter("name", { type: "text", meaning: "a name" })`,
      items: `[p.check({ id: "1/check-1", block: b.probe, source })]`,
    },
    { operator: [{ at: "9.9", choose: "stop" }], expect: { outcome: "refused" } },
  );
  expect(failed(rehearsal).map((text) => text.split(":")[0])).toEqual(["a decision that is asked for", "an answer in the scenario"]);
});
