/**
 * Which block a GATE or EXPECT judges, and whether what it asks could hold although the reading failed.
 */
import type { Condition, Operand, Predicate } from "../../compiler/ast/condition.ts";
import type { Expect } from "../../compiler/ast/expect.ts";
import type { Gate } from "../../compiler/ast/gate.ts";
import type { Runbook } from "../../compiler/ast/runbook.ts";
import type { ShellBlock } from "../../compiler/ast/shell-block.ts";
import { itemById } from "./items.ts";

export function judgedBlock(judge: Gate | Expect, runbook: Runbook): ShellBlock | null {
  if (judge.probe !== null) return judge.probe;
  const judged = itemById(runbook, judge.judges);
  if (judged === null) return null;
  switch (judged.kind) {
    case "Run":
    case "Check":
    case "Unlabelled":
      return judged.block;
    case "Gate":
    case "Expect":
      return judged.probe;
    default:
      return null;
  }
}

/** A reading as it is when the command that measures has failed and its status was swallowed. `null`: not known. */
export interface FailedReading {
  readonly stdout: string | null;
}

/** True if every condition is certain to hold on a failed reading whose status is 0. Values are not known here. */
export function allHold(conditions: readonly Condition[], reading: FailedReading): boolean {
  return conditions.length > 0 && conditions.every((condition) => holds(condition, reading));
}

function holds({ subject, predicate }: Condition, { stdout }: FailedReading): boolean {
  if (predicate === null) return false;
  if (subject.kind === "Stream" && subject.stream === "exit") return satisfies(predicate, "0");
  if (stdout === null) return false;
  if (subject.kind === "Stream") return subject.stream === "stdout" && satisfies(predicate, stdout.trim());
  if (subject.kind !== "Lines") return false;
  const lines = stdout === "" ? [] : stdout.split("\n");
  const matching = lines.filter((line) => satisfies(predicate, line.trim())).length;
  const { quantifier } = subject;
  switch (quantifier.kind) {
    case "every":
      return lines.length > 0 && matching === lines.length;
    case "some":
      return matching > 0;
    // A predicate that cannot be judged without a run matches nothing here, so only an empty output proves "no line".
    case "no":
      return lines.length === 0;
    case "exactly":
      return matching === quantifier.count && (lines.length === 0 || quantifier.count > 0);
    case "atLeast":
      return matching >= quantifier.count;
    case "atMost":
      return lines.length <= quantifier.count;
  }
}

function satisfies(predicate: Predicate, text: string): boolean {
  switch (predicate.kind) {
    case "isEmpty":
    case "printsNothing":
      return text === "";
    case "isNotEmpty":
      return text !== "";
    case "is":
      return literal(predicate.operand) === text;
    case "isNot":
      return isLiteral(predicate.operand) && literal(predicate.operand) !== text;
    case "contains":
      return isLiteral(predicate.operand) && text.includes(predicate.operand.text);
    case "doesNotContain":
      return isLiteral(predicate.operand) && !text.includes(predicate.operand.text);
    case "isOneOf":
      return predicate.operands.some((operand) => literal(operand) === text);
    default:
      return false;
  }
}

function isLiteral(operand: Operand): operand is Extract<Operand, { kind: "Literal" }> {
  return operand.kind === "Literal";
}

function literal(operand: Operand): string | null {
  return isLiteral(operand) ? operand.text : null;
}
