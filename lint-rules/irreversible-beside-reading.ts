import type { BlockAnalysis } from "../compiler/ast/analysis.ts";
import { commandsOf, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { irreversibleIn } from "./support/irreversible.ts";
import { hasLabels } from "./support/items.ts";

export default defineRule({
  name: "irreversible-beside-reading",
  since: "0.1.0",
  severity: "warning",
  summary: "A reading and what cannot be undone, in one block",
  why: "both run on one approval, so what the reading shows is seen when it is too late to act on it",

  good: [
    {
      title: "Read, judge, then change",
      runbook: md`
        ## 1. Remove

        CHECK -- jumphost

        ~~~bash
        openstack server list --project old
        ~~~

        CAUTION: there is no way back.

        RUN -- jumphost

        ~~~bash
        openstack server delete "$(openstack server show web-1 -f value -c id)"
        ~~~

        GATE: \`openstack server show web-1\` fails.
      `,
    },
  ],
  bad: [
    {
      title: "The list is printed, and the server is gone",
      runbook: md`
        ## 1. Remove

        CAUTION: there is no way back.

        RUN -- jumphost

        ~~~bash
        openstack server list --project old
        openstack server delete web-1
        ~~~

        GATE: \`openstack server show web-1\` fails.
      `,
      reports: [
        "9:1-9:30 Unexpected `openstack server delete` in the block whose reading should decide about it, expected a block of its own",
      ],
    },
  ],

  visit: {
    block(analysed, { runbook, report }) {
      const [first] = irreversibleIn(analysed).filter(({ command }) => !command.isConditional);
      if (first === undefined || !readingsOf(analysed).some(({ end }) => end <= first.command.start)) return;
      report({
        span: spanInScript(analysed.block, first.command.start, first.command.end),
        message: `Unexpected \`${first.name}\` in the block whose reading should decide about it, expected a block of its own`,
        fix: "Put the reading into a CHECK before it, with a GATE that says what it must show",
        ...(!hasLabels(runbook) && { severity: "info" as const }),
      });
    },
  },
});

/** Commands with a verb that only read, and whose output reaches the screen. */
function readingsOf({ block, reasons }: BlockAnalysis): SimpleCommand[] {
  const reading = new Set(
    reasons.flatMap(({ effect, command, start }) => (effect === "read-only" && command.includes(" ") ? [start] : [])),
  );
  return commandsOf(block).filter(
    ({ start, pipeline, isInSubstitution, isTested, redirections, words }) =>
      reading.has(start) &&
      words.length > 1 &&
      pipeline.length === 1 &&
      !isInSubstitution &&
      !isTested &&
      !redirections.some(({ node }) => node.type === "Redirect" && node.operator.startsWith(">")),
  );
}
