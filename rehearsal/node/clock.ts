/** The Clock of a rehearsal: it reads the world's time, and waiting moves it. */
import type { Clock } from "../../runtime/ports.ts";
import { advance } from "../made-state.ts";
import { stateFile } from "./layout.ts";
import type { Machine } from "./machine.ts";
import { changeState, readState } from "./state-file.ts";

export function makeClock(machine: Machine): Clock {
  const file = stateFile(machine.folder);
  return {
    now: () => new Date(readState(file).nowMs).toISOString(),
    monotonicMs: () => {
      const { nowMs, startMs } = readState(file);
      return nowMs - startMs;
    },
    sleep: async (ms, signal) => {
      if (signal.aborted || ms <= 0) return;
      await changeState(file, (made) => {
        advance(machine.world, made, ms);
      });
    },
  };
}
