/**
 * `rungate window close`: a window that nothing closes any more is closed by hand, with the reason in the record.
 */
import { join } from "node:path";
import { Journal, JournalRefused } from "../journal.ts";
import { systemClock } from "./clock.ts";
import { openJournalStore } from "./journal-store.ts";
import { acquireLock } from "./run-lock.ts";

/** Why it was not closed; `null`: it was. */
export async function closeWindow(stateFolder: string, runId: string, label: string, reason: string): Promise<string | null> {
  const folder = join(stateFolder, "runs", runId);
  const lock = await acquireLock(folder, runId);
  if ("holder" in lock) return `the run is being executed by ${lock.holder}: it closes its windows itself`;
  const store = openJournalStore(folder);
  try {
    const { journal } = await Journal.open(store, systemClock);
    const open = [...journal.state.openWindows.keys()];
    if (!open.includes(label))
      return `Unexpected window \`${label}\`, expected one that is open: ${open.length === 0 ? "none is" : open.map((name) => `\`${name}\``).join(", ")}`;
    const { end } = journal.state;
    await journal.append({ kind: "window", path: "window", action: "close", name: label, why: reason });
    // The record ends with its end; nothing else has happened to the run.
    if (end !== null) {
      const isDone = end.state === "unclosed" && journal.state.openWindows.size === 0 && journal.state.owed.length === 0;
      const state = isDone
        ? { state: "done", exitStatus: 0, happened: `every step has passed; the last window was closed by hand: ${reason}` }
        : end;
      await journal.append({ kind: "end", state: state.state, exitStatus: state.exitStatus, happened: state.happened.slice(0, 400) });
    }
    return null;
  } catch (error) {
    if (error instanceof JournalRefused) return error.message;
    throw error;
  } finally {
    store.close();
    lock.release();
  }
}
