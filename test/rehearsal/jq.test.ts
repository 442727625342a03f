/** Where the machine has no jq, the rehearsal brings its own: same answers, same statuses. */
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openMadeBash, type MadeBash } from "./made-bash.ts";

let made: MadeBash;
const path = process.env["PATH"];
const bare = mkdtempSync(join(tmpdir(), "rungate-bare-"));

beforeAll(async () => {
  for (const name of ["cat", "sort", "uniq", "wc"]) symlinkSync(`/usr/bin/${name}`, join(bare, name));
  process.env["PATH"] = bare;
  try {
    made = await openMadeBash();
  } finally {
    process.env["PATH"] = path;
  }
});
afterAll(() => {
  made.remove();
  rmSync(bare, { recursive: true });
});

test("it says so", () => {
  expect(made.machine.remarks).toEqual(["jq is not installed here: the rehearsal brings its own (jq-wasm)"]);
});

test.each([
  [
    `juju status --format=json | jq -r '.. | objects | select(has("juju-status")) | ."juju-status".version' | sort | uniq -c`,
    0,
    "     91 3.6.24\n",
  ],
  [
    `juju status --format=json | jq -r --arg a keystone '.applications[$a] | [$a, ."charm-rev", ("x-12" | capture("-(?<r>[0-9]+)$").r)] | @tsv'`,
    0,
    "keystone\t695\t12\n",
  ],
  [`echo '{"a":1}' > ~/f; jq -e .a ~/f`, 0, "1\n"],
  [`echo '{"a":1}' | jq -e .b`, 1, "null\n"],
  [`echo '{}' | jq -e empty`, 4, ""],
  [`echo '{"a":' | jq .`, 2, ""],
  [`echo '{}' | jq '.['`, 3, ""],
  [`echo 1 | jq .a`, 5, ""],
  [`jq -n '1 + 1'`, 0, "2\n"],
  [`echo '[1,2]' | jq -c '.[]'`, 0, "1\n2\n"],
  [`echo '"a"' | jq -j .`, 0, "a"],
  [`jq -n --stream 1`, 2, ""],
  [`jq . </dev/null`, 0, ""],
])("%s", async (script, status, stdout) => {
  expect(await made.run(script)).toMatchObject({ status, stdout });
});
