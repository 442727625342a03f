/**
 * One expression an item: what the runtime's vocabulary calls it, with the author's words and lines.
 */
import type { ItemId } from "../../ast/item.ts";
import type { ResolvedItem } from "../../ast/resolved.ts";
import { blockCode } from "./blocks.ts";
import { array, call, flag, nothing, number, object, runtime, text, type Code } from "./code.ts";
import { callOnceCode, conditionCode, judgementFields, procedureNamed, whereCode } from "./conditions.ts";
import type { Place } from "./place.ts";
import { captureCode, captureName, known, operandCode, sourceCode } from "./values.ts";

type ItemOf<K extends ResolvedItem["kind"]> = Extract<ResolvedItem, { kind: K }>;

export function itemCode(item: ResolvedItem, place: Place): Code {
  const base = {
    id: text(known(place.plan.names.publicId.get(item), "item")),
    title: item.kind === "reading" ? null : textOrNone(item.title),
  };
  const source = sourceCode(item.span);
  switch (item.kind) {
    case "check":
      return call(runtime("check"), object({ ...base, ...checkFields(item, place), source }));
    case "run":
      return call(runtime("run"), object({ ...base, ...runFields(item, place), source }));
    case "gate":
      return call(runtime("gate"), object({ ...base, ...judgedFields(item, place), freshMs: numberOrNone(item.freshMs), source }));
    case "expect":
      return call(runtime("expect"), object({ ...base, ...judgedFields(item, place), sample: textOrNone(item.sample), source }));
    case "when":
      return call(runtime("when"), object({ ...base, appliesTo: text(item.appliesTo), ...judgedFields(item, place), source }));
    case "decision":
      return call(
        runtime("decision"),
        object({ ...base, text: text(item.text), judges: judgedCode(item.judges, place), branches: branchesCode(item, place), source }),
      );
    case "call":
      return callCode(item, { ...base, text: text(item.text), source }, place);
    case "exclude":
      return call(
        runtime("exclude"),
        object({
          id: base.id,
          table: captureName(item.table, place),
          where: whereCode(item.where, place),
          evidence: item.evidence === null ? null : blockCode(item.evidence, place),
          text: text(item.text),
          source,
        }),
      );
    case "finally":
      return call(runtime("finallyDo"), object({ ...base, block: blockCode(item.block, place), text: text(item.text), source }));
    case "capture":
      return captureCode(item, judgedCode(item.from, place) ?? text(item.from));
    case "manual":
      return call(runtime("manual"), object({ ...base, text: text(item.text), source }));
    case "window":
      return call(runtime(item.action === "open" ? "windowOpen" : "windowClose"), object({ id: base.id, name: text(item.name), source }));
    case "stop":
      return call(runtime("stop"), object({ ...base, reason: text(item.reason), source }));
    case "caution":
    case "note":
    case "reading":
      return call(runtime(item.kind), object({ ...base, text: text(item.text), source }));
  }
}

/**
 * The item that is judged or read: its constant, or its id where that is declared later (a run follows its gates) or in another module.
 */
function judgedCode(id: ItemId | null, place: Place): Code | null {
  if (id === null) return null;
  const local = place.locals.get(id);
  return local === undefined || place.runs.has(id) ? text(known(place.plan.names.idOf.get(id), id)) : local;
}

function judgedFields(item: ItemOf<"gate" | "expect" | "when">, place: Place): Record<string, Code | null> {
  const id = known(place.plan.names.idOf.get(item.id), item.id);
  return { judges: judgedCode(item.judges, place), ...judgementFields(item, id, sourceCode(item.span), place) };
}

function checkFields(item: ItemOf<"check">, place: Place): Record<string, Code | null> {
  return {
    text: textOrNone(item.text),
    block: item.block === null ? null : blockCode(item.block, place),
    freshMs: numberOrNone(item.freshMs),
    isInteractive: flagOrNone(item.isInteractive),
    byHand: textOrNone(item.byHand),
  };
}

function runFields(item: ItemOf<"run">, place: Place): Record<string, Code | null> {
  return {
    text: textOrNone(item.text),
    block: item.block === null ? null : blockCode(item.block, place),
    gates: array(item.gates.map((gate) => known(place.locals.get(gate), gate))),
    revert: item.revert === null ? null : revertCode(item.revert, place),
    isOnce: flagOrNone(item.isOnce),
    isTwoPerson: flagOrNone(item.isTwoPerson),
    isOnlyWhenNamed: flagOrNone(item.isOnlyWhenNamed),
    isIdempotent: flagOrNone(item.isIdempotent),
    isInteractive: flagOrNone(item.isInteractive),
    byHand: textOrNone(item.byHand),
  };
}

function revertCode(revert: NonNullable<ItemOf<"run">["revert"]>, place: Place): Code {
  if (revert.kind === "none") return object({ kind: text("none"), why: text(revert.why) });
  return object({
    kind: text("commands"),
    text: text(revert.text),
    block: blockCode(revert.block, place),
    later: revert.later === null ? nothing : blockCode(revert.later, place),
  });
}

function branchesCode(item: ItemOf<"decision">, place: Place): Code {
  return array(
    item.branches.map((branch) =>
      object({
        sentence: text(branch.sentence),
        conditions: array(branch.conditions.map((condition) => conditionCode(condition, place))),
        question: branch.question === null ? nothing : text(branch.question),
        target: text(branch.target),
      }),
    ),
  );
}

function callCode(item: ItemOf<"call">, base: Record<string, Code | null>, place: Place): Code {
  const fields = { ...base, concurrency: item.concurrency === 1 ? null : number(item.concurrency) };
  const { over } = item;
  switch (over.kind) {
    case "once":
      return callOnceCode(item.procedure, over.arguments, fields, place);
    case "list":
      return call(
        runtime("callForEach"),
        procedureNamed(item.procedure, place).name,
        object({
          ...fields,
          items: array(over.items.map((operand) => operandCode(operand, place))),
          isOrdered: flag(over.isOrdered),
        }),
      );
    case "rows":
      return call(
        runtime("callForEachRow"),
        procedureNamed(item.procedure, place).name,
        object({
          ...fields,
          table: captureName(over.table, place),
          order: over.order === null ? null : array(over.order.map((operand) => operandCode(operand, place))),
        }),
      );
  }
}

function textOrNone(value: string | null): Code | null {
  return value === null || value === "" ? null : text(value);
}

function numberOrNone(value: number | null): Code | null {
  return value === null ? null : number(value);
}

function flagOrNone(value: boolean): Code | null {
  return value ? flag(true) : null;
}
