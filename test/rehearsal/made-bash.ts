/** A made machine for a test, and the real bash in it. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { armFault } from "../../rehearsal/made-state.ts";
import { stateFile } from "../../rehearsal/node/layout.ts";
import { makeMachine, type Machine } from "../../rehearsal/node/machine.ts";
import { readState } from "../../rehearsal/node/state-file.ts";
import type { Detail, Json } from "../../rehearsal/world.ts";

export interface MadeBash {
  readonly machine: Machine;
  readonly run: (script: string) => Promise<{ status: number; stdout: string; stderr: string }>;
  readonly summary: () => Json;
  readonly nowMs: () => number;
  readonly remove: () => void;
}

export async function openMadeBash(
  options: { world?: string; besides?: string; seed?: number; faults?: readonly (readonly [name: string, detail: Detail])[] } = {},
): Promise<MadeBash> {
  const folder = mkdtempSync(join(tmpdir(), "rungate-world-"));
  const machine = await makeMachine(folder, {
    world: options.world ?? "caracal",
    besides: options.besides ?? "",
    seed: options.seed ?? 1,
    arm: (world, state) => {
      for (const [name, detail] of options.faults ?? []) armFault(world, state, { name, atMs: null, before: null, detail });
    },
  });
  return {
    machine,
    run: (script) =>
      new Promise((resolve) => {
        const child = execFile(
          "/bin/bash",
          ["-c", script],
          { env: machine.environment, cwd: machine.workingFolder, maxBuffer: 1 << 24 },
          (error, stdout, stderr) => {
            resolve({ status: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
          },
        );
        child.stdin?.end();
      }),
    summary: () => machine.world.summarise(readState(stateFile(folder)).world),
    nowMs: () => readState(stateFile(folder)).nowMs,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
