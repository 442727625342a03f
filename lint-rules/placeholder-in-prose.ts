import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "placeholder-in-prose",
  since: "0.1.0",
  severity: "error",
  summary: "`<x>` in prose outside code",
  why: "renderers take it for an HTML tag and show nothing: the operator reads a sentence with a hole in it",

  good: [
    {
      title: "In a code span it is shown",
      runbook: md`
Restart \`<app>\` and read its log.
      `,
    },
  ],
  bad: [
    {
      title: "The word vanishes",
      runbook: md`
Restart <app> and read its log.
      `,
      reports: ["1:9-1:14 Unexpected `<app>` in prose, expected a code span around it"],
    },
    {
      title: "So it does, in some renderers, where a code span wraps before it",
      runbook: "Then `openstack loadbalancer failover\n<lb>`, one at a time.\n",
      reports: ["2:1-2:5 Unexpected line break in a code span before `<lb>`, expected the code on one line"],
    },
  ],

  visit: {
    runbook({ swallowedPlaceholders }, { report }) {
      for (const { text, span } of swallowedPlaceholders) {
        if (text.startsWith("`"))
          report({
            span,
            message: `Unexpected line break in a code span before \`${wrappedName(text)}\`, expected the code on one line`,
            fix: "Break the line before the code, or at another blank of it",
          });
        else
          report({
            span,
            message: `Unexpected \`${text}\` in prose, expected a code span around it`,
            fix: `Write \`${text}\` in backticks`,
          });
      }
    },
  },
});

/** The `<x>` that begins a line of the span. */
function wrappedName(code: string): string {
  const line = code.split("\n").find((part, index) => index > 0 && part.replace(/^[ \t>]*/, "").startsWith("<")) ?? "";
  return line.slice(line.indexOf("<"), line.indexOf(">", line.indexOf("<")) + 1);
}
