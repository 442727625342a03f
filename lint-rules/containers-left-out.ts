import { commandsOf, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "containers-left-out",
  since: "0.1.0",
  severity: "warning",
  summary: "A jq program that visits `.machines` and not the containers in them",
  why: "juju nests containers under their machine: a container that is down is not looked at, and the reading says that all is well",

  good: [
    {
      title: "Machines and containers",
      runbook: md`
        ~~~bash
        juju status --format=json | jq -r '.machines[] | (., .containers[]?) | ."juju-status".current'
        juju status --format=json | jq -r '.machines | .. | objects | ."juju-status"?.current'
        juju machines
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "Machines alone",
      runbook: md`
        ~~~bash
        juju machines --format=json | jq -r '.machines[] | ."juju-status".current'
        ~~~
      `,
      reports: ["2:37-2:75 Unexpected `.machines` without `.containers`, expected both"],
    },
  ],

  visit: {
    block({ block }, { report }) {
      if (!block.masked.includes(".machines")) return;
      const commands = commandsOf(block);
      for (const [at, command] of commands.entries()) {
        const source = commands[at - command.pipeline.index];
        if (command.name !== "jq" || command.pipeline.index === 0 || source === undefined || !listsMachines(source)) continue;
        const program = command.words.find(({ text }) => text.includes(".machines"));
        if (program === undefined || program.text.includes("containers") || program.text.includes("..")) continue;
        report({
          span: spanInScript(block, program.start, program.end),
          message: "Unexpected `.machines` without `.containers`, expected both",
          fix: "Write `.machines[] | (., .containers[]?)`",
        });
      }
    },
  },
});

function listsMachines({ name, words }: SimpleCommand): boolean {
  return name === "juju" && words.some(({ value }) => value === "machines" || value === "status");
}
