import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "check-without-command",
  since: "0.1.0",
  severity: "warning",
  summary: "A CHECK that says what to look at and not how",
  why: "there is nothing to run: each operator looks in another way, or not at all, and no output stands behind the gate that follows",

  good: [
    {
      title: "The command, or a step for a person",
      runbook: md`
        ## 1. Chassis

        CHECK -- jumphost -- every chassis is connected

        ~~~bash
        ovn-sbctl list chassis
        ~~~

        MANUAL: look at the lamps of rack 4.
      `,
    },
  ],
  bad: [
    {
      title: "Only words",
      runbook: md`
        ## 1. Chassis

        CHECK: connection status on every chassis.
      `,
      reports: ["3:1-3:6 Unexpected CHECK without a command, expected a shell fence below it"],
    },
  ],

  visit: {
    Check(check, { report }) {
      if (check.block !== null) return;
      report({
        span: check.labelSpan,
        message: "Unexpected CHECK without a command, expected a shell fence below it",
        fix: "Write the command that looks, or MANUAL where only a person can",
      });
    },
  },
});
