/**
 * The real time. Monotonic time is the kernel's, counted from its boot, so that two runners of one run can compare it.
 */
import type { Clock } from "../ports.ts";

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  monotonicMs: () => Number(process.hrtime.bigint() / 1000n) / 1000,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const finish = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", finish);
        resolve();
      };
      const timer = setTimeout(finish, ms);
      signal.addEventListener("abort", finish, { once: true });
    }),
};
