import type { Runbook } from "../compiler/ast/runbook.ts";
import type { BlockAnalysis } from "../compiler/ast/analysis.ts";
import { itemsOf } from "../compiler/ast/index.ts";
import { commandsOf, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { readArguments } from "../compiler/ast/shell-arguments.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { isDoneByHand } from "./support/items.ts";
import { judgedBlock } from "./support/judged.ts";

export default defineRule({
  name: "strict-mode-idiom",
  since: "0.1.0",
  severity: "warning",
  summary: "A pipeline that strict mode fails although nothing is wrong",
  why: "blocks run with `set -euo pipefail`: a member that found nothing, or that was cut off by the one behind it, fails the whole block",

  good: [
    {
      title: "sed reads to the end, the gate speaks of the status",
      runbook: md`
        ## 1. Look

        CHECK -- jumphost

        ~~~bash
        ls -1 | sort | sed -n 1p
        ~~~

        CHECK -- jumphost

        ~~~bash
        diff before after | sort
        ~~~

        GATE: exit is one of \`0\`, \`1\`; stdout is empty.
      `,
    },
    {
      title: "In an argument the status does not count; by hand there is no strict mode",
      runbook: md`
        ## 1. Fetch

        RUN -- jumphost

        ~~~bash
        wget "https://example.org/$(curl -s https://example.org/latest | grep tag | cut -d: -f2).tar.gz"
        ~~~

        GATE: \`ls *.tar.gz\` succeeds.

        RUN (interactive) -- jumphost

        ~~~bash
        ls -1 | head -1
        ~~~

        GATE: one name is shown.
      `,
    },
  ],
  bad: [
    {
      title: "head and grep -q leave early, grep inside finds nothing",
      runbook: md`
        ## 1. Look

        CHECK -- jumphost

        ~~~bash
        ls -1 | head -1
        juju status | grep -q active
        juju status | grep error | sort
        ~~~
      `,
      reports: [
        "6:9-6:16 Unexpected `head` at the end of a pipeline, expected a command that reads everything",
        "7:15-7:29 Unexpected `grep -q` at the end of a pipeline, expected a command that reads everything",
        "8:15-8:25 Unexpected `grep` inside a pipeline, expected a gate that allows its status 1",
      ],
    },
  ],

  visit: {
    block(analysed, { runbook, report }) {
      if (isDoneByHand(analysed, runbook) || speaksOfExit(analysed, runbook)) return;
      for (const command of commandsOf(analysed.block)) {
        const words = isArgument(command, analysed) ? null : findIdiom(command);
        if (words !== null) report({ span: spanInScript(analysed.block, command.start, command.end), ...words });
      }
    },
  },
});

/** `cmd "$(a | grep b)"`: the status of what stands there is lost, so strict mode does not see it. */
function isArgument({ isInSubstitution, start, end }: SimpleCommand, { block }: BlockAnalysis): boolean {
  return isInSubstitution && commandsOf(block).some((outer) => outer.name !== null && outer.start < start && end < outer.end);
}

/** A gate that names the statuses it allows has thought of it. */
function speaksOfExit({ block }: BlockAnalysis, runbook: Runbook): boolean {
  return runbook.sections
    .flatMap(itemsOf)
    .some(
      (item) =>
        (item.kind === "Gate" || item.kind === "Expect") &&
        judgedBlock(item, runbook) === block &&
        item.condition.conditions.some(({ subject }) => subject.kind === "Stream" && subject.stream === "exit"),
    );
}

function findIdiom(command: SimpleCommand): { message: string; fix: string } | null {
  const {
    name,
    pipeline: { index, length },
    isElsewhere,
  } = command;
  if (length < 2 || isElsewhere) return null;
  const isLast = index === length - 1;
  if (isLast && index > 0 && name === "head") {
    return {
      message: "Unexpected `head` at the end of a pipeline, expected a command that reads everything",
      fix: "Write `sed -n 1p` for `head -1`, `sed -n 1,5p` for `head -5`",
    };
  }
  if (isLast && index > 0 && name === "grep" && isQuiet(command)) {
    return {
      message: "Unexpected `grep -q` at the end of a pipeline, expected a command that reads everything",
      fix: "Write `grep -c` or `grep ... >/dev/null`",
    };
  }
  if (isLast || command.isTested || !["grep", "egrep", "fgrep", "diff", "cmp"].includes(name ?? "")) return null;
  return {
    message: `Unexpected \`${name}\` inside a pipeline, expected a gate that allows its status 1`,
    fix: "Say `exit is one of 0, 1` in the GATE, or let awk or jq select",
  };
}

function isQuiet({ words }: SimpleCommand): boolean {
  const { options } = readArguments(words.slice(1), { valueOptions: ["-e", "-f", "-m", "-A", "-B", "-C", "-d"] });
  return options.some(({ name }) => name === "-q" || name === "--quiet" || name === "--silent");
}
