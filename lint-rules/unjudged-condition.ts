import type { Expect } from "../compiler/ast/expect.ts";
import type { Gate } from "../compiler/ast/gate.ts";
import { defineRule, md, type RuleContext } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "unjudged-condition",
  since: "0.1.0",
  severity: "warning",
  summary: "A condition in a place where only words are read: the title of a GATE, or behind other words",
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
      `,
    },
  ],
  bad: [
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
  }
}

const lines = "(?:every|some|no|exactly \\d+|at least \\d+|at most \\d+) lines?";
const holds = "(?:is|are|contains?|does not contain|match(?:es)?)\\b";
const form = `(?:(?:stdout|stderr|output|exit|${lines}|\`<[^\`]+>\`) ${holds}|\`[^\`]+\` (?:succeeds|fails|prints)\\b|poll (?:every|for) \\d)`;
/** A sentence, or a part behind `;`. */
const opening = new RegExp(`(?:^|; )${form}`, "i");
const behindWords = new RegExp(`^[^.:\`]+: ${form}`, "i");
