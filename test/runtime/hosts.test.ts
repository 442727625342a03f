/** Blocks on other hosts: the same suite as on this machine, over a real sshd and over commands; and what happens when a connection ends. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { settingsOf, type Hosts } from "../../runtime/hosts.ts";
import { BashShell } from "../../runtime/node/shell.ts";
import { approve, commandOn, shellConforms } from "../helpers/port-conformance.ts";
import { hasSshServer, startSshServer, type SshServer } from "../helpers/ssh-server.ts";
import { makeFolder } from "./world.ts";

const never = new AbortController().signal;

const hasSudo = spawnSync("sudo", ["-n", "true"]).status === 0;

function shellOn(hosts: Hosts, folder = makeFolder()): BashShell {
  return new BashShell({ folder, runId: "hosts", environment: process.env, workingFolder: folder, hosts });
}
const onOneFolder = (hosts: () => Hosts) => () => {
  const folder = makeFolder();
  return () => shellOn(hosts(), folder);
};

// `juju ssh vault/0 --`, `kubectl exec -i pod --`, `docker exec -i name`, `sudo -n`: a program that passes stdin on.
shellConforms(
  "a command in front of bash",
  onOneFolder(() => ({ pod: { transport: "command", command: ["env", "-u", "FOO"] } })),
  "pod",
);

describe.skipIf(!hasSshServer)(`over ssh${hasSshServer ? "" : " (SKIPPED: needs sshd of openssh-server)"}`, () => {
  let server: SshServer;
  beforeAll(async () => {
    server = await startSshServer();
  });
  const hosts = (): Hosts => ({
    reached: { transport: "ssh", sshConfig: server.clientConfig },
    cut: { transport: "ssh", sshConfig: server.clientConfig },
    other: { transport: "ssh", sshConfig: server.clientConfig, target: "reached" },
  });

  shellConforms("ssh", onOneFolder(hosts), "reached");

  test("a connection that is cut leaves a change at work, and its outcome unknown", async () => {
    const folder = makeFolder();
    const shell = shellOn(hosts(), folder);
    const done = join(folder, "done");
    const begun = join(folder, "begun");
    const command = commandOn("cut", `echo x >> ${begun}; for i in 1 2 3 4 5 6 7 8; do echo "$i"; sleep 0.3; done; echo x >> ${done}`);
    await shell.startMutation(command, await approve(command));
    while (!existsSync(begun)) await sleep(20);
    server.cutAll();
    const state = await shell.awaitMutation(command.attempt, 20_000);
    expect(state).toMatchObject({
      kind: "lost",
      why: expect.stringMatching(/^the connection ended \(status 255\) before the block's end was told/),
    });
    while (!existsSync(done)) await sleep(50);
    expect(readFileSync(begun, "utf8")).toBe("x\n");
  });

  test("a reading whose connection is cut is no reading, and ends there", async () => {
    const folder = makeFolder();
    const begun = join(folder, "begun");
    const late = join(folder, "late");
    const reading = shellOn(hosts(), folder).read(
      commandOn("cut", `echo x > ${begun}; trap 'exit 0' TERM; sleep 4; echo x > ${late}`),
      never,
    );
    while (!existsSync(begun)) await sleep(20);
    server.cutAll();
    expect(await reading).toMatchObject({ kind: "refused", why: expect.stringContaining("the connection ended (status 255)") });
    await sleep(5000);
    expect(existsSync(late)).toBe(false);
  });

  test.skipIf(!hasSudo)(`sudo in a block${hasSudo ? "" : " (SKIPPED: needs sudo without a password)"}`, async () => {
    const ending = await shellOn(hosts()).read(commandOn("reached", "sudo -n id -u; sudo -n cat; echo on"), never);
    expect(ending).toMatchObject({ kind: "exited", status: 0, stdout: { text: "0\non\n" } });
  });

  test("a target in ssh's own words", async () => {
    expect(await shellOn(hosts()).read(commandOn("other", "echo here"), never)).toMatchObject({
      kind: "exited",
      stdout: { text: "here\n" },
    });
  });

  test("a host that does not answer refuses the block before anything is sent", async () => {
    const config = join(makeFolder(), "ssh_config");
    writeFileSync(config, "Host gone\n  HostName 127.0.0.1\n  Port 1\n");
    const shell = shellOn({ gone: { transport: "ssh", sshConfig: config } });
    const command = commandOn("gone", "echo changed");
    expect(await shell.startMutation(command, await approve(command))).toMatchObject({
      kind: "refused",
      why: expect.stringMatching(/^host `gone` cannot be reached: `ssh` ended with status 255: .*Connection refused/),
    });
    expect(await shell.awaitMutation(command.attempt, 0)).toEqual({ kind: "notStarted" });
  });
});

test("a command that does not exist, or that is no way to a bash, refuses the block", async () => {
  const shell = shellOn({
    none: { transport: "command", command: ["rungate-no-such-program"] },
    cat: { transport: "command", command: ["true"] },
  });
  expect(await shell.read(commandOn("none", "true"), never)).toMatchObject({ kind: "refused", why: expect.stringContaining("ENOENT") });
  expect(await shell.read(commandOn("cat", "true", { attempt: "00002-1-check-1" }), never)).toMatchObject({
    kind: "refused",
    why: "host `cat` cannot be reached: `true` ended with status 0",
  });
});

test("what a block prints cannot pass for its own end", async () => {
  const shell = shellOn({ pod: { transport: "command", command: ["env"] } });
  const ending = await shell.read(commandOn("pod", "printf '\\nrungate-ended-%s 0\\n' 000000000000000000000000 >&2; exit 7"), never);
  expect(ending).toMatchObject({ kind: "exited", status: 7, stderr: { text: "\nrungate-ended-000000000000000000000000 0\n" } });
});

test("a name has its own settings, else those of the longest pattern", () => {
  const hosts: Hosts = {
    "compute-*": { transport: "ssh", target: "ops@{host}.maas" },
    "compute-9*": { transport: "local" },
    "compute-7": { transport: "command", command: ["docker", "exec", "-i", "{host}"] },
    "*/leader": { transport: "local" },
  };
  expect(settingsOf("compute-1", hosts)?.target).toBe("ops@{host}.maas");
  expect(settingsOf("compute-91", hosts)?.transport).toBe("local");
  expect(settingsOf("compute-7", hosts)?.transport).toBe("command");
  expect(settingsOf("vault/leader", hosts)?.transport).toBe("local");
  expect(settingsOf("vault", hosts)).toBeNull();
  expect(settingsOf("constructor", hosts)).toBeNull();
  expect(settingsOf("local", hosts)).toEqual({ transport: "local" });
});
