/**
 * DO: a procedure called once, for the items of a list, or for the rows of a table. The list is fixed when DO starts, and
 * a resumed run goes on with the same one.
 */
import { createHash } from "node:crypto";
import { openBody, pathOf, placeOf, type Body, type Frame, type RunContext } from "../context.ts";
import { clipBytes } from "../entries.ts";
import { next, stopAt, type Next, type Stop } from "../flow.ts";
import { portsInTurns, Turns } from "../turns.ts";
import { Scope, textOf } from "../values.ts";
import { z } from "zod";
import { isList, misfitOf, schemaOf } from "../value-types.ts";
import type { Call, Operand, Procedure } from "../procedure.ts";

const Argument = z.union([z.string(), z.array(z.string())]);
type Argument = z.infer<typeof Argument>;
const CallItems = z.array(z.strictObject({ name: z.string(), arguments: z.record(z.string(), Argument) }));
export type CallItem = z.infer<typeof CallItems>[number];

export async function executeCall(context: RunContext, frame: Frame, call: Call): Promise<Next> {
  const { ports } = context;
  const place = placeOf(context, frame, call);
  const items = await fixItems(context, frame, call);
  if ("kind" in items) return items;
  if (items.length === 0) ports.operator.show({ kind: "skipped", place, why: "nothing to do" });
  if (call.over.kind !== "once")
    ports.operator.show({ kind: "list", place, items: items.map(({ name }) => ({ name, state: stateOf(context, frame, call, name) })) });
  const width = Math.min(call.concurrency, items.length);
  return width > 1 ? executeBeside(context, frame, call, items, width) : executeInTurn(context, frame, call, items);
}

async function executeInTurn(context: RunContext, frame: Frame, call: Call, items: readonly CallItem[]): Promise<Next> {
  for (const index of items.keys()) {
    const result = await executeOne(context, frame, call, items, index);
    if (result.kind !== "next") return result;
  }
  return next;
}

/** Several items at a time. After one has stopped no other starts anything new; the worst end is the answer. */
async function executeBeside(context: RunContext, frame: Frame, call: Call, items: readonly CallItem[], width: number): Promise<Next> {
  const turns = context.turns ?? new Turns();
  const ends: Next[] = [];
  const beside: RunContext = {
    ...context,
    turns,
    ports: context.turns === null ? portsInTurns(context.ports, turns) : context.ports,
    isHeld: () => ends.length > 0 || context.isHeld(),
  };
  const indexes = items.keys();
  const work = async (): Promise<void> => {
    await turns.take();
    for (const index of indexes) {
      const result = await executeOne(beside, frame, call, items, index);
      if (result.kind !== "next") ends.push(result);
      if (beside.isHeld()) break;
    }
    turns.pass();
  };
  const all = Promise.all(Array.from({ length: width }, work));
  await turns.aside(() => all);
  return ends.find((end) => end.kind === "stop" && end.state === "unknown") ?? ends[0] ?? next;
}

async function executeOne(context: RunContext, frame: Frame, call: Call, items: readonly CallItem[], index: number): Promise<Next> {
  const { journal, ports } = context;
  const place = placeOf(context, frame, call);
  const item = items[index] as CallItem;
  const path = itemPath(frame, call, item.name);
  if (journal.state.isDone(path)) return next;
  const excluded = journal.state.excluded.get(clipBytes(item.name, 500));
  if (excluded !== undefined) {
    ports.operator.show({ kind: "skipped", place, why: `\`${item.name}\` is excluded: ${excluded.why}` });
    await journal.append({ kind: "done", path, how: "excluded", why: excluded.why, goTo: null, isRepeatable: false });
    return next;
  }
  if (call.over.kind !== "once") ports.operator.show({ kind: "item", place, name: item.name, number: index + 1, of: items.length });
  const result = await context.loop.executeBody(context, call.procedure, bodyFor(context, frame, call, path, item));
  if (result.kind === "skipItem") await skip(context, frame, call, path, item.name, result.why);
  else if (result.kind !== "next") return result;
  else await journal.append({ kind: "done", path, how: "passed", why: "", goTo: null, isRepeatable: false });
  return next;
}

