import type { BlockAnalysis, CommandFact } from "../compiler/ast/analysis.ts";
import { commandsOf } from "../compiler/ast/shell-commands.ts";
import { literalText, walkShell, visitChildren, type Redirection, type ShellNode } from "../compiler/ast/shell.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "unguarded-stdin",
  since: "0.1.0",
  severity: "error",
  summary: "A command that reads the stdin of the loop or the paste around it",
  why: "it takes the rest of the list for its own input: the loop ends after the first item, with status 0, and the others are never visited",

  good: [
    {
      title: "Its stdin is closed, or the list comes in elsewhere",
      runbook: md`
        ~~~bash
        while read -r host; do
          ssh -n "$host" uptime
          juju ssh "$host" uptime </dev/null
        done < hosts
        for host in web-1 web-2; do ssh "$host" uptime </dev/null; done
        ~~~

        ~~~bash
        while read -r host <&3; do
          ssh "$host" uptime
        done 3< hosts
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "In a loop that reads",
      runbook: md`
        ~~~bash
        while read -r host; do
          ssh "$host" uptime
        done < hosts
        ~~~
      `,
      reports: ["3:3-3:21 Unexpected `ssh` that reads the list of the loop, expected its stdin closed"],
    },
    {
      title: "Before other lines of a paste",
      runbook: md`
        ~~~bash
        ssh web-1 uptime
        ssh web-2 uptime
        ~~~
      `,
      reports: ["2:1-2:17 Unexpected `ssh` that may read the lines behind it, expected its stdin closed"],
    },
  ],

  visit: {
    block(analysed, { report }) {
      const { block, facts } = analysed;
      const eaters = facts.filter(({ kind }) => kind === "readsStdin");
      if (eaters.length === 0) return;
      const fed = fedRanges(block.syntax);
      if (eaters.length * fed.length > pairsMax) return;
      const lastStart = commandsOf(block).at(-1)?.start ?? 0;
      let hasPasteFinding = false;
      for (const fact of eaters) {
        const { command, name } = fact;
        const around = fed.filter(({ start, end }) => start <= command.start && command.end <= end);
        const inner = around.at(-1);
        const fix = guardOf(fact);
        if (inner?.isLoop === true) {
          report({
            span: spanInScript(block, command.start, command.end),
            message: `Unexpected \`${name}\` that reads the list of the loop, expected its stdin closed`,
            fix,
          });
        } else if (inner === undefined && !hasPasteFinding && isTyped(analysed, fact) && command.end < lastStart) {
          hasPasteFinding = true;
          report({
            severity: "info",
            span: spanInScript(block, command.start, command.end),
            message: `Unexpected \`${name}\` that may read the lines behind it, expected its stdin closed`,
            why: "where the terminal does not mark a paste (bash before 5.1, sh, a serial console), or the block is fed to a shell, the next lines become its input and never run",
            fix,
          });
        }
      }
    },
  },
});

/** More than any block that was written by hand has; each command is compared with each range. */
const pairsMax = 1_000_000;

/** Where it stands in the shell that is typed into. One that opens a shell of its own is another rule's. */
function isTyped({ role, facts }: BlockAnalysis, { command }: CommandFact): boolean {
  const opensShell =
    command.words.length <= 2 ||
    facts.some((fact) => fact.kind === "interactive" && command.start <= fact.command.start && fact.command.end <= command.end);
  return role !== "inlineProbe" && !opensShell && !command.isInSubstitution && !command.isBackground && !command.isInFunction;
}

function guardOf({ name }: CommandFact): string {
  return name === "ssh" ? "Write `ssh -n`, or `</dev/null` behind the command" : "Write `</dev/null` behind the command";
}

/** Parts of the text whose stdin is not that of the block: loops that read a list from it, and whatever is fed otherwise. */
interface FedRange {
  readonly start: number;
  readonly end: number;
  readonly isLoop: boolean;
}

/** Loops and pipes around a loop that are looked at. */
const depthMax = 100;

/** Outer ranges first. */
function fedRanges(root: ShellNode): FedRange[] {
  const ranges: FedRange[] = [];
  walkShell(root, (node, ancestors) => {
    if (node.type === "Pipeline") for (const part of node.commands.slice(1)) ranges.push({ start: part.pos, end: part.end, isLoop: false });
    if (node.type === "Redirected" && node.redirects.some(feeds)) ranges.push({ start: node.pos, end: node.end, isLoop: false });
    if (node.type !== "While" || !readsOwnStdin(node.clause)) return;
    const isFed = ranges.slice(-depthMax).some(({ start, end }) => start <= node.pos && node.end <= end);
    if (isFed && ancestors.length > 0) ranges.push({ start: node.body.pos, end: node.body.end, isLoop: true });
  });
  return ranges;
}

function feeds(redirect: Redirection): boolean {
  if (redirect.type !== "Redirect") return true;
  return ["<", "<&", "<>"].includes(redirect.operator) && descriptorOf(redirect) === 0;
}

function descriptorOf({ descriptor }: Extract<Redirection, { type: "Redirect" }>): number | null {
  if (descriptor === undefined) return 0;
  return descriptor.type === "FileDescriptor" ? descriptor.value : null;
}

/** `while read -r line`, not `read -u 3` and not `read line <&3`. */
function readsOwnStdin(clause: ShellNode): boolean {
  let isReader = false;
  const visit = (node: ShellNode): void => {
    if (node.type === "Command" && node.name !== undefined && literalText(node.name) === "read") {
      const isElsewhere = node.redirects.some(feeds) || node.args.some((word) => word.text.startsWith("-u"));
      isReader ||= !isElsewhere;
    }
    visitChildren(node, visit);
  };
  visit(clause);
  return isReader;
}
