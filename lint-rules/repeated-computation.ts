import type { Analysis } from "../compiler/ast/analysis.ts";
import { spanInScript, type ShellBlock } from "../compiler/ast/shell-block.ts";
import { literalText, walkShell, type ShellNode } from "../compiler/ast/shell.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { hasLabels } from "./support/items.ts";

export default defineRule({
  name: "repeated-computation",
  since: "0.1.0",
  severity: "warning",
  summary: "A date or a random name that two blocks work out for themselves",
  why: "across midnight, or with every call, the second is another value: the later block looks for a file that the earlier one did not write",

  good: [
    {
      title: "Worked out once, and the time of a message",
      runbook: md`
        ## 1. Back up

        CHECK -- jumphost

        ~~~bash
        date -u +%Y%m%d
        ~~~

        CAPTURE: \`day\` = stdout

        RUN -- jumphost

        ~~~bash
        juju create-backup --filename backup-<day>.tar.gz
        echo "$(date -u +%H:%M) done"
        ~~~

        GATE: \`test -s backup-<day>.tar.gz\` succeeds.

        CHECK -- jumphost

        ~~~bash
        echo "$(date -u +%H:%M) next"
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "Twice today",
      runbook: md`
        ## 1. Back up

        RUN -- jumphost

        ~~~bash
        juju create-backup --filename backup-$(date -u +%Y%m%d).tar.gz
        ~~~

        GATE: exit is 0.

        CHECK -- jumphost

        ~~~bash
        sha256sum backup-$(date -u +%Y%m%d).tar.gz
        ~~~
      `,
      reports: [
        "14:18-14:36 Unexpected `$(date -u +%Y%m%d)` for the second time (first in line 6), expected a value that is worked out once",
      ],
    },
  ],

  visit: {
    runbook(runbook, { analysis, report }) {
      for (const [text, [first, second]] of computationsOf(analysis)) {
        if (first === undefined || second === undefined) continue;
        const { line } = spanInScript(first.block, first.start, first.end).start;
        report({
          span: spanInScript(second.block, second.start, second.end),
          message: `Unexpected \`${text}\` for the second time (first in line ${line}), expected a value that is worked out once`,
          fix: "CAPTURE it from one block, or make it a parameter: `date, default today`",
          ...(!hasLabels(runbook) && { severity: "info" as const }),
        });
      }
    },
  },
});

interface Computation {
  readonly block: ShellBlock;
  readonly start: number;
  readonly end: number;
}

/** By their text, one of each block, in the order of the document. */
function computationsOf({ blocks }: Analysis): ReadonlyMap<string, readonly Computation[]> {
  const found = new Map<string, Computation[]>();
  const ordered = blocks.toSorted((a, b) => a.block.span.start.offset - b.block.span.start.offset);
  for (const { block } of ordered) {
    if (!block.script.includes("date")) continue;
    const seen = new Set<string>();
    walkShell(block.syntax, (node, ancestors) => {
      if (node.type !== "CommandExpansion" || seen.has(node.text) || !changesByItself(node) || ancestors.some(isMessage)) return;
      seen.add(node.text);
      found.set(node.text, [...(found.get(node.text) ?? []), { block, start: node.pos, end: node.end }]);
    });
  }
  return found;
}

/** `$(date +FORMAT)` of a day or a moment; of names made by chance each is meant to be another, unless the words agree. */
function changesByItself(node: ShellNode): boolean {
  if (node.type !== "CommandExpansion" || node.script?.commands.length !== 1) return false;
  const only = node.script.commands[0]!.command;
  if (only.type !== "Command" || only.name === undefined || literalText(only.name) !== "date") return false;
  const words = only.args.map((word) => (word.type === "Word" ? (literalText(word) ?? "") : ""));
  return (
    words.some((word) => word.startsWith("+")) &&
    !words.some((word) => word === "-d" || word.startsWith("--date") || word === "-r" || word.startsWith("-v"))
  );
}

/** What a message says is read once and needs no second time. */
function isMessage(node: ShellNode): boolean {
  return (
    node.type === "Command" && node.name !== undefined && ["echo", "printf", "logger", "log", "["].includes(literalText(node.name) ?? "")
  );
}
