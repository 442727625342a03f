import { literalText, visitChildren, walkShell, type ShellNode } from "../compiler/ast/shell.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "poll-without-budget",
  since: "0.1.0",
  severity: "warning",
  summary: "A loop that waits for something and never gives up",
  why: "when what it waits for does not come, the procedure stands still without a word: nobody is told to stop, and the window runs out",

  good: [
    {
      title: "A number of tries, a deadline, a command with a timeout",
      runbook: md`
        ~~~bash
        for try in 1 2 3 4 5 6; do nc -z web-1 22 && break; sleep 10; done
        until nc -z web-1 22; do
          (( SECONDS < 600 )) || exit 1
          sleep 10
        done
        timeout 600 bash -c 'until nc -z web-1 22; do sleep 10; done'
        kubectl wait --for=condition=Ready pod/web --timeout=5m
        while true; do date; sleep 1; done
        ~~~
      `,
    },
    {
      title: "The gate polls",
      runbook: md`
        ## 1. Wait

        GATE: exit is \`0\`. Poll every 10 s for up to 10 min.

        ~~~bash
        nc -z web-1 22
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "Until it answers",
      runbook: md`
        ~~~bash
        until nc -z web-1 22; do sleep 10; done
        while true; do
          nc -z web-1 22 && break
          sleep 10
        done
        ~~~
      `,
      reports: [
        "2:1-2:21 Unexpected loop that waits without end, expected a number of tries or a deadline",
        "3:1-3:11 Unexpected loop that waits without end, expected a number of tries or a deadline",
      ],
    },
  ],

  visit: {
    block({ block, role }, { report }) {
      if (!block.masked.includes("sleep")) return;
      walkShell(block.syntax, (node) => {
        if (node.type !== "While" || !waits(node) || isBounded(node)) return;
        report({
          span: spanInScript(block, node.pos, node.clause.end),
          message: "Unexpected loop that waits without end, expected a number of tries or a deadline",
          fix:
            role === "loose"
              ? "Put it behind `timeout 600 bash -c '...'`, or count the tries and say what to do after the last"
              : "Write one reading and let the gate repeat it: `Poll every 10 s for up to 10 min.`",
        });
      });
    },
  },
});

type Loop = Extract<ShellNode, { type: "While" }>;

/** It sleeps, and something ends it: a clause that can turn, or a `break`. `while true; do date; sleep 1; done` only watches. */
function waits(loop: Loop): boolean {
  const names = namesIn(loop);
  if (!names.includes("sleep") || namesIn(loop.clause).includes("read")) return false;
  const clause = namesIn(loop.clause);
  const isEndless = clause.every((name) => ["true", ":", "false", "sleep"].includes(name));
  return !isEndless || names.includes("break");
}

/** It counts, looks at a clock, or has a second way out. */
function isBounded(loop: Loop): boolean {
  let isCounting = false;
  const visit = (node: ShellNode): void => {
    if (node.type === "ArithmeticCommand" || (node.type === "TestBinary" && isNumeric(node.operator))) isCounting = true;
    if (node.type === "Word" && (isNumeric(node.text) || node.text.includes("SECONDS"))) isCounting = true;
    visitChildren(node, visit);
  };
  visit(loop);
  const names = namesIn(loop);
  const exits = names.filter((name) => ["break", "exit", "return", "timeout", "kill", "date"].includes(name)).length;
  const isEndless = namesIn(loop.clause).every((name) => ["true", ":", "false", "sleep"].includes(name));
  return isCounting || exits > (isEndless ? 1 : 0);
}

function isNumeric(word: string): boolean {
  return ["-lt", "-le", "-gt", "-ge", "-eq", "-ne"].includes(word);
}

function namesIn(root: ShellNode): string[] {
  const names: string[] = [];
  const visit = (node: ShellNode): void => {
    if (node.type === "Command" && node.name !== undefined) names.push(literalText(node.name) ?? "");
    visitChildren(node, visit);
  };
  visit(root);
  return names;
}
