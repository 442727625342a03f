/**
 * A gate, an expectation or a WHEN: the author's sentence, and how the machine reads it.
 */
import type { ElementContent } from "hast";
import { h } from "hastscript";
import type { ResolvedCondition, ResolvedJudgement } from "../../ast/resolved.ts";
import type { Page } from "./page.ts";
import { renderProse, renderSentence } from "./prose.ts";
import { renderScript } from "./script.ts";
import { conditionInWords, otherwiseInWords, pollInWords } from "./words.ts";

/** `isStopping`: where the sentence names no way out, a miss stops the procedure. */
export function renderJudgement(item: ResolvedJudgement, page: Page, isStopping: boolean): ElementContent[] {
  return [
    h("div.sentence", renderProse(item.sentence)),
    ...(item.probe === null ? [] : [renderScript(item.probe)]),
    h("dl.facts", [
      ...(item.conditions.length === 0 ? [] : fact("read as", renderConditions(item.conditions, page))),
      ...(item.question === null || item.question === item.sentence ? [] : fact("you are asked", [h("p", renderSentence(item.question))])),
      ...(item.poll === null ? [] : fact("poll", [h("p", pollInWords(item.poll))])),
      ...(item.giveUp.length === 0 ? [] : fact("give up when", renderConditions(item.giveUp, page))),
      ...(item.otherwise === null && !isStopping ? [] : fact("otherwise", [h("p", renderSentence(otherwiseInWords(item.otherwise)))])),
    ]),
  ];
}

/** Who judges, for the head of the card. */
export function judgeOf(item: ResolvedJudgement): string {
  if (item.question === null) return "judged by machine";
  return item.conditions.length === 0 ? "you are asked" : "judged by machine, then you are asked";
}

/** A list, because all of them must hold; the command of an inline probe stands under its condition. */
export function renderConditions(conditions: readonly ResolvedCondition[], page: Page): ElementContent[] {
  return [
    h(
      "ul.conditions",
      conditions.map((condition) =>
        h("li", [
          ...renderSentence(conditionInWords(condition, page.nameOf)),
          ...(condition.subject.kind === "command" ? [renderScript(condition.subject.block)] : []),
        ]),
      ),
    ),
  ];
}

export function fact(term: string, details: readonly ElementContent[]): ElementContent[] {
  return [h("dt", term), h("dd", [...details])];
}
