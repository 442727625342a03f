/** The marks of `once` as files, one a change: made by link(2), complete from their first moment. */
import { createHash } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { syncFolder } from "./durable-files.ts";
import type { OnceMark, OnceMarks } from "../once.ts";

/** `folder`: the state folder, which all runs of a repository share. */
export function openOnceMarks(folder: string, environment: string): OnceMarks {
  const marks = join(folder, "once", environment);
  const pathOf = (key: string): string => {
    const words = key.toLowerCase().replaceAll(/[^a-z0-9.]+/g, "-");
    return join(marks, `${words.slice(0, 80)}-${createHash("sha256").update(key).digest("hex").slice(0, 12)}.json`);
  };
  const find = async (key: string): Promise<OnceMark | null> =>
    existsSync(pathOf(key)) ? (JSON.parse(readFileSync(pathOf(key), "utf8")) as OnceMark) : null;
  return {
    environment,
    find,
    take: async (key, mark) => {
      mkdirSync(marks, { recursive: true, mode: 0o700 });
      const temporary = `${pathOf(key)}.${process.pid}`;
      writeFileSync(temporary, `${JSON.stringify({ ...mark, change: key })}\n`, { mode: 0o600, flush: true });
      try {
        linkSync(temporary, pathOf(key));
        syncFolder(marks);
        return null;
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
        return find(key);
      } finally {
        unlinkSync(temporary);
      }
    },
  };
}
