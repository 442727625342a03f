/**
 * WINDOW: a measured interval. It is open until its label closes it, whatever happens to the run.
 */
import { ageMs, pathOf, placeOf, type Frame, type RunContext } from "../context.ts";
import { clipBytes } from "../entries.ts";
import { next, type Next } from "../flow.ts";
import type { WindowMark } from "../procedure.ts";

export async function executeWindow(context: RunContext, frame: Frame, mark: WindowMark): Promise<Next> {
  const { journal, ports } = context;
  const path = pathOf(frame, mark.id);
  // A runner that died right after it: done once more, it would close the window around this one.
  if (journal.state.entries.some((entry) => entry.kind === "window" && entry.path === path)) return next;
  const open =
    mark.action === "open" ? null : (journal.state.openWindows.get(mark.name) ?? [...journal.state.openWindows.values()].at(-1) ?? null);
  const durationMs = open === null ? null : ageMs(context, open);
  const name = clipBytes(open?.name ?? mark.name, 600);
  await journal.append({ kind: "window", path, action: mark.action, name });
  ports.operator.show({ kind: "window", place: placeOf(context, frame, mark), name, action: mark.action, durationMs });
  return next;
}
