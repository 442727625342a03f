/**
 * The real Shell: bash on this machine, one fresh process group a block. The rehearsal uses it too, with another
 * environment and a guard.
 */
import { spawn, type ChildProcess } from "node:child_process";
import {
  closeSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { createHash, randomBytes } from "node:crypto";
import { basename, delimiter, join } from "node:path";
import { Writable } from "node:stream";
import { spendApproval } from "../approval.ts";
import { compileShapes, type Shapes } from "../mask.ts";
import { syncFolder, syncFolders } from "./durable-files.ts";
import { maskFile } from "./mask-file.ts";
import { readOutput } from "./outputs.ts";
import { cutEndMark, remoteProgram } from "./remote-program.ts";
import { transportTo, whyNotOpen } from "./transports.ts";
import { findByEnvironment, isAlive, signalGroup, type ProcessMark } from "./processes.ts";
import { changeShim, readingShim } from "./shim.ts";
import type { Hosts } from "../hosts.ts";
import type { OutputFiles } from "./live-output.ts";
import type { Command, Ending, Exited, MutationState, Output, Shell } from "../ports.ts";

export interface ShellOptions {
  /** The run's folder; each start gets `attempts/<attempt>/` in it. */
  readonly folder: string;
  readonly runId: string;
  /** What every block sees: PATH, HOME, ... Its own values are added. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  /** How to reach each host; left out: every host is this machine, as in a made world. */
  readonly hosts?: Hosts;
  /** Looks at a block and its SESSION before they start; answers why they may not. */
  readonly beforeStart?: (command: Command) => string | null | Promise<string | null>;
}

/** What the shim writes instead of a status where the connection ended first. */
const lost = "lost-";
const graceMs = 2000;
const pollMs = 20;
/** A file system in memory, where there is one. */
const memoryFolder = "/dev/shm";

/** Variables that make bash read or run something else before the block. */
const isUnsafe = (name: string): boolean =>
  ["BASH_ENV", "ENV", "SHELLOPTS", "BASHOPTS", "CDPATH", "GLOBIGNORE", "PROMPT_COMMAND", "IFS"].includes(name) ||
  name.startsWith("BASH_FUNC_");

export class BashShell implements Shell {
  readonly #options: ShellOptions;
  readonly #bash: string;
  /** What is taken out of every output. */
  #hidden: Shapes | null = null;
  /** By host: why it cannot be reached, found out once. */
  readonly #openings = new Map<string, Promise<string | null>>();
  /** Changes that this runner started and that have not ended. */
  readonly #children = new Map<string, ChildProcess>();

  constructor(options: ShellOptions) {
    this.#options = options;
    this.#bash = findProgram("bash");
  }

  hide(secrets: readonly string[]): void {
    this.#hidden = compileShapes(secrets);
  }

  async read(command: Command, signal: AbortSignal): Promise<Ending> {
    const why = await this.#refusal(command);
    if (why !== null) return { kind: "refused", why };
    if (signal.aborted) return { kind: "interrupted" };
    const startedMs = performance.now();
    const child = await this.#spawn(command, "reading");
    if (typeof child === "string") return { kind: "refused", why: child };
    const stopped = await endOf(child, command.timeoutMs, signal);
    const durationMs = performance.now() - startedMs;
    if (stopped === "interrupted") return { kind: "interrupted" };
    const outputs = Object.keys(command.secrets).length > 0 ? this.#forget(command.attempt) : this.#outputs(command.attempt);
    if (stopped === "timedOut") return { kind: "timedOut", ...outputs, durationMs };
    const status = this.#readFile(command.attempt, "status");
    if (status === null) return { kind: "refused", why: "its bash was ended from outside" };
    if (status.startsWith(lost)) {
      this.#openings.delete(command.host);
      return { kind: "refused", why: howLost(status, outputs.stderr) };
    }
    return { kind: "exited", status: Number(status), ...outputs, durationMs };
  }

  async startMutation(command: Command, approval: Parameters<Shell["startMutation"]>[1]): ReturnType<Shell["startMutation"]> {
    spendApproval(approval, command);
    const why = await this.#refusal(command);
    if (why !== null) return { kind: "refused", why };
    const child = await this.#spawn(command, "change");
    if (typeof child === "string") return { kind: "refused", why: child };
    this.#children.set(command.attempt, child);
    child.once("exit", () => this.#children.delete(command.attempt));
    child.unref();
    return { kind: "started" };
  }

  async awaitMutation(attempt: string, forMs: number): Promise<MutationState> {
    const deadline = performance.now() + forMs;
    for (;;) {
      const state = this.#look(attempt);
      if (state.kind !== "running" || performance.now() >= deadline) return state;
      await pause(Math.min(pollMs, Math.max(1, deadline - performance.now())), this.#children.get(attempt));
    }
  }

  async endMutation(attempt: string): Promise<MutationState> {
    const mark = this.#mark(attempt);
    if (mark === null || mark === "void") return this.#look(attempt);
    if (this.#endMark(attempt) === null) signalGroup(mark.pid, "SIGTERM");
    else tellToEnd(join(this.#folderOf(attempt), "control"));
    const state = await this.awaitMutation(attempt, this.#endMark(attempt) === null ? graceMs : 2 * graceMs);
    if (state.kind !== "running") return state;
    signalGroup(mark.pid, "SIGKILL");
    return this.awaitMutation(attempt, graceMs);
  }

  /** Where a block's output can be followed while it runs; `null` where secrets are not taken out of it before its end. */
  filesOf(attempt: string): OutputFiles | null {
    const folder = this.#folderOf(attempt);
    return this.#hidden === null ? { stdout: join(folder, "stdout"), stderr: join(folder, "stderr") } : null;
  }

  #folderOf(attempt: string): string {
    return join(this.#options.folder, "attempts", attempt);
  }

  async #refusal(command: Command): Promise<string | null> {
    return (await this.#options.beforeStart?.(command)) ?? (await this.#whyUnreachable(command.host));
  }

  /** A host that cannot be reached is known before anything is sent there: then the block has certainly not started. */
  #whyUnreachable(host: string): Promise<string | null> {
    const opening = this.#openings.get(host) ?? this.#open(host);
    this.#openings.set(host, opening);
    return opening;
  }

  async #open(host: string): Promise<string | null> {
    const { hosts, environment } = this.#options;
    const why = hosts === undefined ? null : await whyNotOpen(host, hosts, environment);
    // The next block may find it back.
    if (why !== null) this.#openings.delete(host);
    return why;
  }

  /** Of a block on another host: the name under which its end is told; `null` for one on this machine. */
  #endMark(attempt: string): string | null {
    return this.#readFile(attempt, "end-mark");
  }

  /** What is known of a change at this moment. */
  #look(attempt: string): MutationState {
    const status = this.#readFile(attempt, "status");
    if (status !== null) return this.#ended(attempt, status);
    const mark = this.#mark(attempt) ?? (this.#children.has(attempt) ? null : this.#forbid(attempt));
    if (mark === "void") return { kind: "notStarted" };
    if (mark === null) return { kind: "running", pid: this.#children.get(attempt)?.pid ?? 0 };
    if (isAlive(mark)) return { kind: "running", pid: mark.pid };
    // The status may have come between the two looks.
    const late = this.#readFile(attempt, "status");
    if (late !== null) return this.#ended(attempt, late);
    // The shim is gone, but what it started may still be at work.
    const survivor = findByEnvironment(`RUNGATE_ATTEMPT=${this.#options.runId}/${attempt}`);
    if (survivor !== null) return { kind: "running", pid: survivor };
    return { kind: "lost", why: "it was started, it is gone, and it left no status" };
  }

  #ended(attempt: string, line: string): MutationState {
    const [status = "", micros] = line.split(" ");
    // Seen is not yet on disk: a result on record whose status a power loss took could not be read again.
    syncFolder(this.#folderOf(attempt));
    if (!status.startsWith(lost) && !/^\d+ -?\d+$/.test(line))
      return { kind: "lost", why: `its status is \`${line}\`, which says nothing` };
    for (const stream of ["stdout", "stderr"]) {
      // Judged as empty it would say what it never said.
      if (!existsSync(join(this.#folderOf(attempt), stream)))
        return { kind: "lost", why: `it ended with status ${status}, but its ${stream}, kept in memory because of a secret, is gone` };
    }
    const outputs = this.#outputs(attempt);
    if (status.startsWith(lost)) return { kind: "lost", why: howLost(status, outputs.stderr) };
    // bash knows only the wall clock, which may have been set back meanwhile.
    return { kind: "exited", status: Number(status), ...outputs, durationMs: Math.max(0, Number(micros) / 1000) };
  }

  #outputs(attempt: string): Pick<Exited, "stdout" | "stderr"> {
    const endMark = this.#endMark(attempt);
    if (endMark !== null) cutEndMark(join(this.#folderOf(attempt), "stderr"), endMark);
    const read = (stream: string): Exited["stdout"] => {
      this.#mask(join(this.#folderOf(attempt), stream));
      return readOutput(this.#options.folder, join("attempts", attempt, stream));
    };
    return { stdout: read("stdout"), stderr: read("stderr") };
  }

  /**
   * Of a reading that was given a secret only hash and length are kept: a mask knows many shapes, not all. A change's
   * masked outputs stay, because a gate may have to judge them after a crash.
   */
  #forget(attempt: string): Pick<Exited, "stdout" | "stderr"> {
    const { stdout, stderr } = this.#outputs(attempt);
    for (const stream of ["stdout", "stderr"]) rmSync(join(this.#folderOf(attempt), stream));
    return { stdout: { ...stdout, file: null }, stderr: { ...stderr, file: null } };
  }

  /** Where a block may print a secret it writes to memory; what is kept on disk is the masked copy. */
  #openOutput(path: string): number {
    if (this.#hidden === null || !existsSync(memoryFolder)) return openSync(path, "wx", 0o600);
    const raw = join(memoryFolder, `rungate-${createHash("sha256").update(path).digest("hex").slice(0, 32)}`);
    const descriptor = openSync(raw, "wx", 0o600);
    symlinkSync(raw, path);
    return descriptor;
  }

  #mask(path: string): void {
    if (this.#hidden !== null) maskFile(realpathSync(path), path, this.#hidden);
  }

  #readFile(attempt: string, name: string): string | null {
    const path = join(this.#folderOf(attempt), name);
    return existsSync(path) ? readFileSync(path, "utf8").trim() : null;
  }

  #mark(attempt: string): ProcessMark | "void" | null {
    const line = this.#readFile(attempt, "started");
    if (line === null) return null;
    if (line === "void") return "void";
    const [pid, start] = line.split(" ");
    return { pid: Number(pid), start: start ?? "" };
  }

  /** Takes the start mark, so that a shim that is late can no longer begin. Answers whose mark it is now. */
  #forbid(attempt: string): ProcessMark | "void" {
    const folder = this.#folderOf(attempt);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const own = join(folder, `started.void.${process.pid}`);
    writeFileSync(own, "void\n", { mode: 0o600, flush: true });
    try {
      linkSync(own, join(folder, "started"));
      syncFolder(folder);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    unlinkSync(own);
    return this.#mark(attempt) ?? "void";
  }

  /** Starts a shim. Answers why it could not be started, if it could not. */
  async #spawn(command: Command, kind: "reading" | "change"): Promise<ChildProcess | string> {
    const folder = this.#folderOf(command.attempt);
    const transport = this.#options.hosts === undefined ? null : transportTo(command.host, this.#options.hosts);
    const descriptors: number[] = [];
    try {
      mkdirSync(join(this.#options.folder, "attempts"), { recursive: true, mode: 0o700 });
      mkdirSync(folder, { mode: 0o700 });
      // The start mark of a change must not be lost with the folder that holds it.
      if (kind === "change") syncFolders(join(this.#options.folder, "attempts"), this.#options.folder);
      const { launch, endMark } =
        transport === null
          ? { launch: writeLaunch(folder, command), endMark: "" }
          : writeRemoteLaunch(folder, { ...command, environment: { ...command.environment, ...this.#marksOf(command) } }, kind);
      for (const stream of ["stdout", "stderr"]) descriptors.push(this.#openOutput(join(folder, stream)));
      const child = spawn(
        this.#bash,
        [
          ...["--noprofile", "--norc", "-c", kind === "reading" ? readingShim : changeShim, "rungate"],
          ...[folder, this.#bash, launch, process.env["PATH"] ?? "/usr/bin:/bin", endMark, ...(transport ?? [])],
        ],
        {
          cwd: this.#options.workingFolder,
          env: this.#environmentOf(transport === null ? command : { ...command, environment: {}, lists: {} }),
          detached: true,
          stdio: [
            "ignore",
            descriptors[0] as number,
            descriptors[1] as number,
            kind === "reading" ? "pipe" : "ignore",
            Object.keys(command.secrets).length > 0 ? "pipe" : "ignore",
          ],
        },
      );
      feedSecrets(child, command);
      return await new Promise((resolve) => {
        child.once("spawn", () => resolve(child));
        child.once("error", (error) => resolve(error.message));
      });
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      for (const descriptor of descriptors) closeSync(descriptor);
    }
  }

  #environmentOf(command: Command): Record<string, string> {
    const environment: Record<string, string> = {};
    for (const [name, value] of Object.entries(this.#options.environment))
      if (value !== undefined && !isUnsafe(name)) environment[name] = value;
    Object.assign(environment, command.environment);
    for (const [variable, items] of Object.entries(command.lists))
      for (const [index, item] of items.entries()) environment[elementVariable(variable, index)] = item;
    return { ...environment, ...this.#marksOf(command) };
  }

  #marksOf({ attempt }: Command): Record<string, string> {
    return { RUNGATE_RUN: this.#options.runId, RUNGATE_ATTEMPT: `${this.#options.runId}/${attempt}` };
  }
}

/** Each secret ends with NUL: what bash reads is whole, or the block does not begin. */
function feedSecrets(child: ChildProcess, { secrets }: Command): void {
  const pipe = child.stdio[4];
  if (!(pipe instanceof Writable)) return;
  // A shell that is gone before it has read them says so by its own end.
  pipe.on("error", () => undefined);
  pipe.end(
    Object.values(secrets)
      .map((secret) => `${secret}\0`)
      .join(""),
  );
}

/** `RB_nodes` -> `RBLIST_nodes_1`: bash cannot import an array. */
const elementVariable = (variable: string, index: number): string => `${variable.replace(/^RB_/, "RBLIST_")}_${index + 1}`;

/** The text in front of the block: lists, secrets, the SESSION, strict mode. Files are sourced, so that bash's messages name them and their lines. */
function writeLaunch(folder: string, command: Command): string {
  const place = (name: string, script: string): string => {
    const path = join(folder, name);
    writeFileSync(path, script, { mode: 0o600, flag: "wx" });
    return `'${path.replaceAll("'", `'\\''`)}'`;
  };
  const lists = Object.entries(command.lists).map(
    ([variable, items]) => `${variable}=(${items.map((_, index) => `"$${elementVariable(variable, index)}"`).join(" ")})\n`,
  );
  const variables = Object.keys(command.secrets);
  const secrets = variables.map((variable) => `unset ${variable}\nIFS= read -r -d '' -u 4 ${variable} || exit 96\n`);
  if (variables.length > 0) secrets.push("exec 4<&-\n");
  const session = command.session === null ? "" : `. ${place(`session-${basename(command.session.file)}`, command.session.script)}\n`;
  const block = place(basename(command.file), command.script);
  const launch = join(folder, "launch");
  writeFileSync(launch, `${lists.join("")}${secrets.join("")}${session}set -euo pipefail\nshopt -s inherit_errexit\n. ${block}\n`, {
    mode: 0o600,
    flag: "wx",
  });
  return launch;
}

/** The program for the other host, and the mark of its end. */
function writeRemoteLaunch(
  folder: string,
  command: Command,
  kind: "reading" | "change",
): { readonly launch: string; readonly endMark: string } {
  const endMark = `rungate-ended-${randomBytes(12).toString("hex")}`;
  const launch = join(folder, "launch");
  writeFileSync(launch, remoteProgram(command, kind, endMark), { mode: 0o600, flag: "wx" });
  writeFileSync(join(folder, "end-mark"), endMark, { mode: 0o600, flag: "wx" });
  return { launch, endMark };
}

function howLost(status: string, { text }: Output): string {
  const said = text.trim().split("\n").at(-1) ?? "";
  return `the connection ended (status ${status.slice(lost.length)}) before the block's end was told${said === "" ? "" : `: ${said}`}`;
}

/** A shim that is gone has nobody to tell. */
function tellToEnd(control: string): void {
  try {
    const descriptor = openSync(control, constants.O_WRONLY | constants.O_NONBLOCK);
    writeSync(descriptor, "end\n");
    closeSync(descriptor);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && (error.code === "ENXIO" || error.code === "ENOENT"))) throw error;
  }
}

/** Waits for a reading's end, and brings it about: TERM to its group at the budget or on the signal, KILL after a grace. */
function endOf(child: ChildProcess, timeoutMs: number, signal: AbortSignal): Promise<"ended" | "timedOut" | "interrupted"> {
  return new Promise((resolve) => {
    let how: "ended" | "timedOut" | "interrupted" = "ended";
    let kill: NodeJS.Timeout | undefined;
    const end = (why: "timedOut" | "interrupted"): void => {
      if (how !== "ended" || child.pid === undefined) return;
      how = why;
      const leader = child.pid;
      signalGroup(leader, "SIGTERM");
      kill = setTimeout(() => signalGroup(leader, "SIGKILL"), graceMs);
    };
    const onAbort = (): void => end("interrupted");
    const budget = setTimeout(() => end("timedOut"), Math.min(timeoutMs, 2 ** 31 - 1));
    signal.addEventListener("abort", onAbort, { once: true });
    child.once("exit", () => {
      clearTimeout(budget);
      clearTimeout(kill);
      signal.removeEventListener("abort", onAbort);
      resolve(how);
    });
  });
}

/** A short wait, shorter if the change ends meanwhile. */
function pause(ms: number, child: ChildProcess | undefined): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      child?.removeListener("exit", finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    child?.once("exit", finish);
  });
}

/** Where a program lies, on the runner's own PATH. */
function findProgram(name: string): string {
  for (const folder of (process.env["PATH"] ?? "/usr/bin:/bin").split(delimiter)) {
    if (folder !== "" && existsSync(join(folder, name))) return join(folder, name);
  }
  throw new Error(`${name} was not found on PATH: rungate needs it to run blocks`);
}
