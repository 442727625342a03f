/** Real runners, really killed. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { startTimeOf } from "../../runtime/node/processes.ts";
import { recover } from "../../runtime/journal.ts";
import { makeFolder } from "../runtime/world.ts";
import { faults, hasStrace, killAtRandom, mountSmallDisk, onFullDisk, underFault } from "./real.ts";

const victim = new URL("victim.ts", import.meta.url).pathname;

function start(mode: "start" | "resume", folder: string): { readonly child: ChildProcess; readonly output: Promise<string> } {
  const child = spawn(process.execPath, [victim, mode, folder], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const output = new Promise<string>((resolve) => {
    let text = "";
    child.stdout?.on("data", (bytes: Buffer) => void (text += bytes.toString()));
    child.once("close", () => resolve(text));
  });
  return { child, output };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 10));
}
const text = (folder: string, name: string): string => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : "");
const kinds = (folder: string): string[] => recover(readFileSync(join(folder, "journal.jsonl"))).entries.map(({ kind }) => kind);

/** Starts a runner and kills it with signal 9 in the middle of its change. */
async function killInChange(): Promise<string> {
  const folder = makeFolder();
  writeFileSync(join(folder, "go"), "");
  const { child, output } = start("start", folder);
  await until(() => text(folder, "changes") === "begin\n");
  child.kill("SIGKILL");
  await output;
  expect(kinds(folder).at(-1)).toBe("intent");
  return folder;
}

test("a change goes on without its runner; resume waits for it and starts no other", async () => {
  const folder = await killInChange();
  expect(JSON.parse(await start("resume", folder).output)).toMatchObject({ state: "done" });
  expect(text(folder, "changes")).toBe("begin\nend\n");
  expect(kinds(folder).filter((kind) => kind === "intent" || kind === "result")).toEqual(["intent", "result"]);
});

test("a change that ended while nobody looked is found with its status", async () => {
  const folder = await killInChange();
  await until(() => text(folder, "changes") === "begin\nend\n");
  expect(JSON.parse(await start("resume", folder).output)).toMatchObject({ state: "done" });
  expect(text(folder, "changes")).toBe("begin\nend\n");
});

test("runners killed one after the other start it once", async () => {
  const folder = await killInChange();
  for (let killed = 0; killed < 2; killed += 1) {
    const { child, output } = start("resume", folder);
    await until(() => kinds(folder).filter((kind) => kind === "resumed").length > killed);
    child.kill("SIGKILL");
    await output;
  }
  expect(JSON.parse(await start("resume", folder).output)).toMatchObject({ state: "done" });
  expect(text(folder, "changes")).toBe("begin\nend\n");
});

test("a change that died with its runner is unknown, and not started again", async () => {
  const folder = await killInChange();
  const [attempt = ""] = readdirSync(join(folder, "attempts")).filter((name) => name.endsWith("1-run-1"));
  const [pid] = text(folder, join("attempts", attempt, "started"))
    .split(" ")
    .map(Number) as [number];
  process.kill(-pid, "SIGKILL");
  expect(JSON.parse(await start("resume", folder).output)).toMatchObject({ state: "unknown", exitStatus: 3 });
  expect(text(folder, "changes")).toBe("begin\n");
});

test("a check ends with its runner, whatever it left in the background and ignores", async () => {
  const folder = makeFolder();
  const { child, output } = start("start", folder);
  await until(() => text(folder, "lingering").endsWith("\n"));
  const pids = text(folder, "lingering").trim().split(" ").map(Number);
  expect(pids.map((pid) => startTimeOf(pid) !== null)).toEqual([true, true]);
  child.kill("SIGKILL");
  await output;
  await until(() => pids.every((pid) => startTimeOf(pid) === null));
});

test("20 runners, and those that resume after them, killed at random moments make the change once", async () => {
  for (let seed = 1; seed <= 20; seed += 1) expect([seed, await killAtRandom(seed, makeFolder())]).toEqual([seed, "once"]);
}, 300_000);

// strace changes what the kernel answers. Without it these are skipped, and the test run says so.
describe.skipIf(!hasStrace)("a real system call that fails (needs strace)", () => {
  for (const fault of faults)
    test(`${fault}: the run stops where its record ends, and resumed it makes the change once`, async () => {
      for (const when of [2, 5]) expect([when, await underFault(fault, when, makeFolder())]).toEqual([when, "once"]);
    }, 300_000);
});

describe("a disk that is full (needs the right to mount one)", () => {
  test("before the change: nothing is started", async (context) => {
    const folder = makeFolder();
    const disk = mountSmallDisk(folder, "64k") ?? context.skip("this user may not mount a file system");
    onTestFinished(disk.unmount);
    writeFileSync(join(folder, "go"), "");
    expect(await onFullDisk(folder, false)).toBe("");
    expect(existsSync(join(folder, "changes"))).toBe(false);
  });

  test("by the change: its end is on record all the same", async (context) => {
    const folder = makeFolder();
    const disk = mountSmallDisk(folder, "600k") ?? context.skip("this user may not mount a file system");
    onTestFinished(disk.unmount);
    writeFileSync(join(folder, "go"), "");
    const said = await onFullDisk(folder, true);
    expect(text(folder, "changes")).toBe("begin\nend\n");
    expect(kinds(folder)).toContain("result");
    rmSync(join(folder, "filled"));
    expect([said, await start("resume", folder).output].join("")).toContain('"state":"done"');
    expect(text(folder, "changes")).toBe("begin\nend\n");
  });
});
