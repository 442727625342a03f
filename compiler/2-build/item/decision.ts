/**
 * A list of `- condition -> Step 6`, `- otherwise -> ...` last.
 */
import type { Decision } from "../../ast/decision.ts";
import { textOf, type Chunk } from "../chunk.ts";
import { buildConditionText } from "../condition/condition-text.ts";
import { reportSentencesWithoutEffect } from "../condition/without-effect.ts";
import { spanOf } from "../condition/words.ts";
import type { BuildContext } from "../context.ts";
import { sliceRichText, type RichText } from "../rich-text.ts";
import type { ItemBuilder } from "./index.ts";

export const buildDecision: ItemBuilder = ({ base, chunks }, earlier, context) => {
  const branches = chunks.filter(({ form }) => form === "listItem").flatMap(({ rich }) => readBranch(rich, context));
  if (branches.length === 0) {
    context.reporter.report({
      code: "build/decision-without-list",
      severity: "error",
      span: base.labelSpan,
      message: "Unexpected DECISION without branches, expected a list of `condition -> Step 6` under it",
      why: "The run would stand here with nowhere to go.",
      fix: "Put a list under the label, `otherwise -> ...` last",
    });
  }
  checkOtherwise(branches, context);
  const text = textOf(chunks.filter(({ form }) => form !== "listItem"));
  return { kind: "Decision", ...base, text: text === "" ? (base.title ?? "") : text, judges: earlier.judgedBy(base.listPath), branches };
};

function readBranch(rich: RichText, context: BuildContext): Decision["branches"][number][] {
  const span = spanOf(rich, { start: 0, end: rich.text.length }, context);
  const arrow = /(->|\u2192)(?!.*(?:->|\u2192))/s.exec(rich.masked);
  const target =
    arrow === null
      ? ""
      : rich.text
          .slice(arrow.index + arrow[0].length)
          .trim()
          .replace(/\.$/, "")
          .replaceAll("`", "");
  if (arrow === null || target === "") {
    context.reporter.report({
      code: "build/branch-without-target",
      severity: "error",
      span,
      message: "Unexpected item of a DECISION without a target, expected `-> Step 6` or `-> STOP` at its end",
      why: "If this item holds, the run does not know where to go on.",
      fix: "Add `->` and a later step, or STOP",
    });
    return [];
  }
  const left = sliceRichText(rich, 0, arrow.index);
  if (/^otherwise[,:]?$/i.test(left.text)) return [{ condition: null, target, span }];
  const chunk: Chunk = { rich: left, form: "text", isLeadIn: false };
  const condition = buildConditionText([chunk], null, span, context);
  reportSentencesWithoutEffect(condition, "DECISION", context);
  return [{ condition, target, span }];
}

function checkOtherwise(branches: Decision["branches"], context: BuildContext): void {
  const first = branches.findIndex(({ condition }) => condition === null);
  const misplaced = first === -1 ? undefined : branches[first + 1];
  if (misplaced === undefined) return;
  context.reporter.report({
    code: "build/branch-after-otherwise",
    severity: "error",
    span: misplaced.span,
    message: "Unexpected item behind `otherwise`, expected `otherwise` last",
    why: "Items are tried in order: this one can never be reached.",
    fix: "Move the `otherwise` item to the end",
  });
}
