import type { Run } from "../compiler/ast/run.ts";
import type { Unlabelled } from "../compiler/ast/unlabelled.ts";
import { defineRule, md, type RuleContext } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "run-without-gate",
  since: "0.1.0",
  severity: "error",
  summary: "A RUN that no GATE judges",
  why: "the procedure goes on as soon as the command returns, whether or not the change has arrived",

  good: [
    {
      title: "The GATE after it, in the same section",
      runbook: md`
        ## 1. Restart

        RUN -- web-1

        ~~~bash
        systemctl restart nginx
        ~~~

        GATE: \`systemctl is-active nginx\` prints \`active\`.
      `,
    },
  ],
  bad: [
    {
      title: "Nothing looks whether it worked",
      runbook: md`
        ## Parameters

        None.

        ## 1. Restart

        RUN -- web-1

        ~~~bash
        systemctl restart nginx
        ~~~

        ## 2. Next

        GATE: the page loads.
      `,
      reports: ["7:1-7:4 Unexpected RUN without a GATE, expected one after it in its section"],
    },
  ],

  visit: { Run: checkRun, Unlabelled: checkRun },
});

function checkRun(item: Run | Unlabelled, { runbook, analysis, report }: RuleContext): void {
  if (item.kind === "Unlabelled" && analysis.kindOfUnlabelled.get(item.id) !== "Run") return;
  if ((analysis.gatesOf.get(item.id)?.length ?? 0) > 0) return;
  const finding = {
    span: item.labelSpan,
    message: "Unexpected RUN without a GATE, expected one after it in its section",
    fix: "Write a GATE that reads what the command changed",
  };
  if (runbook.hasParametersSection) report(finding);
  else
    report({
      ...finding,
      severity: "warning",
      why: "in a document without a `Parameters` section the operator is asked whether it worked",
    });
}
