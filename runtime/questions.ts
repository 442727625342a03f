/**
 * What the operator is asked, as data. Every question has a closed list of options, and none of them is the default:
 * Enter, silence and EOF choose nothing.
 */

/** Why it is asked; with the item's id (and the row, in a loop) it names a question for good. */
export type Purpose =
  /** Shall this change be started? Options `run`, `skip` (in a DO), `stop`. */
  | "word"
  /** A change that the machine will not run, a MANUAL, a CHECK without a command: `done`, `stop`. */
  | "byHand"
  /** A gate in prose: `yes`, `no`. */
  | "gate"
  /** An expectation in prose: `yes`, `no`. */
  | "expect"
  /** A WHEN in prose, or one whose probe failed: `yes`, `no`, `stop`. */
  | "when"
  /** A DECISION: the branches by number, `stop`. */
  | "decision"
  /** A CHECK failed: `again`, `stop`. */
  | "checkFailed"
  /** A RUN failed: `again`, `revert`, `stop`. */
  | "runFailed"
  /** A gate did not hold: `again`, `revert`, `otherwise`, `stop`. */
  | "gateFailed"
  /** An expectation was missed: `go on` with a reason, `stop`. */
  | "expectMissed"
  /** A capture did not fit: `again` (a check only), `stop`. */
  | "captureFailed"
  /** A change whose outcome is unknown: `happened`, `did not`, `revert`, `stop`; while it still runs `wait`, `end`, `stop`. */
  | "outcome"
  /** A procedure stops and a change can be undone: `revert`, `keep`. */
  | "revertOffer"
  /** A CAUTION before a RUN, a section that is only read, the checklist: `read`, `stop`. */
  | "acknowledge"
  /** A `[REVALIDATE]` marker when every step has passed: `yes`, `no`, both with what was seen, `later`. */
  | "revalidate"
  /** A parameter without a value; answered in `text`. */
  | "parameter"
  /** `--instruct`: a block to be pasted elsewhere: `exit` with the status, `not run`, `unknown`. */
  | "instruct"
  /** `--instruct`: what it printed, in `text`, ended by the line `endLine`. */
  | "paste";

export interface Option {
  /** What is typed: `run`, `stop`, `1`. */
  readonly key: string;
  readonly meaning: string;
  /** The answer must carry a text: a reason, a note. */
  readonly wantsText: boolean;
}

/** Where in the procedure: the step, the item, and the row of the loop, outermost first. */
export interface Place {
  readonly step: string;
  readonly stepTitle: string;
  /** `2.2/run-1`; `null` outside an item. */
  readonly item: string | null;
  readonly itemTitle: string | null;
  readonly keyword: string;
  /** `["keystone"]` in the body of a DO. */
  readonly rows: readonly string[];
  readonly sourceFile: string;
  readonly lines: readonly [from: number, to: number];
}

/** Exactly what would run, and why one may let it. The hash of all of it binds the operator's word. */
export interface Shown {
  readonly host: string;
  readonly script: string;
  readonly session: string | null;
  /** The values as bash receives them, by environment variable; a secret is masked. */
  readonly values: readonly { readonly variable: string; readonly name: string; readonly value: string }[];
  readonly effect: string;
  /** Gates and checks that were judged before it, newest last. */
  readonly evidence: readonly Evidence[];
  /** What undoes it, as text; `null` if nothing is known. */
  readonly revert: string | null;
  readonly timeoutMs: number;
}
export interface Evidence {
  readonly item: string;
  readonly what: string;
  readonly result: string;
  /** Age of the reading when it was shown. */
  readonly ageMs: number;
}

export interface Question {
  readonly purpose: Purpose;
  readonly place: Place;
  readonly text: string;
  readonly options: readonly Option[];
  /** With `word`, and with `revertOffer`. */
  readonly shown: Shown | null;
  /** With `word`: SHA-256 over `shown` and `place`. */
  readonly shownSha256: string | null;
  /** The answer's text is not echoed (a secret). */
  readonly isSecret: boolean;
  /** With `paste`: the line that ends the answer, which is no part of it. */
  readonly endLine?: string;
}

export type Answer =
  | { readonly kind: "chosen"; readonly key: string; readonly text: string }
  | { readonly kind: "gone"; readonly why: "eof" | "interrupt" | "no terminal" };
