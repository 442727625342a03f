/**
 * Who is told and never asked: checks that run by night. An interrupt ends them at the next item.
 */
import { userInfo } from "node:os";
import type { Operator } from "../ports.ts";
import type { View } from "../views.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface Onlooker extends Operator {
  readonly close: () => void;
}

export function makeOnlooker(show: (view: View) => void): Onlooker {
  const controller = new AbortController();
  const onSignal = (signal: NodeJS.Signals): void => controller.abort(signal);
  for (const signal of signals) process.on(signal, onSignal);
  return {
    name: userInfo().username,
    interruption: controller.signal,
    show,
    ask: async () => ({ kind: "gone", why: "no terminal" }),
    close: () => {
      for (const signal of signals) process.removeListener(signal, onSignal);
    },
  };
}
