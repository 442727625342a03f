/** A runner as a process of its own, so that a rehearsal can kill it as a machine would. Speaks over the IPC channel. */
import type { RunnerEnd, RunnerRequest } from "./runner.ts";
import { runOnce } from "./runner.ts";
import { openMachine } from "./machine.ts";

export interface ProcessRequest extends RunnerRequest {
  readonly machineFolder: string;
  readonly world: string;
  readonly besides: string;
}
export type ProcessMessage =
  | { readonly kind: "line"; readonly line: string }
  | { readonly kind: "end"; readonly end: RunnerEnd }
  | { readonly kind: "failed"; readonly message: string };

const send = (message: ProcessMessage): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(message, () => {
      resolve();
    });
  });

// Whoever started this runner is gone: nobody waits for its end.
process.once("disconnect", () => {
  process.exit(1);
});

process.once("message", (request: ProcessRequest) => {
  void (async () => {
    try {
      const machine = await openMachine(request.machineFolder, { world: request.world, besides: request.besides });
      await send({
        kind: "end",
        end: await runOnce(machine, request, (line) => {
          void send({ kind: "line", line });
        }),
      });
    } catch (error) {
      await send({ kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
    process.exit(0);
  })();
});
