import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "executed-with-markers",
  since: "0.1.0",
  severity: "warning",
  summary: "A STATUS that says AS-EXECUTED while `[REVALIDATE]` markers remain",
  why: "the reader takes every line for proven; the marked ones were not confirmed by the execution that STATUS names",

  good: [
    {
      title: "A procedure that is not yet executed may have markers; STATUS may speak of them",
      runbook: md`
        # Restart

        STATUS: ADOPTED 2026-11-01; [REVALIDATE] markers stand where nobody has looked yet.

        ## 1. Wait

        The restart takes ten minutes [REVALIDATE: on the new hosts].
      `,
    },
  ],
  bad: [
    {
      title: "Executed, and still to be confirmed",
      runbook: md`
        # Restart

        STATUS: AS-EXECUTED 2026-11-01

        ## 1. Wait

        The restart takes ten minutes [REVALIDATE: on the new hosts].
      `,
      reports: [
        "7:31-7:61 Unexpected marker in a procedure that is AS-EXECUTED, expected it to be confirmed or STATUS to say what is open",
      ],
    },
  ],

  visit: {
    runbook({ status, markers }, { report }) {
      if (status?.state !== "AS-EXECUTED") return;
      for (const { isMention, span } of markers) {
        if (isMention) continue;
        report({
          span,
          message: "Unexpected marker in a procedure that is AS-EXECUTED, expected it to be confirmed or STATUS to say what is open",
          fix: "Write down what the execution showed and remove the marker, or set STATUS back to ADOPTED",
        });
      }
    },
  },
});
