/**
 * `rungate surface capture` with the real OpenStack client of Debian (python3-openstackclient); where it is not installed,
 * the tests that need it say so.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parseHelp } from "../../cli/surface/parse-help.ts";
import { Surface } from "../../compiler/ast/surface.ts";

const launcher = join(import.meta.dirname, "../../bin/rungate.js");
const folder = mkdtempSync(join(tmpdir(), "rungate-surface-"));
mkdirSync(join(folder, ".git"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isInstalled = spawnSync("openstack", ["--version"]).error === undefined;
if (!isInstalled)
  process.stderr.write(
    "SKIPPED: openstack is not installed, so no surface of a real client is captured (apt install python3-openstackclient)\n",
  );

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const rungate = (...words: string[]): Ended => rungateWith({}, ...words);

function rungateWith(env: Readonly<Record<string, string>>, ...words: string[]): Ended {
  return spawnSync(process.execPath, [launcher, ...words], { cwd: folder, encoding: "utf8", env: { ...process.env, ...env } });
}

test.skipIf(!isInstalled)("what the real client knows is captured, and lint finds what it does not know", { timeout: 600_000 }, () => {
  const captured = rungate("surface", "capture", "openstack", "--only", "server group create", "server group list");
  expect(captured.stderr).toContain("runs `openstack --version` and `openstack [command] --help`, nothing else");
  expect(captured.status).toBe(0);
  const surface = Surface.parse(JSON.parse(readFileSync(join(folder, "surfaces/openstack.json"), "utf8")));
  expect(Object.keys(surface.commands)).toEqual(["server group create", "server group list"]);
  expect(surface.commands["server group create"]!.split(" ")).toContain("--policy=");

  const commands = [
    "openstack --os-cloud x server group create --policy affinity a </dev/null",
    "openstack server group create --policies affinity a </dev/null",
    "openstack server group lst </dev/null",
    "openstack volume frobnicate --x </dev/null",
  ];
  writeFileSync(join(folder, "a.md"), `# A\n\n~~~bash\n${commands.join("\n")}\n~~~\n`);
  const { stdout } = rungate("lint", "a.md", "--format", "json");
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; line: number; message: string }[] };
  expect(
    diagnostics.filter(({ code }) => code === "lint/unknown-option").map(({ line, message }) => `${line} ${message.split(",")[0]}`),
  ).toEqual(["5 Unexpected option `--policies` of `openstack server group create`", "6 Unexpected `lst` behind `openstack server group`"]);
});

test("a client that is ended by a signal leaves no surface", () => {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "halting"), '#!/bin/sh\n[ "$1" = --version ] || kill -TERM $$\necho 1\n', { mode: 0o755 });
  const { status, stderr } = rungateWith({ PATH: `${bin}${delimiter}${process.env["PATH"]}` }, "surface", "capture", "halting");
  expect(stderr).toContain("Unexpected end of `halting --help` by SIGTERM, expected its answer within 300 s");
  expect(status).toBe(2);
  expect(existsSync(join(folder, "surfaces", "halting.json"))).toBe(false);
});

test("a client that is not there is refused", () => {
  const { status, stderr } = rungate("surface", "capture", "no-such-client");
  expect(stderr).toContain("Unexpected client `no-such-client` that is not on PATH, expected an installed one");
  expect(status).toBe(2);
});

test.each([["list"], ["../x"]])("surface %s is refused", (word) => {
  expect(rungate("surface", word === "list" ? "list" : "capture", word).status).toBe(2);
});

test("help in the manner of cliff, of cobra and of argparse", () => {
  expect(
    parseHelp(
      "usage: x [--version] [-v | -q]\n  [--os-cloud <name>]\n\nCommands:\n  server create  Create\n  server list    List\n  a long name of a command\n\nRun x help.\n",
    ),
  ).toEqual({
    options: ["--os-cloud=", "--version", "-q", "-v"],
    commands: ["server create", "server list", "a long name of a command"],
    handsOn: false,
  });
  expect(
    parseHelp(
      "Usage:  x run [OPTIONS] IMAGE [COMMAND] [ARG...]\n\nManagement Commands:\n  volume*     Manage\n\nOptions:\n  -e, --env list   Set\n      --rm         Remove\n",
    ),
  ).toEqual({ options: ["--env=", "--rm", "-e"], commands: ["volume"], handsOn: true });
  expect(parseHelp("Frees memory.\n").commands).toEqual([]);
});
