import type { Section } from "../compiler/ast/section.ts";
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
    {
      title: "A fence that is only shown",
      runbook: md`
        ## 1. Chassis

        CHECK -- jumphost

        ~~~console
        ovn-sbctl list chassis
        ~~~
      `,
      reports: ["3:1-3:6 Unexpected fence tagged `console` under a CHECK, expected one tagged `bash`"],
    },
  ],

  visit: {
    section({ children }, { report }) {
      for (const [index, child] of children.entries()) {
        if (child.kind !== "Check" || child.block !== null) continue;
        const tag = tagOf(children[index + 1]);
        report({
          span: child.labelSpan,
          message:
            tag === null
              ? "Unexpected CHECK without a command, expected a shell fence below it"
              : `Unexpected fence tagged \`${tag}\` under a CHECK, expected one tagged \`bash\``,
          ...(tag !== null && { why: `what is tagged \`${tag}\` is shown and never run, so there is nothing for this CHECK to run` }),
          fix: tag === null ? "Write the command that looks, or MANUAL where only a person can" : "Tag the fence `bash` if it is to be run",
        });
      }
    },
  },
});

/** The tag of a fence that is shown and not run, directly below. */
function tagOf(next: Section["children"][number] | undefined): string | null {
  if (next?.kind !== "Prose") return null;
  return /^\s*(?:`{3,}|~{3,})[ \t]*([\w-]+)/.exec(next.markdown)?.[1] ?? null;
}
