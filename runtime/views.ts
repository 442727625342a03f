/**
 * What the operator is told, as data. A terminal renders it, a rehearsal collects it, a report repeats it from the journal.
 */
import type { Place, Shown } from "./questions.ts";
import type { Ending } from "./ports.ts";

export type View =
  | {
      readonly kind: "runStarted";
      readonly runId: string;
      readonly title: string;
      readonly isResumed: boolean;
      readonly values: Readonly<Record<string, string>>;
      readonly steps: readonly { readonly id: string; readonly title: string }[];
      /** What the author says may be seen, and is no reason to act. */
      readonly expectations: readonly string[];
      /** Windows that an earlier runner left open. */
      readonly openWindows: readonly { readonly name: string; readonly openMs: number }[];
    }
  | { readonly kind: "step"; readonly place: Place; readonly number: number; readonly of: number }
  /** The author's words: prose, CAUTION, NOTE. */
  | { readonly kind: "words"; readonly place: Place; readonly weight: "reading" | "note" | "caution"; readonly text: string }
  | {
      readonly kind: "blockStarted";
      readonly place: Place;
      readonly attempt: string;
      readonly host: string;
      readonly effect: string;
      readonly script: string;
      readonly values: Shown["values"];
      readonly timeoutMs: number;
    }
  | { readonly kind: "blockEnded"; readonly place: Place; readonly attempt: string; readonly ending: Ending }
  /** Waiting for a change that is under way. */
  | {
      readonly kind: "waiting";
      readonly place: Place;
      readonly attempt: string;
      readonly pid: number | null;
      /** Since it was started, by whichever runner. */
      readonly elapsedMs: number;
      readonly budgetMs: number;
    }
  /** Readings begin. */
  | {
      readonly kind: "pollStarted";
      readonly place: Place;
      readonly firstAfterMs: number;
      readonly everyMs: number;
      readonly budgetMs: number;
    }
  | {
      readonly kind: "poll";
      readonly place: Place;
      readonly reading: number;
      readonly elapsedMs: number;
      readonly budgetMs: number;
      readonly text: string;
      readonly holds: boolean | null;
      /** It holds, gives up, or the budget is spent. */
      readonly isLast: boolean;
    }
  /** `holds: null`: could not be measured. `head` and `entries`: the journal's, so that a cut record can be noticed. */
  | {
      readonly kind: "judged";
      readonly place: Place;
      readonly holds: boolean | null;
      readonly sentence: string;
      readonly findings: readonly JudgedCondition[];
      readonly by: "machine" | "operator";
      readonly head: string;
      readonly entries: number;
    }
  /** One result of `--check-only`. */
  | Checked
  | { readonly kind: "captured"; readonly place: Place; readonly name: string; readonly value: string; readonly before: string | null }
  | { readonly kind: "list"; readonly place: Place; readonly items: readonly { readonly name: string; readonly state: string }[] }
  | { readonly kind: "item"; readonly place: Place; readonly name: string; readonly number: number; readonly of: number }
  | { readonly kind: "skipped"; readonly place: Place; readonly why: string }
  | { readonly kind: "finding"; readonly place: Place; readonly text: string }
  | {
      readonly kind: "window";
      readonly place: Place;
      readonly name: string;
      readonly action: "open" | "close";
      readonly durationMs: number | null;
    }
  | { readonly kind: "reminder"; readonly place: Place; readonly text: string }
  /** What becomes of the second person's word. */
  | { readonly kind: "secondPerson"; readonly place: Place; readonly text: string }
  | { readonly kind: "ended"; readonly outcome: EndedView };

/** What `--check-only` found at one place. `leftOut`: a change, a person's, or something that depends on one; `why` says it. */
export interface Checked {
  readonly kind: "checked";
  readonly place: Place;
  readonly verdict: "holds" | "fails" | "unmeasured" | "leftOut";
  readonly sentence: string;
  readonly findings: readonly JudgedCondition[];
  readonly why: string;
}

/** One condition as it was judged: what the author wrote, what was read. */
export interface JudgedCondition {
  readonly text: string;
  readonly holds: boolean | null;
  /** The sentence with its values filled in. */
  readonly readAs: string;
  readonly actual: string;
}

/** The last thing that is shown: what happened, how the world is now, what to do next. */
export interface EndedView {
  readonly runId: string;
  readonly state: string;
  readonly at: Place | null;
  readonly stepNumber: number;
  readonly stepCount: number;
  readonly happened: string;
  readonly worldNow: string;
  readonly next: string;
  readonly findings: readonly string[];
  /** Changes that can still be undone, newest first. */
  readonly reverts: readonly string[];
  readonly openWindows: readonly string[];
  readonly obligations: readonly string[];
  readonly head: string;
  readonly entries: number;
}
