/** Worlds, their clock and their state file. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { advance, armFault, containsInOrder, fireFaults, makeState, momentOf } from "../../rehearsal/made-state.ts";
import { makeClock } from "../../rehearsal/node/clock.ts";
import { loadWorld } from "../../rehearsal/node/machine.ts";
import { changeState, readState, writeState } from "../../rehearsal/node/state-file.ts";
import { defineWorld } from "../../rehearsal/world.ts";
import { openMadeBash } from "./made-bash.ts";

const scratch = mkdtempSync(join(tmpdir(), "rungate-worlds-"));
afterAll(() => { rmSync(scratch, { recursive: true }); });

const kettle = defineWorld<{ log: string[] }>({
  name: "kettle", meaning: "x", make: () => ({ log: [] }),
  events: {
    boils: (state, moment, detail) => {
      state.log.push(`${moment.nowMs} boils ${String(detail["cups"])}`);
      moment.after(5, "cools");
    },
    cools: (state, moment) => { state.log.push(`${moment.nowMs} cools`); },
  },
  faults: { breaks: { meaning: "x", details: {}, apply: (state, moment) => { state.log.push(`${moment.nowMs} breaks`); } } },
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
    expect(() => { advance(kettle, made, 1); }).toThrow("no event explodes");
    expect(() => { armFault(kettle, made, { name: "melts", atMs: null, before: null, detail: {} }); }).toThrow("no fault melts");
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

  test.each([[["a", "b"], true], [["b", "a"], false], [["a", "x"], false], [[], true]])("words %j in order", (wanted, found) => {
    expect(containsInOrder(["a", "-m", "b"], wanted)).toBe(found);
  });
});

describe("the state file", () => {
  test("a lock whose owner died is broken; one whose owner lives is waited for", async () => {
    const file = join(scratch, "world.json");
    writeState(file, start());
    writeFileSync(`${file}.lock`, "4194304");
    await changeState(file, (made) => { made.nowMs = 7; });
    expect(readState(file).nowMs).toBe(7);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  test("a change that throws leaves the state as it was, and unlocked", async () => {
    const file = join(scratch, "other.json");
    writeState(file, start());
    await expect(changeState(file, (made) => {
      made.nowMs = 9;
      throw new Error("no");
    })).rejects.toThrow("no");
    await changeState(file, (made) => { made.nowMs += 1; });
    expect(readState(file).nowMs).toBe(1);
  });
});

describe("a world of one's own", () => {
  const module = join(scratch, "tea.ts");
  writeFileSync(module, `
    import { defineWorld } from ${JSON.stringify(resolve("rehearsal/index.ts"))};
    export default defineWorld({
      name: "tea", meaning: "A kettle", make: () => ({ isHot: false }), folder: "kitchen", home: { "kitchen/cups": "2\\n" },
      clients: { kettle: (call) => {
        if (call.args[0] !== "on") return { stderr: "kettle: on?\\n", status: 2 };
        call.after(60000, "boils");
        return { stdout: call.state.isHot ? "hot\\n" : "cold\\n" };
      } },
      events: { boils: (state) => { state.isHot = true; } },
    });
  `);

  test("is a module beside the scenario; its clients see its state and its time", async () => {
    const made = await openMadeBash({ world: "tea.ts", besides: scratch });
    try {
      const answer = await made.run("kettle on; sleep 2m; kettle on; cat cups; kettle off; teapot");
      expect(answer.stdout).toBe("cold\nhot\n2\n");
      expect(answer.stderr).toMatch(/^kettle: on\?\n.*teapot: command not found\n$/s);
      expect(made.summary()).toEqual({ isHot: true });
      const clock = makeClock(made.machine);
      await clock.sleep(3_600_000, new AbortController().signal);
      expect(clock.now()).toBe("2026-07-05T02:02:00.000Z");
      expect(clock.monotonicMs()).toBe(3_720_000);
    } finally {
      made.remove();
    }
  });

  test("an unknown world is named with those that exist", async () => {
    mkdirSync(join(scratch, "x"), { recursive: true });
    await expect(loadWorld("caracl", scratch)).rejects.toThrow("Unexpected world `caracl`, expected `caracal`, `plain`");
  });
});
