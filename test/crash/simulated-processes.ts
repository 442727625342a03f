/** `runtime/node/processes.ts` on the simulated machine. */
import { machine } from "./machine.ts";
import type { ProcessMark } from "../../runtime/node/processes.ts";

export const startTimeOf = (pid: number): string | null => {
  const process = machine().processes.get(pid);
  return process?.isAlive === true ? process.start : null;
};
export const isAlive = ({ pid, start }: ProcessMark): boolean => startTimeOf(pid) === start;
export const findByEnvironment = (assignment: string): number | null =>
  [...machine().processes.values()].find(
    (process) => process.isAlive && `RUNGATE_ATTEMPT=${process.environment["RUNGATE_ATTEMPT"]}` === assignment,
  )?.pid ?? null;
export const signalGroup = (leader: number): void => machine().processes.get(leader)?.end();
