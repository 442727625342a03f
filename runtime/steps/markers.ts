/**
 * REVALIDATE: what the author marked is asked about when every step has passed. The answer is part of the record; `rungate fold`
 * clears the markers that were confirmed.
 */
import { ask, options } from "../ask.ts";
import { clipBytes } from "../entries.ts";
import { markerPath } from "../markers.ts";
import type { RunContext } from "../context.ts";
import type { Place } from "../questions.ts";

/** Whoever does not answer leaves the rest marked: nothing of the run depends on it. */
export async function askAboutMarkers(context: RunContext): Promise<void> {
  const { journal, ports, procedure, markers } = context;
  // Another version of the document has its markers in other places.
  const since = journal.state.entries.findLast(({ kind }) => kind === "procedure")?.seq ?? -1;
  for (const marker of markers) {
    const path = markerPath(marker);
    const before = journal.state.chosenAt(path, "revalidate");
    if (before !== null && before.seq > since && before.key !== "later") continue;
    const place: Place = {
      step: "end",
      stepTitle: "What this run has confirmed",
      item: path,
      itemTitle: null,
      keyword: "REVALIDATE",
      rows: [],
      sourceFile: procedure.sourceFile,
      lines: [marker.line, marker.line],
    };
    const answer = await ask(context, {
      purpose: "revalidate",
      place,
      path,
      text: `${marker.sentence}\nHas this run shown that it is so?`,
      options: [options.confirmed, options.notSo, options.later],
    });
    if (answer.kind === "gone") return;
    if (answer.key !== "no") continue;
    const text = clipBytes(`it is not as line ${marker.line} says (${marker.sentence}): ${answer.text}`, 1000);
    await journal.append({ kind: "finding", path, text });
    ports.operator.show({ kind: "finding", place, text });
  }
}
