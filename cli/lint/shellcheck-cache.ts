/**
 * What a version of ShellCheck said of a script before. It is by far the slowest part of `lint --shellcheck`, and depends on
 * nothing but the script and the version.
 */
import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { sha256 } from "../../compiler/ast/hash.ts";
import { cacheFolder } from "./cache.ts";
import { Comment, shellcheckOptions } from "./shellcheck-process.ts";

/** Scripts beyond this number are forgotten, those of this run last. */
const scriptsMax = 20_000;

const Comments = z.array(Comment);
const Lines = z.record(z.string(), z.unknown());

export class ShellcheckCache {
  readonly #file: string;
  /** Hash of a script -> comments, checked when they are asked for. */
  readonly #before: Readonly<Record<string, unknown>>;

  constructor(root: string, version: string) {
    const key = sha256(JSON.stringify([version, shellcheckOptions])).slice(0, 16);
    this.#file = join(cacheFolder(root), `shellcheck-${key}.json`);
    this.#before = readLines(this.#file);
  }

  find(script: string): readonly Comment[] | null {
    return Comments.safeParse(this.#before[sha256(script)]).data ?? null;
  }

  /** A folder that cannot be written costs the next run its time, and this one nothing. */
  save(comments: ReadonlyMap<string, readonly Comment[]>): void {
    const now = [...comments].map(([script, said]) => [sha256(script), said] as const);
    const entries = [...new Map<string, unknown>([...now, ...Object.entries(this.#before)])].slice(0, scriptsMax);
    const draft = `${this.#file}.${randomUUID()}`;
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(draft, JSON.stringify(Object.fromEntries(entries)));
      renameSync(draft, this.#file);
    } catch {
      rmSync(draft, { force: true });
    }
  }
}

/** What cannot be read counts as absent. */
function readLines(file: string): Readonly<Record<string, unknown>> {
  try {
    return Lines.safeParse(JSON.parse(readFileSync(file, "utf8"))).data ?? {};
  } catch {
    return {};
  }
}
