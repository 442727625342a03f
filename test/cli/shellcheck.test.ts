/** `rungate lint --shellcheck` with the real ShellCheck; where none is installed, the tests that need it say so. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

interface Reported {
  readonly code: string;
  readonly severity: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

const launcher = join(import.meta.dirname, "../../bin/rungate.js");
const folder = mkdtempSync(join(tmpdir(), "rungate-shellcheck-test-"));
mkdirSync(join(folder, ".git"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isInstalled = spawnSync("shellcheck", ["--version"]).error === undefined;
if (!isInstalled) process.stderr.write("SKIPPED: shellcheck is not installed, so --shellcheck is not tested (apt install shellcheck)\n");

const document = `# Notes

1. in a list

   ~~~bash
   caf\u00e9="\u{1f600}"; ls $UNQUOTED
   juju refresh <app>; [ "<app>" = "x" ] && echo "ok"
   cd /x
   ~~~

> ~~~console
> $ ls *
> a
> ~~~
`;

function lint(options: readonly string[], path = process.env["PATH"]): { status: number | null; stdout: string; stderr: string } {
  writeFileSync(join(folder, "a.md"), document);
  return spawnSync(process.execPath, [launcher, "lint", "a.md", ...options], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, PATH: path },
  });
}

test.skipIf(!isInstalled)("its findings stand where the author wrote the text, beside ours", () => {
  const { diagnostics } = JSON.parse(lint(["--shellcheck", "--format", "json"]).stdout) as { diagnostics: Reported[] };
  const lines = document.split("\n");
  const theirs = diagnostics
    .filter(({ code }) => code.startsWith("shellcheck/"))
    .map(({ code, severity, line, column, endColumn }) => [code, severity, lines[line - 1]!.slice(column - 1, endColumn - 1)]);
  expect(theirs).toEqual([
    ["shellcheck/SC2086", "info", "$UNQUOTED"],
    ["shellcheck/SC2035", "info", "*"],
  ]);
  expect(diagnostics.length).toBeGreaterThan(theirs.length);
});

test.skipIf(!isInstalled)("without the option nobody runs it", () => {
  expect(lint(["--format", "json"]).stdout).not.toContain("shellcheck/");
});

test("without it, the command refuses", () => {
  const { status, stderr } = lint(["--shellcheck"], join(folder, "nowhere"));
  expect(stderr).toContain("Unexpected --shellcheck without shellcheck on PATH, expected it to be installed");
  expect(status).toBe(2);
});
