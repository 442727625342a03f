import type { Expect } from "../compiler/ast/expect.ts";
import type { Gate } from "../compiler/ast/gate.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md, type RuleContext } from "../compiler/4-lint/rule.ts";
import { allHold, judgedBlock } from "./support/judged.ts";
import { findSwallowedStatus, type SwallowedStatus } from "./support/swallowed-status.ts";

export default defineRule({
  name: "gate-cannot-fail",
  since: "0.1.0",
  severity: "error",
  summary: "A gate that holds although its reading has failed",
  why: "the gate opens when the command could not look at all, and what comes next runs on a state that nobody has seen",

  good: [
    {
      title: "A condition on every line: no line, no pass",
      runbook: md`
        ## 1. Machines

        GATE: every line is \`started\`.

        ~~~bash
        juju status --format=json | jq -r '.machines[]."juju-status".current'
        ~~~
      `,
    },
    {
      title: "The condition asks for output, so the fallback cannot meet it",
      runbook: md`
        ## 1. Machines

        GATE: some line is \`started\`.

        ~~~bash
        juju status --format=json | jq -r '.machines[]."juju-status".current' || true
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "The words of success stand in the fallback",
      runbook: md`
        ## 1. Machines

        GATE: all machines are back.

        ~~~bash
        juju machines | grep -v started || echo "all machines started"
        ~~~
      `,
      reports: ["6:32-6:63 Unexpected fallback that always succeeds, expected a gate that fails when the reading fails"],
    },
    {
      title: "A status that is always 0",
      runbook: md`
        ## 1. Errors

        GATE: no unit in error.

        ~~~bash
        juju status | sed 's/^/ERROR: /'; true
        ~~~
      `,
      reports: ["6:35-6:39 Unexpected `true` at the end, expected the status of the command that measures"],
    },
    {
      title: "What jq prints where nothing is",
      runbook: md`
        ## 1. Vault

        GATE: stdout is \`ok\`.

        ~~~bash
        vault status -format=json | jq -r '.health // "ok"'
        ~~~
      `,
      reports: ["6:35-6:52 Unexpected default of jq that the gate accepts, expected a gate that fails where there is no such key"],
    },
    {
      title: "Success and exhaustion end alike",
      runbook: md`
        ## 1. Wait

        GATE: the server answers.

        ~~~bash
        for i in 1 2 3; do
          nc -z server 22 && break
          sleep 10
        done
        ~~~
      `,
      reports: ["6:1-6:15 Unexpected status 0 when this loop gives up, expected one that differs from success"],
    },
  ],

  visit: { Gate: checkJudge, Expect: checkJudge },
});

function checkJudge(judge: Gate | Expect, { runbook, report }: RuleContext): void {
  const { conditions, question } = judge.condition;
  checkInlineProbes(judge, report);
  const block = judgedBlock(judge, runbook);
  const found = block === null ? null : findSwallowedStatus(block.syntax);
  if (block === null || found === null) return;
  const isFooled = question === null ? allHold(conditions, found) : foolsAPerson(found);
  if (!isFooled) return;
  report({
    span: spanInScript(block, found.start, found.end),
    ...wordsFor(found),
    ...(judge.kind === "Expect" && { severity: "warning" as const }),
  });
}

/** A person reads the output: an honest "it is down" does not fool anyone, words that a failed reading prints too do. */
function foolsAPerson({ form, hidesPipeline }: SwallowedStatus): boolean {
  return form === "constant" || form === "poll" || hidesPipeline;
}

/** `juju status | grep error` fails: also when juju does. */
function checkInlineProbes({ condition }: Gate | Expect, report: RuleContext["report"]): void {
  for (const { subject, predicate } of condition.conditions) {
    if (subject.kind !== "Command" || predicate?.kind !== "fails") continue;
    const [only] = subject.block.syntax.commands;
    if (subject.block.syntax.commands.length !== 1 || only?.command.type !== "Pipeline") continue;
    report({
      span: subject.block.span,
      message: "Unexpected pipeline in a probe that is to fail, expected a reading whose own failure is told apart",
      fix: "Let the probe print what it found, and ask `prints nothing` of it",
    });
  }
}

function wordsFor({ form }: SwallowedStatus): { message: string; fix: string } {
  switch (form) {
    case "fallback":
      return {
        message: "Unexpected fallback that always succeeds, expected a gate that fails when the reading fails",
        fix: "Remove the fallback, print one line a thing measured, and ask it of every line",
      };
    case "constant":
      return {
        message: "Unexpected `true` at the end, expected the status of the command that measures",
        fix: "Remove it, and say in the gate what the output must be",
      };
    case "negation":
      return {
        message: "Unexpected `!` before a pipeline, expected a reading whose own failure is told apart",
        fix: "Let the pipeline print what it found, and ask `stdout is empty; exit is one of 0, 1` of it",
      };
    case "comparison":
      return {
        message: "Unexpected comparison of two substitutions, expected files that are known to be there",
        fix: "Write each side to a file first, so that a failure stops the block, and compare the files",
      };
    case "branch":
      return {
        message: "Unexpected pipeline that decides, expected a reading whose own failure is told apart",
        fix: "Let the pipeline print what it found, and say in the gate what that must be",
      };
    case "default":
      return {
        message: "Unexpected default of jq that the gate accepts, expected a gate that fails where there is no such key",
        fix: 'Leave the default out, or let it be a word that the gate refuses: `// "absent"`',
      };
    case "poll":
      return {
        message: "Unexpected status 0 when this loop gives up, expected one that differs from success",
        fix: "Write one reading and let the gate repeat it: `Poll every 10 s for up to 10 min.`",
      };
  }
}
