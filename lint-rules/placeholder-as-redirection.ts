import { commandsOf, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { parseShell, syntaxErrorsOf } from "../compiler/ast/shell.ts";
import { zonesOf } from "../compiler/ast/shell-zones.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { commandAround, isPlausible } from "./support/typed-commands.ts";

export default defineRule({
  name: "placeholder-as-redirection",
  since: "0.1.0",
  severity: "info",
  summary: "`<x>` in a command that bash would accept as it stands",
  why: "pasted without filling it in, bash reads a file of that name and writes to one named like the next word; no syntax error warns, and `a<x>b` runs with the word cut off",

  good: [
    {
      title: "A variable, quotes, a form that bash refuses",
      runbook: md`
        ~~~bash
        NODE="<node>"
        kubectl drain "$NODE" --ignore-daemonsets
        kubectl cordon <node>
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "An option behind it becomes a file",
      runbook: md`
        ~~~bash
        kubectl drain <node> --ignore-daemonsets
        ~~~
      `,
      reports: ["2:15-2:21 Unexpected `<node>` that bash takes for redirections, expected a value"],
    },
  ],

  visit: {
    block(analysed, { report }) {
      const { block, role } = analysed;
      // In a document with labels it is declared, asked for or refused: that is not a matter of taste.
      if (role !== "loose" || block.tokens.length === 0) return;
      const zones = zonesOf(block.syntax, block.masked);
      const seen = new Set<string>();
      const accepted = new Map<SimpleCommand, boolean>();
      for (const token of block.tokens) {
        const command = commandAround(token.start, analysed);
        if (zones[token.start] !== "word" || seen.has(token.name) || command === null || !isPlausible(command)) continue;
        const isValid = accepted.get(command) ?? isAccepted(block.script.slice(command.start, command.end), commandsOf(block).length);
        accepted.set(command, isValid);
        if (!isValid) continue;
        seen.add(token.name);
        const text = block.script.slice(token.start, token.end);
        report({
          span: spanInScript(block, token.start, token.end),
          message: `Unexpected \`${text}\` that bash takes for redirections, expected a value`,
          fix: `Write \`NAME="${text}"\` on a line above, and \`"$NAME"\` here`,
        });
      }
    },
  },
});

/** A command that ends in `<x>` lacks a file behind its `>`, and bash refuses the line. */
function isAccepted(command: string, count: number): boolean {
  if (command.trimEnd().endsWith(">") || count > commandsMax) return false;
  return syntaxErrorsOf(parseShell(command)).length === 0;
}

/** Longer blocks are files or output; each command is parsed once more here. */
const commandsMax = 200;
