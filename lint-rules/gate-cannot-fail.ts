import type { Condition } from "../compiler/ast/condition.ts";
import type { Expect } from "../compiler/ast/expect.ts";
import type { Gate } from "../compiler/ast/gate.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md, type RuleContext, type RuleReport } from "../compiler/4-lint/rule.ts";
import type { ShellBlock } from "../compiler/ast/shell-block.ts";
import { constantOutput, findCertainty } from "./support/certain-conditions.ts";
import { allHold, judgedBlock, probeHolds, printsLine } from "./support/judged.ts";
import { findLostStatuses, type LostStatus } from "./support/lost-status.ts";
import { findSwallowedStatus, type SwallowedStatus } from "./support/swallowed-status.ts";

export default defineRule({
  name: "gate-cannot-fail",
  since: "0.1.0",
  severity: "error",
  summary: "A gate that holds although its reading has failed, or whatever it reads",
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
      title: "Assigned first, and strict mode left on: the block fails when the reading fails",
      runbook: md`
        ## 1. Errors

        GATE: no line matches \`/errors=[1-9]/\`.

        ~~~bash
        errors=$(awk '/ERROR/ { n++ } END { print n + 0 }' server.log)
        echo "errors=$errors"
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
      title: "It holds whatever is read",
      runbook: md`
        ## 1. Look

        GATE: \`true\` succeeds; \`echo yes\` prints \`yes\`.

        CHECK -- local

        ~~~bash
        juju status
        ~~~

        GATE: stdout matches \`/.*/\`; exit is at least 0; \`<now>\` is \`<now>\`.

        GATE: every line matches \`/^/\`; some line matches \`/active|/\`.

        GATE: stdout is not empty.

        ~~~bash
        echo "all is well"
        ~~~
      `,
      reports: [
        "3:7-3:22 Unexpected command that reads nothing and always succeeds, expected a gate that can fail",
        "3:24-3:47 Unexpected command that reads nothing and always succeeds, expected a gate that can fail",
        "11:7-11:28 Unexpected pattern that matches every text, expected a gate that can fail",
        "11:30-11:48 Unexpected condition on `exit` that every status meets, expected a gate that can fail",
        "11:50-11:68 Unexpected comparison of a value with itself, expected a gate that can fail",
        "13:7-13:31 Unexpected pattern that matches every text, expected a gate that can fail",
        "13:33-13:62 Unexpected pattern that matches every text, expected a gate that can fail",
        "15:7-15:26 Unexpected command that reads nothing and always succeeds, expected a gate that can fail",
      ],
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
      title: "A reading inside `<( )`, inside an argument, behind `if`",
      runbook: md`
        ## 1. Look

        GATE: stdout is empty.

        ~~~bash
        cat <(sort errors.txt)
        ~~~

        GATE: no line matches \`/errors=[1-9]/\`.

        ~~~bash
        echo "errors=$(grep -c ERROR server.log)"
        ~~~

        GATE: stdout is empty.

        ~~~bash
        if grep -q ERROR server.log; then echo bad; fi
        ~~~
      `,
      reports: [
        "6:7-6:22 Unexpected lost status of `sort errors.txt`, expected a block that fails when its reading fails",
        "12:16-12:40 Unexpected lost status of `grep -c ERROR server.log`, expected a block that fails when its reading fails",
        "18:4-18:28 Unexpected lost status of `grep -q ERROR server.log`, expected a block that fails when its reading fails",
      ],
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
  const severity = judge.kind === "Expect" ? { severity: "warning" as const } : {};
  if (checkCertainties(conditions, severity, report)) return;
  checkInlineProbes(judge, report);
  const block = judgedBlock(judge, runbook);
  if (block === null) return;
  const constant = question === null ? constantOutput(block) : null;
  if (constant !== null && allHold(conditions, { stdout: constant })) {
    report({ span: conditions[0]!.span, ...constantWords, ...severity });
    return;
  }
  const found = findSwallowedStatus(block.syntax);
  if (found !== null && (question === null ? allHold(conditions, found) : foolsAPerson(found))) {
    report({ span: spanInScript(block, found.start, found.end), ...wordsFor(found), ...severity });
    return;
  }
  // Who reads the output of a question sees that it is empty.
  if (question !== null) return;
  const lost = findLostStatuses(block.syntax).find((one) => allHold(conditions, one) && !isAskedForNothing(one, conditions));
  if (lost !== undefined) report({ ...wordsForLost(block, lost), ...severity });
}

/** What holds by its words alone; true if there is any. */
function checkCertainties(
  conditions: readonly Condition[],
  severity: Pick<RuleReport, "severity">,
  report: RuleContext["report"],
): boolean {
  const found = conditions.flatMap((condition): RuleReport[] => {
    const { subject, span } = condition;
    const certainty = findCertainty(condition);
    if (certainty !== null)
      return [{ span, message: `Unexpected ${certainty.what}, expected a gate that can fail`, why: certainWhy, fix: certainty.fix }];
    const stdout = subject.kind === "Command" ? constantOutput(subject.block) : null;
    return stdout !== null && (probeHolds(condition, stdout) || printsLine(condition, stdout)) ? [{ span, ...constantWords }] : [];
  });
  for (const one of found) report({ ...one, ...severity });
  return found.length > 0;
}

const certainWhy = "it holds whatever the world is like: the reader takes for checked what nobody looks at";

const constantWords = {
  message: "Unexpected command that reads nothing and always succeeds, expected a gate that can fail",
  why: certainWhy,
  fix: "Write the command that measures; where a person has to look, say in words what must hold",
};

/** `cmd || true` in the middle, where the gate asks for the status alone: the author allows it to fail. */
function isAskedForNothing({ idiom }: LostStatus, conditions: readonly Condition[]): boolean {
  return idiom === "fallback" && conditions.every(({ subject }) => subject.kind === "Stream" && subject.stream === "exit");
}

/** A person reads the output: an honest "it is down" does not fool anyone, words that a failed reading prints too do. */
function foolsAPerson({ form, hidesPipeline }: SwallowedStatus): boolean {
  return form === "constant" || form === "poll" || hidesPipeline;
}

/** `juju status | grep error` fails: also when juju does. `test -z "$(juju machines)"` succeeds then, too. */
function checkInlineProbes({ kind, condition: { conditions } }: Gate | Expect, report: RuleContext["report"]): void {
  for (const condition of conditions) {
    const { subject, predicate } = condition;
    if (subject.kind !== "Command") continue;
    const lost = findLostStatuses(subject.block.syntax).find(({ stdout }) => probeHolds(condition, stdout));
    if (lost !== undefined) report({ ...wordsForLost(subject.block, lost), ...(kind === "Expect" && { severity: "warning" as const }) });
    if (predicate?.kind !== "fails") continue;
    const [only] = subject.block.syntax.commands;
    if (subject.block.syntax.commands.length !== 1 || only?.command.type !== "Pipeline") continue;
    report({
      span: subject.block.span,
      message: "Unexpected pipeline in a probe that is to fail, expected a reading whose own failure is told apart",
      fix: "Let the probe print what it found, and ask `prints nothing` of it: `| awk '/pattern/'` ends with 0 where it finds nothing, `| grep` with 1",
    });
  }
}

function wordsForLost(block: ShellBlock, { idiom, start, end }: LostStatus): RuleReport {
  const text = block.script.slice(start, end).replaceAll(/\s+/g, " ");
  const name = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return {
    span: spanInScript(block, start, end),
    message: `Unexpected lost status of ${name.includes("`") ? "a reading" : `\`${name}\``}, expected a block that fails when its reading fails`,
    why: "it fails and prints nothing, the status of the block is 0 all the same, and that is what the gate asks for",
    fix: fixes[idiom],
  };
}

const fixes: Record<LostStatus["idiom"], string> = {
  strict: "Leave strict mode on, and let no trap change the status; a status that is allowed is named in the gate: `exit is one of 0, 1`",
  process: "Write it before a `|`, or write its output to a file first, so that a failure stops the block",
  substitution: 'Assign it first, on a line of its own: `x=$(...)`, then use `"$x"`',
  declaration: "Assign it first, on a line of its own: `x=$(...)`, then `export x`",
  test: 'Read first: `x=$(...)`, then test `"$x"`; a `grep` alone may print what it found, with `stdout is empty; exit is one of 0, 1` in the gate',
  fallback: "Remove the fallback, or let it allow status 1 alone: `|| [ $? -eq 1 ]`",
  background: 'Wait for it by its number: `pid=$!`, then `wait "$pid"`',
};

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
