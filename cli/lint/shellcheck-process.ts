/**
 * Starts the installed ShellCheck: one process for all scripts, in a folder that is gone afterwards.
 */
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { Refusal } from "../exit-status.ts";
import { leftOut } from "./shellcheck-codes.ts";

/** What it says of a script; lines and columns count from 1, columns count characters. */
export const Comment = z.object({
  line: z.int().positive(),
  endLine: z.int().positive(),
  column: z.int().positive(),
  endColumn: z.int().positive(),
  level: z.enum(["error", "warning", "info", "style"]),
  code: z.int(),
  message: z.string(),
});
export type Comment = z.infer<typeof Comment>;
const Report = z.object({ comments: z.array(Comment.extend({ file: z.string() })) });

/** What every call gives it, whatever the scripts are. */
export const shellcheckOptions: readonly string[] = [
  "--norc",
  "--format=json1",
  "--shell=bash",
  `--exclude=${Object.keys(leftOut).join(",")}`,
];

export function shellcheckVersion(): string {
  const { stdout } = start(["--version"], tmpdir());
  return /^version: (.*)$/m.exec(stdout)?.[1] ?? stdout;
}

/** What it says of each script, in their order. */
export function runShellcheck(scripts: readonly string[]): Comment[][] {
  const found: Comment[][] = scripts.map(() => []);
  if (scripts.length === 0) return found;
  const folder = mkdtempSync(join(tmpdir(), "rungate-shellcheck-"));
  try {
    scripts.forEach((script, index) => writeFileSync(join(folder, String(index)), `${script}\n`));
    const { stdout } = start([...shellcheckOptions, "--", ...scripts.map((_, index) => String(index))], folder);
    for (const { file, ...comment } of Report.parse(JSON.parse(stdout)).comments) found[Number(file)]!.push(comment);
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function start(words: readonly string[], cwd: string): SpawnSyncReturns<string> {
  const done = spawnSync("shellcheck", words, {
    cwd,
    encoding: "utf8",
    maxBuffer: 1024 * 1024 * 1024,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (done.error !== undefined) throw refusalOf(done.error);
  if (done.status !== 0 && done.status !== 1) {
    throw new Refusal(
      `Unexpected exit status ${done.status} of shellcheck, expected 0 or 1`,
      `look at what it said: ${done.stderr.trim()}`,
    );
  }
  return done;
}

function refusalOf(error: NodeJS.ErrnoException): Refusal {
  return error.code === "ENOENT"
    ? new Refusal(
        "Unexpected --shellcheck without shellcheck on PATH, expected it to be installed",
        "install it (apt install shellcheck), or leave --shellcheck out",
      )
    : new Refusal(
        `Unexpected ${error.code ?? "error"} while starting shellcheck, expected it to run`,
        "run `shellcheck --version` by hand",
      );
}
