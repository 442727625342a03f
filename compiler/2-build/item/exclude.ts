/**
 * ``EXCLUDE: rows of `worklist` whose `gate` is not `OK`; evidence `command`.``
 */
import { takeRowPredicates } from "../condition/condition.ts";
import { readValueName } from "../condition/predicate.ts";
import { textOf } from "../chunk.ts";
import { makeInlineBlock } from "../inline-code.ts";
import { firstSentence } from "./first-sentence.ts";
import type { ItemBuilder } from "./index.ts";

export const buildExclude: ItemBuilder = ({ base, chunks }, _earlier, context) => {
  const words = firstSentence(chunks);
  const table = words?.takeWords("rows of") === true ? (words.takeCode()?.value ?? null) : null;
  const where = words?.takeWords("whose") === true ? takeRowPredicates(words, context) : null;
  const hasEvidence = words?.takeWords("; evidence") === true || words?.takeWords(", evidence") === true;
  const evidence = hasEvidence ? (words?.takeCode() ?? null) : null;
  if (words === null || table === null || where === null || (hasEvidence && evidence === null) || !words.isAtEnd) {
    context.reporter.report({
      code: "build/exclude-form",
      severity: "error",
      span: base.span,
      message: "Unexpected text of EXCLUDE, expected rows of a table whose columns meet a condition",
      why: "A row is never taken out by guessing: the wrong ones would stay in every DO of the run.",
      fix: "Write EXCLUDE: rows of `worklist` whose `gate` is not `OK`; evidence `command`",
    });
    return null;
  }
  return {
    kind: "Exclude",
    ...base,
    table: readValueName(table)?.name ?? table,
    where,
    evidence: evidence === null ? null : makeInlineBlock(evidence, context),
    text: textOf(chunks),
  };
};
