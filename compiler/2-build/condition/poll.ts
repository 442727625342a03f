/**
 * `Poll every 20 s for up to 10 min, first after 60 s.`
 */
import type { Poll } from "../../ast/condition.ts";
import type { BuildContext } from "../context.ts";
import { readDuration } from "../duration.ts";
import type { Words } from "./words.ts";

/** `null` if the sentence is not exactly this. */
export function readPoll(words: Words, context: BuildContext): Poll | null {
  const from = words.index;
  if (!words.takeWords("poll every")) return null;
  const everyMs = takeDuration(words);
  if (everyMs === null || !(words.takeWords("for up to") || words.takeWords(", for up to"))) return null;
  const upToMs = takeDuration(words);
  if (upToMs === null) return null;
  let firstAfterMs: number | null = 0;
  if (words.takeWords(", first after") || words.takeWords("first after")) firstAfterMs = takeDuration(words);
  if (firstAfterMs === null || !words.isAtEnd) return null;
  return { everyMs, upToMs, firstAfterMs, text: words.rich.text, span: words.spanOf(words.rangeBetween(from, words.index), context) };
}

function takeDuration(words: Words): number | null {
  const text = words.takeDurationText();
  return text === null ? null : readDuration(text);
}
