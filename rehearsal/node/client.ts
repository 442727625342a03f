/**
 * The process behind every made client: `node client.ts WORLD MACHINE CLIENT ARGUMENTS`. The wrappers in the made PATH
 * start it. It applies one call to the state file, writes the files of the reply, prints, and ends with its status.
 * What it imports is what a call costs: nothing heavy here.
 */
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { commonClients } from "../clients/index.ts";
import { advance, containsInOrder, fireFaults, momentOf, type MadeState } from "../made-state.ts";
import type { Call, Reply, World } from "../world.ts";
import { heldFile, holdFile, homeFolder, releaseFile, stateFile, type Hold } from "./layout.ts";
import { changeState } from "./state-file.ts";

const [worldModule = "", machine = "", client = "", ...args] = process.argv.slice(2);
const home = realpathSync(homeFolder(machine));

/** Only the made HOME exists for a client. */
function inHome(path: string): string {
  const whole = resolve(path);
  if (whole !== home && !whole.startsWith(`${home}/`)) throw new Error(`${path} lies outside the made HOME`);
  return whole;
}

function makeCall(world: World<unknown>, made: MadeState): Call<unknown> {
  const moment = momentOf(made);
  return {
    get nowMs() {
      return moment.nowMs;
    },
    after: moment.after,
    between: moment.between,
    client,
    args,
    state: made.world,
    environment: process.env,
    folder: relative(home, process.cwd()),
    stdin: () => readFileSync(0, "utf8"),
    readFile: (path) => (existsSync(inHome(path)) ? readFileSync(inHome(path)) : null),
    sparse: (path) => made.sparse[inHome(path)] ?? null,
    takes: (ms) => {
      advance(world, made, ms);
    },
  };
}

function keepFiles(reply: Reply, made: MadeState): void {
  for (const path of reply.removed ?? []) rmSync(inHome(path), { recursive: true, force: true });
  for (const [path, content] of Object.entries(reply.files ?? {})) {
    const whole = inHome(path);
    if (typeof content === "string") mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, typeof content === "string" ? content : "");
    if (typeof content === "string") continue;
    truncateSync(whole, content.bytes);
    made.sparse[whole] = content;
  }
}

/** A rehearsal that kills the runner in the middle of a call waits here for it. */
function waitWhileHeld(): void {
  const hold = existsSync(holdFile(machine)) ? (JSON.parse(readFileSync(holdFile(machine), "utf8")) as Hold) : null;
  if (hold === null || !containsInOrder([client, ...args], hold.during)) return;
  writeFileSync(heldFile(machine), `${process.pid}`);
  rmSync(holdFile(machine));
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let turn = 0; turn < 2000 && !existsSync(releaseFile(machine)); turn += 1) Atomics.wait(pause, 0, 0, 10);
}

async function answer(): Promise<Reply> {
  const world = ((await import(pathToFileURL(worldModule).href)) as { default: World<unknown> }).default;
  const known = world.clients[client] ?? commonClients[client];
  if (known === undefined) return { stderr: `${client}: command not found\n`, status: 127 };
  waitWhileHeld();
  return changeState<unknown, Reply>(stateFile(machine), async (made) => {
    const line = [client, ...args].join(" ");
    made.calls[line] = (made.calls[line] ?? 0) + 1;
    fireFaults(world, made, [client, ...args]);
    const reply = await known(makeCall(world, made));
    keepFiles(reply, made);
    return reply;
  });
}

try {
  const reply = await answer();
  process.exitCode = reply.status ?? 0;
  if (reply.stderr !== undefined && reply.stderr !== "") writeFileSync(2, reply.stderr);
  if (reply.stdout !== undefined && reply.stdout !== "") writeFileSync(1, reply.stdout);
} catch (error) {
  // A reader that left early (`head`) is no failure of the world; the real client dies of SIGPIPE.
  if ((error as NodeJS.ErrnoException).code === "EPIPE") process.exit(141);
  writeFileSync(2, `${client}: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 70;
}
