import { commandsOf, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { historyExpansionsOf } from "../compiler/ast/shell-history.ts";
import { spanInScript, type ShellBlock } from "../compiler/ast/shell-block.ts";
import { syntaxErrorsOf } from "../compiler/ast/shell.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { commandAround, isPlausible } from "./support/typed-commands.ts";

export default defineRule({
  name: "history-expansion",
  since: "0.1.0",
  severity: "error",
  summary: "`!` that an interactive bash replaces by an earlier command",
  why: "pasted into a terminal, the line becomes an old command or is lost as a whole with `event not found`, and the lines after it run all the same",

  good: [
    {
      title: "Single quotes, a blank, the end of the quotes, a heredoc: left alone",
      runbook: md`
        ~~~bash
        echo 'x!y' "Hello World!" "a != b"
        [ ! -f /etc/motd ] && echo hi!
        cat <<EOF
        x!y
        EOF
        ~~~
      `,
    },
    {
      title: "Switched off before",
      runbook: md`
        ~~~bash
        set +H
        echo "x!y"
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "In double quotes, before a letter or a tag",
      runbook: md`
        ~~~bash
        echo "<h1>My Site!</h1>"
        curl -u "admin:x!y" http://site/
        ~~~
      `,
      reports: [
        "2:18-2:20 Unexpected `!<` that a pasted line expands, expected single quotes around it",
        "3:17-3:19 Unexpected `!y` that a pasted line expands, expected single quotes around it",
      ],
    },
  ],

  visit: {
    block(analysed, { report }) {
      const { block, session, role } = analysed;
      if (block.script.startsWith("#!") || syntaxErrorsOf(block.syntax).length > 0) return;
      if (session !== null && switchesOff(session) !== null) return;
      const off = switchesOff(block) ?? Infinity;
      for (const at of historyExpansionsOf(block.syntax, block.masked)) {
        if (at > off) return;
        const command = commandAround(at, analysed);
        if (role === "loose" && command !== null && !isPlausible(command)) continue;
        const isSubstitution = block.script[at] === "^";
        const end = isSubstitution ? lineEnd(block.script, at) : at + 2;
        report({
          span: spanInScript(block, at, end),
          message: `Unexpected \`${block.script.slice(at, end)}\` that a pasted line expands, expected ${isSubstitution ? "no `^` at the start of a line" : "single quotes around it"}`,
          fix: isSubstitution
            ? "Begin the line with a blank, or join it to the line above"
            : "Write the word in single quotes, or `\\!` outside quotes",
        });
      }
    },
  },
});

/** The offset of `set +H`, if the block has one. */
function switchesOff(block: ShellBlock): number | null {
  return commandsOf(block).find((command) => isSwitchOff(command))?.start ?? null;
}

function isSwitchOff({ name, words }: SimpleCommand): boolean {
  if (name !== "set") return false;
  const values = words.map(({ value }) => value);
  return values.some(
    (value, at) => (value !== null && value.startsWith("+") && value.includes("H")) || (value === "histexpand" && values[at - 1] === "+o"),
  );
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}
