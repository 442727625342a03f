/**
 * Finding processes that another runner started: by pid and start time together, because a pid alone is reused, and by
 * the attempt's name in the environment.
 */
import { readdirSync, readFileSync } from "node:fs";

export interface ProcessMark {
  readonly pid: number;
  readonly start: string;
}

/** The kernel's start time of a process, in ticks since boot; `null` if it is gone, or a zombie. */
export function startTimeOf(pid: number): string | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command's name in parentheses, and may hold anything.
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

export const isAlive = ({ pid, start }: ProcessMark): boolean => startTimeOf(pid) === start;

/** A living process of this user whose environment has `NAME=value`; `null` if there is none. */
export function findByEnvironment(assignment: string): number | null {
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    try {
      if (startTimeOf(Number(name)) !== null && readFileSync(`/proc/${name}/environ`, "utf8").split("\0").includes(assignment))
        return Number(name);
    } catch {
      // Gone meanwhile, or another user's.
    }
  }
  return null;
}

/** Sends a signal to a whole group; a group that is gone is no error. */
export function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
