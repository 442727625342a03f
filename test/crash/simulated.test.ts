/** The real runtime on a simulated machine: see `main.ts`, which prints the command that repeats a run that breaks a promise. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

test("18,000 simulated runs that crash keep every promise", () => {
  const ran = spawnSync(process.execPath, [join(import.meta.dirname, "main.ts"), "--seeds", "18000"], { encoding: "utf8" });
  expect(ran.stderr).toBe("");
  const summary = JSON.parse(ran.stdout.trimEnd().split("\n").at(-1) ?? "") as Record<string, number | null>;
  expect(ran.stdout, ran.stdout).not.toContain("BROKEN");
  expect(summary).toMatchObject({ runs: 18_000, broken: null });
  expect(summary["namedPoints"]).toBeGreaterThan(100);
  expect(summary["lives"]).toBeGreaterThan(36_000);
}, 600_000);
