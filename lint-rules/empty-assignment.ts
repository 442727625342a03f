import type { BlockAnalysis, VariableUse } from "../compiler/ast/analysis.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { literalText, walkShell } from "../compiler/ast/shell.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "empty-assignment",
  since: "0.1.0",
  severity: "error",
  summary: "A variable that is set to nothing and given to a command that changes something",
  why: "the command runs with an empty name: it fails, or takes all there are; often a renderer has swallowed the `<name>` that stood there",

  good: [
    {
      title: "Filled before it is used, or only looked at",
      runbook: md`
        ~~~bash
        LB=
        LB=$(openstack loadbalancer list -f value -c id)
        openstack loadbalancer failover "$LB"
        FLAGS=
        if test -n "$DEBUG"; then FLAGS=--wait; fi
        openstack loadbalancer failover $FLAGS lb-1
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "The name is missing",
      runbook: md`
        ~~~bash
        LB=
        openstack loadbalancer failover "$LB"
        ~~~
      `,
      reports: ["2:1-2:4 Unexpected empty `LB` for `openstack loadbalancer failover`, expected a value"],
    },
  ],

  visit: {
    block(analysed, { report }) {
      if (!analysed.reasons.some(({ effect }) => effect === "mutating") || !analysed.block.masked.includes("=")) return;
      for (const { name, start, end } of emptyAssignments(analysed).slice(0, assignmentsMax)) {
        const command = commandChangedBy(name, end, analysed);
        if (command === null) continue;
        report({
          span: spanInScript(analysed.block, start, end),
          message: `Unexpected empty \`${name}\` for \`${command}\`, expected a value`,
          fix: `Write \`${name}=<${name.toLowerCase().replaceAll("_", "-")}>\`, or take the value from a command`,
        });
      }
    },
  },
});

/** Further ones are a file of settings, and each is followed through the whole block. */
const assignmentsMax = 100;

/** `X=` and `X=""` as statements; in front of a command they are for that command alone. */
function emptyAssignments({ block }: BlockAnalysis): { name: string; start: number; end: number }[] {
  const found: { name: string; start: number; end: number }[] = [];
  walkShell(block.syntax, (node) => {
    if (node.type !== "Command" || node.name !== undefined) return;
    for (const part of node.prefix) {
      if (part.type !== "Assignment" || part.value.type !== "Word" || literalText(part.value) !== "" || part.text.includes("+=")) continue;
      found.push({ name: part.name, start: part.pos, end: part.end });
    }
  });
  return found;
}

/** The first use that nothing fills before, if it stands in a change. */
function commandChangedBy(name: string, from: number, { variables, reasons, block }: BlockAnalysis): string | null {
  const later = variables.filter((variable) => variable.start >= from);
  const [first] = later.filter((variable) => variable.name === name);
  if (first === undefined || first.action !== "uses" || later.some(({ name: other, start }) => other === "*" && start < first.start))
    return null;
  if (hasDefault(first, block.masked)) return null;
  const around = reasons.filter(({ start, end }) => start <= first.start && first.end <= end);
  const inner = around.toSorted((a, b) => a.end - a.start - (b.end - b.start))[0];
  return inner?.effect === "mutating" ? inner.command : null;
}

/** `${X:-all}` */
function hasDefault({ end }: VariableUse, text: string): boolean {
  return [":", "-", "+", "=", "?"].includes(text[end] ?? "") && text.includes("}", end);
}
