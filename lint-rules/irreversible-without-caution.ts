import { itemsOf } from "../compiler/ast/index.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { irreversibleIn } from "./support/irreversible.ts";

export default defineRule({
  name: "irreversible-without-caution",
  since: "0.1.0",
  severity: "warning",
  summary: "A RUN that cannot be undone, without a CAUTION before it",
  why: "the operator approves it like any other step; a CAUTION is shown first and has to be acknowledged",

  good: [
    {
      title: "Said before it is done",
      runbook: md`
        ## 1. Remove

        CAUTION: the volumes of the model are gone with it.

        RUN -- jumphost

        ~~~bash
        juju destroy-model old --no-prompt --destroy-storage
        ~~~

        GATE: \`juju show-model old\` fails.
      `,
    },
  ],
  bad: [
    {
      title: "Like any other step",
      runbook: md`
        ## 1. Remove

        RUN -- jumphost

        ~~~bash
        juju destroy-model old --no-prompt --destroy-storage
        ~~~

        GATE: \`juju show-model old\` fails.
      `,
      reports: ["6:1-6:53 Unexpected `juju destroy-model` without a CAUTION, expected the operator to be told that there is no way back"],
    },
  ],

  visit: {
    section(section, { analysis, report }) {
      let isWarned = false;
      for (const item of itemsOf(section)) {
        if (item.kind === "Admonition" && item.severity === "caution") isWarned = true;
        if (item.kind !== "Run" || item.block === null) continue;
        const analysed = analysis.blockOf.get(item.block);
        const first = isWarned || analysed === undefined ? undefined : irreversibleIn(analysed)[0];
        isWarned = false;
        if (first === undefined) continue;
        report({
          span: spanInScript(item.block, first.command.start, first.command.end),
          message: `Unexpected \`${first.name}\` without a CAUTION, expected the operator to be told that there is no way back`,
          fix: "Write `CAUTION:` above the RUN, with what is lost and what stands in for a way back",
        });
      }
    },
  },
});
