/**
 * All runs as one Markdown table: what was executed when, by whom, and how it ended.
 */
import { describeDuration } from "../duration.ts";
import { describeRun } from "./describe-run.ts";
import { code, plain, table } from "./markdown.ts";
import type { RunRecord } from "./record.ts";

export interface NamedRecord {
  readonly id: string;
  readonly record: RunRecord;
}

export function renderIndex(records: readonly NamedRecord[]): string {
  const rows = records.map(({ id, record }) => {
    const { startedAt, endedAt, title, state, runners, changes, deviations, owed } = describeRun(record);
    const took = startedAt === null || endedAt === null ? 0 : Math.max(0, Date.parse(endedAt) - Date.parse(startedAt));
    return [
      code(id),
      plain(title ?? ""),
      state,
      startedAt ?? "",
      describeDuration(took),
      [...new Set(runners.map(({ user }) => user))].map(code).join(", "),
      String(changes.length),
      String(deviations.length),
      String(Object.values(owed).reduce((sum, list) => sum + list.length, 0)),
    ];
  });
  return ["# Runs", "", ...table(["run", "procedure", "state", "from", "took", "by", "changes", "deviations", "owed"], rows), ""].join(
    "\n",
  );
}
