/** `node:child_process` on the simulated machine: it starts shims, and nothing else. */
import { EventEmitter } from "node:events";
import { Writable } from "node:stream";
import { readingShim } from "../../runtime/node/shim.ts";
import { machine } from "./machine.ts";
import { Process } from "./process.ts";
import { openedFile } from "./simulated-fs.ts";

interface Options {
  readonly env: Record<string, string>;
  readonly stdio: readonly (string | number)[];
}

export class SimulatedChild extends EventEmitter {
  pid = 0;
  readonly stdio: (Writable | null)[] = [null, null, null, null, null];
  unref(): void {}
}

export function spawn(_program: string, argv: readonly string[], { env, stdio }: Options): SimulatedChild {
  const [shim = "", , folder = ""] = argv.slice(argv.indexOf("-c") + 1);
  const kind = shim === readingShim ? "reading" : "change";
  const child = new SimulatedChild();
  let secrets = "";
  if (stdio[4] === "pipe")
    child.stdio[4] = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        secrets += chunk.toString();
        done();
      },
    });
  machine().act(`spawn ${kind}`, () => {
    const process = new Process(machine(), {
      kind,
      folder,
      environment: env,
      stdout: openedFile(stdio[1] as number),
      stderr: openedFile(stdio[2] as number),
      secrets: () => secrets.split("\0").slice(0, -1),
      child,
    });
    child.pid = process.pid;
    machine().onSpawn(process);
    process.go();
  });
  queueMicrotask(() => child.emit("spawn"));
  return child;
}
