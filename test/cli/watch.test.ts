/**
 * `lint --watch` on the real file system: each step waits for words of the command, never for a time.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const rungate = join(import.meta.dirname, "..", "..", "bin", "rungate.js");
const sound = "# A\n\n```bash\njuju status\n```\n";
const broken = "# A\n\n```bash\njuju status –format=json\n```\n";

test("reports again after a change, a replacement, a broken configuration and its repair, until it is interrupted", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rungate-watch-"));
  const document = join(folder, "runbooks", "a.md");
  mkdirSync(join(folder, "runbooks"));
  mkdirSync(join(folder, ".git"));
  writeFileSync(document, sound);
  const child = spawn(process.execPath, [rungate, "lint", "--watch"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  try {
    let text = "";
    let seen = 0;
    let wake = (): void => {};
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      wake();
    });
    const ended = new Promise<number | null>((resolve) => child.on("exit", (status) => resolve(status)));
    /** Waits for words that follow what was waited for before. */
    const waitFor = async (words: string): Promise<void> => {
      for (;;) {
        const at = text.indexOf(words, seen);
        if (at !== -1) {
          seen = at + words.length;
          return;
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    };
    await waitFor("1 file: nothing to report");
    await waitFor("watching runbooks");
    writeFileSync(document, broken);
    await waitFor("changed  runbooks/a.md");
    await waitFor("error[lint/non-ascii-command]");
    await waitFor("1 file: 1 error");
    // As editors save: a new file takes the place of the old one.
    writeFileSync(`${document}.new`, sound);
    renameSync(`${document}.new`, document);
    await waitFor("1 file: nothing to report");
    writeFileSync(join(folder, "rungate.yaml"), "host: {}\n");
    await waitFor("changed  rungate.yaml");
    await waitFor("error[config/unknown-key]");
    writeFileSync(join(folder, "rungate.yaml"), "hosts: {}\n");
    await waitFor("1 file: nothing to report");
    writeFileSync(join(folder, "runbooks", "b.md"), broken);
    await waitFor("2 files: 1 error");
    child.kill("SIGINT");
    expect(await ended).toBe(0);
  } finally {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
});
