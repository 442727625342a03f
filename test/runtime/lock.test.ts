/** One holder at a time, and a holder that is dead is none. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { acquireLock, type Held, type Lock } from "../../runtime/node/run-lock.ts";
import { makeFolder } from "./world.ts";

const isLock = (one: Lock | Held): one is Lock => "release" in one;
const bootId = (): string => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();

test("of many starters exactly one gets it, round after round, over a dead holder too", async () => {
  const folder = makeFolder();
  for (let round = 0; round < 20; round += 1) {
    writeFileSync(join(folder, "lock"), JSON.stringify({ pid: 2 ** 22 - 1, start: "1", boot: bootId(), host: hostname() }));
    const results = await Promise.all(Array.from({ length: 16 }, () => acquireLock(folder, "some-run")));
    const owners = results.filter(isLock);
    expect(owners).toHaveLength(1);
    owners[0]?.release();
    expect(existsSync(join(folder, "lock"))).toBe(false);
  }
});

test("holds while its file is gone: another starter may just be putting a new one in the place of a dead one", async () => {
  const folder = makeFolder();
  const lock = await acquireLock(folder, "some-run");
  const file = readFileSync(join(folder, "lock"));
  rmSync(join(folder, "lock"));
  expect(isLock(await acquireLock(folder, "another-run"))).toBe(false);
  writeFileSync(join(folder, "lock"), file);
  if (isLock(lock)) lock.release();
});

test("says who holds it", async () => {
  const folder = makeFolder();
  const lock = await acquireLock(folder, "some-run");
  expect(await acquireLock(folder, "some-run")).toEqual({
    holder: `process ${process.pid} of ${userInfo().username} on ${hostname()} (run \`some-run\`)`,
  });
  if (isLock(lock)) lock.release();
});

test.each<[string, object, boolean]>([
  ["a process that lives", { pid: process.ppid, start: "", host: hostname() }, true],
  ["a process before the last boot", { pid: process.ppid, start: "", boot: "another", host: hostname() }, false],
  ["another machine, of which nothing is known", { pid: 1, start: "1", host: "elsewhere" }, true],
])("a file of %s", async (_, holder, holds) => {
  const folder = makeFolder();
  const { startTimeOf } = await import("../../runtime/node/processes.ts");
  writeFileSync(
    join(folder, "lock"),
    JSON.stringify({ boot: bootId(), ...holder, start: "start" in holder && holder.start === "" ? startTimeOf(process.ppid) : "1" }),
  );
  const result = await acquireLock(folder, "some-run");
  expect(isLock(result)).toBe(!holds);
  if (isLock(result)) result.release();
});
