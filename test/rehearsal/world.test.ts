/** Worlds, their clock and their state file. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { advance, armFault, containsInOrder, fireFaults, makeState, momentOf } from "../../rehearsal/made-state.ts";
import { makeClock } from "../../rehearsal/node/clock.ts";
import { stateFile } from "../../rehearsal/node/layout.ts";
import { loadWorld, type Machine } from "../../rehearsal/node/machine.ts";
import { changeState, readState, writeState } from "../../rehearsal/node/state-file.ts";
import { parseScenario } from "../../rehearsal/scenario.ts";
import { defineWorld } from "../../rehearsal/world.ts";
import { clockConforms } from "../helpers/port-conformance.ts";
import { openMadeBash } from "./made-bash.ts";

const scratch = mkdtempSync(join(tmpdir(), "rungate-worlds-"));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

const kettle = defineWorld<{ log: string[] }>({
  name: "kettle",
  meaning: "x",
  make: () => ({ log: [] }),
  events: {
    boils: (state, moment, detail) => {
      state.log.push(`${moment.nowMs} boils ${String(detail["cups"])}`);
      moment.after(5, "cools");
    },
    cools: (state, moment) => {
      state.log.push(`${moment.nowMs} cools`);
    },
  },
  faults: {
    breaks: {
      meaning: "x",
      details: {},
      apply: (state, moment) => {
        state.log.push(`${moment.nowMs} breaks`);
      },
    },
  },
});
const start = (): ReturnType<typeof makeState<{ log: string[] }>> => makeState({ log: [] as string[] }, { seed: 1, startMs: 0 });

describe("time", () => {
  test("what is due happens in its order, each at its moment, and may bring more about", () => {
    const made = start();
    const moment = momentOf(made);
    moment.after(20, "boils", { cups: 2 });
    moment.after(10, "boils", { cups: 1 });
    advance(kettle, made, 14);
    expect(made.world.log).toEqual(["10 boils 1"]);
    advance(kettle, made, 100);
    expect(made.world.log).toEqual(["10 boils 1", "15 cools", "20 boils 2", "25 cools"]);
    expect(made.nowMs).toBe(114);
  });

  test("an unknown event or fault is a mistake of the world, not silence", () => {
    const made = start();
    momentOf(made).after(1, "explodes");
    expect(() => {
      advance(kettle, made, 1);
    }).toThrow("no event explodes");
    expect(() => {
      armFault(kettle, made, { name: "melts", atMs: null, before: null, detail: {} });
    }).toThrow("no fault melts");
  });

  test("faults fire at once, at their time, or once before their call", () => {
    const made = start();
    armFault(kettle, made, { name: "breaks", atMs: null, before: null, detail: {} });
    armFault(kettle, made, { name: "breaks", atMs: 30, before: null, detail: {} });
    armFault(kettle, made, { name: "breaks", atMs: null, before: ["pour", "tea"], detail: {} });
    advance(kettle, made, 40);
    fireFaults(kettle, made, ["pour", "coffee"]);
    fireFaults(kettle, made, ["pour", "-m", "cup", "tea"]);
    fireFaults(kettle, made, ["pour", "tea"]);
    expect(made.world.log).toEqual(["0 breaks", "30 breaks", "40 breaks"]);
  });

  test.each([
    [["a", "b"], true],
    [["b", "a"], false],
    [["a", "x"], false],
    [[], true],
  ])("words %j in order", (wanted, found) => {
    expect(containsInOrder(["a", "-m", "b"], wanted)).toBe(found);
  });
});

describe("the state file", () => {
  test("a lock whose owner died is broken; one whose owner lives is waited for", async () => {
    const file = join(scratch, "world.json");
    writeState(file, start());
    writeFileSync(`${file}.lock`, "4194304");
    await changeState(file, (made) => {
      made.nowMs = 7;
    });
    expect(readState(file).nowMs).toBe(7);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  test("a change that throws leaves the state as it was, and unlocked", async () => {
    const file = join(scratch, "other.json");
    writeState(file, start());
    await expect(
      changeState(file, (made) => {
        made.nowMs = 9;
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    await changeState(file, (made) => {
      made.nowMs += 1;
    });
    expect(readState(file).nowMs).toBe(1);
  });
});

describe("the examples of docs/rehearsal.md", () => {
  const fences = (language: string): string[] =>
    [...readFileSync("docs/rehearsal.md", "utf8").matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
      (match) => match[1] ?? "",
    );

  test("the scenario can be read", () => {
    expect(fences("yaml").map((text) => parseScenario(text))).toEqual([
      { scenario: expect.objectContaining({ world: "caracal", seed: 4 }) },
    ]);
  });

  test.each([
    ["kettle on; kettle --status; sleep 5m; kettle --status; pour; pour; cat log.txt recipe; kettle --whistle", [], { cups: 2 }],
    ["kettle on; kettle --status; sleep 5m; kettle --status; pour", [["kettle-breaks", {}]] as const, { cups: 0 }],
  ])("the world of one's own: %s", async (script, faults, summary) => {
    writeFileSync(join(scratch, "tea.ts"), fences("ts").join("").replace("rungate/rehearsal", resolve("rehearsal/index.ts")));
    const made = await openMadeBash({ world: "tea.ts", besides: scratch, faults });
    try {
      const answer = await made.run(script);
      const isBroken = faults.length > 0;
      expect(answer.stdout).toBe(isBroken ? "heating\ncold\ncold\n" : "heating\ncold\nhot\ncup 2\nBoil the water, then pour.\n");
      expect(answer.stderr).toBe(isBroken ? "pour: the water is cold\n" : "kettle: unknown option --whistle\n");
      expect(made.summary()).toEqual(summary);
    } finally {
      made.remove();
    }
  });
});

describe("the clock", () => {
  clockConforms("the world's clock", () => {
    const folder = mkdtempSync(join(scratch, "clock-"));
    writeState(stateFile(folder), start());
    return makeClock({ folder, world: kettle } as unknown as Machine);
  });

  test("waiting moves the world's time, in the file where its clients read it", async () => {
    const made = await openMadeBash({ world: "plain" });
    try {
      const clock = makeClock(made.machine);
      await clock.sleep(3_600_000, new AbortController().signal);
      expect(clock.now()).toBe("2026-07-05T02:00:00.000Z");
      expect((await made.run("date -u +%H:%M; sleep 2m")).stdout).toBe("02:00\n");
      expect(clock.monotonicMs()).toBe(3_720_000);
      await clock.sleep(1000, AbortSignal.abort());
      expect(clock.monotonicMs()).toBe(3_720_000);
    } finally {
      made.remove();
    }
  });

  test("an unknown world is named with those that exist", async () => {
    await expect(loadWorld("caracl", scratch)).rejects.toThrow("Unexpected world `caracl`, expected `caracal`, `plain`");
  });
});
