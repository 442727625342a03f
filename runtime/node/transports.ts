/**
 * The ways to a host: an argv that ends in `bash -s`, and whether it can be reached at all. Nothing is installed there;
 * what it needs is a bash that is not too old.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { settingsOf, type Hosts, type HostSettings } from "../hosts.ts";

/** `inherit_errexit` came with it. */
const oldestBash = [4, 4] as const;
/** A person may have to type a password, or touch a key. */
const openMs = 120_000;
const connectSeconds = 20;
/** How long a shared connection waits for its next block: longer than most questions wait for their answer. */
const persistSeconds = 3600;

export type Transport = readonly string[];

/** The argv in front of a program on stdin; `null`: it is this machine. */
export function transportTo(host: string, hosts: Hosts): Transport | null {
  const settings = settingsOf(host, hosts);
  if (settings === null) throw new Error(`bug in rungate: a block was to run on \`${host}\`, which nothing maps`);
  if (settings.transport === "local") return null;
  const reach =
    settings.transport === "ssh"
      ? ["ssh", "-T", ...sshOptions(settings, { BatchMode: "yes", ControlMaster: "no" }), "--", named(settings.target ?? host, host)]
      : (settings.command ?? []).map((word) => named(word, host));
  return [...reach, "bash", "--noprofile", "--norc", "-s"];
}

const named = (text: string, host: string): string => text.replaceAll("{host}", host);

/** All blocks of a host go through one connection, where there is one; ssh finds it by this name. */
function sshOptions({ sshConfig }: HostSettings, options: Readonly<Record<string, string>>): string[] {
  const all = {
    ...options,
    ControlPath: join(controlFolder(), "%C"),
    ConnectTimeout: String(connectSeconds),
    ServerAliveInterval: "15",
    ServerAliveCountMax: "4",
  };
  return [
    ...(sshConfig === undefined ? [] : ["-F", sshConfig]),
    ...Object.entries(all).flatMap(([name, value]) => ["-o", `${name}=${value}`]),
  ];
}

/**
 * Opens the connection that the blocks of a host share. It may ask for a password at the terminal, as nothing after it
 * does; it is a process of its own session, so that neither Ctrl-C nor the end of a block takes it from the others.
 */
async function shareConnection(host: string, settings: HostSettings, environment: NodeJS.ProcessEnv): Promise<void> {
  const target = ["--", named(settings.target ?? host, host)];
  const found = await ask(["ssh", ...sshOptions(settings, {}), "-O", "check", ...target], "", environment);
  if (found.status === ended(0)) return;
  const options = { BatchMode: process.stdin.isTTY ? "no" : "yes", ControlMaster: "yes", ControlPersist: String(persistSeconds) };
  // Where this fails the blocks connect by themselves, or say why they cannot.
  await ask(["ssh", "-f", "-N", ...sshOptions(settings, options), ...target], "", environment);
}

/** A short path: the name of a socket has room for about a hundred bytes. */
function controlFolder(): string {
  const folder = join(process.env["XDG_RUNTIME_DIR"] ?? tmpdir(), `rungate-ssh-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Connects, and looks at the bash there. Answers why blocks cannot run on it; `null` where they can. */
export async function whyNotOpen(host: string, hosts: Hosts, environment: NodeJS.ProcessEnv): Promise<string | null> {
  const transport = transportTo(host, hosts);
  if (transport === null) return null;
  const settings = settingsOf(host, hosts);
  if (settings?.transport === "ssh") await shareConnection(host, settings, environment);
  const mark = `rungate-open-${randomBytes(8).toString("hex")}`;
  const { stdout, stderr, status } = await ask(
    transport,
    `printf '${mark} %s %s\\n' "\${BASH_VERSINFO[0]}" "\${BASH_VERSINFO[1]}"\n`,
    environment,
  );
  const [, major, minor] = stdout.match(new RegExp(`${mark} (\\d+) (\\d+)`)) ?? [];
  if (major === undefined || minor === undefined) {
    const said = stderr.trim().split("\n").at(-1) ?? "";
    return `host \`${host}\` cannot be reached: \`${transport[0]}\` ended with ${status}${said === "" ? "" : `: ${said}`}`;
  }
  const isOld = Number(major) < oldestBash[0] || (Number(major) === oldestBash[0] && Number(minor) < oldestBash[1]);
  return isOld ? `host \`${host}\` has bash ${major}.${minor}, expected ${oldestBash.join(".")} or later` : null;
}

const ended = (status: number | null): string => `status ${status}`;

interface Answered {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: string;
}

function ask([program = "", ...args]: Transport, text: string, environment: NodeJS.ProcessEnv): Promise<Answered> {
  return new Promise((resolve) => {
    // Of the runner's own session, so that ssh can ask at its terminal.
    const child = spawn(program, args, { env: environment, stdio: ["pipe", "pipe", "pipe"], timeout: openMs });
    const parts = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const)
      child[stream].on("data", (bytes: Buffer) => (parts[stream] = `${parts[stream]}${bytes.toString()}`.slice(-65_536)));
    child.stdin.on("error", () => undefined);
    child.stdin.end(text);
    child.once("error", (error) => resolve({ ...parts, status: error.message }));
    // Not `close`: a connection that is kept may hold the pipes.
    child.once("exit", (status, signal) => setTimeout(() => resolve({ ...parts, status: signal ?? ended(status) }), 50));
  });
}
