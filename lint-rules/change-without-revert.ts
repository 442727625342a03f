import { itemsOf } from "../compiler/ast/index.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "change-without-revert",
  since: "0.1.0",
  severity: "info",
  isOffByDefault: true,
  summary: "A RUN without a REVERT; a score rather than a mistake, so `rungate.yaml` has to turn it on",
  why: "when a later gate fails the operator has to think of the way back in the middle of the window",

  exampleConfig: { rules: { "lint/change-without-revert": "info" } },
  good: [
    {
      title: "The way back, or the word that there is none",
      runbook: md`
        ## 1. Move

        RUN -- local

        ~~~bash
        mv worker.running worker.stopped
        ~~~

        REVERT: \`mv worker.stopped worker.running\`

        GATE: exit is 0.

        ## 2. Upgrade

        CAUTION: there is no way back.

        RUN -- jumphost

        ~~~bash
        juju upgrade-controller
        ~~~

        GATE: exit is 0.
      `,
    },
  ],
  bad: [
    {
      title: "And if it was wrong",
      runbook: md`
        ## 1. Move

        RUN -- local

        ~~~bash
        mv worker.running worker.stopped
        ~~~

        GATE: exit is 0.
      `,
      reports: ["3:1-3:4 Unexpected RUN without a REVERT, expected the way back or a CAUTION that there is none"],
    },
  ],

  visit: {
    runbook({ sections }, { report }) {
      const items = sections.flatMap(itemsOf);
      const undone = new Set(items.flatMap((item) => (item.kind === "Revert" ? [item.undoes] : [])));
      let isWarned = false;
      for (const item of items) {
        if (item.kind === "Admonition" && item.severity === "caution") isWarned = true;
        if (item.kind !== "Run") continue;
        if (!isWarned && !undone.has(item.id)) {
          report({
            span: item.labelSpan,
            message: "Unexpected RUN without a REVERT, expected the way back or a CAUTION that there is none",
            fix: "Write `REVERT:` with the command behind the RUN, or `CAUTION:` before it",
          });
        }
        isWarned = false;
      }
    },
  },
});
