/**
 * On which host each item runs: the one of its label; else that of the block it judges; else that of the nearest label
 * above in the document; else `local`. A host may be a value: which one it is, and whether it can be reached, is known
 * when the block is due.
 */
import type { Item } from "../ast/index.ts";
import type { ItemId } from "../ast/item.ts";
import { documentAt, type LinkedDocument } from "../ast/linked-document.ts";
import type { ValueReference } from "../ast/analysis.ts";
import type { Procedure } from "../ast/procedure.ts";
import { suggest } from "../diagnostics/did-you-mean.ts";
import { blockOf } from "./captures.ts";
import type { Context } from "./context.ts";
import type { Layout } from "./layout.ts";
import { bindReported, type Scope } from "./values.ts";

export function findHosts(context: Context): ReadonlyMap<ItemId, string> {
  for (const { item } of context.layout.places) if (item.host !== null) checkHost(item.host, item, context);
  return inheritHosts(context.layout, context.linked);
}

/** The host of every item, by what the labels say. */
export function inheritHosts({ places }: Layout, linked: readonly LinkedDocument[]): ReadonlyMap<ItemId, string> {
  const hostOf = new Map<ItemId, string>();
  let nearest = "local";
  let body: Procedure | null = null;
  let document: LinkedDocument | null = null;
  for (const { item, procedure, section } of places) {
    // A value of one body is not known in another, and another document has labels of its own above.
    const its = documentAt(linked, section.span.start.offset);
    if (its !== document || (procedure !== body && nearest.startsWith("<"))) nearest = "local";
    document = its;
    body = procedure;
    const judged = blockOf(item);
    nearest = item.host ?? (judged === null ? undefined : hostOf.get(judged)) ?? nearest;
    hostOf.set(item.id, nearest);
  }
  return hostOf;
}

function checkHost(host: string, item: Item, context: Context): void {
  const { hosts, inventory } = context.config;
  const listed = Object.keys(hosts);
  const isOpen = listed.length === 0 || inventory !== undefined || listed.some((name) => name.includes("*") && fits(host, name));
  if (isOpen || listed.includes(host) || host === "local" || host.startsWith("<")) return;
  const near = suggest(host, listed);
  const mend = near.length > 0 ? `Write \`${near[0]}\`` : `Add \`${host}\` to \`hosts\` in rungate.yaml`;
  context.reporter.report({
    code: "resolve/unknown-host",
    severity: "error",
    span: item.labelSpan,
    message: `Unexpected host \`${host}\`, expected one of ${listed.map((name) => `\`${name}\``).join(", ")}`,
    why: "nothing says how to reach it, so the block could only run in the wrong place",
    fix: `${mend}${item.title === null ? "; a title has two words or a capital" : ""}`,
  });
}

/** Whether a pattern of rungate.yaml is about a host. */
const fits = (host: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`, "u").test(host);

/** `<node>` as a host, or `null` with a report. */
export function bindHost(host: string, item: Item, scope: Scope, { reporter }: Context): ValueReference | null {
  const [name = "", column = null] = host.slice(1, -1).split(".");
  const value = bindReported(scope, name, column, item.labelSpan, reporter);
  if (value === null || ["host", "text", "oneOf", "pattern"].includes(value.type.kind)) return value;
  reporter.report({
    code: "resolve/unknown-host",
    severity: "error",
    span: item.labelSpan,
    message: `Unexpected value \`${host}\` of type ${value.type.kind} as a host, expected one of type \`host\``,
    why: "what it holds is no name of a machine",
    fix: "Give the value the type `host`, or write the host's name",
  });
  return null;
}
