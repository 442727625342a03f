/**
 * Which values the sentences of an item name: conditions, arguments, the host. Those of its commands are in its blocks.
 */
import type { Condition, Operand, Predicate } from "../ast/condition.ts";
import type { Item } from "../ast/index.ts";

export function namesIn(item: Item): string[] {
  switch (item.kind) {
    case "Gate":
    case "Expect":
    case "When":
      return [...[...item.condition.conditions, ...item.condition.giveUp].flatMap(namesInCondition), ...otherwiseNames(item)];
    case "Decision":
      return item.branches.flatMap(({ condition }) => condition?.conditions.flatMap(namesInCondition) ?? []);
    case "Exclude":
      return item.where.flatMap(({ predicate }) => namesInPredicate(predicate));
    case "Do":
      return (
        item.over.kind === "once" ? item.over.arguments : item.over.kind === "list" ? item.over.items : (item.over.order ?? [])
      ).flatMap(namesInOperand);
    default:
      return item.host?.startsWith("<") ? [item.host.slice(1, -1)] : [];
  }
}

function otherwiseNames({ condition: { otherwise } }: Extract<Item, { kind: "Gate" | "Expect" | "When" }>): string[] {
  return otherwise?.kind === "doThenStop" ? otherwise.arguments.flatMap(namesInOperand) : [];
}

function namesInCondition({ subject, predicate }: Condition): string[] {
  const left =
    subject.kind === "Value"
      ? [subject.name]
      : subject.kind === "Rows"
        ? subject.where.flatMap((entry) => namesInPredicate(entry.predicate))
        : [];
  return predicate === null ? left : [...left, ...namesInPredicate(predicate)];
}

function namesInPredicate(predicate: Predicate): string[] {
  if ("operand" in predicate) return namesInOperand(predicate.operand);
  if ("operands" in predicate) return predicate.operands.flatMap(namesInOperand);
  if (predicate.kind === "isBetween") return [...namesInOperand(predicate.low), ...namesInOperand(predicate.high)];
  return predicate.kind === "isIn" || predicate.kind === "isNotIn" ? [predicate.table] : [];
}

function namesInOperand(operand: Operand): string[] {
  return operand.kind === "ValueReference" ? [operand.name] : [];
}
