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

interface Watching {
  readonly folder: string;
  readonly document: string;
  /** Waits for words that follow what was waited for before. */
  readonly waitFor: (words: string) => Promise<void>;
  readonly interrupt: () => Promise<number | null>;
}

/** `lint --watch` in a folder of its own, with one sound document. */
async function watching(
  options: readonly string[],
  files: Readonly<Record<string, string>>,
  work: (given: Watching) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rungate-watch-"));
  const document = join(folder, "runbooks", "a.md");
  for (const name of ["runbooks", ".git", "surfaces", "tools"]) mkdirSync(join(folder, name));
  writeFileSync(document, sound);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const child = spawn(process.execPath, [rungate, "lint", "--watch", ...options], {
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
    const interrupt = (): Promise<number | null> => {
      child.kill("SIGINT");
      return ended;
    };
    await work({ folder, document, waitFor, interrupt });
  } finally {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}

test("reports again after a change, a replacement, a broken configuration and its repair, until it is interrupted", async () => {
  await watching([], {}, async ({ folder, document, waitFor, interrupt }) => {
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
    expect(await interrupt()).toBe(0);
  });
});

const rule = (word: string): string =>
  `export default { name: "no-word", since: "1", severity: "warning", summary: "s", why: "w", good: [], bad: [], visit: { block({ block }, { report }) {
    if (block.script.includes("${word}")) report({ span: block.span, message: "Unexpected word" });
  } } };\n`;
const surface = (options: string): string =>
  JSON.stringify({ client: "juju", version: "3", options, handsOn: [], commands: { status: "" } });

test("reports again when a rule of the repository, a surface or the baseline changes", async () => {
  const files = { "rungate.yaml": "hosts: {}\n", "tools/no-word.mjs": rule("nothing"), "accepted.json": '{"version":1,"findings":[]}' };
  await watching(["--allow-rule-modules", "--baseline", "accepted.json"], files, async ({ folder, document, waitFor }) => {
    await waitFor("watching runbooks");
    writeFileSync(join(folder, "rungate.yaml"), "ruleModules: [tools/no-word.mjs]\n");
    await waitFor("1 file: nothing to report");
    writeFileSync(join(folder, "tools", "no-word.mjs"), rule("juju"));
    await waitFor("changed  tools/no-word.mjs");
    await waitFor("warning[lint/no-word]");
    writeFileSync(join(folder, "tools", "no-word.mjs"), rule("nothing again"));
    await waitFor("1 file: nothing to report");
    writeFileSync(join(folder, "surfaces", "juju.json"), surface("--debug"));
    await waitFor("changed  surfaces/juju.json");
    await waitFor("1 file: nothing to report");
    writeFileSync(document, sound.replace("status", "status --nonsense"));
    await waitFor("[lint/unknown-option]");
    writeFileSync(join(folder, "surfaces", "juju.json"), surface("--nonsense"));
    await waitFor("1 file: nothing to report");
    writeFileSync(join(folder, "accepted.json"), "{}");
    await waitFor("expected a baseline");
  });
});
