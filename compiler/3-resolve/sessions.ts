/**
 * The prelude of each block: the nearest SESSION above it in the text for its host. It replaces the earlier one, and it
 * reaches across headings, because that is how an author reads it.
 */
import type { BlockAnalysis } from "../ast/analysis.ts";
import type { ItemId } from "../ast/item.ts";
import { documentAt, type LinkedDocument } from "../ast/linked-document.ts";
import type { Session } from "../ast/session.ts";
import { spanInScript } from "../ast/shell-block.ts";
import type { Context } from "./context.ts";

/** The SESSION that applies at each item, by its host; a SESSION's own is `null`. */
export function findSessions({ layout, linked }: Context, hostOf: ReadonlyMap<ItemId, string>): ReadonlyMap<ItemId, Session | null> {
  const sessionOf = new Map<ItemId, Session | null>();
  const current = new Map<string, Session>();
  let document: LinkedDocument | null = null;
  for (const { item, section } of layout.places) {
    const its = documentAt(linked, section.span.start.offset);
    if (its !== document) current.clear();
    document = its;
    const host = hostOf.get(item.id) ?? "local";
    if (item.kind === "Session") current.set(host, item);
    sessionOf.set(item.id, item.kind === "Session" ? null : (current.get(host) ?? null));
  }
  return sessionOf;
}

/** A SESSION runs in front of every later block, CHECKs and probes included: it must not change the world. */
export function checkSessionEffects(analyses: readonly BlockAnalysis[], { reporter }: Context): void {
  for (const { role, effect, reasons, block } of analyses) {
    if (role !== "session" || effect !== "mutating") continue;
    const change = reasons.find((reason) => reason.effect === "mutating");
    reporter.report({
      code: "resolve/session-changes",
      severity: "error",
      span: change === undefined ? block.span : spanInScript(block, change.start, change.end),
      message: `Unexpected change${change === undefined ? "" : ` by \`${change.command}\``} in a SESSION, expected only what prepares the shell`,
      why: "it is run again in front of every later block of this host, without a word from the operator",
      fix: "Make it a RUN with a GATE",
    });
  }
}
