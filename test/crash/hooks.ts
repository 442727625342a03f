/** Loaded first: lets the adapters of `runtime/node` meet the simulated machine where they would meet the real one. */
import { registerHooks } from "node:module";
import { machine } from "./machine.ts";

const here = new URL(".", import.meta.url).href;
const replaced: Record<string, string> = {
  "node:fs": "simulated-fs.ts",
  "node:child_process": "simulated-child-process.ts",
  "./processes.ts": "simulated-processes.ts",
};

registerHooks({
  resolve: (specifier, context, next) =>
    context.parentURL?.includes("/runtime/node/") === true && Object.hasOwn(replaced, specifier)
      ? { url: `${here}${replaced[specifier]}`, shortCircuit: true }
      : next(specifier, context),
});

// The shell adapter waits for its children by itself: its waiting is the machine's time too.
type Timer = ReturnType<ReturnType<typeof machine>["after"]>;
Object.assign(globalThis, {
  setTimeout: (run: () => void, ms: number): Timer => machine().after(ms, run, true),
  clearTimeout: (timer: Timer | undefined): void => {
    if (timer !== undefined) machine().cancel(timer);
  },
});
performance.now = () => machine().monotonicMs;
process.env["PATH"] = "/usr/bin";
