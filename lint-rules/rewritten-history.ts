import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "rewritten-history",
  since: "0.1.0",
  severity: "error",
  summary: "A line of an append-only document that was committed and is now another",
  why: "logs and registers are cited by what they said; whoever reads the changed line later takes it for what was known then",

  exampleConfig: { appendOnly: ["example.md"] },
  exampleRepository: { committed: "# Log\n\n- 2026-11-01: restarted web-1\n" },
  good: [
    {
      title: "Something is added at the end",
      runbook: md`
        # Log

        - 2026-11-01: restarted web-1
        - 2026-11-02: it was web-2, see ticket 12
      `,
    },
  ],
  bad: [
    {
      title: "An entry is corrected in place",
      runbook: md`
        # Log

        - 2026-11-01: restarted web-2
      `,
      reports: ["3:1-3:30 Unexpected change of a committed line in an append-only document, expected additions at the end"],
    },
  ],

  visit: {
    runbook(_, { analysis, report }) {
      const span = analysis.rewrittenLine;
      if (span === null) return;
      report({
        span,
        message: "Unexpected change of a committed line in an append-only document, expected additions at the end",
        fix: "Restore the line, and write the correction as a new entry with its date",
      });
    },
  },
});
