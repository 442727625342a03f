/**
 * On which host each item runs: the one of its label; else that of the block it judges; else that of the nearest label
 * above in the document; else `local`.
 */
import type { Item } from "../ast/index.ts";
import type { ItemId } from "../ast/item.ts";
import type { Span } from "../ast/node.ts";
import { suggest } from "../diagnostics/did-you-mean.ts";
import { blockOf } from "./captures.ts";
import type { Context } from "./context.ts";

export function findHosts(context: Context): ReadonlyMap<ItemId, string> {
  const hostOf = new Map<ItemId, string>();
  let nearest = "local";
  for (const { item } of context.layout.places) {
    const judged = blockOf(item);
    nearest = item.host ?? (judged === null ? undefined : hostOf.get(judged)) ?? nearest;
    hostOf.set(item.id, nearest);
    if (item.host !== null) checkHost(item.host, item, context);
  }
  return hostOf;
}

function checkHost(host: string, item: Item, context: Context): void {
  if (host.startsWith("<")) reportValueHost(host, item.labelSpan, context);
  const listed = Object.keys(context.config.hosts);
  if (listed.length === 0 || listed.includes(host) || host === "local" || host.startsWith("<")) return;
  const near = suggest(host, listed);
  context.reporter.report({
    code: "resolve/unknown-host",
    severity: "error",
    span: item.labelSpan,
    message: `Unexpected host \`${host}\`, expected one of ${listed.map((name) => `\`${name}\``).join(", ")}`,
    why: "nothing says how to reach it, so the block could only run in the wrong place",
    fix: near.length > 0 ? `Write \`${near[0]}\`` : `Add \`${host}\` to \`hosts\` in rungate.yaml`,
  });
}

function reportValueHost(host: string, span: Span, { reporter }: Context): void {
  reporter.report({
    code: "resolve/not-built-yet",
    severity: "error",
    span,
    message: `Unexpected value \`${host}\` as a host, expected a host's name in this version`,
    why: "blocks run on the hosts that rungate.yaml names; a host chosen while the procedure runs comes with a later version",
    fix: "Write one label for each host",
  });
}
