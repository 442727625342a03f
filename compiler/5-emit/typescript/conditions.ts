/**
 * Conditions and the judgements made of them.
 */
import type { Quantifier } from "../../ast/condition.ts";
import type { ResolvedCondition, ResolvedJudgement, ResolvedOperand, ResolvedOtherwise, ResolvedPredicate } from "../../ast/resolved.ts";
import { array, call, number, object, runtime, text, type Code } from "./code.ts";
import { blockCode } from "./blocks.ts";
import { captureName, operandCode, valueCode } from "./values.ts";
import type { Place } from "./place.ts";

export function conditionCode(condition: ResolvedCondition, place: Place): Code {
  const { subject } = condition;
  const sentence = text(condition.text);
  const predicate = condition.predicate === null ? [] : [predicateCode(condition.predicate, place)];
  switch (subject.kind) {
    case "stream":
      return call(runtime("streamCondition"), sentence, text(subject.stream), ...predicate);
    case "lines":
      return call(runtime("lineCondition"), sentence, quantifierCode(subject.quantifier), ...predicate);
    case "value":
      return call(runtime("valueCondition"), sentence, valueCode(subject.value, place), ...predicate);
    case "command":
      return call(runtime("commandCondition"), sentence, blockCode(subject.block, place), ...predicate);
    case "rows":
      return call(
        runtime("rowCondition"),
        sentence,
        captureName(subject.table, place),
        quantifierCode(subject.quantifier),
        whereCode(subject.where, place),
      );
  }
}

export function whereCode(where: readonly { readonly column: string; readonly predicate: ResolvedPredicate }[], place: Place): Code {
  const columns = [...new Set(where.map(({ column }) => column))];
  return object(
    Object.fromEntries(
      columns.map((column) => {
        const [first, ...more] = where.filter((entry) => entry.column === column).map(({ predicate }) => predicateCode(predicate, place));
        return [column, first !== undefined && more.length === 0 ? first : array([first!, ...more])];
      }),
    ),
  );
}

function predicateCode(predicate: ResolvedPredicate, place: Place): Code {
  const operand = (value: ResolvedOperand): Code => operandCode(value, place);
  const name = runtime(predicate.kind);
  switch (predicate.kind) {
    case "is":
    case "isNot":
    case "contains":
    case "doesNotContain":
    case "isNewerThan":
    case "isAPatchAbove":
    case "isAtLeast":
    case "isAtMost":
    case "isMoreThan":
    case "isLessThan":
    case "prints":
      return call(name, operand(predicate.operand));
    case "isOneOf":
      return call(name, ...predicate.operands.map(operand));
    case "isBetween":
      return call(name, operand(predicate.low), operand(predicate.high));
    case "matches":
      return call(name, text(predicate.pattern), ...(predicate.flags === "" ? [] : [text(predicate.flags)]));
    case "isEmpty":
    case "isNotEmpty":
    case "succeeds":
    case "printsNothing":
      return name;
    case "fails":
      return predicate.statuses === null ? name : call(runtime("failsWith"), ...predicate.statuses.map(number));
    case "isIn":
    case "isNotIn":
      return call(name, typeof predicate.table === "string" ? captureName(predicate.table, place) : valueCode(predicate.table, place));
  }
}

function quantifierCode(quantifier: Quantifier): Code {
  switch (quantifier.kind) {
    case "every":
    case "some":
    case "no":
      return text(quantifier.kind);
    case "exactly":
    case "atLeast":
    case "atMost":
      return object({ [quantifier.kind]: number(quantifier.count) });
  }
}

/** The fields of a judgement, for a gate, an expectation or a WHEN. `id` and `span` name the call of an `Otherwise DO`. */
export function judgementFields(item: ResolvedJudgement, id: string, source: Code, place: Place): Record<string, Code | null> {
  return {
    probe: item.probe === null ? null : blockCode(item.probe, place),
    sentence: text(item.sentence),
    conditions: item.conditions.length === 0 ? null : array(item.conditions.map((condition) => conditionCode(condition, place))),
    question: item.question === null ? null : text(item.question),
    poll:
      item.poll === null
        ? null
        : object({
            everyMs: number(item.poll.everyMs),
            upToMs: number(item.poll.upToMs),
            firstAfterMs: number(item.poll.firstAfterMs),
          }),
    giveUp: item.giveUp.length === 0 ? null : array(item.giveUp.map((condition) => conditionCode(condition, place))),
    otherwise: item.otherwise === null ? null : otherwiseCode(item.otherwise, id, source, place),
  };
}

function otherwiseCode(otherwise: ResolvedOtherwise, id: string, source: Code, place: Place): Code {
  switch (otherwise.kind) {
    case "stop":
    case "skipItem":
      return object({ kind: text(otherwise.kind), why: text(otherwise.why) });
    case "goTo":
      return object({ kind: text(otherwise.kind), step: text(otherwise.step) });
    case "doThenStop":
      return object({
        kind: text(otherwise.kind),
        call: callOnceCode(otherwise.procedure, otherwise.arguments, { id: text(`${id}/otherwise`), text: text(""), source }, place),
      });
  }
}

export function callOnceCode(
  procedure: string,
  operands: readonly ResolvedOperand[],
  fields: Record<string, Code | null>,
  place: Place,
): Code {
  const { name, parameters } = procedureNamed(procedure, place);
  const bound = Object.fromEntries(
    parameters.map((parameter, index) => {
      const operand = operands[index];
      return [parameter, operand === undefined ? null : operandCode(operand, place)];
    }),
  );
  return call(runtime("callOnce"), name, object({ ...fields, arguments: object(bound) }));
}

export function procedureNamed(name: string, place: Place): { readonly name: Code; readonly parameters: readonly string[] } {
  const declared = place.plan.procedures.get(name);
  const procedure = place.plan.runbook.procedures.find((candidate) => candidate.name === name);
  if (declared === undefined || procedure === undefined)
    throw new Error(`bug in rungate: 5-emit was given a call of \`${name}\`, which nothing declares`);
  return { name: declared, parameters: procedure.parameters.map((parameter) => parameter.name) };
}
