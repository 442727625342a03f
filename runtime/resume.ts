/**
 * Whether a run may be gone on with: only the same procedure, on the same host, of the same record.
 */
import { JournalRefused } from "./journal.ts";
import type { EntryOf } from "./entries.ts";
import type { RunState } from "./state.ts";

export interface ResumeIdentity {
  readonly runId: string;
  readonly procedureSha256: string;
  readonly host: string;
}

/** The run's first entry. Throws `JournalRefused` with both sides of every difference. */
export function checkResumable(state: RunState, identity: ResumeIdentity): EntryOf<"run"> {
  const first = state.entries[0];
  if (first?.kind !== "run") throw new JournalRefused("the record is empty: nothing was started, start a new run");
  const differ = (what: string, recorded: string, now: string): void => {
    if (recorded !== now) throw new JournalRefused(`the record belongs to ${what} \`${recorded}\`, found \`${now}\``);
  };
  differ("run", first.runId, identity.runId);
  differ("a procedure with content hash", state.procedureSha256 ?? "", identity.procedureSha256);
  // The processes that a dead runner left behind can only be found where they are.
  differ("host", first.host, identity.host);
  if (first.mode === "check only")
    throw new JournalRefused("it was a run with `--check-only`, which changes nothing: there is nothing to go on with");
  if (state.end?.state === "closed") throw new JournalRefused(`the run was ${state.end.happened}: there is nothing to go on with`);
  if (state.end?.state === "done") throw new JournalRefused("the run is done: there is nothing to go on with");
  return first;
}
