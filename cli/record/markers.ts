/**
 * The `[REVALIDATE]` markers of the document that was run, each with what the operator answered at the end of the run.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { EntryOf } from "../../runtime/entries.ts";
import { markerPath, ProcedureMarker } from "../../runtime/markers.ts";
import { currentProcedureFolder } from "../../runtime/node/state-folder.ts";
import type { RunRecord } from "./record.ts";

export const MarkerAnswer = ProcedureMarker.extend({
  /** `null`: it was not asked. */
  answer: z.string().nullable(),
  /** What was seen. */
  text: z.string(),
  by: z.string().nullable(),
});
export type MarkerAnswer = z.infer<typeof MarkerAnswer>;

const ManifestWithMarkers = z.object({ outline: z.object({ markers: z.array(ProcedureMarker).default([]) }) });

export function findMarkers({ folder, entries }: RunRecord): MarkerAnswer[] {
  // What was answered of another version of the document says nothing of this one.
  const since = entries.findLast(({ kind }) => kind === "procedure")?.seq ?? -1;
  const asked = entries
    .slice(since + 1)
    .filter((entry): entry is EntryOf<"chosen"> => entry.kind === "chosen" && entry.purpose === "revalidate");
  const answers = new Map(asked.map((entry) => [entry.path, entry]));
  return readMarkers(currentProcedureFolder(folder, entries)).map((marker) => {
    const answer = answers.get(markerPath(marker));
    return { ...marker, answer: answer?.key ?? null, text: answer?.text ?? "", by: answer?.by ?? null };
  });
}

/** From the manifest of the procedure that is kept with the run; a record of a rehearsal has none. */
function readMarkers(procedureFolder: string): readonly ProcedureMarker[] {
  try {
    return ManifestWithMarkers.parse(JSON.parse(readFileSync(join(procedureFolder, "manifest.json"), "utf8"))).outline.markers;
  } catch {
    return [];
  }
}
