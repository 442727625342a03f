import type { BlockAnalysis } from "../compiler/ast/analysis.ts";
import { commandsOf, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { literalText, walkShell, type ShellNode } from "../compiler/ast/shell.ts";
import { defineRule, md, type RuleReport } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "pipeline-status-lost",
  since: "0.1.0",
  severity: "warning",
  summary: "A command whose failure nobody sees: in a remote pipeline, in `<( )`, in `export X=$( )`",
  why: "blocks run with `set -euo pipefail`, and that does not reach there: the command fails, its output is empty, and the block ends with status 0",

  good: [
    {
      title: "The pipeline is here, the value is set before it is exported, the sides are files",
      runbook: md`
        ## 1. Look

        CHECK -- jumphost

        ~~~bash
        ssh vault-0 vault status | grep Sealed
        token=$(cat token-file)
        export token
        export today=$(date -u +%F)
        sort before.yaml > before.sorted
        diff before.sorted after.sorted
        ~~~
      `,
    },
    {
      title: "A search that fails on nothing; a remote shell with the option set",
      runbook: md`
        ## 1. Look

        CHECK -- vault-0

        ~~~bash
        ssh vault-0 'vault status | grep Sealed'
        ssh vault-0 'set -o pipefail; vault status | tail -n 1'
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "The first member, the substitution",
      runbook: md`
        ## 1. Look

        CHECK -- jumphost

        ~~~bash
        ssh vault-0 'vault status | tail -n 1'
        export token=$(cat token-file)
        diff <(sort before.yaml) <(sort after.yaml)
        ~~~
      `,
      reports: [
        "6:14-6:26 Unexpected pipeline in the shell of `ssh`, expected one whose first status counts",
        "7:8-7:31 Unexpected substitution in `export`, expected its status to count",
        "8:6-8:25 Unexpected process substitution, expected a file that is known to be whole",
      ],
    },
  ],

  visit: {
    block(analysed, { report }) {
      const { block, role } = analysed;
      if (role === "loose" || role === "inlineProbe") return;
      for (const finding of [...remotePipelines(analysed), ...lostSubstitutions(block.syntax)]) {
        const { start, end, ...words } = finding;
        report({ span: spanInScript(block, start, end), ...words });
      }
    },
  },
});

type Finding = Omit<RuleReport, "span"> & { readonly start: number; readonly end: number };

/** `set -o pipefail` of the block does not hold in a shell that a command of it starts. */
function remotePipelines({ block }: BlockAnalysis): Finding[] {
  const commands = commandsOf(block);
  const firstPipefail = commands.findIndex(setsPipefail);
  return commands.flatMap((command, at): Finding[] => {
    const shell = command.wrappers.findLast((wrapper) => readers.includes(wrapper));
    const last = commands[at + command.pipeline.length - 1];
    if (shell === undefined || command.pipeline.index > 0 || command.pipeline.length < 2 || last === undefined) return [];
    if (!isSamePipeline(command, last) || !hidesFailure(last) || (firstPipefail !== -1 && firstPipefail < at)) return [];
    return [
      {
        start: command.start,
        end: command.end,
        message: `Unexpected pipeline in the shell of \`${shell}\`, expected one whose first status counts`,
        fix: `Move the \`|\` behind the closing quote, so that it runs here, or begin the script with \`set -o pipefail;\``,
      },
    ];
  });
}

const readers = ["ssh", "juju ssh", "juju exec", "bash", "sh", "dash", "su", "runuser"];

/** Both in the script that the inner shell reads, and not one here and one there. */
function isSamePipeline(first: SimpleCommand, last: SimpleCommand): boolean {
  return last.pipeline.index === first.pipeline.length - 1 && last.wrappers.join() === first.wrappers.join();
}

/** Filters that are content with nothing. */
function hidesFailure({ name }: SimpleCommand): boolean {
  return ["tail", "head", "sort", "uniq", "wc", "sed", "awk", "cut", "tr", "tee", "cat", "column", "jq", "xargs"].includes(name ?? "");
}

function setsPipefail({ name, words }: SimpleCommand): boolean {
  return name === "set" && words.some(({ value }) => value === "pipefail");
}

function lostSubstitutions(root: ShellNode): Finding[] {
  const found: Finding[] = [];
  walkShell(root, (node, ancestors) => {
    if (ancestors.some((ancestor) => ancestor.type === "CommandExpansion" && ancestor.script?.source !== undefined)) return;
    if (node.type === "ProcessSubstitution" && node.operator === "<" && !onlyPrints(node)) {
      found.push({
        start: node.pos,
        end: node.end,
        message: "Unexpected process substitution, expected a file that is known to be whole",
        why: "the status of what runs in it is thrown away: when it fails, the reader sees an empty file, and two empty files are equal",
        fix: "Write its output to a file first, so that a failure stops the block",
      });
    }
    if (node.type !== "Command" || node.name === undefined || !declarations.includes(literalText(node.name) ?? "")) return;
    for (const word of node.args) {
      const substitution = substitutionIn(word);
      if (substitution === null || cannotFail(substitution)) continue;
      found.push({
        start: word.pos,
        end: word.end,
        message: `Unexpected substitution in \`${literalText(node.name)}\`, expected its status to count`,
        fix: `Set the variable on a line of its own, then \`${literalText(node.name)}\` it`,
      });
    }
  });
  return firstOfPairs(found);
}

const declarations = ["export", "declare", "local", "readonly", "typeset"];

function substitutionIn(word: ShellNode): ShellNode | null {
  if (word.type !== "Assignment" || word.value.type !== "Word") return null;
  return (
    word.value.parts?.find(
      (part) =>
        part.type === "CommandExpansion" || (part.type === "DoubleQuoted" && part.parts.some(({ type }) => type === "CommandExpansion")),
    ) ?? null
  );
}

/** `$(pwd)`, `$(date +%F)`: nothing is read that could be away. */
function cannotFail(substitution: ShellNode): boolean {
  let answer = true;
  walkShell(substitution, (node) => {
    answer &&= node.type !== "Command" || (node.name !== undefined && harmless.includes(literalText(node.name) ?? ""));
  });
  return answer;
}

const harmless: readonly string[] = ["pwd", "date", "hostname", "whoami", "basename", "dirname", "uname", "nproc", "echo", "printf"];

/** `<(echo ...)` does not fail. */
function onlyPrints({ script }: Extract<ShellNode, { type: "ProcessSubstitution" }>): boolean {
  return (script?.commands ?? []).every(
    ({ command }) =>
      command.type === "Command" && command.name !== undefined && ["echo", "printf"].includes(literalText(command.name) ?? ""),
  );
}

/** One finding for the two sides of a `diff`. */
function firstOfPairs(found: readonly Finding[]): Finding[] {
  return found.filter(({ start, message }, index) => found[index - 1]?.message !== message || start - found[index - 1]!.end > 20);
}
