/**
 * Items of a list that run side by side, without a second thread of control: one item at a time has the turn, and gives it
 * away only while it waits. So questions come one after the other, entries of the record never interleave, and a made
 * clock gives the same run every time; what overlaps is what takes long, changes that run and polls that pause.
 */
import type { MutationState, Ports } from "./ports.ts";

/** Made by whoever has the turn. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #isTaken = true;

  /** Resolves when it is the caller's turn, in the order of asking. */
  async take(): Promise<void> {
    if (!this.#isTaken) {
      this.#isTaken = true;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  pass(): void {
    const first = this.#waiting.shift();
    if (first === undefined) this.#isTaken = false;
    else first();
  }

  /** Lets others go on while something is waited for. If that throws, the turn is lost: nothing more happens in this run. */
  async aside<T>(wait: () => Promise<T>): Promise<T> {
    this.pass();
    const result = await wait();
    await this.take();
    return result;
  }
}

/** The same ports; whoever waits at them gives the turn away. A change is first waited for once with the turn kept: most end soon. */
export function portsInTurns(ports: Ports, turns: Turns): Ports {
  const { clock, shell } = ports;
  const isLong = new Set<string>();
  const awaitMutation = async (attempt: string, forMs: number): Promise<MutationState> => {
    const wait = (): Promise<MutationState> => shell.awaitMutation(attempt, forMs);
    const state = await (isLong.has(attempt) ? turns.aside(wait) : wait());
    if (state.kind === "running") isLong.add(attempt);
    return state;
  };
  return {
    ...ports,
    clock: {
      now: () => clock.now(),
      monotonicMs: () => clock.monotonicMs(),
      sleep: (ms, signal) => turns.aside(() => clock.sleep(ms, signal)),
    },
    shell: {
      hide: (secrets) => shell.hide(secrets),
      read: (command, signal) => shell.read(command, signal),
      startMutation: (command, approval) => shell.startMutation(command, approval),
      awaitMutation,
      endMutation: (attempt) => shell.endMutation(attempt),
    },
  };
}
