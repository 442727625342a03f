import type { Condition } from "../compiler/ast/condition.ts";
import type { Expect } from "../compiler/ast/expect.ts";
import type { Gate } from "../compiler/ast/gate.ts";
import { statusesOfCommand } from "../compiler/ast/answering-no.ts";
import { commandsOf, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import type { ShellBlock } from "../compiler/ast/shell-block.ts";
import { defineRule, md, type RuleContext, type RuleReport } from "../compiler/4-lint/rule.ts";
import { judgedBlock } from "./support/judged.ts";

export default defineRule({
  name: "gate-cannot-hold",
  since: "0.1.0",
  severity: "warning",
  summary: "A gate that no reading can meet: nothing found asked of `grep`, every line asked of a table with a header",
  why: "the procedure stops here in the good case too, and somebody in a hurry overrides the gate",

  good: [
    {
      title: "The status of nothing found is allowed; the client prints no header",
      runbook: md`
        ## 1. Look

        CHECK -- local

        ~~~bash
        grep down status.txt
        ~~~

        GATE: stdout is empty; exit is one of \`0\`, \`1\`.

        GATE: stdout is empty.

        ~~~bash
        juju status | awk '/down/'
        ~~~

        GATE: \`juju status --format=json | jq -r '.machines[].life'\` prints nothing.

        GATE: every line is \`ACTIVE\`.

        ~~~bash
        openstack server list -f value -c Status
        ~~~

        GATE: stdout is not empty.

        ~~~bash
        juju status | grep active
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "What finds nothing ends with 1",
      runbook: md`
        ## 1. Look

        CHECK -- local

        ~~~bash
        juju status | grep down
        ~~~

        GATE: stdout is empty.

        GATE: \`pgrep mysqld\` prints nothing.

        GATE: stdout is \`0\`.

        ~~~bash
        grep -c ERROR server.log
        ~~~
      `,
      reports: [
        "9:7-9:22 Unexpected condition that asks `grep` to find nothing and to end with 0, expected one that allows its status 1",
        "11:7-11:36 Unexpected condition that asks `pgrep` to find nothing and to end with 0, expected one that allows its status 1",
        "13:7-13:20 Unexpected condition that asks `grep` to find nothing and to end with 0, expected one that allows its status 1",
      ],
    },
    {
      title: "The first line is the header",
      runbook: md`
        ## 1. Look

        GATE: every line contains \`Running\`.

        ~~~bash
        kubectl get pods
        ~~~

        GATE: every line is \`ACTIVE\`.

        ~~~bash
        openstack server list -c Status
        ~~~
      `,
      reports: [
        "3:7-3:36 Unexpected condition on every line of a table, expected an output without a header",
        "9:7-9:29 Unexpected condition on every line of a table, expected an output without a header",
      ],
    },
  ],

  visit: { Gate: check, Expect: check },
});

function check(judge: Gate | Expect, { runbook, report }: RuleContext): void {
  const { conditions, question } = judge.condition;
  for (const condition of conditions) {
    const { subject, predicate, span } = condition;
    if (subject.kind !== "Command" || predicate?.kind !== "printsNothing") continue;
    const searcher = searcherOf(subject.block);
    if (searcher !== null) report({ span, ...searchWords(searcher, true) });
  }
  const block = judgedBlock(judge, runbook);
  if (block === null || question !== null) return;
  const searcher = searcherOf(block);
  const isExitNamed = conditions.some(({ subject }) => subject.kind === "Stream" && subject.stream === "exit");
  for (const condition of conditions) {
    if (searcher !== null && !isExitNamed && asksForNothing(condition, searcher))
      report({ span: condition.span, ...searchWords(searcher, false) });
    else if (isOfEveryLine(condition) && printsHeader(block)) report({ span: condition.span, ...headerWords });
  }
}

function searchWords({ name, pipeline }: SimpleCommand, isInline: boolean): Pick<RuleReport, "message" | "fix"> {
  const fence = isInline ? "Give the GATE the command as its own fence, and say" : "Say";
  return {
    message: `Unexpected condition that asks \`${name}\` to find nothing and to end with 0, expected one that allows its status 1`,
    // Behind a `|` a status 1 may be that of the command that could not look.
    fix:
      pipeline.length > 1
        ? "Let awk select: `| awk '/pattern/'` ends with 0 where it finds nothing, and what stands before it still has to succeed"
        : `${fence} \`stdout is empty; exit is one of 0, 1\``,
  };
}

const headerWords = {
  message: "Unexpected condition on every line of a table, expected an output without a header",
  fix: "Let the client print values alone: `openstack ... -f value`, `kubectl ... --no-headers`, `juju ... --format=json | jq`",
};

/** The command that the block ends with, where it prints what it found and ends with 1 where that is nothing. */
function searcherOf(block: ShellBlock): SimpleCommand | null {
  const last = lastOf(block);
  if (last === null || !["grep", "egrep", "fgrep", "zgrep", "rg", "pgrep", "pidof"].includes(last.name ?? "")) return null;
  const isSilent = last.redirections.length > 0 || last.words.some(({ text }) => /^(-[A-Za-z]*q[A-Za-z]*|--quiet|--silent)$/.test(text));
  return isSilent || statusesOfCommand(last) === null ? null : last;
}

/** The last command, where its status is the block's and its output the end of the block's. */
function lastOf(block: ShellBlock): SimpleCommand | null {
  const { command, background } = block.syntax.commands.at(-1) ?? {};
  if (background === true || (command?.type !== "Command" && command?.type !== "Pipeline")) return null;
  if (command.type === "Pipeline" && command.prefixes.length > 0) return null;
  const last = commandsOf(block).findLast(({ isInSubstitution }) => !isInSubstitution);
  if (last === undefined || !last.isPipelineMember || last.end !== command.end) return null;
  return last.pipeline.index === last.pipeline.length - 1 && !last.isTested && !last.isConditional ? last : null;
}

function asksForNothing({ subject, predicate }: Condition, { words }: SimpleCommand): boolean {
  if (subject.kind === "Lines")
    return (
      predicate === null &&
      (subject.quantifier.kind === "exactly" || subject.quantifier.kind === "atMost") &&
      subject.quantifier.count === 0
    );
  if (subject.kind !== "Stream" || subject.stream !== "stdout") return false;
  if (predicate?.kind === "isEmpty") return true;
  const counts = words.some(({ text }) => /^(-[A-Za-z]*c[A-Za-z]*|--count)$/.test(text));
  return counts && predicate?.kind === "is" && predicate.operand.kind === "Literal" && predicate.operand.text === "0";
}

/** A header has other words than the values below it: whole lines, and words that no header is written in. */
function isOfEveryLine({ subject, predicate }: Condition): boolean {
  if (subject.kind !== "Lines" || subject.quantifier.kind !== "every") return false;
  if (predicate?.kind === "is" || predicate?.kind === "isOneOf") return true;
  return predicate?.kind === "contains" && predicate.operand.kind === "Literal" && /[a-z]/.test(predicate.operand.text);
}

/** The block is one command of a client that prints a table where nobody asks for another format. */
function printsHeader(block: ShellBlock): boolean {
  const last = lastOf(block);
  if (last === null || block.syntax.commands.length !== 1 || last.pipeline.length !== 1) return false;
  const texts = last.words.slice(1).map(({ text }) => text);
  const has = (option: RegExp): boolean => texts.some((text) => option.test(text));
  switch (last.name) {
    case "openstack":
      return has(/^(list|show)$/) && !has(/^(-f|--format)/);
    case "kubectl":
    case "oc":
      return has(/^get$/) && !has(/^(-o|--output|--no-headers|--template)/);
    case "juju":
      return has(/^(status|machines|models|controllers)$/) && !has(/^(--format|-o|--output)/);
    default:
      return false;
  }
}
