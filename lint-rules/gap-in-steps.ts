import type { Section } from "../compiler/ast/section.ts";
import { isStep } from "../compiler/ast/step.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "gap-in-steps",
  since: "0.1.0",
  severity: "warning",
  summary: "A number that is missing in the row of the steps",
  why: "whoever is told to go on with the missing step looks for it, and nobody can say whether one was lost",

  good: [
    {
      title: "One after the other; letters, and the beginning of the row, are free",
      runbook: md`
        ## 1. Exclusions

        ## 2. Look

        CHECK -- jumphost

        ~~~bash
        uptime
        ~~~

        ## 2b. Look again

        ## 3. Done

        MANUAL: tell the team.
      `,
    },
  ],
  bad: [
    {
      title: "After the second comes the fourth",
      runbook: md`
        ## 1. Look

        CHECK -- jumphost

        ~~~bash
        uptime
        ~~~

        ## 2. Tell

        MANUAL: tell the team.

        ## 4. Done

        MANUAL: close the ticket.
      `,
      reports: ["13:1-13:11 Unexpected step 4 after step 2, expected step 3"],
    },
  ],

  visit: {
    runbook({ sections }, { report }) {
      for (const { section, before, number, parent } of gapsIn(sections)) {
        const name = (at: number): string => (parent === "" ? `${at}` : `${parent}.${at}`);
        report({
          span: section.headingSpan,
          message: `Unexpected step ${name(number)} after step ${name(before)}, expected step ${name(before + 1)}`,
          fix: "Number the steps anew and correct what cites them, or leave the old number standing with the word `Removed`",
        });
      }
    },
  },
});

interface Gap {
  readonly section: Section;
  readonly before: number;
  readonly number: number;
  /** `2` for `2.1`; empty for the first level. */
  readonly parent: string;
}

/** Only between two numbered headings of one row of which the later is a step: what stands before the first is no gap. */
function gapsIn(sections: readonly Section[]): Gap[] {
  const gaps: Gap[] = [];
  const last = new Map<string, number>();
  const parents = new Set(sections.flatMap(({ id }) => [...id.matchAll(/\./g)].map(({ index }) => id.slice(0, index))));
  for (const section of sections) {
    const parts = /^(?:(\d+(?:\.\d+)*)\.)?(\d+)[a-z]?$/.exec(section.id.replace(/^(step|stage|phase) /i, ""));
    if (parts === null) continue;
    const [parent, number] = [parts[1] ?? "", Number(parts[2])];
    const before = last.get(parent);
    if (before !== undefined && number > before + 1 && (isStep(section) || parents.has(section.id)))
      gaps.push({ section, before, number, parent });
    last.set(parent, Math.max(number, before ?? 0));
  }
  return gaps;
}
