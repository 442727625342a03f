import { literalText, walkShell, type Command, type ShellNode } from "../compiler/ast/shell.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "fallback-after-jq",
  since: "0.1.0",
  severity: "warning",
  summary: "`||` behind a `jq` that succeeds on nothing",
  why: "jq that gets no input, or finds null, prints little or nothing and ends with status 0: what stands behind `||` does not run when it is needed",

  good: [
    {
      title: "`-e` makes null and false a failure, pipefail a command that could not answer",
      runbook: md`
        ~~~bash
        set -o pipefail
        juju status --format=json | jq -e '.applications.keystone' || echo "no keystone"
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "Meant for the case that nothing is there",
      runbook: md`
        ~~~bash
        juju status --format=json | jq -r '.applications.keystone' || echo "no keystone"
        ~~~
      `,
      reports: ["2:60-2:62 Unexpected `||` behind `jq` without `-e`, expected a status that says whether something was found"],
    },
  ],

  visit: {
    block({ block }, { report }) {
      if (!block.masked.includes("jq")) return;
      walkShell(block.syntax, (node, ancestors) => {
        if (
          node.type !== "AndOr" ||
          ancestors.some((ancestor) => ancestor.type === "CommandExpansion" && ancestor.script?.source !== undefined)
        )
          return;
        node.operators.forEach((operator, index) => {
          const left = node.commands[index]!;
          const right = node.commands[index + 1]!;
          if (operator !== "||" || !isLenientJq(left) || !isStatement(right)) return;
          const at = block.masked.indexOf("||", left.end);
          report({
            span: spanInScript(block, at, at + 2),
            message: "Unexpected `||` behind `jq` without `-e`, expected a status that says whether something was found",
            fix: "Write `jq -e`, which fails on null and false, behind `set -o pipefail`: before jq 1.7 it succeeds on no input even so",
          });
        });
      });
    },
  },
});

function isLenientJq(node: ShellNode): boolean {
  const last = node.type === "Pipeline" ? node.commands.at(-1) : node;
  if (last?.type !== "Command" || last.name === undefined || literalText(last.name) !== "jq") return false;
  return !last.args.some(({ text }) => text === "--exit-status" || (text.startsWith("-") && !text.startsWith("--") && text.includes("e")));
}

/** It says or decides something. `|| true` only keeps a strict block going. */
function isStatement(node: ShellNode): boolean {
  const command: Command | null = node.type === "Command" ? node : null;
  const name = command?.name === undefined ? null : literalText(command.name);
  return name !== "true" && name !== ":";
}
