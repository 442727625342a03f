/**
 * The world's state on disk. Clients of one pipeline run at the same time, and one may be killed at any point: a change is
 * made under a lock and appears by rename, so a reader sees the state before it or after it.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmdirSync, unlinkSync, writeFileSync } from "node:fs";
import type { MadeState } from "../made-state.ts";

const patienceMs = 20_000;
const pause = new Int32Array(new SharedArrayBuffer(4));

export function readState<S>(path: string): MadeState<S> {
  return JSON.parse(readFileSync(path, "utf8")) as MadeState<S>;
}

export function writeState(path: string, state: MadeState): void {
  const next = `${path}.${process.pid}.new`;
  writeFileSync(next, JSON.stringify(state));
  renameSync(next, path);
}

/** Reads the state, lets `change` work on it, writes it; nobody else does so meanwhile. */
export async function changeState<S, T>(path: string, change: (state: MadeState<S>) => T | Promise<T>): Promise<T> {
  const lock = `${path}.lock`;
  takeLock(lock);
  try {
    const state = readState<S>(path);
    const result = await change(state);
    writeState(path, state);
    return result;
  } finally {
    unlinkSync(lock);
  }
}

/** link(2) of a complete file: the lock never exists without its owner's pid. */
function takeLock(lock: string): void {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, `${process.pid}`);
  const deadline = performance.now() + patienceMs;
  try {
    while (!tryLink(own, lock)) {
      if (performance.now() > deadline) throw new Error(`The made world's state stayed locked for ${patienceMs / 1000} s: ${lock}`);
      breakDeadLock(lock);
      Atomics.wait(pause, 0, 0, 2);
    }
  } finally {
    unlinkSync(own);
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** A client that was killed cannot unlock. One breaker at a time, and it looks again before it removes anything. */
function breakDeadLock(lock: string): void {
  const owner = ownerOf(lock);
  if (owner === null || isAlive(owner)) return;
  const breaker = `${lock}.break`;
  try {
    mkdirSync(breaker);
  } catch {
    return;
  }
  try {
    if (ownerOf(lock) === owner) unlinkSync(lock);
  } finally {
    rmdirSync(breaker);
  }
}

function ownerOf(lock: string): number | null {
  try {
    return Number(readFileSync(lock, "utf8"));
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
