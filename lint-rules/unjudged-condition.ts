import type { Expect } from "../compiler/ast/expect.ts";
import type { Gate } from "../compiler/ast/gate.ts";
import { defineRule, md, type RuleContext } from "../compiler/4-lint/rule.ts";
import { respellCondition } from "./support/respelt-condition.ts";

export default defineRule({
  name: "unjudged-condition",
  since: "0.1.0",
  severity: "warning",
  summary: "A condition that is read as words alone: in the title of a GATE, behind other words, or one word off the language",
  why: "the sentence reads as if the machine judged it, and is put to the operator as a question instead",

  good: [
    {
      title: "The title, a colon, the condition; a title in words",
      runbook: md`
        ## 1. Check

        GATE -- local -- it is gone: stdout does not contain \`dev5\`.

        ~~~bash
        kops get clusters
        ~~~

        GATE -- local -- every machine is back

        ~~~bash
        juju machines
        ~~~

        GATE: the output is as in the table above, and all lines are of today.
      `,
    },
  ],
  bad: [
    {
      title: "One word off",
      runbook: md`
        ## 1. Check

        CHECK -- local

        ~~~bash
        kops get clusters
        ~~~

        GATE: stdout isn't \`dev5\`.

        GATE: all lines are \`up\`.

        GATE: line 1 is \`up\`. The others follow.
      `,
      reports: [
        "9:1-9:5 Unexpected spelling of a condition in this GATE, expected stdout is not `dev5`",
        "11:1-11:5 Unexpected spelling of a condition in this GATE, expected every line is `up`",
        "13:1-13:5 Unexpected condition on one line by its number in this GATE, expected one on the output",
      ],
    },
    {
      title: "In the title",
      runbook: md`
        ## 1. Check

        GATE -- local -- \`linkerd check\` succeeds.

        GATE -- local -- every line is \`ready\`. Otherwise STOP: look at the log.
      `,
      reports: [
        "3:1-3:5 Unexpected condition in the title of this GATE, expected it behind a `:`",
        "5:1-5:5 Unexpected condition in the title of this GATE, expected it behind a `:`",
      ],
    },
    {
      title: "Behind other words",
      runbook: md`
        ## 1. Check

        GATE: it is gone: stdout does not contain \`dev5\`.

        ~~~bash
        kops get clusters
        ~~~
      `,
      reports: ["3:1-3:5 Unexpected words before the condition of this GATE, expected the condition first"],
    },
  ],

  visit: { Gate: check, Expect: check },
});

function check({ kind, title, condition, labelSpan }: Gate | Expect, { report }: RuleContext): void {
  if (condition.conditions.length > 0) return;
  const label = kind.toUpperCase();
  const { text, question } = condition;
  const sentences = (question ?? "").split(/(?<=[.!?]) (?=[\p{Lu}`])/u);
  const respelt = sentences.map(respellCondition).find((sentence) => sentence !== null);
  if (title !== null && question === title && opening.test(title)) {
    report({
      span: labelSpan,
      message: `Unexpected condition in the title of this ${label}, expected it behind a \`:\``,
      fix: `Write a \`:\` in front of it: \`${label} -- host: ...\`, or \`${label} -- host -- title: ...\``,
    });
  } else if (behindWords.test(text)) {
    report({
      span: labelSpan,
      message: `Unexpected words before the condition of this ${label}, expected the condition first`,
      fix: `Make the words the title: \`${label} -- host -- title: condition\``,
    });
  } else if (respelt !== undefined) {
    report({
      span: labelSpan,
      message: `Unexpected spelling of a condition in this ${label}, expected ${respelt}`,
      fix: `Write: ${question === title ? `${label} -- host: ` : ""}${respelt}`,
    });
  } else if (sentences.some((sentence) => byNumber.test(sentence))) {
    report({
      span: labelSpan,
      message: `Unexpected condition on one line by its number in this ${label}, expected one on the output`,
      fix: "Let the block print that line alone: `| sed -n 1p`, and say of it `stdout is`",
    });
  }
}

const lines = "(?:every|some|no|exactly \\d+|at least \\d+|at most \\d+) lines?";
const holds = "(?:is|are|contains?|does not contain|match(?:es)?)\\b";
const form = `(?:(?:stdout|stderr|output|exit|${lines}|\`<[^\`]+>\`) ${holds}|\`[^\`]+\` (?:succeeds|fails|prints)\\b|poll (?:every|for) \\d)`;
const byNumber = /^(?:the )?(?:line \d+|(?:first|second|third|last) line) (?:is|equals|contains|matches|must|should) .*`/i;
/** A sentence, or a part behind `;`. */
const opening = new RegExp(`(?:^|; )${form}`, "i");
const behindWords = new RegExp(`^[^.:\`]+: ${form}`, "i");
