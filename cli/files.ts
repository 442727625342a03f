/**
 * Finds and reads documents on the disk. What is no regular file, or leads out of the repository, is reported like any
 * other mistake, and the other documents are read.
 */
import { lstatSync, readdirSync, realpathSync, statSync, type Stats } from "node:fs";
import { basename, dirname, isAbsolute, join, posix, relative, resolve, sep } from "node:path";
import { reportTooLarge } from "../compiler/1-parse/source-text.ts";
import type { RepositoryView } from "../compiler/3-resolve/repository-view.ts";
import { defaultConfig } from "../compiler/default-config.ts";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { Reporter } from "../compiler/diagnostics/reporter.ts";
import { Refusal } from "./exit-status.ts";
import { readRegularFile } from "./read-file.ts";

/** A document, by its absolute path and by its path from the root, with `/`. */
export interface FoundFile {
  readonly absolute: string;
  readonly path: string;
  /** Why it is not read. */
  readonly problem?: Diagnostic;
}

export interface FindOptions {
  readonly root: string;
  readonly cwd: string;
  /** The configured folder of runbooks, from the root. */
  readonly runbooks: string;
}

/** The documents that the arguments name; without any, all of the configured folder. Sorted, each once. */
export async function findDocuments(given: readonly string[], options: FindOptions): Promise<FoundFile[]> {
  const folder = resolve(options.root, options.runbooks);
  const found =
    given.length === 0 ? await allUnder(folder, options) : (await Promise.all(given.map((name) => findNamed(name, options)))).flat();
  if (found.length === 0) {
    const where = `${displayed(folder, options.cwd)}/`;
    throw new Refusal(
      `Unexpected absence of documents, expected Markdown files in ${where}`,
      "run `rungate init`, which writes a first one, or name the files",
    );
  }
  const unique = [...new Map(found.map((file) => [file.absolute, file])).values()];
  return unique.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function findNamed(name: string, options: FindOptions): Promise<FoundFile[]> {
  const absolute = resolve(options.cwd, name);
  const stats = statOrNull(absolute);
  if (stats?.isDirectory() === true) {
    const found = await allUnder(absolute, options);
    if (found.length === 0)
      throw new Refusal(`Unexpected folder \`${name}\` without documents, expected Markdown files in it`, "name another folder, or a file");
    return found;
  }
  if (stats !== null) return [asFound(absolute, options)];
  const { isDynamicPattern } = await import("globby");
  if (!isDynamicPattern(name))
    throw new Refusal(
      `Unexpected path \`${name}\`, expected a file that exists`,
      "check the spelling; paths are read from the current folder",
    );
  const found = await matching(name, options.cwd, options);
  if (found.length === 0)
    throw new Refusal(
      `Unexpected pattern \`${name}\` that matches nothing, expected at least one document`,
      "check the pattern, and quote it so that the shell leaves it alone",
    );
  return found;
}

/** Rehearsal scenarios lie beside the runbooks and are no runbooks. */
function allUnder(folder: string, options: FindOptions): Promise<FoundFile[]> {
  return matching("**/*.md", folder, options);
}

async function matching(pattern: string, folder: string, options: FindOptions): Promise<FoundFile[]> {
  if (statOrNull(folder) === null) return [];
  const { convertPathToPattern, globby } = await import("globby");
  // From the root, so that its ignore files count in every folder below it.
  const cwd = isInside(folder, options.root) ? options.root : folder;
  const prefix = cwd === folder ? "" : `${convertPathToPattern(toSlashes(relative(cwd, folder)))}/`;
  const found: FoundFile[] = [];
  const look = (suppressErrors: boolean): Promise<string[]> =>
    globby(posix.normalize(prefix + pattern), {
      cwd,
      absolute: true,
      dot: false,
      onlyFiles: false,
      followSymbolicLinks: false,
      caseSensitiveMatch: true,
      gitignore: true,
      ignoreFiles: ["**/.rungateignore"],
      ignore: ["**/node_modules/**", "**/*.rehearsal/**", "**/*.rehearsal.md"],
      expandDirectories: false,
      suppressErrors,
    });
  const names = await look(false).catch((error: NodeJS.ErrnoException) => {
    if (error.code === undefined || error.path === undefined) throw error;
    found.push({ ...asFound(error.path, options), problem: problemOfSystem(toSlashes(relative(options.root, error.path)), error.code) });
    return look(true);
  });
  for (const absolute of names) {
    if (statOrNull(absolute)?.isDirectory() !== true) found.push({ ...asFound(absolute, options), ...problemOfLink(absolute, options) });
  }
  return found;
}

/** A link that is met, not named, must not lead to where the repository's own rules do not reach. */
function problemOfLink(absolute: string, { root }: FindOptions): Pick<FoundFile, "problem"> {
  if (!lstatSync(absolute).isSymbolicLink()) return {};
  const path = toSlashes(relative(root, absolute));
  if (statOrNull(absolute) === null)
    return {
      problem: problemAt(path, {
        code: "parse/broken-link",
        message: "Unexpected link that leads nowhere, expected a file",
        fix: "Remove the link or mend its target",
      }),
    };
  if (isInside(realpathSync(absolute), realpathSync(root))) return {};
  return {
    problem: problemAt(path, {
      code: "parse/link-outside",
      message: "Unexpected link that leads out of the repository, expected a file inside",
      fix: "Copy the file in, or name it on the command line",
    }),
  };
}

function problemAt(path: string, problem: Pick<Diagnostic, "code" | "message"> & { readonly fix: string }): Diagnostic {
  const reporter = new Reporter(path);
  const start = { line: 1, column: 1, offset: 0 };
  const why = "what cannot be read is not looked at, and is neither right nor wrong";
  reporter.report({ severity: "error", span: { start, end: start }, why, ...problem });
  return reporter.diagnostics[0]!;
}

function problemOfSystem(path: string, code: string): Diagnostic {
  return problemAt(path, {
    code: "parse/unreadable-file",
    message: `Unexpected ${code} of the system, expected what may be read`,
    fix: "Check the permissions",
  });
}

function asFound(absolute: string, { root }: FindOptions): FoundFile {
  return { absolute, path: toSlashes(relative(root, absolute)) };
}

/** `null` where nothing is, or a link leads nowhere or round and round. */
export function statOrNull(path: string): Stats | null {
  try {
    return statSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ELOOP" || code === "ENAMETOOLONG") return null;
    throw new Refusal(`Unexpected ${code ?? "error"} at \`${path}\`, expected a file that may be read`, "check the permissions");
  }
}

/** The bytes, or why there are none. */
export function readDocument({ absolute, path, problem }: FoundFile, maximumFileSize: number): Uint8Array | Diagnostic {
  if (problem !== undefined) return problem;
  const read = readRegularFile(absolute, maximumFileSize);
  if (read instanceof Uint8Array) return read;
  if ("size" in read) {
    const reporter = new Reporter(path);
    reportTooLarge(read.size, maximumFileSize, reporter);
    return reporter.diagnostics[0]!;
  }
  if ("kind" in read)
    return problemAt(path, {
      code: "parse/no-regular-file",
      message: `Unexpected ${read.kind}, expected a regular file`,
      fix: "Give the text with --stdin, or save it as a file",
    });
  return problemOfSystem(path, read.error);
}

export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

export function toSlashes(path: string): string {
  return sep === "/" ? path : path.split(sep).join("/");
}

/** A path as the user would type it from the current folder. */
export function displayed(absolute: string, cwd: string): string {
  const way = toSlashes(relative(cwd, absolute));
  return way === "" ? "." : way;
}

/** The repository, as the resolver may look at it: files below the root, by their path from it. */
export function repositoryView(root: string, maximumFileSize = defaultConfig.maximumFileSize): RepositoryView {
  const realRoot = realpathSync(root);
  const realFolders = new Map<string, string>();
  const realFolder = (folder: string): string => {
    const known = realFolders.get(folder) ?? realpathSync(folder);
    realFolders.set(folder, known);
    return known;
  };
  const locate = (path: string): { readonly absolute: string; readonly stats: Stats } | null => {
    const absolute = join(root, path);
    const stats = isInside(absolute, root) ? statOrNull(absolute) : null;
    if (stats === null) return null;
    // A document cites many files of few folders: only a link leads elsewhere than its folder does.
    const isLink = lstatSync(absolute).isSymbolicLink();
    const real = isLink || absolute === root ? realpathSync(absolute) : join(realFolder(dirname(absolute)), basename(absolute));
    return isInside(real, realRoot) ? { absolute, stats } : null;
  };
  const locateFile = (path: string): string | null => {
    const found = locate(path);
    return found?.stats.isFile() === true ? found.absolute : null;
  };
  return {
    has: (path) => locateFile(path) !== null,
    read(path) {
      const absolute = locateFile(path);
      const read = absolute === null ? null : readRegularFile(absolute, maximumFileSize);
      return read instanceof Uint8Array ? new TextDecoder().decode(read) : null;
    },
    list(folder) {
      const found = locate(folder);
      if (found === null || !found.stats.isDirectory()) return [];
      return readdirSync(found.absolute, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name)
        .toSorted();
    },
  };
}
