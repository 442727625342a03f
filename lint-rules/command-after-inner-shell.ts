import type { BlockAnalysis } from "../compiler/ast/analysis.ts";
import { commandsOf, readsStdin, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { readArguments } from "../compiler/ast/shell-arguments.ts";
import { positionInScript, spanInScript, type ShellBlock } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { startsOfKnown } from "./support/typed-commands.ts";

export default defineRule({
  name: "command-after-inner-shell",
  since: "0.1.0",
  severity: "error",
  summary: "Commands after one that opens another shell",
  why: "run by the machine the inner shell ends at once and the next lines change this host instead of the other; pasted, they go to whichever shell reads first",

  good: [
    {
      title: "The command is given to the other shell",
      runbook: md`
        ~~~bash
        ssh web-1 sudo systemctl restart nginx
        ssh web-1 bash <<'EOF'
        systemctl is-active nginx
        EOF
        ssh -fN -L 8080:localhost:80 web-1
        curl http://localhost:8080/
        ~~~
      `,
    },
    {
      title: "What the other host says, in a page without labels",
      runbook: md`
        ~~~bash
        ssh web-1

        Last login: Mon Nov 16 from 192.0.2.7
        permitted by applicable law.
        ~~~
      `,
    },
    {
      title: "A transcript that shows the other host's prompt",
      runbook: md`
        ~~~console
        $ ssh web-1
        root@web-1:~$ systemctl is-active nginx
        active
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "What is meant for the other host runs here",
      runbook: md`
        ## 1. Restart

        RUN -- jumphost

        ~~~bash
        ssh web-1
        sudo systemctl restart nginx
        ~~~

        GATE: the page loads.
      `,
      reports: ["6:1-6:10 Unexpected commands after `ssh`, which opens a shell, expected them as its arguments"],
    },
  ],

  visit: {
    block(analysed, { report, text }) {
      const { block, role } = analysed;
      const commands = commandsOf(block);
      const lastStart = Math.max(...commands.slice(-1).map(({ start }) => start));
      for (const command of commands) {
        if (command.end > lastStart || !opensShell(command)) continue;
        if (role === "loose" && !isFollowedByCommand(command, analysed, text)) continue;
        report({
          span: spanInScript(block, command.start, command.end),
          message: `Unexpected commands after \`${command.name}\`, which opens a shell, expected them as its arguments`,
          fix: `Write \`${command.name} ... 'command'\`, or feed it a heredoc`,
          ...(role === "loose" && { severity: "warning" as const }),
        });
      }
    },
  },
});

/**
 * In somebody's page, what the other host says is often fenced with the command: no line of it is a command that is known,
 * or what was typed there stands behind a prompt of that host's own.
 */
function isFollowedByCommand(opener: SimpleCommand, analysed: BlockAnalysis, text: string): boolean {
  const known = startsOfKnown(analysed);
  const prompt = promptBefore(opener, analysed.block, text);
  return commandsOf(analysed.block).some(
    (command) =>
      command.start >= opener.end &&
      command.name !== null &&
      (known.has(command.start) || command.name === opener.name) &&
      promptBefore(command, analysed.block, text) === prompt,
  );
}

/** `$`, `user@host:~$` or nothing, as it stands before the command's line in the document. */
function promptBefore({ start }: SimpleCommand, block: ShellBlock, text: string): string {
  const { offset, column } = positionInScript(block, block.script.lastIndexOf("\n", start - 1) + 1);
  return text.slice(offset - column + 1, offset).trim();
}

/** A shell, here or elsewhere, that takes the lines that follow for its own. */
function opensShell(command: SimpleCommand): boolean {
  const { pipeline, redirections, isInSubstitution, isBackground, name, words } = command;
  if (pipeline.index > 0 || isInSubstitution || isBackground || !readsStdin(command)) return false;
  if (redirections.some(({ node }) => node.type !== "Redirect" || node.operator.startsWith("<"))) return false;
  if (name !== "ssh") return true;
  const { options } = readArguments(words.slice(1), {
    stopsAtOperand: true,
    valueOptions: ["-L", "-R", "-D", "-W", "-O", "-i", "-o", "-p", "-l", "-F", "-J"],
  });
  return !options.some((option) => ["-N", "-f", "-n", "-W", "-O", "-T", "-V", "-G", "-Q"].includes(option.name));
}
