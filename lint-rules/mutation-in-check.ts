import type { BlockAnalysis } from "../compiler/ast/analysis.ts";
import type { Runbook } from "../compiler/ast/runbook.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { itemById } from "./support/items.ts";

export default defineRule({
  name: "mutation-in-check",
  since: "0.1.0",
  severity: "error",
  summary: "A command that changes something where only reading is allowed",
  why: "a CHECK and the probe of a gate run by themselves, as often as a poll asks; the change happens without the operator's word",

  good: [
    {
      title: "The CHECK reads, the RUN changes",
      runbook: md`
        ## 1. Refresh

        CHECK -- jumphost

        ~~~bash
        juju status keystone
        ~~~

        RUN -- jumphost

        ~~~bash
        juju refresh keystone
        ~~~

        GATE: \`juju status keystone\` succeeds.
      `,
    },
  ],
  bad: [
    {
      title: "A change under a CHECK",
      runbook: md`
        ## 1. Refresh

        CHECK -- jumphost

        ~~~bash
        juju status keystone
        juju refresh keystone
        ~~~
      `,
      reports: ["7:1-7:22 Unexpected change by `juju refresh` in a CHECK, expected commands that only read"],
    },
  ],

  visit: {
    block(analysed, { runbook, report }) {
      const place = placeOf(analysed, runbook);
      if (place === null) return;
      for (const { effect, command, because, start, end } of analysed.reasons) {
        if (effect !== "mutating") continue;
        report({
          span: spanInScript(analysed.block, start, end),
          message: `Unexpected change by \`${command}\` in ${place}, expected commands that only read`,
          why: `${because}; ${place} runs by itself, without the operator's word`,
          fix: "Move the command to a RUN of its own, with a GATE after it",
        });
      }
    },
  },
});

/** What the author called it; `null` where changes are allowed. */
function placeOf({ role, item }: BlockAnalysis, runbook: Runbook): string | null {
  switch (role) {
    case "block":
      return itemById(runbook, item)?.kind === "Check" ? "a CHECK" : null;
    case "probe":
    case "inlineProbe": {
      const kind = itemById(runbook, item)?.kind;
      return kind === undefined ? null : `the probe of a ${kind.toUpperCase()}`;
    }
    case "evidence":
      return "the evidence of an EXCLUDE";
    case "session":
    case "revert":
    case "later":
    case "finally":
    case "loose":
      return null;
  }
}
