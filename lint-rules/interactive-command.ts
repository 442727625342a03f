import type { BlockAnalysis, CommandFact } from "../compiler/ast/analysis.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { isDoneByHand } from "./support/items.ts";

export default defineRule({
  name: "interactive-command",
  since: "0.1.0",
  severity: "error",
  summary: "A command that waits for a person, or that never ends, in a block that the machine runs",
  why: "the block has no terminal and its stdin is empty: an editor or a prompt ends at once, or fails",

  good: [
    {
      title: "Done by hand; asked nothing; a bounded look at the log",
      runbook: md`
        ## 1. Edit

        RUN (interactive) -- jumphost

        ~~~bash
        kubectl edit configmap web
        ~~~

        GATE: the new value is there.

        CHECK -- jumphost

        ~~~bash
        kubectl exec web-0 -- nginx -t
        journalctl --unit kubelet --since -10min --no-pager
        timeout 10 journalctl -f -u kubelet || [ $? -eq 124 ]
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "An editor, a log that is followed",
      runbook: md`
        ## 1. Edit

        RUN -- jumphost

        ~~~bash
        kubectl edit configmap web
        ~~~

        GATE: the new value is there.

        CHECK -- jumphost

        ~~~bash
        journalctl -f -u kubelet
        ~~~
      `,
      reports: [
        "6:1-6:27 Unexpected `kubectl edit` that waits for a person, expected a command that asks nothing",
        "14:12-14:14 Unexpected `journalctl` that ends only when it is interrupted, expected one that ends by itself",
      ],
    },
  ],

  visit: {
    block(analysed, { runbook, report }) {
      if (analysed.role === "session" || isDoneByHand(analysed, runbook)) return;
      for (const fact of analysed.facts) {
        const isEndless = fact.kind === "endless";
        if ((!isEndless && fact.kind !== "interactive") || !stays(fact, analysed)) continue;
        report({
          span: spanInScript(analysed.block, fact.start, fact.end),
          message: isEndless
            ? `Unexpected \`${fact.name}\` that ends only when it is interrupted, expected one that ends by itself`
            : `Unexpected \`${fact.name}\` that waits for a person, expected a command that asks nothing`,
          fix: isEndless
            ? "Leave out the option that follows, bound the command with `timeout`, or let the gate repeat one reading: `Poll every 10 s for up to 10 min.`"
            : "Use the form that asks nothing; `RUN (interactive)` leaves it to a person, and does not record it",
          ...(isEndless && { why: "nobody interrupts it: the block runs until its time is up, and has failed then" }),
        });
      }
    },
  },
});

/** Fed by a pipe or a file it asks nobody; in the background, bounded, or read by one that leaves early, it ends. */
function stays({ command, kind }: CommandFact, { block }: BlockAnalysis): boolean {
  const { pipeline, redirections, isBackground, wrappers } = command;
  if (isBackground || wrappers.some((wrapper) => leaving.includes(wrapper))) return false;
  if (kind === "endless") return pipeline.index === pipeline.length - 1;
  const isFed = pipeline.index > 0 || redirections.some(({ node }) => node.type !== "Redirect" || node.operator.startsWith("<"));
  return !isFed && !block.script.slice(command.start, command.end).includes("/dev/tty");
}

/** They end it, or give it a terminal. */
const leaving: readonly string[] = ["timeout", "script", "expect", "nohup", "setsid"];
