/**
 * What the steps share: the run, the body that is being executed (the procedure's own or that of a call), and where in
 * it they are. Only `journal.state` survives a crash; everything here is built again from it.
 */
import { clip } from "./conditions.ts";
import type { EntryOf } from "./entries.ts";
import type { Journal } from "./journal.ts";
import type { ProcedureMarker } from "./markers.ts";
import type { Place } from "./questions.ts";
import type { Ending, Ports } from "./ports.ts";
import type { Next } from "./flow.ts";
import type { Admonition, Block, Check, CompiledProcedure, Gate, Item, Procedure, Source } from "./procedure.ts";
import type { Approvals } from "./approvals.ts";
import type { OnceMarks } from "./once.ts";
import type { Scope } from "./values.ts";
import type { Turns } from "./turns.ts";

const maximumEvidence = 12;

export interface RunContext {
  readonly runId: string;
  readonly procedure: CompiledProcedure;
  readonly ports: Ports;
  readonly journal: Journal;
  /** The verified bytes of a block. */
  readonly scriptOf: (block: Block) => string;
  readonly blockByFile: ReadonlyMap<string, Block>;
  /** Ids of `only when named` runs that were asked for. */
  readonly named: ReadonlySet<string>;
  /** What the operator is asked to confirm when every step has passed. */
  readonly markers: readonly ProcedureMarker[];
  /** Blocks of unproven effect that the operator let the machine read with, by path and values. */
  readonly allowedReadings: Set<string>;
  /** An earlier runner died: what it left open comes first. */
  readonly hasCrashed: boolean;
  /** The operator's. While FINALLYs run it is one that nothing aborts: they run after Ctrl-C too. */
  readonly interruption: AbortSignal;
  /** Where items of a list run side by side; `null` where nothing does. */
  readonly turns: Turns | null;
  /** The secrets of the run, by shell variable. */
  readonly secrets: ReadonlyMap<string, string>;
  /** `null`: no environment is named, and nothing marked `once` may start. */
  readonly onceMarks: OnceMarks | null;
  /** The way to a second person; `null`: there is none, and nothing marked `two-person` may start. */
  readonly approvals: Approvals | null;
  /** True once an item beside this one has stopped: what was started is finished, nothing new is. */
  readonly isHeld: () => boolean;
  /** Why no block can run on this host; `null` where one can. */
  readonly whyUnreachable: (host: string) => string | null;
  /** What steps need of the loop that executes them: a DO executes a body, stale evidence is taken again. */
  readonly loop: {
    readonly executeBody: (context: RunContext, called: Procedure, body: Body) => Promise<Next>;
    readonly executeAgain: (context: RunContext, frame: Frame, item: Item) => Promise<Next>;
  };
}

/** The procedure's own body, or one call's. */
export interface Body {
  /** Opens the path of everything in it: ``, `4.2/do-1[keystone]/`. */
  readonly path: string;
  readonly scope: Scope;
  readonly rows: readonly string[];
  readonly isCalled: boolean;
  /** The Markdown file that its lines are of; `null`: that of the whole. */
  readonly sourceFile: string | null;
  /** The runbook that is called as a whole around it, and what opens the paths in that; `null`: the procedure itself. */
  readonly called: { readonly runbook: string; readonly path: string } | null;
  /** How the last block of an item ended. */
  readonly readings: Map<string, Ending>;
  /** What was judged, newest last. */
  readonly evidence: { readonly item: string; readonly what: string; readonly result: string; readonly at: Moment }[];
  /** Checks and gates that must not be older than they say when a change starts. */
  readonly freshItems: { readonly frame: Frame; readonly item: Check | Gate }[];
}

/** One section of a body. */
export interface Frame {
  readonly body: Body;
  readonly id: string;
  readonly title: string;
  readonly items: readonly Item[];
  /** CAUTIONs since the last block, to be acknowledged before a RUN. */
  readonly cautions: Admonition[];
}

export interface Moment {
  readonly at: string;
  readonly monotonicMs: number;
}

export const pathOf = (frame: Frame, id: string): string => `${frame.body.path}${id}`;

/** The greater of two ages: the wall clock may be set back, the monotonic one stands still while a machine sleeps. */
export function ageMs(context: RunContext, moment: Moment): number {
  const { clock } = context.ports;
  return Math.max(Date.parse(clock.now()) - Date.parse(moment.at), clock.monotonicMs() - moment.monotonicMs, 0);
}

export const momentOf = (context: RunContext): Moment => ({
  at: context.ports.clock.now(),
  monotonicMs: context.ports.clock.monotonicMs(),
});

export function placeOf(
  context: RunContext,
  frame: Frame,
  item: { readonly id: string | null; readonly kind: string; readonly title: string | null; readonly source: Source },
): Place {
  return {
    step: frame.id,
    stepTitle: frame.title,
    item: item.id,
    itemTitle: item.title,
    keyword: item.kind.toUpperCase(),
    rows: frame.body.rows,
    sourceFile: frame.body.sourceFile ?? context.procedure.sourceFile,
    lines: item.source,
  };
}

/** A body as a runner finds it: what an earlier one judged in it is still evidence, with its age. */
export function openBody(context: RunContext, fields: Pick<Body, "path" | "scope" | "rows" | "isCalled" | "sourceFile" | "called">): Body {
  const evidence = context.journal.state.entries
    .filter(
      (entry): entry is EntryOf<"judged"> =>
        entry.kind === "judged" && entry.path.startsWith(fields.path) && !entry.path.slice(fields.path.length).includes("["),
    )
    .map(({ path, sentence, holds, at, monotonicMs }) => ({
      item: path.slice(fields.path.length),
      what: clip(sentence, 200),
      result: describeTruth(holds),
      at: { at, monotonicMs },
    }));
  return { ...fields, readings: new Map(), evidence: evidence.slice(-maximumEvidence), freshItems: [] };
}

export const describeTruth = (holds: boolean | null): string =>
  holds === true ? "holds" : holds === false ? "does not hold" : "could not be measured";

/** A name for one start of one block, never used twice: the number of the entry that will speak of it comes first. */
export function attemptName(context: RunContext, id: string): string {
  const slug = id
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return `${String(context.journal.count).padStart(5, "0")}-${slug.slice(-60)}`;
}

export function addEvidence(
  context: RunContext,
  frame: Frame,
  item: { readonly id: string; readonly title: string | null; readonly kind: string },
  what: string,
  result: string,
): void {
  const { evidence } = frame.body;
  const piece = {
    item: `${item.kind.toUpperCase()} ${item.title ?? item.id}`,
    what: clip(what, 200),
    result: clip(result, 200),
    at: momentOf(context),
  };
  // What is taken again takes the place of what was seen before.
  const before = evidence.findIndex((one) => one.item === piece.item && one.what === piece.what);
  if (before >= 0) evidence.splice(before, 1);
  evidence.push(piece);
  if (evidence.length > maximumEvidence) evidence.shift();
}
