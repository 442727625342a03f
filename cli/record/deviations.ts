/**
 * Where a run left the straight way: what was left out, overridden, tried again, found after a crash, not known. From the
 * journal alone.
 */
import { z } from "zod";
import type { Entry, EntryOf } from "../../runtime/entries.ts";
import { describeDuration } from "../duration.ts";

export const Deviation = z.strictObject({
  kind: z.enum([
    "skipped",
    "excluded",
    "overridden",
    "went on",
    "finding",
    "tried again",
    "failed",
    "outcome unknown",
    "settled",
    "recovered",
    "no reading",
    "resumed",
    "another version",
    "second word",
    "undone",
    "clock",
  ]),
  /** The number of the entry that tells it. */
  entry: z.int().nonnegative(),
  at: z.string(),
  /** The item; `null` where it is the whole run. */
  path: z.string().nullable(),
  text: z.string(),
  /** Who decided it; `null` where nobody did. */
  by: z.string().nullable(),
});
export type Deviation = z.infer<typeof Deviation>;

export function findDeviations(entries: readonly Entry[]): Deviation[] {
  const decisions = new Map<string, Decision>();
  return entries.flatMap((entry, index) => {
    const jump = clockJump(entries[index - 1], entry);
    const told = tell(entry, decisions);
    if (entry.kind === "chosen" || entry.kind === "excluded" || entry.kind === "done") decisions.set(entry.path, entry);
    return [...(jump === null ? [] : [deviation(entry, "clock", jump, null)]), ...(told === null ? [] : [told])];
  });
}

/** What a finding at the same place comes from. */
type Decision = EntryOf<"chosen" | "excluded" | "done">;

function deviation(entry: Entry, kind: Deviation["kind"], text: string, by: string | null): Deviation {
  return { kind, entry: entry.seq, at: entry.at, path: "path" in entry ? entry.path : null, text, by };
}

/** `null`: it went as the procedure says. */
function tell(entry: Entry, decisions: ReadonlyMap<string, Decision>): Deviation | null {
  switch (entry.kind) {
    case "resumed": {
      const cut = entry.droppedBytes > 0 ? `; ${entry.droppedBytes} bytes of an unfinished entry were cut off` : "";
      return deviation(entry, "resumed", `on \`${entry.host}\`${cut}`, entry.user);
    }
    case "procedure":
      return deviation(entry, "another version", "the run went on with another version of its procedure", entry.by);
    case "reading":
      return entry.ending === "exited"
        ? null
        : deviation(entry, "no reading", `${entry.ending}${entry.why === "" ? "" : `: ${entry.why}`}`, null);
    case "result":
      if (entry.isRecovered) return deviation(entry, "recovered", `found after a crash: status ${entry.status}`, null);
      return entry.status === 0 ? null : deviation(entry, "failed", `the change ended with status ${entry.status}`, null);
    case "unknown":
      return deviation(entry, "outcome unknown", entry.why, null);
    case "settled":
      return deviation(entry, "settled", `${entry.verdict}${entry.note === "" ? "" : `: ${entry.note}`}`, entry.by);
    case "secondWord":
      return entry.verdict === "approved"
        ? null
        : deviation(entry, "second word", `${entry.verdict}${entry.why === "" ? "" : `: ${entry.why}`}`, entry.by);
    case "reverted":
      return deviation(entry, "undone", "the change was undone", null);
    case "chosen":
      return entry.key === "again" ? deviation(entry, "tried again", purposes[entry.purpose] ?? entry.purpose, entry.by) : null;
    case "finding":
      return tellFinding(entry, decisions.get(entry.path));
    default:
      return null;
  }
}

/** What was to be tried again. */
const purposes: Readonly<Record<string, string>> = {
  checkFailed: "a check that failed",
  runFailed: "a change that failed",
  gateFailed: "a gate that did not hold",
  captureFailed: "a capture that did not fit",
  outcome: "a change whose outcome was unknown",
};

/** A finding is told by what led to it: the last decision at the same place. */
function tellFinding(finding: EntryOf<"finding">, decision: Decision | undefined): Deviation {
  switch (decision?.kind) {
    case "excluded":
      return deviation(finding, "excluded", finding.text, null);
    case "chosen":
      return deviation(finding, kindsOfChoice[decision.key] ?? "finding", finding.text, decision.by);
    default:
      return deviation(finding, decision?.how === "skipped" ? "skipped" : "finding", finding.text, null);
  }
}

const kindsOfChoice: Readonly<Record<string, Deviation["kind"]>> = { override: "overridden", "go on": "went on" };

/** A clock is read twice for each entry: a difference that is no rounding means that one was set, or stood still. */
const jumpMs = 2000;

/** Only within one runner: another one has another monotonic clock. */
function clockJump(before: Entry | undefined, entry: Entry): string | null {
  if (before === undefined || entry.kind === "resumed") return null;
  const difference = Date.parse(entry.at) - Date.parse(before.at) - (entry.monotonicMs - before.monotonicMs);
  if (Math.abs(difference) < jumpMs) return null;
  return difference > 0
    ? `the clock went ahead by ${describeDuration(difference)}: it was set, or the machine slept`
    : `the clock was set back by ${describeDuration(-difference)}`;
}
