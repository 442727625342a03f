/** The marks of `once` as files, one a change: made by link(2), complete from their first moment. */
import { createHash } from "node:crypto";
import { chmodSync, existsSync, linkSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { syncFolders } from "./durable-files.ts";
import { makeFolders } from "./make-folders.ts";
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
      makeFolders(marks);
      shareAsAbove(folder, join(folder, "once"), marks);
      const temporary = `${pathOf(key)}.${process.pid}`;
      // One that a power loss brought back is another name of the mark itself: emptied, it would empty that.
      rmSync(temporary, { force: true });
      writeFileSync(temporary, `${JSON.stringify({ ...mark, change: key })}\n`, { mode: 0o640, flush: true });
      try {
        linkSync(temporary, pathOf(key));
        return null;
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
        return find(key);
      } finally {
        // The mark that was there already too: who made it may have died before its sync.
        syncFolders(marks, folder);
        unlinkSync(temporary);
      }
    },
  };
}

/** Where a second login may enter the state folder, it may free a mark as well. */
function shareAsAbove(folder: string, ...below: readonly string[]): void {
  if ((statSync(folder).mode & 0o020) === 0) return;
  for (const path of below) if (statSync(path).uid === userInfo().uid) chmodSync(path, 0o2770);
}
