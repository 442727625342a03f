/**
 * Does something again whenever a document or the configuration changes, until it is interrupted.
 */
import { basename, join, resolve } from "node:path";
import { watch } from "chokidar";
import { isDynamicPattern } from "globby";
import { configName } from "./find-config.ts";
import { explainEnd } from "./explain-end.ts";
import { displayed } from "./files.ts";
import { say } from "./terminal.ts";
import type { Workspace } from "./workspace.ts";

/** Editors write a file in several steps; what comes within this time is one change. */
const quietMs = 60;

const ignoreFiles: readonly string[] = [".rungateignore", ".gitignore"];

/** `work` runs once at a time; what changes meanwhile is looked at after it. Resolves at SIGINT or SIGTERM. */
export async function watchDocuments(paths: readonly string[], workspace: Workspace, work: () => Promise<unknown>): Promise<void> {
  const { root, cwd, config } = workspace;
  const folders =
    paths.length === 0 ? [resolve(root, config.runbooks)] : paths.map((path) => (isDynamicPattern(path) ? cwd : resolve(cwd, path)));
  const settings = [configName, ...ignoreFiles].map((name) => join(root, name));
  const watcher = watch([...folders, ...settings], {
    ignoreInitial: true,
    ignored: (path, stats) => path.includes("node_modules") || path.endsWith("/.git") || (stats?.isFile() === true && !concerns(path)),
  });
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | null = null;
  const again = async (): Promise<void> => {
    say(`\nchanged  ${[...changed].toSorted().join(", ")}`);
    changed.clear();
    await attempt(work);
    working = null;
    if (changed.size > 0) plan();
  };
  const plan = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      working ??= again();
    }, quietMs);
  };
  watcher.on("all", (event, path) => {
    if (event === "addDir" || event === "unlinkDir") return;
    changed.add(displayed(path, cwd));
    plan();
  });
  watcher.on("error", (error) => say(`rungate: ${error instanceof Error ? error.message : String(error)}`));
  await new Promise<void>((ready) => void watcher.once("ready", () => ready()));
  await attempt(work);
  say(`watching ${folders.map((folder) => displayed(folder, cwd)).join(", ")}; Ctrl-C ends it`);
  await new Promise<void>((end) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => end());
  });
  clearTimeout(timer);
  await watcher.close();
}

function concerns(path: string): boolean {
  const name = basename(path);
  return name.endsWith(".md") || name === configName || ignoreFiles.includes(name);
}

/** A half-written configuration or an empty folder is told, and the watch goes on. */
async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    explainEnd(error, process.argv);
  }
}
