/**
 * What hangs on a block or a section that cannot bear it: a CAPTURE of output that is not recorded, a second REVERT, a WHEN
 * without anything that it could leave out. Also which judgements are the operator's because nothing was read.
 */
import { itemsOf, type Item } from "../ast/index.ts";
import type { ItemId } from "../ast/item.ts";
import type { Capture } from "../ast/capture.ts";
import type { Revert } from "../ast/revert.ts";
import { blockOf, isBlock } from "./captures.ts";
import type { Context } from "./context.ts";
import { judgesOutput } from "./judgements.ts";
import type { Place } from "./layout.ts";

/** The GATEs, EXPECTs, WHENs and DECISIONs that the operator judges, with the reason, because no output stands before them. */
export function checkAttachments(context: Context): ReadonlyMap<ItemId, string> {
  const asked = new Map<ItemId, string>();
  const reverted = new Map<ItemId, Revert>();
  for (const place of context.layout.places) {
    const { item } = place;
    if (item.kind === "Capture") checkCapture(item, context);
    if (item.kind === "Revert") checkRevert(item, reverted, context);
    if (item.kind === "When") checkWhen(place, context);
    if (item.kind === "Procedure") checkProcedure(place, context);
    const reason = judgesOutput(item) ? whyUnread(blockOf(item), context) : null;
    if (reason === null) continue;
    asked.set(item.id, reason);
    reportAsked(item, reason, context);
  }
  return asked;
}

function reportAsked(item: Item, reason: string, { reporter, isStrict }: Context): void {
  reporter.report({
    code: "resolve/nothing-to-judge",
    severity: isStrict ? "warning" : "info",
    span: item.labelSpan,
    message: `Unexpected condition on output in this ${item.keyword} (${reason}), expected a block above it at its list level, or a fence of its own`,
    why: "the operator is asked instead of the machine",
    fix: `Put the command that it reads into a fence under the ${item.keyword}`,
  });
}

/** Why the output of a block cannot be looked at; `null` where it can. */
function whyUnread(id: ItemId | null, { layout }: Context): string | null {
  const item = id === null ? undefined : layout.placeOf.get(id)?.item;
  if (item === undefined) return "no block stands before it whose output it could judge";
  if ("block" in item && item.block === null) return "what it judges has no command";
  return item.qualifiers.some(({ name }) => name === "interactive") ? "an interactive block is not recorded" : null;
}

function checkCapture(item: Capture, context: Context): void {
  const source = item.from === null ? undefined : context.layout.placeOf.get(item.from)?.item;
  if (source === undefined) return;
  const problem =
    source.kind === "Gate" || source.kind === "Expect"
      ? source.probe === null
        ? "what stands before it has no command"
        : null
      : whyUnread(source.id, context);
  if (problem === null) return;
  context.reporter.report({
    code: "resolve/capture-of-nothing",
    severity: "error",
    span: item.span,
    message: `Unexpected CAPTURE of \`${item.name}\` (${problem}), expected a CHECK, a RUN or a probe above it`,
    why: "there is no output to take the value from",
    fix: "Put the CAPTURE after the block whose output it names",
  });
}

function checkRevert(item: Revert, reverted: Map<ItemId, Revert>, { reporter }: Context): void {
  if (item.undoes === null) return;
  const first = reverted.get(item.undoes);
  reverted.set(item.undoes, item);
  if (first === undefined) return;
  reporter.report({
    code: "resolve/second-revert",
    severity: "error",
    span: item.span,
    message: "Unexpected second REVERT of one RUN, expected one with all its commands",
    why: "only one of them would be offered",
    fix: "Join them in one fence, or give the second change a RUN of its own",
    related: [{ span: first.span, message: "the first one" }],
  });
}

function checkWhen({ item, section }: Place, { reporter }: Context): void {
  if (item.kind !== "When") return;
  const items = itemsOf(section);
  const after = items.slice(items.indexOf(item) + 1);
  const hasTarget = item.appliesTo === "section" ? after.some((other) => !isShownOnly(other)) : after.some(isBlock);
  if (hasTarget) return;
  reporter.report({
    code: "resolve/when-of-nothing",
    severity: "error",
    span: item.span,
    message:
      item.appliesTo === "section"
        ? "Unexpected WHEN in a section without steps, expected something below it, before the next heading"
        : "Unexpected WHEN without a block below it, expected a RUN or CHECK before the next heading",
    why: "a WHEN reaches to the next heading of any level: the steps below would run whatever it says",
    fix: "Repeat the WHEN under each heading that it is meant for",
  });
}

function checkProcedure({ item, section }: Place, { reporter }: Context): void {
  const first = itemsOf(section).find((other) => !isShownOnly(other));
  if (first === undefined || first.id === item.id) return;
  reporter.report({
    code: "resolve/procedure-not-first",
    severity: "error",
    span: item.labelSpan,
    message: `Unexpected PROCEDURE below ${first.keyword}, expected it as the first label under its heading`,
    why: "the whole section is the body: the labels above would not run in their place either",
    fix: "Give the procedure a heading of its own",
  });
}

function isShownOnly(item: Item): boolean {
  return item.kind === "Admonition" || item.kind === "Session";
}
