/**
 * The one row below the output: how long it lasts, of how much time, when something was last seen. What does not fit is left
 * out from the right; the time never is.
 */
import { displayWidth } from "./render-lines.ts";
import { clock } from "./render.ts";

export interface Status {
  readonly elapsedMs: number;
  readonly budgetMs: number;
  /** `keystone`, where several are under way. */
  readonly name: string;
  /** Since when nothing new has been seen; `null` where nothing can be. */
  readonly quietMs: number | null;
  /** A reading, an unfinished line. */
  readonly note: string;
  /** The windows that are open: name and for how long. */
  readonly windows: readonly { readonly name: string; readonly openMs: number }[];
}

export function statusLine({ elapsedMs, budgetMs, name, quietMs, note, windows }: Status, columns: number): string {
  const isOver = elapsedMs > budgetMs;
  const time = `${clock(elapsedMs)} of ${clock(budgetMs)}${isOver ? " OVER" : ""}`;
  const parts = [
    name,
    ...(quietMs === null ? [] : [`last output ${Math.max(0, Math.floor(quietMs / 1000))} s ago`]),
    ...windows.map((window) => `window ${window.name} ${clock(window.openMs)}`),
    note,
  ].filter((part) => part !== "");
  const room = columns - 1;
  const indent = columns < 60 ? "" : "     ";
  let line = clip(`${indent}${time}`, room);
  for (const part of parts) if (displayWidth(line) + 3 < room) line = clip(`${line}   ${part}`, room);
  return line;
}

/** The beginning of it that fits. */
function clip(text: string, room: number): string {
  let clipped = "";
  let width = 0;
  for (const character of text) {
    width += displayWidth(character);
    if (width > room) break;
    clipped += character;
  }
  return clipped;
}
