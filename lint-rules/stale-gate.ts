import type { Condition } from "../compiler/ast/condition.ts";
import type { Gate } from "../compiler/ast/gate.ts";
import { itemsOf, type Item } from "../compiler/ast/index.ts";
import type { Analysis } from "../compiler/ast/analysis.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "stale-gate",
  since: "0.1.0",
  severity: "error",
  summary: "A GATE after a RUN that judges only values measured before it",
  why: "the value is what it was before the change: the gate says nothing of what the change did, and opens although it failed",

  good: [
    {
      title: "Measured again, and compared with the value of before",
      runbook: md`
        ## 1. Refresh

        CHECK -- jumphost

        ~~~bash
        cat keystone.revision
        ~~~

        CAPTURE: \`before\` = stdout

        RUN -- jumphost

        ~~~bash
        juju refresh keystone
        ~~~

        GATE: stdout is not \`<before>\`.

        ~~~bash
        cat keystone.revision
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "The value of before the change",
      runbook: md`
        ## 1. Refresh

        CHECK -- jumphost

        ~~~bash
        cat keystone.status
        ~~~

        CAPTURE: \`status\` = stdout

        RUN -- jumphost

        ~~~bash
        juju refresh keystone
        ~~~

        GATE: \`<status>\` is \`active\`.
      `,
      reports: ["17:7-17:29 Unexpected condition on a value from before the RUN, expected one on what the RUN changed"],
    },
  ],

  visit: {
    section(section, { runbook, analysis, report }) {
      const items = itemsOf(section);
      for (const run of items.filter((item) => isRun(item, analysis))) {
        const gates = gatesAfter(run, items, analysis);
        if (gates.length === 0 || !gates.every(speaksOfValues)) continue;
        const all = runbook.sections.flatMap(itemsOf);
        const since = all.slice(all.indexOf(run) + 1);
        if (!gates.every((gate) => gate.condition.conditions.every((one) => isOfBefore(one, since)))) continue;
        for (const gate of gates) {
          report({
            span: gate.condition.conditions[0]!.span,
            message: "Unexpected condition on a value from before the RUN, expected one on what the RUN changed",
            fix: "Give the GATE a fence that measures again, or capture the value anew after the RUN",
          });
        }
      }
    },
  },
});

function isRun(item: Item, { kindOfUnlabelled }: Analysis): boolean {
  return item.kind === "Run" || (item.kind === "Unlabelled" && kindOfUnlabelled.get(item.id) === "Run");
}

/** Those between a RUN and the next. */
function gatesAfter(run: Item, items: readonly Item[], analysis: Analysis): Gate[] {
  const after = items.slice(items.indexOf(run) + 1);
  const next = after.findIndex((item) => isRun(item, analysis));
  return after.slice(0, next === -1 ? undefined : next).filter((item) => item.kind === "Gate");
}

/** No reading of its own, and nothing for a person to look at. */
function speaksOfValues({ probe, condition }: Gate): boolean {
  const { conditions, question } = condition;
  if (probe !== null || question !== null || conditions.length === 0) return false;
  return conditions.every(({ subject }) => subject.kind === "Value" || subject.kind === "Rows");
}

function isOfBefore({ subject }: Condition, since: readonly Item[]): boolean {
  const captured = since.flatMap((item) => (item.kind === "Capture" ? [item.name] : []));
  if (subject.kind === "Value") return !captured.includes(subject.name);
  if (subject.kind !== "Rows") return false;
  return subject.table === null ? captured.length === 0 : !captured.includes(subject.table);
}
