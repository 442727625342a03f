/** Hosts of rungate.yaml and of an inventory. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { expect, onTestFinished, test } from "vitest";
import { readHosts } from "../../cli/hosts.ts";
import { Refusal } from "../../cli/exit-status.ts";
import { Config } from "../../compiler/config.ts";
import type { Workspace } from "../../cli/workspace.ts";

function workspaceWith(files: Readonly<Record<string, string>>, config: object): Workspace {
  const root = mkdtempSync(join(tmpdir(), "rungate-hosts-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(root, name), text);
    chmodSync(join(root, name), 0o755);
  }
  return { root, cwd: root, config: Config.parse(config) } as Workspace;
}

test("the inventory's hosts are reached as ansible would; rungate.yaml wins", () => {
  const inventory = {
    _meta: {
      hostvars: {
        "compute-1": { ansible_host: "10.0.0.11", ansible_user: "ops", ansible_port: 2222, other: [1] },
        "compute-2": { ansible_host: "2001:db8::2" },
        here: { ansible_connection: "local" },
        Not_A_Name: {},
      },
    },
    all: { children: ["computes"] },
    computes: { hosts: ["compute-1", "compute-2", "compute-3"] },
  };
  const workspace = workspaceWith(
    { inventory: `#!/bin/sh\ncat <<'EOF'\n${JSON.stringify(inventory)}\nEOF\n` },
    {
      inventory: ["./inventory", "--list"],
      hosts: { "compute-2": { transport: "local" }, vault: { transport: "ssh", sshConfig: "ops/ssh_config" } },
    },
  );
  expect(readHosts(workspace)).toEqual({
    "compute-1": { transport: "ssh", target: "ssh://ops@10.0.0.11:2222" },
    "compute-2": { transport: "local" },
    "compute-3": { transport: "ssh", target: "ssh://compute-3" },
    here: { transport: "local" },
    vault: { transport: "ssh", sshConfig: join(workspace.root, "ops/ssh_config") },
  });
});

test("an inventory that fails, or prints something else, stops before anything runs", () => {
  const failing = workspaceWith({ inventory: "#!/bin/sh\necho 'no vault password' >&2\nexit 4\n" }, { inventory: ["./inventory"] });
  expect(() => readHosts(failing)).toThrow(Refusal);
  expect(() => readHosts(failing)).toThrow("The inventory could not be read: `./inventory` ended with status 4");
  expect(() => readHosts(workspaceWith({}, { inventory: ["rungate-no-such-program"] }))).toThrow("ENOENT");
  expect(() => readHosts(workspaceWith({}, { inventory: ["echo", "[]"] }))).toThrow("expected the JSON of `ansible-inventory --list`");
});

const hasAnsible = spawnSync("ansible-inventory", ["--version"]).status === 0;
test.skipIf(!hasAnsible)(`the real ansible-inventory${hasAnsible ? "" : " (SKIPPED: not installed here)"}`, () => {
  const workspace = workspaceWith({}, { inventory: ["ansible-inventory", "-i", "hosts.ini", "--list"] });
  const ini = join(workspace.root, "hosts.ini");
  writeFileSync(ini, "[computes]\nnode-1 ansible_host=10.0.0.1 ansible_user=ops\nnode-2\n");
  chmodSync(ini, 0o644);
  expect(readHosts(workspace)).toEqual({
    "node-1": { transport: "ssh", target: "ssh://ops@10.0.0.1" },
    "node-2": { transport: "ssh", target: "ssh://node-2" },
  });
});
