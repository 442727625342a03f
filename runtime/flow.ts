/**
 * What happens after an item. Steps answer with one of these; only `execute.ts` acts on them.
 */
import { clip } from "./conditions.ts";
import type { Place, Answer } from "./questions.ts";

export type StopState =
  /** A gate held, a step failed, the operator or the author said STOP. */
  | "stopped"
  /** The operator is not there: resumed when they are. */
  | "waiting"
  /** A change was started, and nobody knows how it ended. */
  | "unknown"
  | "interrupted";

export interface Stop {
  readonly kind: "stop";
  readonly state: StopState;
  readonly place: Place;
  readonly happened: string;
  /** What to look at before going on; `null` where there is nothing special. */
  readonly advice: string | null;
}

export type Next =
  | { readonly kind: "next" }
  /** A WHEN of the section, or of the next block, does not apply. */
  | { readonly kind: "skipSection" }
  | { readonly kind: "skipBlock" }
  | { readonly kind: "skipItem"; readonly why: string }
  | { readonly kind: "goTo"; readonly step: string }
  | Stop;

export const next: Next = { kind: "next" };

export function stopAt(place: Place, happened: string, options: { readonly state?: StopState; readonly advice?: string } = {}): Stop {
  return { kind: "stop", state: options.state ?? "stopped", place, happened: clip(happened, 600), advice: options.advice ?? null };
}

/** The operator did not answer. That is a no, and nothing more. */
export function stopUnanswered(place: Place, answer: Extract<Answer, { kind: "gone" }>, asked: string): Stop {
  if (answer.why === "interrupt") return stopAt(place, `interrupted while it was asked: ${asked}`, { state: "interrupted" });
  return stopAt(place, `no answer (${answer.why === "eof" ? "end of input" : "no terminal"}) when it was asked: ${asked}`, {
    state: "waiting",
  });
}
