/**
 * Which captures are set for certain when an item is reached, whatever way the run took. A WHEN that does not apply, a
 * jump and a STOP are ways; a procedure is reached from every DO that calls it.
 */
import type { Capture } from "../ast/capture.ts";
import { itemsOf, type Item } from "../ast/index.ts";
import type { ItemId } from "../ast/item.ts";
import type { Section } from "../ast/section.ts";
import type { Context } from "./context.ts";
import type { Declarations } from "./declarations.ts";
import type { Body } from "./layout.ts";
import { isStop, type Jump } from "./targets.ts";

/** Ids of captures; `null` where no way leads, so that everything holds. */
type State = ReadonlySet<ItemId> | null;

export interface CaptureFlow {
  /** True if the capture has been made whenever this item is reached. */
  readonly isSetAt: (capture: Capture, item: ItemId) => boolean;
}

export function followCaptures(context: Context, declarations: Declarations, jumps: readonly Jump[]): CaptureFlow {
  const before = new Map<ItemId, State>();
  for (const body of context.layout.bodies) followBody(body, jumps, before);
  const entries = new Map<string, State>();
  for (const name of declarations.procedures.keys()) findEntry(name, context, before, entries);
  const { placeOf } = context.layout;
  const isSetAt = (capture: Capture, item: ItemId): boolean => {
    const scope = placeOf.get(capture.id)?.procedure ?? null;
    const procedure = placeOf.get(item)?.procedure ?? null;
    const state = scope !== procedure && procedure !== null ? (entries.get(procedure.name) ?? null) : (before.get(item) ?? null);
    return state === null || state.has(capture.id);
  };
  return { isSetAt };
}

/**
 * What holds in its document at every call of a procedure, calls from other procedures included. No call: everything. Of a
 * document that is called as a whole, its own body is where that begins.
 */
function findEntry(name: string, context: Context, before: ReadonlyMap<ItemId, State>, entries: Map<string, State>): State {
  const known = entries.get(name);
  if (known !== undefined) return known;
  // Stands for a call that leads back here: it asks for nothing more.
  entries.set(name, null);
  const state = context.layout.places
    .filter(({ item }) => callsOf(item).includes(name))
    .map(({ item, procedure, around }) =>
      procedure === null || around === undefined ? (before.get(item.id) ?? null) : findEntry(procedure.name, context, before, entries),
    )
    .reduce(meet, null);
  entries.set(name, state);
  return state;
}

/** The procedures that an item may call. */
export function callsOf(item: Item): string[] {
  if (item.kind === "Do") return item.link === null ? [item.procedure] : [];
  if (item.kind !== "Gate" && item.kind !== "Expect" && item.kind !== "When") return [];
  return item.condition.otherwise?.kind === "doThenStop" ? [item.condition.otherwise.procedure] : [];
}

function followBody(body: Body, jumps: readonly Jump[], before: Map<ItemId, State>): void {
  const waiting = new Map<Section, State[]>();
  let state: State = new Set();
  for (const section of body.sections) {
    state = [state, ...(waiting.get(section) ?? [])].reduce(meet);
    state = followSection(section, state, before, (item, current) => {
      for (const jump of jumps) {
        if (jump.from.item.id === item.id) waiting.set(jump.section, [...(waiting.get(jump.section) ?? []), current]);
      }
    });
  }
}

function followSection(section: Section, entry: State, before: Map<ItemId, State>, onItem: (item: Item, state: State) => void): State {
  const skips: State[] = [];
  /** Blocks under a WHEN of their own, with what was captured from them: known only to what hangs on the same block. */
  const conditional = new Map<ItemId, Set<ItemId>>();
  let awaitsBlock = false;
  let state = entry;
  for (const item of itemsOf(section)) {
    const block = blockOf(item);
    const local = block === null ? undefined : conditional.get(block);
    before.set(item.id, state === null || local === undefined ? state : new Set([...state, ...local]));
    onItem(item, state);
    if (item.kind === "When" && item.appliesTo === "section") skips.push(state);
    if (item.kind === "When" && item.appliesTo === "nextBlock") awaitsBlock = true;
    if (local !== undefined) conditional.set(item.id, local);
    if (awaitsBlock && isBlock(item)) {
      conditional.set(item.id, new Set());
      awaitsBlock = false;
    }
    if (item.kind === "Capture" && local !== undefined) local.add(item.id);
    else if (item.kind === "Capture" && state !== null) state = new Set([...state, item.id]);
    if (item.kind === "Stop" || (item.kind === "Decision" && decidesAlways(item))) state = null;
  }
  return [state, ...skips].reduce(meet);
}

function decidesAlways(item: Extract<Item, { kind: "Decision" }>): boolean {
  return item.branches.some(({ condition }) => condition === null) || item.branches.every(({ target }) => isStop(target));
}

/** The block that an item hangs on. */
export function blockOf(item: Item): ItemId | null {
  switch (item.kind) {
    case "Gate":
    case "Expect":
    case "When":
    case "Decision":
      return item.judges;
    case "Capture":
      return item.from;
    case "Revert":
      return item.undoes;
    default:
      return null;
  }
}

export function isBlock(item: Item): boolean {
  return item.kind === "Run" || item.kind === "Check" || item.kind === "Unlabelled";
}

/** Only what holds on both ways. */
function meet(a: State, b: State): State {
  if (a === null || b === null) return a ?? b;
  return new Set([...a].filter((id) => b.has(id)));
}
