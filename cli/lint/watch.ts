/**
 * Does something again whenever a document changes, or what its findings depend on, until it is interrupted.
 */
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { watch } from "chokidar";
import { isDynamicPattern } from "globby";
import { configName } from "../find-config.ts";
import { explainEnd } from "../explain/explain-end.ts";
import { displayed } from "../files.ts";
import { say } from "../terminal.ts";
import type { Workspace } from "../workspace.ts";

/** Editors write a file in several steps; what comes within this time is one change. */
const quietMs = 60;

/** Folders in which nothing is looked for. */
const leftOut: readonly string[] = ["node_modules", ".git", ".rungate"];

const ignoreFiles: readonly string[] = [".rungateignore", ".gitignore"];

export interface Watched {
  /** As given on the command line; none: the configured folder. */
  readonly paths: readonly string[];
  /** Files beside those that the configuration names, from the current folder. */
  readonly others: readonly string[];
  readonly open: () => Promise<Workspace>;
}

/** `work` runs once at a time; what changes meanwhile is looked at after it. Resolves at SIGINT or SIGTERM. */
export async function watchDocuments({ paths, others, open }: Watched, work: () => Promise<unknown>): Promise<void> {
  const workspace = await open();
  const { cwd } = workspace;
  const folders = foldersOf(paths, workspace);
  const named = new Set([...namedBy(workspace), ...others.map((path) => resolve(cwd, path))]);
  const watcher = watch([...folders, ...named], {
    ignoreInitial: true,
    ignored: (path, stats) =>
      relative(cwd, path)
        .split(sep)
        .some((name) => leftOut.includes(name)) ||
      (stats?.isFile() === true && !concerns(path, named)),
  });
  /** A new configuration may name other files; what it names no longer is looked at in vain. */
  const followConfiguration = async (): Promise<void> => {
    for (const path of namedBy(await open())) named.add(path);
    watcher.add([...named]);
  };
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | null = null;
  const again = async (): Promise<void> => {
    say(`\nchanged  ${[...changed].toSorted().join(", ")}`);
    const isConfiguration = [...changed].some((path) => basename(path) === configName);
    changed.clear();
    if (isConfiguration) await attempt(followConfiguration);
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

function foldersOf(paths: readonly string[], { cwd, root, config }: Workspace): string[] {
  if (paths.length === 0) return [resolve(root, config.runbooks)];
  return paths.map((path) => (isDynamicPattern(path) ? cwd : resolve(cwd, path)));
}

/** What findings depend on beside the documents: settings, surfaces, registers, the repository's own rules. */
function namedBy({ root, config }: Workspace): string[] {
  const names = [configName, ...ignoreFiles, config.surfaces, ...config.ruleModules, ...Object.values(config.references)];
  return names.map((name) => join(root, name));
}

/** `named`: files, and the folder of surfaces. */
function concerns(path: string, named: ReadonlySet<string>): boolean {
  const isSurface = path.endsWith(".json") && named.has(dirname(path));
  return named.has(path) || isSurface || path.endsWith(".md") || ignoreFiles.includes(basename(path));
}

/** A half-written configuration or an empty folder is told, and the watch goes on. */
async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    explainEnd(error, process.argv);
  }
}
