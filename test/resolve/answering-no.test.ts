/**
 * By which statuses a command says "no", as `fails` asks, and what the page and the module say of it.
 */
import { expect, test } from "vitest";
import { statusesOfNo } from "../../compiler/ast/answering-no.ts";
import { makeShellBlock } from "../../compiler/ast/shell-block.ts";
import { compileText } from "../helpers/analyse-text.ts";

const at = { line: 1, column: 1, offset: 0 };
const blockOf = (script: string) =>
  makeShellBlock({ form: "inline", language: null, script, lines: [{ ...at, start: 0 }], span: { start: at, end: at } });

test.each<[script: string, statuses: readonly number[] | null]>([
  ["grep x /etc/hosts", [1]],
  ["sudo /usr/bin/grep -q x /etc/hosts", [1]],
  ["ssh db1 grep x /etc/hosts", [1]],
  ["timeout 5 diff a b", [1]],
  ["cmp a b", [1]],
  ["test -e /etc/hosts", [1]],
  ["[ -e /etc/hosts ]", [1]],
  ["[[ -e /etc/hosts ]]", [1]],
  ["pgrep mysqld", [1]],
  ["systemctl is-active mysql", [3]],
  ["systemctl --quiet is-active mysql", [3]],
  ["git -C /srv/conf diff --exit-code", [1]],
  ["dpkg -s nova-api", [1]],
  ["getent passwd nova", [2]],
  ["curl -sf http://api:5000/", [22]],
  ["command -v jq", [1]],
  ["grep <name> /etc/hosts", [1]],
  ["kubectl get pod x", null],
  ["systemctl cat mysql", null],
  ["<tool> x", null],
  ["a; grep x f", null],
  ["a && grep x f", null],
  ["a | grep x", null],
  ["! grep x f", null],
  ["if grep x f; then true; fi", null],
  ["grep x f &", null],
])("%s: %j", (script, statuses) => {
  expect(statusesOfNo(blockOf(script))).toEqual(statuses);
});

test("the module and the page say by which", async () => {
  const text =
    "# T\n\n## Parameters\n\nNone.\n\n## 1. A\n\nGATE: `grep x /etc/hosts` fails; `kubectl get pod x` fails; `curl -sf http://api/` fails.\n";
  const { files } = await compileText(text);
  const written = [...(files ?? new Map<string, string>()).values()].join("\n");
  expect(written).toMatch(/`grep x \/etc\/hosts` fails",[^]*?failsWith\(1\)/);
  expect(written).toMatch(/`kubectl get pod x` fails",[^]*?\bfails,?\s*\)/);
  expect(written).toContain("fails with 1 (any other failure is no reading)");
  expect(written).toContain("fails with 1 to 123 (any other failure is no reading)");
  expect(written).toContain("fails with 22 (any other failure is no reading)");
});
