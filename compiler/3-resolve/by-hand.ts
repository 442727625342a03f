/**
 * What the machine will not run, and why. In an old document such an item is the operator's; what depends on its output
 * is the operator's too. A strict document is refused.
 */
import type { Item } from "../ast/index.ts";
import type { ItemId } from "../ast/item.ts";
import { positionInScript, type ShellBlock } from "../ast/shell-block.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { findAskedElsewhere } from "./asked-elsewhere.ts";
import type { Blocks } from "./blocks.ts";
import type { Bound } from "./bound.ts";
import { blockOf } from "./captures.ts";
import { namesAt } from "./declarations.ts";
import { judgesOutput } from "./judgements.ts";
import type { Place } from "./layout.ts";
import { piecesOf } from "./pieces.ts";
import { namesIn } from "./sentence-names.ts";

/** The first reason of each item, from what was reported in it or from what it is. */
export function findReasons(bound: Bound, diagnostics: readonly Diagnostic[]): Map<ItemId, string> {
  const { layout } = bound.bindings.context;
  const reasons = new Map<ItemId, string>();
  for (const { severity, span, message } of diagnostics) {
    if (severity !== "error") continue;
    const item = itemAt(layout.places, span.start.offset);
    if (item !== null && !reasons.has(item.id)) reasons.set(item.id, message);
  }
  const askedElsewhere = findAskedElsewhere(bound.bindings, bound.blocks);
  for (const place of layout.places) {
    const reason =
      reasons.get(place.item.id) ??
      whyNot(place.item, bound.blocks, diagnostics) ??
      askedElsewhere.get(place.item.id) ??
      whyDependent(place, bound, reasons);
    if (reason !== null) reasons.set(place.item.id, reason);
  }
  return reasons;
}

/** The innermost item around a position. */
function itemAt(places: readonly Place[], offset: number): Item | null {
  const around = places.map(({ item }) => item).filter(({ span }) => span.start.offset <= offset && offset < span.end.offset);
  const size = ({ span }: Item): number => span.end.offset - span.start.offset;
  return around.reduce<Item | null>((smallest, item) => (smallest === null || size(item) < size(smallest) ? item : smallest), null);
}

function whyNot(item: Item, blocks: Blocks, diagnostics: readonly Diagnostic[]): string | null {
  if (item.kind === "Run" && item.block === null) return "there is no block under this label";
  if (item.kind === "Finally" && item.block === null) return "there is no command under this label";
  for (const { block, role } of piecesOf(item)) {
    const isReading = role === "probe" || role === "inlineProbe" || role === "evidence" || (role === "block" && item.kind === "Check");
    const change = blocks.blockOf.get(block)?.reasons.find(({ effect }) => effect === "mutating");
    if (isReading && change !== undefined)
      return `\`${change.command}\` changes something (${change.because}), and ${article(item.keyword)} ${item.keyword} only reads`;
    if (!blocks.resolvedOf.has(block)) return whyUnresolved(block, blocks, diagnostics);
  }
  return null;
}

/** What was said of the placeholder that cannot stand where it does; without one, the SESSION is to blame. */
function whyUnresolved(block: ShellBlock, blocks: Blocks, diagnostics: readonly Diagnostic[]): string {
  const refused = blocks.blockOf.get(block)?.placeholders.find(({ verdict }) => verdict === "error")?.token;
  const at = refused === undefined ? null : positionInScript(block, refused.start).offset;
  const said = diagnostics.find(({ code, span }) => code.startsWith("resolve/") && span.start.offset === at);
  return said?.message ?? "what its SESSION needs is not known";
}

function article(keyword: string): string {
  return /^[AEIOU]/.test(keyword) ? "an" : "a";
}

function whyDependent(place: Place, bound: Bound, reasons: ReadonlyMap<ItemId, string>): string | null {
  const { bindings, blocks } = bound;
  const { item } = place;
  const session = bindings.sessionOf.get(item.id);
  if (session && reasons.has(session.id) && piecesOf(item).length > 0)
    return `its SESSION on line ${session.labelSpan.start.line} cannot be run`;
  const judged = blockOf(item);
  const needsOutput = item.kind === "Capture" || judgesOutput(item);
  if (judged !== null && needsOutput && reasons.has(judged)) return "the block that it looks at is done by hand";
  const names = namesAt(place, bindings.declarations);
  const tokens = piecesOf(item).flatMap(({ block }) => blocks.blockOf.get(block)?.placeholders ?? []);
  const values = tokens.filter(({ verdict }) => verdict === "value").map(({ token }) => token.name);
  for (const name of [...values, ...namesIn(item)]) {
    const declaration = names.get(name);
    if (declaration?.kind === "capture" && reasons.has(declaration.capture.id))
      return `\`<${name}>\` comes from a block that is done by hand`;
  }
  return tablesOf(item, bound).some((table) => reasons.has(table)) ? "its table comes from a block that is done by hand" : null;
}

/** The captured tables that an item goes through, whether it names them or means the last one above. */
function tablesOf({ id }: Item, { judgements, exclusionOf, callOf }: Bound): ItemId[] {
  const judgement = judgements.judgementOf.get(id);
  const conditions = [
    ...(judgement === undefined ? [] : [...judgement.conditions, ...judgement.giveUp]),
    ...(judgements.branchesOf.get(id) ?? []).flatMap((branch) => branch.conditions),
  ];
  const over = callOf.get(id);
  const tables = conditions.flatMap(({ subject }) => (subject.kind === "rows" ? [subject.table] : []));
  if (over?.kind === "rows") tables.push(over.table);
  const exclusion = exclusionOf.get(id);
  return exclusion === undefined ? tables : [...tables, exclusion.table];
}
