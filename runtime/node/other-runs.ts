/**
 * The other runs of a state folder: none may change anything while a change of another is under way, or may be.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { JournalRefused, recover } from "../journal.ts";
import { RunState } from "../state.ts";
import type { EntryOf } from "../entries.ts";

export interface Blocking {
  readonly problem: string;
  readonly next: string;
}

type Change = Pick<EntryOf<"intent">, "path" | "at" | "by">;

/**
 * Why a run may not change anything now: a change that another run started and whose end nobody has recorded. A run that
 * has such a change itself is let go on, because that is the way to its end.
 */
export function findBlocking(stateFolder: string, runId: string): Blocking | null {
  const runs = join(stateFolder, "runs");
  if (hasOpenChange(join(runs, runId))) return null;
  for (const other of readdirSync(runs).toSorted()) {
    const folder = join(runs, other);
    if (other === runId) continue;
    try {
      const [open] = openChanges(folder);
      if (open !== undefined)
        return {
          problem: `run \`${other}\` has started a change and nobody has recorded its end: \`${open.path}\`, started ${open.at} by ${open.by}; it may still be at work`,
          next: `rungate resume ${other}, which waits for its end or asks for it; then try again`,
        };
    } catch (error) {
      if (!(error instanceof JournalRefused)) throw error;
      return {
        problem: `whether a change of run \`${other}\` is still at work cannot be known: ${error.message}`,
        next: `look whether it is, move \`${folder}\` to another place, then try again`,
      };
    }
  }
  return null;
}

/** A record that was changed is refused when the run opens it. */
function hasOpenChange(folder: string): boolean {
  try {
    return openChanges(folder).length > 0;
  } catch (error) {
    if (!(error instanceof JournalRefused)) throw error;
    return true;
  }
}

/** Throws `JournalRefused` where the record was changed. */
function openChanges(folder: string): readonly Change[] {
  const path = join(folder, "journal.jsonl");
  if (!existsSync(path)) return [];
  const state = new RunState(recover(readFileSync(path)).entries);
  return state.end?.state === "done" ? [] : state.openAttempts().map(({ intent }) => intent);
}
