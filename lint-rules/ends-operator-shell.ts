import { commandsOf, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { readArguments } from "../compiler/ast/shell-arguments.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { isPlausible } from "./support/typed-commands.ts";

export default defineRule({
  name: "ends-operator-shell",
  since: "0.1.0",
  severity: "warning",
  summary: "`exit`, `set -e`, `set -u` or `exec` outside a subshell",
  why: "pasted, it is the operator's own shell that ends, at once or with the next command that fails: the session, its history and its variables are gone in the middle of the change",

  good: [
    {
      title: "In a subshell, in a function, in a script of its own",
      runbook: md`
        ~~~bash
        (
          set -eu
          test -f inventory.yaml || exit 1
          ansible-playbook site.yaml
        )
        ~~~

        ~~~bash
        #!/bin/bash
        set -euo pipefail
        exec "$@"
        ~~~
      `,
    },
    {
      title: "Leaving a shell that was opened before",
      runbook: md`
        ~~~bash
        exit
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "Options and an exit that stay or strike",
      runbook: md`
        ~~~bash
        set -eu
        test -f inventory.yaml || exit 1
        exec ansible-playbook site.yaml
        ~~~
      `,
      reports: [
        "2:1-2:8 Unexpected `set -e` in the operator's shell, expected it in a subshell",
        "3:27-3:33 Unexpected `exit` in the operator's shell, expected it in a subshell",
        "4:6-4:32 Unexpected `exec` in the operator's shell, expected it in a subshell",
      ],
    },
  ],

  visit: {
    block({ block, role }, { report }) {
      if (block.script.startsWith("#!")) return;
      for (const command of commandsOf(block)) {
        if (!isInOwnShell(command)) continue;
        const word = wordThatEnds(command);
        if (word === null || (role === "loose" && !isPlausible(command))) continue;
        report({
          span: spanInScript(block, command.start, command.end),
          message: `Unexpected \`${word}\` in the operator's shell, expected it in a subshell`,
          fix: "Put the block in `( ... )`, or in a script of the repository",
        });
      }
    },
  },
});

/** In the shell that reads the block, not in one that the block starts. */
function isInOwnShell({ isInSubshell, isInSubstitution, isInFunction, isBackground, pipeline, wrappers }: SimpleCommand): boolean {
  return (
    !isInSubshell &&
    !isInSubstitution &&
    !isInFunction &&
    !isBackground &&
    pipeline.length === 1 &&
    wrappers.every((wrapper) => wrapper === "exec")
  );
}

function wordThatEnds(command: SimpleCommand): string | null {
  const { name, words, wrappers, isConditional } = command;
  if (wrappers.includes("exec")) return opensAnother(command) ? null : "exec";
  // A bare `exit` leaves a shell that an earlier block has opened: whoever writes it means to.
  if (name === "exit" || name === "logout") return isConditional || words.length > 1 ? name : null;
  if (name !== "set") return null;
  const { options } = readArguments(words.slice(1), { valueOptions: ["-o"] });
  const strict = options.find(
    (option) => ["-e", "-u"].includes(option.name) || (option.name === "-o" && ["errexit", "nounset"].includes(option.value ?? "")),
  );
  if (strict === undefined) return null;
  return strict.name === "-o" ? `set -o ${strict.value}` : `set ${strict.name}`;
}

/** `exec bash` reads the profile anew: there is a shell afterwards too. */
function opensAnother({ name }: SimpleCommand): boolean {
  return name === null || /^(?:.*\/)?(?:bash|zsh|sh|fish|ksh|su|sg|newgrp|login)$/.test(name);
}
