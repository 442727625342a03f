/**
 * One runner a run, one changing run a state folder. Two locks in one: an abstract socket, which the kernel frees when its
 * process dies, however it dies; and a file made by link(2), complete from its first moment, which names the holder and
 * holds between network namespaces. A file that a dead holder left is removed only by who has the socket, so that no two
 * starters can both find it dead and both go on. (Node has no flock.)
 */
import { createHash } from "node:crypto";
import { linkSync, readFileSync, realpathSync, unlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { makeFolders } from "./make-folders.ts";
import { isAlive, startTimeOf } from "./processes.ts";

export interface Lock {
  readonly release: () => void;
}
export interface Held {
  readonly holder: string;
}

interface Holder {
  readonly pid: number;
  readonly start: string;
  readonly boot: string;
  readonly host: string;
  readonly user: string;
  /** The run that it executes. */
  readonly run: string;
}

export async function acquireLock(folder: string, runId: string): Promise<Lock | Held> {
  makeFolders(folder);
  const path = join(folder, "lock");
  const socket = await bind(`\0rungate:${createHash("sha256").update(realpathSync(folder)).digest("hex").slice(0, 40)}`);
  if (socket === null) return { holder: describe(readHolder(path)) };
  const own: Holder = {
    pid: process.pid,
    start: startTimeOf(process.pid) ?? "",
    boot: bootId(),
    host: hostname(),
    user: userInfo().username,
    run: runId,
  };
  if (!link(path, own)) {
    const holder = readHolder(path);
    if (holder !== null && mayLive(holder, own)) {
      socket.close();
      return { holder: describe(holder) };
    }
    unlinkSync(path);
    if (!link(path, own)) {
      socket.close();
      return { holder: describe(readHolder(path)) };
    }
  }
  return {
    release: () => {
      unlinkSync(path);
      socket.close();
    },
  };
}

/** `null`: another process has it. */
function bind(name: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
    server.unref();
    server.once("error", (error: NodeJS.ErrnoException) => (error.code === "EADDRINUSE" ? resolve(null) : reject(error)));
    server.listen({ path: name }, () => resolve(server));
  });
}

function link(path: string, holder: Holder): boolean {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(holder), { mode: 0o600, flush: true });
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    unlinkSync(temporary);
  }
}

function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return null;
  }
}

/** Of another machine nothing can be known; of this one, before its last boot, that it is dead. */
function mayLive(holder: Holder, own: Holder): boolean {
  if (holder.host !== own.host) return true;
  return holder.boot === own.boot && isAlive(holder);
}

function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "";
  }
}

const describe = (holder: Holder | null): string =>
  holder === null ? "another runner" : `process ${holder.pid} of ${holder.user} on ${holder.host} (run \`${holder.run}\`)`;
