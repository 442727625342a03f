/**
 * `rungate doctor` on a machine that has everything that a run needs, and on one that has next to nothing.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "rungate-doctor-"));
const bin = join(import.meta.dirname, "..", "..", "bin", "rungate.js");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function doctor(environment: NodeJS.ProcessEnv): { status: number | null; lines: string[] } {
  const { status, stdout } = spawnSync(process.execPath, [bin, "doctor"], {
    cwd: folder,
    env: { ...environment, NO_COLOR: "1" },
    encoding: "utf8",
  });
  return { status, lines: stdout.split("\n") };
}

test("names what is there", () => {
  const { status, lines } = doctor(process.env);
  expect(lines.filter((line) => line.startsWith("good")).map((line) => line.split(/\s+/)[1])).toEqual(
    expect.arrayContaining(["Node", "bash", "git", "state", "rungate.yaml"]),
  );
  expect(status).toBe(lines.some((line) => line.startsWith("bad")) ? 1 : 0);
});

test("names what is missing, with the fix, and ends with status 1", () => {
  const path = join(folder, "bin");
  mkdirSync(path);
  symlinkSync("/bin/sh", join(path, "sh"));
  const { status, lines } = doctor({ PATH: path });
  expect(status).toBe(1);
  for (const tool of ["bash", "git", "setsid", "flock"]) {
    const index = lines.findIndex((line) => line.startsWith(`bad   ${tool}`));
    expect(index, tool).toBeGreaterThan(-1);
    expect(lines[index + 1]).toMatch(/^ +fix: /);
  }
  expect(lines.some((line) => line.startsWith("poor  jq"))).toBe(true);
});

test("says where the state cannot be written", () => {
  const { status, lines } = doctor({ ...process.env, RUNGATE_STATE: "/dev/null/state" });
  expect(status).toBe(1);
  expect(lines.some((line) => line.startsWith("bad   state"))).toBe(true);
});
