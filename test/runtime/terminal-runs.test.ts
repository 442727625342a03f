/** Whole runs at a terminal, by keystrokes: what the operator sees, and what every key does. */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { hasTmux, Terminal } from "../helpers/tmux.ts";

const rungate = join(import.meta.dirname, "..", "..", "bin", "rungate.js");
const template = mkdtempSync(join(tmpdir(), "rungate-terminal-"));

const runbook = `# Update the controller

## Parameters

| Parameter | Type | Meaning |
|---|---|---|
| \`<target>\` | semver | the version to move to |

## 0. Expectations

| Observation | Meaning |
|---|---|
| API errors for 1-5 minutes | EXPECTED. The controller restarts; wait, do not react. |
| A unit in \`blocked\` | ANOMALY: STOP. |

## 1. Before

CHECK -- local -- versions today

\`\`\`bash
cat status
\`\`\`

GATE: some line contains \`3.6\`.

WINDOW: open controller blind

## 2. Upgrade the controller

CAUTION: workloads run on, management does not.

RUN -- local -- upgrade the controller (timeout 2m)

\`\`\`bash
./cloud upgrade --controller main --agent-version <target> --wait-for-every-unit
\`\`\`

REVERT: \`./cloud downgrade main\`

GATE -- controller at target: every line is \`<target>\`.
Poll every 1 s for up to 1 min.
Otherwise STOP: see the vendor's page.

\`\`\`bash
cat version
\`\`\`

WINDOW: close controller blind

## 3. After

EXPECT: is the dashboard as it was?
`;

/** It prints, waits until the file \`go\` is there, prints once more and has changed the version. */
const cloud = `#!/bin/bash
echo "$*" >> calls
printf 'uploading \\e[2J\\e]0;x\\a\\e[31mred\\e[0m 更新 \\u202e\\r\\n'
echo 'a warning' >&2
until [ -e go ]; do sleep 0.05; done
cat flood 2> /dev/null
echo 'all units settled'
echo 3.6.25 > version
`;

beforeAll(() => {
  mkdirSync(join(template, "runbooks"));
  mkdirSync(join(template, ".git"));
  writeFileSync(join(template, "runbooks", "update.md"), runbook);
  writeFileSync(join(template, "rungate.yaml"), "hosts: {}\n");
  writeFileSync(join(template, "cloud"), cloud);
  chmodSync(join(template, "cloud"), 0o755);
  writeFileSync(join(template, "status"), "controller 3.6.24\n");
  writeFileSync(join(template, "version"), "3.6.24\n");
  const { status, stderr } = spawnSync(process.execPath, [rungate, "compile"], { cwd: template, encoding: "utf8" });
  expect(stderr + status).toMatch(/0$/);
});
afterAll(() => rmSync(template, { recursive: true, force: true }));

function makeProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "rungate-terminal-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(template, folder, { recursive: true });
  return folder;
}

interface Size {
  readonly columns?: number;
  readonly rows?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly options?: readonly string[];
}
const at = (folder: string, words: readonly string[], { columns = 80, rows = 24, environment = {}, options = [] }: Size): Terminal =>
  new Terminal({
    columns,
    rows,
    folder,
    environment: { NO_COLOR: "", ...environment },
    command: [process.execPath, rungate, ...words, ...options],
  });
const start = (folder: string, size: Size = {}): Terminal => at(folder, ["run", "update", "--param", "target=3.6.25"], size);

const page = readFileSync(join(import.meta.dirname, "..", "..", "docs", "running.md"), "utf8");

/** What operators are told they will see. */
function expectOnThePage(screen: string): void {
  const shown = screen
    .replaceAll(/\d+ s ago\)/g, "0 s ago)")
    .replaceAll(/pid \d+/g, "pid 4711")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
  expect(page).toContain(`\`\`\`text\n${shown}\n`);
}

