/**
 * Which block a GATE or EXPECT judges, and whether what it asks could hold although the reading failed.
 */
import type { Condition, Operand, Predicate } from "../../compiler/ast/condition.ts";
import type { Expect } from "../../compiler/ast/expect.ts";
import type { Gate } from "../../compiler/ast/gate.ts";
import type { Runbook } from "../../compiler/ast/runbook.ts";
import type { ShellBlock } from "../../compiler/ast/shell-block.ts";
import { itemById } from "./items.ts";
import { unknownPart } from "./unknown-text.ts";

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
  if (subject.kind === "Stream" && subject.stream === "exit") return satisfies(predicate, "0") === true;
  if (stdout === null) return false;
  if (subject.kind === "Stream") return subject.stream === "stdout" && satisfies(predicate, stdout.trim()) === true;
  if (subject.kind !== "Lines") return false;
  const lines = stdout === "" ? [] : stdout.replace(/\n$/, "").split("\n");
  const truths = lines.map((line) => satisfies(predicate, line.trim()));
  const matching = truths.filter((truth) => truth === true).length;
  const { quantifier } = subject;
  switch (quantifier.kind) {
    case "every":
      return lines.length > 0 && matching === lines.length;
    case "some":
      return matching > 0;
    case "no":
      return truths.every((truth) => truth === false);
    case "exactly":
      return matching === quantifier.count && (lines.length === 0 || quantifier.count > 0);
    case "atLeast":
      return matching >= quantifier.count;
    case "atMost":
      return lines.length <= quantifier.count;
  }
}

/** An inline probe that must succeed, when the reading in it has failed and its status is 0 all the same. */
export function probeHolds({ predicate }: Condition, stdout: string): boolean {
  if (predicate === null || predicate.kind === "fails" || predicate.kind === "prints") return false;
  if (predicate.kind === "printsNothing") return stdout === "";
  return predicate.kind === "succeeds" || satisfies(predicate, stdout.trim()) === true;
}

/** An inline probe that must print one line, and that is known to. */
export function printsLine({ predicate }: Condition, stdout: string): boolean {
  if (predicate?.kind !== "prints" || !isLiteral(predicate.operand)) return false;
  const wanted = predicate.operand.text.trim();
  return stdout.split("\n").some((line) => line.trim() === wanted);
}

/** `null`: known only when it runs. */
function satisfies(predicate: Predicate, text: string): boolean | null {
  switch (predicate.kind) {
    case "isEmpty":
    case "printsNothing":
      return text === "";
    case "isNotEmpty":
      return text !== "";
  }
  if (text.includes(unknownPart)) return null;
  switch (predicate.kind) {
    case "is":
      return isLiteral(predicate.operand) ? predicate.operand.text === text : null;
    case "isNot":
      return isLiteral(predicate.operand) ? predicate.operand.text !== text : null;
    case "contains":
      return isLiteral(predicate.operand) ? text.includes(predicate.operand.text) : null;
    case "doesNotContain":
      return isLiteral(predicate.operand) ? !text.includes(predicate.operand.text) : null;
    case "isOneOf":
      if (predicate.operands.some((operand) => isLiteral(operand) && operand.text === text)) return true;
      return predicate.operands.every(isLiteral) ? false : null;
    case "matches":
      return matches(predicate, text);
    default:
      return null;
  }
}

/** On a short text and without repeated groups, so that no pattern takes long. */
function matches({ pattern, flags }: Extract<Predicate, { kind: "matches" }>, text: string): boolean | null {
  const repetitions = pattern.split(/[*+{]/).length - 1;
  if (text.length > 80 || repetitions > 3 || /\)[*+{]|\\[1-9]|\(\?[=!<]/.test(pattern)) return null;
  try {
    return new RegExp(pattern, flags.replaceAll(/[gy]/g, "")).test(text);
  } catch {
    return null;
  }
}

function isLiteral(operand: Operand): operand is Extract<Operand, { kind: "Literal" }> {
  return operand.kind === "Literal";
}
