import { commandsOf } from "../compiler/ast/shell-commands.ts";
import { spanInScript, type ShellBlock } from "../compiler/ast/shell-block.ts";
import { zonesOf, type ShellZone } from "../compiler/ast/shell-zones.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "comment-after-continuation",
  since: "0.1.0",
  severity: "error",
  summary: "A comment behind a `\\` that continues a command",
  why: "the comment ends the command: it runs without the options below, and those run as a command of their own",

  good: [
    {
      title: "The comment above the command, or behind its last line",
      runbook: md`
        ~~~bash
        # one replica is enough
        kubectl scale deployment web \
          --replicas=1 # for now
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "On a line of its own, and behind the backslash",
      runbook: md`
        ~~~bash
        kubectl scale deployment web \
          # one replica is enough
          --replicas=1
        kubectl drain node-1 \ # takes a while
          --ignore-daemonsets
        ~~~
      `,
      reports: [
        "3:3-3:26 Unexpected comment inside a continued command, expected its next words",
        "5:22-5:39 Unexpected comment behind `\\`, expected the end of the line",
      ],
    },
  ],

  visit: {
    block({ block }, { report }) {
      const { masked } = block;
      const reportBehind = (start: number, end: number, what: string): void =>
        report({
          span: spanInScript(block, start, end),
          message: "Unexpected comment behind `\\`, expected the end of the line",
          why: `the backslash takes the blank behind it and not the end of the line: ${what}, and the next line runs as a command of its own`,
          fix: "Put the comment above the command",
        });
      if (!masked.includes("#") || !masked.includes("\\")) return;
      const zones = zonesOf(block.syntax, masked);
      for (const word of commandsOf(block).flatMap(({ words }) => words)) {
        if (word.text.startsWith("\\ #"))
          reportBehind(word.start, lineEnd(masked, word.start), "the words of the comment become arguments");
      }
      for (const at of commentStarts(zones)) {
        const end = lineEnd(masked, at);
        const next = masked.slice(end + 1, lineEnd(masked, end + 1)).trim();
        if (end === masked.length || next === "") continue;
        const before = masked.slice(masked.lastIndexOf("\n", at - 1) + 1, at);
        if (before.trim() === "") {
          if (!isContinued(block, at - before.length - 1, zones)) continue;
          report({
            span: spanInScript(block, at, end),
            message: "Unexpected comment inside a continued command, expected its next words",
            fix: "Put the comment above the command",
            ...(!isPartOfCommand(next) && { severity: "warning" as const }),
          });
        } else if (endsInBackslash(before.trimEnd())) {
          const slash = at - before.length + before.trimEnd().length - 1;
          reportBehind(slash, end, "the command gets a blank as an argument");
        }
      }
    },
  },
});

function commentStarts(zones: readonly ShellZone[]): number[] {
  return zones.flatMap((zone, at) => (zone === "comment" && zones[at - 1] !== "comment" ? [at] : []));
}

/** The line that ends at `end` ends in a backslash that joins it to the next; one in quotes, a heredoc or a comment does not. */
function isContinued({ masked }: ShellBlock, end: number, zones: readonly ShellZone[]): boolean {
  if (end <= 0 || masked[end] !== "\n" || !endsInBackslash(masked.slice(0, end))) return false;
  const zone = zones[end - 1];
  return zone === "between" || zone === "word";
}

function endsInBackslash(text: string): boolean {
  let slashes = 0;
  while (text[text.length - 1 - slashes] === "\\") slashes += 1;
  return slashes % 2 === 1;
}

/** What no command begins with. */
function isPartOfCommand(line: string): boolean {
  return /^[-|&;)]/.test(line);
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}
