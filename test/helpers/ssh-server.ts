/**
 * A real sshd on a free port of this machine, with keys of its own, and a client configuration that knows it. It ends with
 * the test file. It needs Debian's openssh-server.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll } from "vitest";

const program = ["/usr/sbin/sshd", "/usr/bin/sshd"].find((path) => existsSync(path));
export const hasSshServer = program !== undefined;

export interface SshServer {
  /** For `sshConfig` of a host: it knows the hosts `reached` (directly) and `cut` (through what `cutAll` cuts). */
  readonly clientConfig: string;
  /** Ends every connection to `cut`, as a pulled cable would. */
  readonly cutAll: () => void;
}

export async function startSshServer(): Promise<SshServer> {
  const folder = mkdtempSync(join(tmpdir(), "rungate-sshd-"));
  const path = (name: string): string => join(folder, name);
  for (const name of ["host-key", "client-key"]) execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path(name)]);
  if (userInfo().uid === 0) mkdirSync("/run/sshd", { recursive: true });
  const port = await freePort();
  writeFileSync(
    path("sshd_config"),
    [
      `Port ${port}`,
      "ListenAddress 127.0.0.1",
      `HostKey ${path("host-key")}`,
      `AuthorizedKeysFile ${path("client-key.pub")}`,
      `PidFile ${path("pid")}`,
      "StrictModes no",
      "UsePAM no",
      "PasswordAuthentication no",
      "PermitRootLogin yes",
      "MaxStartups 100",
      // Keeps bash from reading this account's .bashrc first, which is not ours to depend on.
      "SetEnv SHLVL=2",
      "",
    ].join("\n"),
  );
  const server = spawn(program as string, ["-D", "-e", "-f", path("sshd_config")], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  server.stderr.on("data", (bytes: Buffer) => (said += bytes.toString()));
  for (let wait = 0; !said.includes("Server listening"); wait++) {
    if (wait > 200) throw new Error(`sshd did not start: ${said}`);
    await sleep(50);
  }

  const sockets = new Set<Socket>();
  const proxy = createServer((incoming) => {
    const outgoing = connect(port, "127.0.0.1");
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => sockets.delete(socket));
    }
    incoming.pipe(outgoing).pipe(incoming);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const proxyPort = (proxy.address() as AddressInfo).port;
  writeFileSync(
    path("known_hosts"),
    [port, proxyPort].map((at) => `[127.0.0.1]:${at} ${readFileSync(path("host-key.pub"), "utf8")}`).join(""),
  );
  const host = (name: string, at: number): string[] => [
    `Host ${name}`,
    "  HostName 127.0.0.1",
    `  Port ${at}`,
    `  User ${userInfo().username}`,
    `  IdentityFile ${path("client-key")}`,
    "  IdentitiesOnly yes",
    `  UserKnownHostsFile ${path("known_hosts")}`,
    "  StrictHostKeyChecking yes",
  ];
  writeFileSync(path("ssh_config"), [...host("reached", port), ...host("cut", proxyPort), ""].join("\n"));
  afterAll(() => {
    server.kill();
    proxy.close();
    for (const socket of sockets) socket.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    clientConfig: path("ssh_config"),
    cutAll: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
