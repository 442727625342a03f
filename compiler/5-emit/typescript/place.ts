/**
 * The module at hand while its code is written: what its own constants are called, and the procedure's arguments.
 */
import type { ItemId } from "../../ast/item.ts";
import { documentAt } from "../../ast/linked-document.ts";
import type { ResolvedArgument, ResolvedItem, ResolvedSection } from "../../ast/resolved.ts";
import type { Name } from "./code.ts";
import { camelCase, Scope } from "./identifiers.ts";
import type { Plan } from "./plan.ts";

export interface Place {
  readonly plan: Plan;
  /** Constants of this module, by item. */
  readonly locals: ReadonlyMap<ItemId, Name>;
  /** The runs of this module: declared after their gates, so that a gate names its run by id. */
  readonly runs: ReadonlySet<ItemId>;
  /** The arguments of the procedure whose body this module is, by name. */
  readonly arguments: ReadonlyMap<string, Name>;
}

/** A module that declares no items of its own, such as `shared.ts`. */
export function placeOutside(plan: Plan): Place {
  return { plan, locals: new Map(), runs: new Set(), arguments: new Map() };
}

export function placeInSection(plan: Plan, section: ResolvedSection): Place {
  const scope = new Scope(plan.scope);
  const local = (words: string, suffix: string): Name => ({ kind: "name", name: scope.take(words, suffix), from: null });
  const argumentNames = new Map(argumentsIn(plan, section).map(({ name }) => [name, local(name, "Argument")]));
  const locals = new Map<ItemId, Name>();
  // What is judged is named before its judges, which may take their name from it.
  for (const item of section.items)
    if (item.kind === "run" || item.kind === "check") locals.set(item.id, local(item.title ?? section.title, suffixOf(item)));
  for (const item of section.items) {
    if (item.kind === "reading" || locals.has(item.id) || !isDeclared(item)) continue;
    const owner = judgedName(item, section, locals);
    locals.set(
      item.id,
      local(item.title ?? (owner === "" ? sentenceOf(item) : ""), `${owner || ownerName(item, section)}${suffixOf(item)}`),
    );
  }
  const runs = new Set(section.items.flatMap((item) => (item.kind === "run" ? [item.id] : [])));
  return { plan, locals, runs, arguments: argumentNames };
}

/** The arguments that a section may name: of its own procedure, and of the document around it that is called as a whole. */
export function argumentsIn({ runbook }: Plan, section: ResolvedSection): ResolvedArgument[] {
  const own = runbook.procedures.find(({ sections }) => sections.includes(section));
  const file = documentAt(runbook.linked, section.span.start.offset);
  const whole = runbook.procedures.find(
    ({ wholeTitle, sections: [first] }) => wholeTitle !== null && documentAt(runbook.linked, first.span.start.offset) === file,
  );
  const byName = new Map([...(whole?.parameters ?? []), ...(own?.parameters ?? [])].map((parameter) => [parameter.name, parameter]));
  return [...byName.values()];
}

/** True for items with a constant of their own; the others are written where they stand in the step's list. */
export function isDeclared(item: ResolvedItem): boolean {
  switch (item.kind) {
    case "check":
    case "run":
    case "gate":
    case "expect":
    case "when":
    case "decision":
    case "call":
    case "exclude":
    case "finally":
      return true;
    case "capture":
    case "manual":
    case "window":
    case "stop":
    case "caution":
    case "note":
    case "reading":
      return false;
  }
}

function judgedName(item: ResolvedItem, section: ResolvedSection, locals: ReadonlyMap<ItemId, Name>): string {
  if (item.kind !== "gate" && item.kind !== "expect") return "";
  const owner = section.items.find((other) => other.kind === "run" && other.gates.some((gate) => gate === item.id));
  const judged = item.judges ?? (owner?.kind === "run" ? owner.id : null);
  return judged === null ? "" : (locals.get(judged)?.name ?? "");
}

/** What an item without a title and without a block to judge is about: its own first words. */
function sentenceOf(item: ResolvedItem): string {
  if (item.kind !== "gate" && item.kind !== "expect" && item.kind !== "when") return "";
  const [first] = item.conditions;
  if (first?.subject.kind === "command") return "";
  return (first?.text ?? item.question ?? "").replaceAll(/[,;:(]/g, " ");
}

/** A judge of nothing in particular is called after its section; a call and an exclusion say by themselves what they are. */
function ownerName(item: ResolvedItem, section: ResolvedSection): string {
  return item.kind === "call" || item.kind === "exclude" ? "" : camelCase(section.title);
}

function suffixOf(item: ResolvedItem): string {
  switch (item.kind) {
    case "call":
      return calledName(item);
    case "exclude":
      return "Exclusion";
    case "expect":
      return "Expectation";
    case "when":
      return "Applies";
    case "finally":
      return "AtTheEnd";
    default:
      return capitalised(item.kind);
  }
}

/** `refreshKeystone`, `refreshEachOfWorklist`: what is called, and for what. */
function calledName(item: Extract<ResolvedItem, { kind: "call" }>): string {
  const procedure = capitalised(item.procedure);
  switch (item.over.kind) {
    case "once":
      return `${procedure}${item.over.arguments.map((operand) => (operand.kind === "literal" ? capitalised(operand.text) : capitalised(operand.value.name))).join("")}`;
    case "list":
      return `${procedure}EachInTurn`;
    case "rows":
      return `${procedure}EachRow`;
  }
}

function capitalised(words: string): string {
  return (words.match(/[A-Za-z0-9]+/g) ?? []).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