export function bodyFor(context: RunContext, frame: Frame, call: Call, path: string, item: CallItem): Body {
  const scope = new Scope(frame.body.scope);
  for (const [name, given] of Object.entries(item.arguments))
    scope.set("argument", name, typeof given === "string" ? { kind: "scalar", text: given } : { kind: "list", items: given });
  return openBody(context, {
    path: `${path}/`,
    scope,
    rows: [...frame.body.rows, item.name],
    isCalled: true,
    sourceFile: call.procedure.sourceFile ?? frame.body.sourceFile,
    called: call.procedure.isRunbook ? { runbook: baseName(call.procedure.name), path: `${path}/` } : frame.body.called,
  });
}

async function skip(context: RunContext, frame: Frame, call: Call, path: string, name: string, why: string): Promise<void> {
  const text = `\`${name}\` was skipped: ${why}`;
  // As with EXCLUDE, the finding first.
  await context.journal.append({ kind: "finding", path, text: clipBytes(text, 1000) });
  await context.journal.append({ kind: "done", path, how: "skipped", why: clipBytes(why, 1000), goTo: null, isRepeatable: false });
  context.ports.operator.show({ kind: "skipped", place: placeOf(context, frame, call), why: text });
}

/** A path segment for an item's name: readable where it can be, never ambiguous, never long. */
export function itemPath(frame: Frame, call: Call, name: string): string {
  const isPlain = /^[A-Za-z0-9._:-]{1,60}$/.test(name);
  return `${pathOf(frame, call.id)}[${isPlain ? name : createHash("sha256").update(name).digest("hex").slice(0, 16)}]`;
}

function stateOf(context: RunContext, frame: Frame, call: Call, name: string): string {
  return (
    context.journal.state.done.get(itemPath(frame, call, name))?.how ?? (context.journal.state.excluded.has(name) ? "excluded" : "to do")
  );
}

/** The list that an earlier runner, or an earlier moment, has fixed; `null`: none yet. */
export async function fixedItems({ journal }: RunContext, frame: Frame, call: Call): Promise<CallItem[] | null> {
  const fixed = journal.state.lists.get(pathOf(frame, call.id));
  return fixed === undefined ? null : CallItems.parse(await journal.kept(fixed.items));
}

/** The list of the journal, or a new one, recorded before its first item starts. */
async function fixItems(context: RunContext, frame: Frame, call: Call): Promise<CallItem[] | Stop> {
  const { journal, ports } = context;
  const path = pathOf(frame, call.id);
  const fixed = await fixedItems(context, frame, call);
  if (fixed !== null) return fixed;
  const place = placeOf(context, frame, call);
  const found = findItems(context, frame, call);
  if ("problem" in found) return stopAt(place, found.problem);
  const { items } = found;
  for (const name of found.absent)
    ports.operator.show({
      kind: "skipped",
      place,
      why: `\`${name}\` has no row in \`${call.over.kind === "rows" ? call.over.table.name : ""}\`: nothing to do`,
    });
  await journal.append({ kind: "list", path, items: await journal.keep("list", items), count: items.length });
  return items;
}

/** What a DO would go over now, complete and of the right types; or why there is none. */
export function findItems(context: RunContext, frame: Frame, call: Call): Found {
  const found = itemsOf(frame, call);
  if ("problem" in found) return found;
  const items = found.items.map((item) => ({ ...item, arguments: withDefaults(context, call.procedure, item.arguments) }));
  const misfit = items.map((item) => misfitIn(call.procedure, item)).find((problem) => problem !== null) ?? null;
  return misfit === null ? { ...found, items } : { problem: misfit };
}

/** What the call leaves out; `today` is the day on which the run began. */
function withDefaults(context: RunContext, { defaults, types }: Procedure, given: CallItem["arguments"]): CallItem["arguments"] {
  const today = context.journal.state.entries[0]?.at.slice(0, 10) ?? "";
  const complete = (name: string, text: string): Argument => {
    const type = types[name] ?? "text";
    if (isList(type)) return text.split(",").map((item) => item.trim());
    return type === "date" && text === "today" ? today : text;
  };
  return { ...Object.fromEntries(Object.entries(defaults).map(([name, text]) => [name, complete(name, text)])), ...given };
}