const runIn = (folder: string): string => readdirSync(join(folder, ".rungate", "runs"))[0] as string;
const journal = (folder: string): { kind: string; action?: string; state?: string; exitStatus?: number }[] =>
  readFileSync(join(folder, ".rungate", "runs", runIn(folder), "journal.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
async function recorded(folder: string, kind: string, action?: string): Promise<{ state?: string; exitStatus?: number }> {
  for (let look = 0; look < 400; look += 1) {
    const found = journal(folder).findLast((entry) => entry.kind === kind && entry.action === action);
    if (found !== undefined) return found;
    await pause(50);
  }
  throw new Error(`not recorded: ${kind}`);
}
const go = (folder: string): void => writeFileSync(join(folder, "go"), "");

/** The change has gone on by itself. */
async function changed(folder: string): Promise<void> {
  for (let look = 0; look < 400; look += 1) {
    if (readFileSync(join(folder, "version"), "utf8") === "3.6.25\n") return;
    await pause(50);
  }
  throw new Error("the change has not gone on");
}

/** From the beginning to the change that runs. */
async function untilRunning(terminal: Terminal): Promise<void> {
  await terminal.answer("Expectations\n", "read");
  await terminal.answer("management does", "read");
  await terminal.answer("downgrade main", "run");
  await terminal.see("a warning");
}

describe.runIf(hasTmux)("a run at 80 x 24", { timeout: 60_000 }, () => {
  test("shows what is decided on, what runs, how long, and how it was judged", async () => {
    const folder = makeProject();
    const terminal = start(folder);
    await terminal.answer("Expectations\n", "read");
    await terminal.see("management does not.", /> $/);
    terminal.type("?", "Enter");
    await terminal.see("neither is ever a yes");
    await terminal.answer("wait, do not react.", "read");
    const question = await terminal.see("Start this change?", / *> $/);
    expectOnThePage(question.slice(question.lastIndexOf("2 (3 of 4)  RUN")));
    terminal.type("run", "Enter");
    await terminal.see("last output");
    const during = terminal
      .screen()
      .trimEnd()
      .split("\n")
      .map((line) => line.trimEnd());
    expect(during.slice(-3).join("\n")).toMatch(
      /^ {7}uploading <ESC>\[2J<ESC>\]0;x<BEL>red 更新 <U\+202E>\n {5}! a warning\n {5}00:0\d of 02:00 {3}last output \d+ s ago {3}window controller blind 00:\d\d$/,
    );
    go(folder);
    const judged = await terminal.see("is the dashboard as it was?", / *> $/);
    expect(judged).toContain("       all units settled\n     ended     exit 0 after ");
    expect(judged).toContain("     holds     every line is `<target>` (3.6.25)   [1 of 1 line]\n");
    terminal.type("yes", "Enter");
    const end = await terminal.see("[status 0]");
    expect(end).toContain(`  next       go on with\nrungate report ${runIn(folder)}\n`);
  });

  test("Ctrl-C asks what becomes of the change; `wait` records its end, and the run is gone on with", async () => {
    const folder = makeProject();
    const terminal = start(folder);
    await untilRunning(terminal);
    terminal.type("C-c");
    const asked = await terminal.see("The run ends here on Ctrl-C. This change is still running", / *> $/);
    expectOnThePage(asked.slice(asked.indexOf("     Ctrl-C: ")));
    terminal.type("wait", "Enter");
    go(folder);
    const end = await terminal.see("[status 130]");
    expect(end).toContain("all units settled");
    const command = `rungate resume ${runIn(folder)}\n`;
    expectOnThePage(end.slice(end.indexOf("INTERRUPTED"), end.indexOf(`\n${command}`)));
    const resumed = at(folder, ["resume", runIn(folder)], {});
    expect(await resumed.see("is the dashboard")).toMatch(/window {4}still open: controller blind, for \d+ s\n/);
    expect(readFileSync(join(folder, "calls"), "utf8").split("\n")).toHaveLength(2);
  });

  test.each(["C-c", "C-d"])("Ctrl-C and `%s` leave the change at work", async (key) => {
    const folder = makeProject();
    const terminal = start(folder);
    await untilRunning(terminal);
    terminal.type("C-c");
    await terminal.see("The run ends here on Ctrl-C.", / *> $/);
    terminal.type(key);
    await terminal.see("[status 3]");
    expect(readFileSync(join(folder, "version"), "utf8")).toBe("3.6.24\n");
    go(folder);
    await changed(folder);
  });

  test("Ctrl-C and `detach` leave the change at work, and resume waits for it", async () => {
    const folder = makeProject();
    const terminal = start(folder);
    await untilRunning(terminal);
    terminal.type("C-c");
    await terminal.see("The run ends here on Ctrl-C.", / *> $/);
    terminal.type("detach", "Enter");
    const end = await terminal.see("[status 3]");
    expect(end).toContain("UNKNOWN at step 2, Upgrade the controller");
    expect(existsSync(join(folder, "go"))).toBe(false);
    const resumed = at(folder, ["resume", runIn(folder)], {});
    await resumed.see("under way");
    await resumed.see("last output");
    go(folder);
    await resumed.see("is the dashboard", / *> $/);
    expect(readFileSync(join(folder, "calls"), "utf8").split("\n")).toHaveLength(2);
  });

  test("`end` ends it, and its outcome is unknown", async () => {
    const folder = makeProject();
    const terminal = start(folder);
    await untilRunning(terminal);
    terminal.type("C-c");
    await terminal.see("The run ends here on Ctrl-C.", / *> $/);
    terminal.type("end", "Enter");
    await terminal.see("[status 3]");
    expect(journal(folder).map(({ kind }) => kind)).toContain("unknown");
  });

  test("a terminal that stops reading does not keep the record from being written", async () => {
    const folder = makeProject();
    const terminal = start(folder);
    await untilRunning(terminal);
    terminal.type("C-s");
    go(folder);
    // Far more has been shown by then than a stopped terminal takes.
    await recorded(folder, "window", "close");
    terminal.type("C-q");
    await terminal.see("is the dashboard as it was?", / *> $/);
  });

  test("a terminal that is closed ends the run after the change, with its result on record", async () => {
    const folder = makeProject();
    const terminal = start(folder);
    await untilRunning(terminal);
    terminal.hangUp();
    go(folder);
    expect(await recorded(folder, "end")).toMatchObject({ state: "interrupted", exitStatus: 129 });
    expect(journal(folder).map(({ kind }) => kind)).toContain("result");
  });

  test("a gate that does not hold is shown with its sentence, what was read, and the way on", async () => {
    const folder = makeProject();
    writeFileSync(join(folder, "status"), "controller 2.9.51\n");
    const terminal = start(folder);
    await terminal.answer("Expectations\n", "read");
    const asked = await terminal.see("The gate does not hold, and nothing after it is started.", / *> $/);
    expect(asked).toContain(
      "     sentence  some line contains `3.6`.\n     NOT       some line contains `3.6`   [0 of 1 line; not `controller\n               2.9.51`]\n",
    );
    terminal.type("stop", "Enter");
    const end = await terminal.see("[status 1]");
    expect(end).toContain(
      "STOPPED at step 1, Before (runbooks/update.md:24)\n  happened   the gate does not hold: some line contains `3.6`: ",
    );
    expect(end).toContain("  world now  step 1 has begun; steps 2 to 3 have not begun; nothing was changed\n");
    expect(end).toContain(`\nrungate resume ${runIn(folder)}\n`);
  });

  test("TERM lets the change end, and records it", async () => {
    const folder = makeProject();
    const terminal = start(folder);
    await untilRunning(terminal);
    const lock = readFileSync(join(folder, ".rungate", "runs", runIn(folder), "lock"), "utf8");
    process.kill(Number(/"pid": ?(\d+)/.exec(lock)?.[1]), "SIGTERM");
    await terminal.see("SIGTERM: the run stops at the next safe point");
    go(folder);
    await terminal.see("[status 143]");
    expect(journal(folder).map(({ kind }) => kind)).toContain("result");
  });

  test("who is needed after a long wait is called by the bell and the window's name", async () => {
    const terminal = new Terminal({
      columns: 80,
      rows: 24,
      folder: template,
      command: [process.execPath, join(import.meta.dirname, "asker.ts"), "0", "0"],
    });
    const before = terminal.title();
    await terminal.see("end the run here", / *> $/);
    expect(terminal.title()).toBe("rungate needs you: 1 RUN");
    expect(terminal.bytes()).toContain("\u0007");
    terminal.type("stop", "Enter");
    await terminal.see("[status 0]");
    expect(terminal.title()).toBe(before);
  });

  test("of a flood a few lines are shown, and all of it is kept", async () => {
    const folder = makeProject();
    writeFileSync(join(folder, "flood"), "0123456789abcdef\n".repeat(200_000));
    const terminal = start(folder);
    await untilRunning(terminal);
    await terminal.see("last output");
    go(folder);
    const all = await terminal.see("is the dashboard");
    expect(all).toMatch(/\.\.\. \(\d{6,} bytes are in the record, not here\)/);
    expect(all.split("0123456789abcdef").length).toBeLessThan(200);
    expect(journal(folder).find(({ kind }) => kind === "result")).toMatchObject({ stdout: { bytes: 3_400_063 } });
  });

  test("a window that changes its size in a question gets it again, with what was typed", async () => {
    const folder = makeProject();
    const terminal = start(folder);
    await terminal.see("I have read it", / *> $/);
    terminal.type("re");
    await terminal.see("> re");
    terminal.resize(40, 20);
    await terminal.see("(runbooks/update.md", /> re$/);
    terminal.type("ad", "Enter");
    await terminal.see("management does", /> $/);
  });
});

describe.runIf(hasTmux)("where there is less", { timeout: 60_000 }, () => {
  test("at 20 x 10 the whole command is shown, wrapped, and `show` pages through it", async () => {
    const folder = makeProject();
    const terminal = start(folder, { columns: 20, rows: 10 });
    await terminal.answer("Expectations\n", "read");
    await terminal.answer("management does", "read");
    const all = await terminal.see("downgrade main", /> $/);
    const command = all.slice(all.indexOf("| ./cloud"), all.indexOf("RB_target:")).replaceAll(/\n: /g, "").trim();
    expect(command).toBe('| ./cloud upgrade --controller main --agent-version "${RB_target}" --wait-for-every-unit');
    expect(all.replaceAll("\n", " ")).toMatch(/The first \d+ rows do not fit this screen/);
    terminal.type("show", "Enter");
    await terminal.see("-- Enter: more --");
    expect(terminal.screen()).toContain("RUN");
    expect(terminal.screen()).toContain("Start this change?");
    const pages = (all: string): number => all.split("-- Enter: more --").length;
    for (let seen = pages(terminal.all()); !/> $/.test(terminal.all()); seen += 1) {
      terminal.type("Enter");
      await terminal.until("the next page", (shown) => pages(shown) > seen || /> $/.test(shown));
    }
    terminal.type("stop", "Enter");
    await terminal.see("[status 1]");
    expect(existsSync(join(folder, "calls"))).toBe(false);
  });

  test.each<[string, Size]>([
    ["TERM=dumb", { environment: { TERM: "dumb" } }],
    ["--plain", { options: ["--plain"] }],
  ])("%s: nothing is rewritten or painted", async (_, size) => {
    const folder = makeProject();
    const terminal = start(folder, size);
    await untilRunning(terminal);
    go(folder);
    await terminal.answer("is the dashboard", "yes");
    await terminal.see("[status 0]");
    expect(terminal.bytes()).not.toContain("\u001b");
    expect(terminal.bytes()).not.toMatch(/\r(?!\n|\r)/);
    expect(terminal.all()).toContain("all units settled");
  });

  test("NO_COLOR: rows are rewritten, and nothing is painted", async () => {
    const folder = makeProject();
    const terminal = start(folder, { environment: { NO_COLOR: "1" } });
    await untilRunning(terminal);
    go(folder);
    await terminal.see("is the dashboard");
    expect(terminal.bytes()).toContain("\u001b[2K");
    expect(terminal.bytes()).not.toMatch(/\p{Cc}\[[0-9;]*m/u);
  });

  test("--plain says one thing a row", async () => {
    const terminal = start(makeProject(), { options: ["--plain"], columns: 120 });
    await terminal.answer("Expectations\n", "read");
    await terminal.answer("management does", "read");
    const all = await terminal.see("downgrade main", /> $/);
    expect(all.slice(all.lastIndexOf("2 (3 of 4)  RUN")).replaceAll(/\d+ s ago/g, "N s ago")).toMatchInlineSnapshot(`
      "2 (3 of 4)  RUN  upgrade the controller
      (runbooks/update.md:32)
      Start this change?
      host: local, undetermined, at most 2 min 00 s
      | ./cloud upgrade --controller main --agent-version "\${RB_target}" --wait-for-every-unit
      RB_target: 3.6.25
      evidence: CHECK versions today: exit 0 (N s ago), blocks/1-versions-today.sh
      evidence: GATE 1/gate-1: holds (N s ago), some line contains \`3.6\`.
      undo: ./cloud downgrade main
      run: start it
      stop: end the run here
      > "
    `);
  });
});
