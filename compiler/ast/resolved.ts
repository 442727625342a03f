/**
 * A runbook with nothing left open: made by 3-resolve, the only thing that 5-emit accepts. Every block is rewritten and
 * hashed, every value bound, every reference followed, every RUN has its gates. The brand keeps anything else out.
 */
import type { Admonition } from "./admonition.ts";
import type { Effect, EffectReason, ValueReference } from "./analysis.ts";
import type { CaptureForm } from "./capture.ts";
import type { Poll, Quantifier } from "./condition.ts";
import type { Header, Status } from "./header.ts";
import type { ItemId } from "./item.ts";
import type { LinkedDocument } from "./linked-document.ts";
import type { Keyword } from "./keyword.ts";
import type { Sha256, Span } from "./node.ts";
import type { Parameter } from "./parameter.ts";
import type { Table } from "./prose.ts";
import type { z } from "zod";

declare const resolved: unique symbol;

export interface ResolvedRunbook {
  readonly [resolved]: true;
  readonly id: string;
  readonly title: string;
  readonly path: string;
  /** Other documents of which procedures were taken in. */
  readonly linked: readonly LinkedDocument[];
  readonly sha256: z.infer<typeof Sha256>;
  readonly headers: readonly Header[];
  readonly status: Status | null;
  readonly parameters: readonly Parameter[];
  /** Hosts that blocks name, sorted. */
  readonly hosts: readonly string[];
  /** Sections that run in order, reading-only ones included. */
  readonly steps: readonly ResolvedSection[];
  /** Sections without labels after the last step. */
  readonly checklist: readonly ResolvedSection[];
  /** Bodies that are called: of procedures, and of other documents as a whole. */
  readonly procedures: readonly ResolvedProcedure[];
  readonly tables: readonly Table[];
  /** All blocks in document order, for `blocks/` and the manifest. */
  readonly blocks: readonly ResolvedBlock[];
}

/** 3-resolve alone calls this. */
export function brandResolved(runbook: Omit<ResolvedRunbook, typeof resolved>): ResolvedRunbook {
  return runbook as ResolvedRunbook;
}

export interface ResolvedSection {
  readonly id: string;
  readonly title: string;
  readonly isReading: boolean;
  /** The prose before the first label, for the module's doc comment. */
  readonly lead: string;
  readonly items: readonly ResolvedItem[];
  readonly span: Span;
}

export interface ResolvedProcedure {
  readonly name: string;
  readonly parameters: readonly ResolvedArgument[];
  /** One section, or those of another document that run in order. */
  readonly sections: readonly [ResolvedSection, ...ResolvedSection[]];
  /** The title of the document that is called as a whole. */
  readonly wholeTitle: string | null;
}

export interface ResolvedArgument extends ValueReference {
  /** What it is where a call gives none; of a document that is called as a whole alone. */
  readonly default: string | null;
}

export interface ResolvedBlock {
  /** Unique in the runbook, safe as a file name: `2.2-upgrade-the-controller`. */
  readonly id: string;
  /** As the author wrote it, with its hash (the outline's `sha256`). */
  readonly sourceScript: string;
  readonly sourceSha256: string;
  /** Rewritten: every value is a quoted expansion. The block file is this plus one LF. */
  readonly script: string;
  /** SHA-256 of the block file's bytes. */
  readonly blockSha256: string;
  /** As written; `hostValue` where it is `<value>`. */
  readonly host: string;
  readonly hostValue: ValueReference | null;
  readonly effect: Effect;
  readonly reasons: readonly EffectReason[];
  readonly values: readonly ValueReference[];
  readonly session: ResolvedBlock | null;
  readonly timeoutMs: number;
  readonly span: Span;
}

export type ResolvedOperand =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "value"; readonly value: ValueReference };

export type ResolvedPredicate =
  | {
      readonly kind:
        | "is"
        | "isNot"
        | "contains"
        | "doesNotContain"
        | "isNewerThan"
        | "isAPatchAbove"
        | "isAtLeast"
        | "isAtMost"
        | "isMoreThan"
        | "isLessThan"
        | "prints";
      readonly operand: ResolvedOperand;
    }
  | { readonly kind: "isOneOf"; readonly operands: readonly ResolvedOperand[] }
  | { readonly kind: "isBetween"; readonly low: ResolvedOperand; readonly high: ResolvedOperand }
  | { readonly kind: "matches"; readonly pattern: string; readonly flags: string }
  | { readonly kind: "isEmpty" | "isNotEmpty" | "succeeds" | "printsNothing" }
  /** The statuses by which the command says no; `null` where its manual is not known. */
  | { readonly kind: "fails"; readonly statuses: readonly number[] | null }
  | { readonly kind: "isIn" | "isNotIn"; readonly table: ItemId | ValueReference };