/** Why a runbook cannot be called with these values; `null` where it can. */
function misfitIn({ types }: Procedure, { name: item, arguments: given }: CallItem): string | null {
  for (const [name, type] of Object.entries(types)) {
    const texts = typeof given[name] === "string" ? [given[name]] : (given[name] ?? []);
    for (const text of texts) {
      const misfit = misfitOf(schemaOf(isList(type) ? type.listOf : type), text);
      if (misfit !== null) return `\`<${name}>\` of \`${item}\` is \`${text}\`: ${misfit}`;
    }
  }
  return null;
}

type Found = { readonly items: CallItem[]; readonly absent: readonly string[] } | { readonly problem: string };

function itemsOf(frame: Frame, call: Call): Found {
  const { over, procedure } = call;
  const { scope } = frame.body;
  switch (over.kind) {
    case "once": {
      const bound = bind(over.arguments, procedure, scope);
      if ("problem" in bound) return bound;
      const [first] = Object.values(bound.arguments);
      return { items: [{ name: typeof first === "string" ? first : baseName(procedure.name), arguments: bound.arguments }], absent: [] };
    }
    case "list":
      return listItems(over.items, valuesOf(procedure)[0] as string, scope);
    case "rows":
      return rowItems(call, over, scope);
  }
}

/** `restart` for `runbooks/restart`: a path would be hidden behind its hash. */
const baseName = (name: string): string => name.slice(name.lastIndexOf("/") + 1);

/** What a call may bind. */
const valuesOf = ({ parameters, defaults }: Procedure): string[] => [...parameters, ...Object.keys(defaults)];

function bind(
  given: Readonly<Record<string, Operand>>,
  { types }: Procedure,
  scope: Scope,
): { readonly arguments: Record<string, Argument> } | { readonly problem: string } {
  const bound: Record<string, Argument> = {};
  for (const [name, operand] of Object.entries(given)) {
    const known = typeof operand === "string" ? null : scope.find(operand);
    const argument = isList(types[name] ?? "text") && known?.kind === "list" ? [...known.items] : textOf(operand, scope);
    if (argument === null) return { problem: `the argument \`${name}\` has no value` };
    bound[name] = argument;
  }
  return { arguments: bound };
}

/** A list that stands as one item, such as `<nodes>`, is its elements. */
function listItems(operands: readonly Operand[], parameter: string, scope: Scope): Found {
  const names: string[] = [];
  for (const operand of operands) {
    const known = typeof operand === "string" ? null : scope.find(operand);
    const text = textOf(operand, scope);
    if (known?.kind === "list") names.push(...known.items);
    else if (known?.kind === "table") names.push(...known.rows.map((row) => row[0] ?? ""));
    else if (text === null) return { problem: "an item of the list has no value" };
    else names.push(text);
  }
  return refuseRepeated(
    names.map((name) => ({ name, arguments: { [parameter]: name } })),
    [],
  );
}

function rowItems({ procedure }: Call, over: Extract<Call["over"], { kind: "rows" }>, scope: Scope): Found {
  const table = scope.find(over.table);
  if (table?.kind !== "table") return { problem: `\`${over.table.name}\` has no rows yet` };
  const rows = table.rows.map((row) => ({
    name: row[0] ?? "",
    arguments: Object.fromEntries(
      valuesOf(procedure)
        .filter((name) => procedure.parameters.includes(name) || table.columns.includes(name))
        .map((name) => [name, row[table.columns.indexOf(name)] ?? ""]),
    ),
  }));
  if (over.order === null) return refuseRepeated(rows, []);
  const order = over.order.map((operand) => textOf(operand, scope));
  if (order.includes(null)) return { problem: "an item of the order has no value" };
  const byName = new Map(rows.map((row) => [row.name, row]));
  const named = order as string[];
  return refuseRepeated(
    named.flatMap((name) => byName.get(name) ?? []),
    named.filter((name) => !byName.has(name)),
  );
}

/** Two items of one name could not be told apart in the record. */
function refuseRepeated(items: CallItem[], absent: readonly string[]): Found {
  const repeated = items.find(({ name }, index) => items.findIndex((other) => other.name === name) !== index);
  return repeated === undefined ? { items, absent } : { problem: `\`${repeated.name}\` stands in the list twice` };
}
