import { commandsOf, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { isPlausible } from "./support/typed-commands.ts";

export default defineRule({
  name: "ellipsis-in-command",
  since: "0.1.0",
  severity: "error",
  summary: "`...` where a command's words should stand",
  why: "the shell hands the dots to the command as they are: it fails, or acts on something of that name",

  good: [
    {
      title: "Go's own `./...`, data, output",
      runbook: md`
        ~~~bash
        go test ./...
        echo ... "and so on ..."
        grep -e ... file
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "The rest is left to the reader",
      runbook: md`
        ## 1. Create

        RUN -- jumphost

        ~~~bash
        openstack server create --flavor m1.small ...
        ~~~

        GATE: it is there.
      `,
      reports: ["6:43-6:46 Unexpected `...` in a command, expected the words themselves or a value"],
    },
  ],

  visit: {
    block({ block, role }, { report }) {
      for (const command of commandsOf(block)) {
        if (takesDots(command) || !isPlausible(command)) continue;
        const dots = command.words.slice(1).find(({ text }) => text === "..." || text === "[...]");
        if (dots === undefined) continue;
        report({
          span: spanInScript(block, dots.start, dots.end),
          message: `Unexpected \`${dots.text}\` in a command, expected the words themselves or a value`,
          fix: "Write the words, or a value such as `<flags>` that the procedure declares",
          // In a page of somebody's the dots are notation: the reader is to supply the rest.
          ...(role === "loose" && { severity: "info" as const }),
        });
      }
    },
  },
});

/** Commands to which three dots are text or a pattern. */
function takesDots({ name }: SimpleCommand): boolean {
  return ["echo", "printf", "grep", "egrep", "sed", "awk", "git"].includes(name ?? "");
}
