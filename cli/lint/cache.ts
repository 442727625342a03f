/**
 * What `lint` found before: the findings of a document, by its bytes, with everything else that they depend on.
 *
 * One file of JSON lines for each combination of package, configuration and day. It is replaced as a whole, so two runs
 * at a time lose a few entries to each other and nothing more; what cannot be read counts as absent.
 */
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RepositoryView } from "../../compiler/3-resolve/repository-view.ts";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { packageFolder, version } from "../package.ts";
import type { Workspace } from "../workspace.ts";

/** What a document's analysis asked the repository, and what the answer was: `has a/b.md` -> `true`. */
export type Answers = readonly (readonly [question: string, answer: string])[];

interface Entry {
  readonly sha256: string;
  readonly answers: Answers;
  readonly diagnostics: readonly Diagnostic[];
}

/** So many combinations are kept; the oldest goes. */
const filesMax = 4;

export class LintCache {
  readonly #file: string;
  readonly #folder: string;
  /** Path -> the line that holds its entry, parsed when it is asked for. */
  readonly #lines: Map<string, string>;
  readonly #asked = new Map<string, string>();
  readonly #repository: RepositoryView;
  #isChanged = false;

  constructor(workspace: Workspace) {
    this.#folder = cacheFolder(workspace.root);
    this.#file = join(this.#folder, `lint-${keyOf(workspace)}.jsonl`);
    this.#lines = readLines(this.#file);
    this.#repository = workspace.repository;
  }

  /** The findings, if the bytes and everything that was looked at are as they were. */
  find(path: string, bytes: Uint8Array): readonly Diagnostic[] | null {
    const line = this.#lines.get(path);
    const hash = sha256(bytes);
    const entry = line?.includes(hash) === true ? parseEntry(line) : null;
    if (entry?.sha256 !== hash) return null;
    return entry.answers.every(([question, answer]) => this.#ask(question) === answer) ? entry.diagnostics : null;
  }

  add(path: string, bytes: Uint8Array, diagnostics: readonly Diagnostic[], answers: Answers): void {
    const entry: Entry = { sha256: sha256(bytes), answers, diagnostics };
    this.#lines.set(path, sealed(JSON.stringify(entry)));
    this.#isChanged = true;
  }

  /** A folder that cannot be written costs the next run its time, and this one nothing. */
  save(): void {
    if (!this.#isChanged) return;
    const draft = `${this.#file}.${randomUUID()}`;
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(draft, [...this.#lines].map(([path, line]) => `${JSON.stringify(path)}\t${line}\n`).join(""));
      renameSync(draft, this.#file);
      this.#removeOldest();
    } catch {
      rmSync(draft, { force: true });
    }
  }

  #ask(question: string): string {
    const known = this.#asked.get(question);
    if (known !== undefined) return known;
    const answer = answerOf(this.#repository, question);
    this.#asked.set(question, answer);
    return answer;
  }

  #removeOldest(): void {
    const files = readdirSync(this.#folder)
      .filter((name) => /^lint-[0-9a-f]+\.jsonl$/.test(name))
      .map((name) => ({ path: join(this.#folder, name), time: statSync(join(this.#folder, name)).mtimeMs }))
      .toSorted((a, b) => b.time - a.time);
    for (const { path } of files.slice(filesMax)) rmSync(path, { force: true });
  }
}

/** A view that notes what it is asked. `answers` is `null` where an answer cannot be checked later. */
export class RecordedView implements RepositoryView {
  readonly #view: RepositoryView;
  readonly #questions = new Set<string>();
  #isCheckable = true;

  constructor(view: RepositoryView) {
    this.#view = view;
  }

  get answers(): Answers | null {
    return this.#isCheckable ? [...this.#questions].map((question) => [question, answerOf(this.#view, question)] as const) : null;
  }

  readonly has = (path: string): boolean => {
    this.#questions.add(`has ${path}`);
    return this.#view.has(path);
  };

  readonly read = (path: string): string | null => {
    this.#questions.add(`read ${path}`);
    return this.#view.read(path);
  };

  readonly list = (folder: string): readonly string[] => {
    this.#questions.add(`list ${folder}`);
    return this.#view.list(folder);
  };

  /** What is committed may change without a file of the repository changing. */
  readonly committed = (path: string): readonly string[] => {
    const texts = this.#view.committed?.(path) ?? [];
    if (texts.length > 0) this.#isCheckable = false;
    return texts;
  };
}

function answerOf(view: RepositoryView, question: string): string {
  const at = question.indexOf(" ");
  const path = question.slice(at + 1);
  switch (question.slice(0, at)) {
    case "has":
      return String(view.has(path));
    case "read": {
      const text = view.read(path);
      return text === null ? "none" : sha256(text);
    }
    default:
      return sha256(JSON.stringify(view.list(path)));
  }
}

/** In `node_modules`, where caches are never committed; without one, beside the records of runs. */
export function cacheFolder(root: string): string {
  const modules = join(root, "node_modules");
  return isFolder(modules) ? join(modules, ".cache", "rungate") : join(root, ".rungate", "cache");
}

/** Everything but the documents that findings depend on: this program, the configuration, the day. */
function keyOf({ config, configText, isStrict }: Workspace): string {
  const today = new Date().toISOString().slice(0, 10);
  return sha256(JSON.stringify([version, programStamp(), config, configText, isStrict, today])).slice(0, 16);
}

/** Names, sizes and times of the program's own files: in a checkout they change without the version. */
function programStamp(): string {
  const stamps: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (/\.c?[jt]s$/.test(entry.name) && !entry.name.endsWith(".d.ts")) {
        const { size, mtimeMs } = statSync(path);
        stamps.push(`${entry.name} ${size} ${mtimeMs}`);
      }
    }
  };
  const folders = isFolder(join(packageFolder, "compiler")) ? ["compiler", "lint-rules"] : ["dist/bundle"];
  for (const folder of folders) visit(join(packageFolder, folder));
  return sha256(stamps.toSorted().join("\n"));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function readLines(file: string): Map<string, string> {
  const lines = new Map<string, string>();
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return lines;
  }
  for (const line of text.split("\n")) {
    const tab = line.indexOf("\t");
    if (tab < 0) continue;
    try {
      lines.set(JSON.parse(line.slice(0, tab)) as string, line.slice(tab + 1));
    } catch {
      // A torn line is no entry.
    }
  }
  return lines;
}

/** With a hash in front: what a full disk or another program left of a line must not be taken for findings. */
function sealed(text: string): string {
  return `${sha256(text)} ${text}`;
}

function parseEntry(line: string): Entry | null {
  const text = line.slice(line.indexOf(" ") + 1);
  return line === sealed(text) ? (JSON.parse(text) as Entry) : null;
}

function sha256(data: Uint8Array | string): string {
  return createHash("sha256").update(data).digest("hex");
}
