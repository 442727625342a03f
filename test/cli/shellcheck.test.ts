/** `rungate lint --shellcheck` with the real ShellCheck; where none is installed, the tests that need it say so. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
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

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function lint(options: readonly string[], path = process.env["PATH"], text = document): Ended {
  writeFileSync(join(folder, "a.md"), text);
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

const unquoted = "```bash\nls $UNQUOTED\n```\n";
const allowed = (words: string): string => `# A\n\n<!-- rungate: allow ${words} -->\n\n${unquoted}`;

function codesIn(options: readonly string[], text: string): string[] {
  const { diagnostics } = JSON.parse(lint([...options, "--format", "json"], undefined, text).stdout) as { diagnostics: Reported[] };
  return diagnostics
    .map(({ code, severity, line }) => `${severity} ${code} ${line}`)
    .filter((words) => /shellcheck|suppression/.test(words));
}

test.skipIf(!isInstalled)("a comment allows its findings, with a reason and until a date", () => {
  expect(codesIn(["--shellcheck"], `# A\n\n${unquoted}`)).toEqual(["info shellcheck/SC2086 4"]);
  expect(codesIn(["--shellcheck"], allowed("shellcheck/SC2086 because it is a list of words"))).toEqual([]);
  expect(codesIn(["--shellcheck"], allowed("shellcheck/SC2086"))).toEqual([
    "error lint/suppression-without-reason 3",
    "info shellcheck/SC2086 6",
  ]);
  expect(codesIn(["--shellcheck"], allowed("shellcheck/SC2086 because of old hosts until 2020-01-31"))).toEqual([
    "error lint/expired-suppression 3",
    "info shellcheck/SC2086 6",
  ]);
});

test.skipIf(!isInstalled)("a comment that allows nothing is found where it was looked for", () => {
  const text = allowed("shellcheck/SC2035 because it is a glob");
  expect(codesIn(["--shellcheck"], text)).toEqual(["warning lint/unused-suppression 3", "info shellcheck/SC2086 6"]);
  expect(codesIn([], text)).toEqual([]);
});

test.skipIf(!isInstalled)("rungate.yaml gives them a severity, and only codes that are reported", () => {
  const configuration = join(folder, "rungate.yaml");
  try {
    writeFileSync(configuration, "rules:\n  shellcheck/SC2086: error\n");
    expect(codesIn(["--shellcheck"], `# A\n\n${unquoted}`)).toEqual(["error shellcheck/SC2086 4"]);
    writeFileSync(configuration, "rules:\n  shellcheck/SC2086: off\n");
    expect(codesIn(["--shellcheck"], `# A\n\n${unquoted}`)).toEqual([]);
    writeFileSync(configuration, "rules:\n  shellcheck/SC2034: off\n");
    expect(lint([]).stderr).toContain("fix: Remove the entry; it is not reported: a later block may use it");
  } finally {
    rmSync(configuration);
  }
});

test.skipIf(!isInstalled)("they enter the baseline, and are not stale where nobody looked for them", () => {
  const text = `# A\n\n${unquoted}`;
  const baseline = join(folder, "accepted.json");
  lint(["--shellcheck", "--write-baseline", baseline], undefined, text);
  expect(codesIn(["--shellcheck", "--baseline", baseline], text)).toEqual([]);
  expect(lint(["--baseline", baseline], undefined, text).stderr).not.toContain("stale");
  expect(lint(["--write-baseline", baseline], undefined, text).stderr).toContain(
    "kept     1 finding accepted before, which this run did not look for",
  );
  expect(lint(["--shellcheck", "--baseline", baseline], undefined, "# A\n").stderr).toContain("stale    a.md: shellcheck/SC2086");
});

test.skipIf(!isInstalled)("what it said of a block is kept for its version; --no-cache asks it again", () => {
  const bin = join(folder, "bin");
  const asked = join(folder, "asked");
  mkdirSync(bin);
  const real = spawnSync("bash", ["-c", "command -v shellcheck"], { encoding: "utf8" }).stdout.trim();
  writeFileSync(join(bin, "shellcheck"), `#!/bin/sh\n[ "$1" = --version ] || echo "$@" >> '${asked}'\nexec '${real}' "$@"\n`, {
    mode: 0o755,
  });
  const text = `# A\n\n${unquoted}\n\`\`\`bash\necho $NEW\n\`\`\`\n`;
  const scripts = (...options: string[]): number => {
    rmSync(asked, { force: true });
    const { stdout } = lint(["--shellcheck", "--format", "json", ...options], `${bin}${delimiter}${process.env["PATH"]}`, text);
    expect(stdout.match(/SC2086/g)).toHaveLength(4);
    return existsSync(asked) ? readFileSync(asked, "utf8").split(" -- ")[1]!.trim().split(" ").length : 0;
  };
  expect(scripts("--no-cache")).toBe(2);
  rmSync(join(folder, ".rungate"), { recursive: true });
  expect(scripts()).toBe(2);
  expect(scripts()).toBe(0);
  expect(scripts("--no-cache")).toBe(2);
});

test.skipIf(!isInstalled)("what a DO takes in from another document is not said of the one that calls it", () => {
  const procedure =
    "# B\n\n## 1. Look\n\nPROCEDURE: `look` of `<app>`\n\nCHECK -- local -- look\n\n```bash\nls $UNQUOTED <app>\n```\n\nGATE: exit is 0.\n";
  writeFileSync(join(folder, "b.md"), procedure);
  expect(codesIn(["--shellcheck"], "# A\n\n## 1. Do\n\nDO: [`look`](b.md) of `x`.\n")).toEqual([]);
  expect(codesIn(["--shellcheck"], procedure)).toEqual(["info shellcheck/SC2086 10"]);
});

test("without it, the command refuses", () => {
  const { status, stderr } = lint(["--shellcheck"], join(folder, "nowhere"));
  expect(stderr).toContain("Unexpected --shellcheck without shellcheck on PATH, expected it to be installed");
  expect(status).toBe(2);
});