export type ResolvedSubject =
  | { readonly kind: "stream"; readonly stream: "stdout" | "stderr" | "output" | "exit" }
  | { readonly kind: "lines"; readonly quantifier: Quantifier }
  | { readonly kind: "value"; readonly value: ValueReference }
  | {
      readonly kind: "rows";
      readonly table: ItemId;
      readonly quantifier: Quantifier;
      readonly where: readonly { readonly column: string; readonly predicate: ResolvedPredicate }[];
    }
  | { readonly kind: "command"; readonly block: ResolvedBlock };

export interface ResolvedCondition {
  readonly text: string;
  readonly subject: ResolvedSubject;
  readonly predicate: ResolvedPredicate | null;
}

export type ResolvedOtherwise =
  | { readonly kind: "stop"; readonly why: string }
  | { readonly kind: "skipItem"; readonly why: string }
  | { readonly kind: "goTo"; readonly step: string }
  | { readonly kind: "doThenStop"; readonly procedure: string; readonly arguments: readonly ResolvedOperand[] };

export interface ResolvedJudgement {
  readonly sentence: string;
  readonly conditions: readonly ResolvedCondition[];
  readonly question: string | null;
  readonly giveUp: readonly ResolvedCondition[];
  readonly poll: Poll | null;
  readonly otherwise: ResolvedOtherwise | null;
  readonly judges: ItemId | null;
  readonly probe: ResolvedBlock | null;
}

interface ResolvedBase {
  readonly id: ItemId;
  readonly keyword: Keyword;
  readonly title: string | null;
  readonly remarks: readonly string[];
  readonly span: Span;
}

export type ResolvedRevert =
  | { readonly kind: "commands"; readonly block: ResolvedBlock; readonly later: ResolvedBlock | null; readonly text: string }
  | { readonly kind: "none"; readonly why: string };

/** Sessions and reverts are folded into the blocks and runs that they belong to. */
export type ResolvedItem =
  | (ResolvedBase & {
      readonly kind: "check";
      readonly block: ResolvedBlock | null;
      readonly text: string;
      readonly freshMs: number | null;
      readonly isInteractive: boolean;
      readonly byHand: string | null;
    })
  | (ResolvedBase & {
      readonly kind: "run";
      readonly block: ResolvedBlock | null;
      readonly text: string;
      readonly gates: readonly [ItemId, ...ItemId[]];
      readonly revert: ResolvedRevert | null;
      readonly isOnce: boolean;
      readonly isTwoPerson: boolean;
      readonly isOnlyWhenNamed: boolean;
      readonly isIdempotent: boolean;
      readonly isInteractive: boolean;
      readonly byHand: string | null;
    })
  | (ResolvedBase & ResolvedJudgement & { readonly kind: "gate"; readonly freshMs: number | null })
  | (ResolvedBase & ResolvedJudgement & { readonly kind: "expect"; readonly sample: string | null })
  | (ResolvedBase & ResolvedJudgement & { readonly kind: "when"; readonly appliesTo: "section" | "nextBlock" })
  | (ResolvedBase & { readonly kind: "capture"; readonly name: string; readonly form: CaptureForm; readonly from: ItemId })
  | (ResolvedBase & { readonly kind: "manual"; readonly text: string })
  | (ResolvedBase & {
      readonly kind: "decision";
      readonly text: string;
      readonly judges: ItemId | null;
      readonly branches: readonly {
        readonly sentence: string;
        readonly conditions: readonly ResolvedCondition[];
        readonly question: string | null;
        readonly target: string;
      }[];
    })
  | (ResolvedBase & {
      readonly kind: "call";
      readonly procedure: string;
      readonly text: string;
      readonly concurrency: number;
      readonly over:
        | { readonly kind: "once"; readonly arguments: readonly ResolvedOperand[] }
        | { readonly kind: "list"; readonly items: readonly ResolvedOperand[]; readonly isOrdered: boolean }
        | { readonly kind: "rows"; readonly table: ItemId; readonly order: readonly ResolvedOperand[] | null };
    })
  | (ResolvedBase & {
      readonly kind: "exclude";
      readonly table: ItemId;
      readonly where: readonly { readonly column: string; readonly predicate: ResolvedPredicate }[];
      readonly evidence: ResolvedBlock | null;
      readonly text: string;
    })
  | (ResolvedBase & { readonly kind: "finally"; readonly block: ResolvedBlock; readonly text: string })
  | (ResolvedBase & { readonly kind: "window"; readonly action: "open" | "close"; readonly name: string })
  | (ResolvedBase & { readonly kind: "stop"; readonly reason: string })
  | (ResolvedBase & { readonly kind: Admonition["severity"]; readonly text: string })
  /** Prose between labels; its `id` is that of the label before it plus `-text`. */
  | { readonly kind: "reading"; readonly text: string; readonly span: Span };
