/**
 * Command line tests as one readable file: words, the files that lie there, and what was typed and answered.
 *
 *     What this shows.
 *     -- runbooks/x.md --
 *     # X
 *     -- transcript --
 *     $ rungate lint
 *     2> 1 file: nothing to report
 *     ? 0
 *
 * `1>` is stdout, `2>` stderr, `?` the exit status. The real `bin/rungate.js` runs, in bash, in an empty folder without a
 * terminal. What differs from run to run is written as `$WORK`, `$VERSION`, `$RUN`, `$TIME` and the like.
 */
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir, userInfo } from "node:os";
import { delimiter, dirname, join } from "node:path";

const checkout = join(import.meta.dirname, "..", "..");
const { version } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8")) as { version: string };

export interface Archive {
  readonly words: string;
  readonly files: ReadonlyMap<string, string>;
}

/** The txtar form: words, then `-- name --` before each file. */
export function parseArchive(text: string): Archive {
  const [words = "", ...rest] = text.split(/^(?=-- [^\n]+ --$)/m);
  return {
    words,
    files: new Map(
      rest.map((part) => {
        const end = part.indexOf("\n");
        return [part.slice(3, end - 3), part.slice(end + 1)];
      }),
    ),
  };
}

export function formatArchive({ words, files }: Archive): string {
  return words + [...files].map(([name, text]) => `-- ${name} --\n${text}`).join("");
}

/** Runs the archive's commands and returns it with what they answered. */
export async function replay(archive: Archive, extraPath: readonly string[] = []): Promise<Archive> {
  const folder = mkdtempSync(join(tmpdir(), "rungate-cli-"));
  const work = join(folder, "work");
  try {
    for (const [name, text] of archive.files) if (name !== "transcript") writeFileIn(work, name, text);
    writeFileIn(folder, "bin/rungate", `#!/bin/sh\nexec '${process.execPath}' '${join(checkout, "bin", "rungate.js")}' "$@"\n`);
    chmodSync(join(folder, "bin", "rungate"), 0o755);
    mkdirSync(work, { recursive: true });
    // A root of its own: nothing is looked for above it.
    mkdirSync(join(work, ".git"), { recursive: true });
    const commands = (archive.files.get("transcript") ?? "")
      .split("\n")
      .filter((line) => line.startsWith("$ "))
      .map((line) => line.slice(2));
    let transcript = "";
    for (const command of commands) {
      const path = [join(folder, "bin"), ...extraPath, dirname(process.execPath), process.env["PATH"]].join(delimiter);
      const { stdout, stderr, status } = await runBash(command, work, {
        ...process.env,
        PATH: path,
        HOME: folder,
        NO_COLOR: "1",
        WORK: work,
      });
      transcript += [`$ ${command}`, ...prefixed("1>", stdout, work), ...prefixed("2>", stderr, work), `? ${status}`, ""].join("\n");
    }
    return { words: archive.words, files: new Map([...archive.files, ["transcript", transcript]]) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeFileIn(folder: string, name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

export function runBash(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<{ stdout: string; stderr: string; status: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["-c", command], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    child.on("error", reject);
    child.on("close", (status, signal) => resolve({ stdout, stderr, status: status ?? (signal === null ? -1 : 128) }));
  });
}

function prefixed(mark: string, text: string, work: string): string[] {
  if (text === "") return [];
  const lines = steady(text, work).split("\n");
  const isEnded = lines.at(-1) === "";
  return [
    ...(isEnded ? lines.slice(0, -1) : lines).map((line) => `${mark} ${line}`.trimEnd()),
    ...(isEnded ? [] : [`${mark} (no line end)`]),
  ];
}

/** What no two runs share gives way to its name. */
function steady(text: string, work: string): string {
  return text
    .replaceAll(work, "$WORK")
    .replaceAll(checkout, "$CHECKOUT")
    .replaceAll(version, "$VERSION")
    .replace(/\d{8}T\d{6}Z-([a-z0-9-]+)-[0-9a-f]{4}\b/g, "$RUN-$1")
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z|(?<=- )\d\d:\d\d:\d\d(?= )|^\d\d:\d\d:\d\d(?= UTC)/gm, "$TIME")
    .replace(/\bhead (?:is )?`?[0-9a-f]{12}\b/g, "head $HASH")
    .replace(/\b[0-9a-f]{64}\b/g, "$SHA256")
    .replace(/(?<=entry \d+ at byte )\d+/g, "$BYTE")
    .replace(/\b\d+(?= bytes (?:of an (?:unfinished )?entry|behind the last good entry))/g, "$BYTES")
    .replace(/\b\d+ ms\b|\b\d+ s\b(?= ago| \|)/g, "$DURATION")
    .replaceAll(`\`${userInfo().username}\``, "`$USER`")
    .replaceAll(`\`${hostname()}\``, "`$HOST`");
}
