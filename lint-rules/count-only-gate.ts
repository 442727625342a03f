import type { Condition } from "../compiler/ast/condition.ts";
import type { ShellBlock } from "../compiler/ast/shell-block.ts";
import { commandsOf } from "../compiler/ast/shell-commands.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { judgedBlock } from "./support/judged.ts";

export default defineRule({
  name: "count-only-gate",
  since: "0.1.0",
  severity: "info",
  summary: "A GATE that looks at a number and not at what was counted",
  why: "another unit blocked, or the right number of the wrong things, gives the same count",

  good: [
    {
      title: "Which they are",
      runbook: md`
        ## 1. Units

        GATE: every line is one of \`vault/0\`, \`octavia/0\`.

        ~~~bash
        juju status --format=json | jq -r '.applications[].units | keys[]'
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "How many they are",
      runbook: md`
        ## 1. Units

        GATE: stdout is \`2\`.

        ~~~bash
        juju status | grep -c blocked
        ~~~
      `,
      reports: ["3:7-3:20 Unexpected gate on a count alone, expected one on what was counted"],
    },
    {
      title: "How many lines there are",
      runbook: md`
        ## 1. Members

        GATE: exactly 3 lines.

        ~~~bash
        etcdctl member list
        ~~~
      `,
      reports: ["3:7-3:22 Unexpected gate on a count alone, expected one on what was counted"],
    },
  ],

  visit: {
    Gate(gate, { runbook, report }) {
      const { conditions, question } = gate.condition;
      const block = judgedBlock(gate, runbook);
      const [first] = conditions;
      if (first === undefined || question !== null || block === null) return;
      if (!conditions.every(countsLines) && !(counts(block) && conditions.every(judgesNumber))) return;
      report({
        span: first.span,
        message: "Unexpected gate on a count alone, expected one on what was counted",
        fix: "Let the block print the names, and say which they must be; keep the count where only the number is known",
      });
    },
  },
});

/** The last command of the block prints a number. */
function counts(block: ShellBlock): boolean {
  const last = commandsOf(block).at(-1);
  if (last === undefined) return false;
  const texts = last.words.slice(1).map(({ text }) => text);
  if (last.name === "wc") return true;
  return last.name === "grep" && texts.some((text) => text === "--count" || (/^-[A-Za-z]+$/.test(text) && text.includes("c")));
}

/** `exactly 3 lines`, whatever they say. */
function countsLines({ subject, predicate }: Condition): boolean {
  return subject.kind === "Lines" && predicate === null;
}

function judgesNumber({ subject, predicate }: Condition): boolean {
  if (predicate === null || (subject.kind !== "Stream" && subject.kind !== "Lines")) return false;
  if (subject.kind === "Stream" && subject.stream === "exit") return true;
  if ("operand" in predicate) return predicate.operand.kind === "Literal" && /^\d+$/.test(predicate.operand.text);
  return predicate.kind === "isBetween";
}
