import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "placeholder-in-prose",
  since: "0.1.0",
  severity: "error",
  summary: "`<x>` in prose outside code",
  why: "renderers take it for an HTML tag and show nothing: the operator reads a sentence with a hole in it",

  good: [{ title: "In a code span it is shown", runbook: md`
    Restart \`<app>\` and read its log.
  ` }],
  bad: [{
    title: "The word vanishes",
    runbook: md`
      Restart <app> and read its log.
    `,
    reports: ["1:9-1:14 Unexpected `<app>` in prose, expected a code span around it"],
  }],

  visit: {
    runbook({ swallowedPlaceholders }, { report }) {
      for (const { text, span } of swallowedPlaceholders) {
        report({ span, message: `Unexpected \`${text}\` in prose, expected a code span around it`, fix: `Write \`${text}\` in backticks` });
      }
    },
  },
});
