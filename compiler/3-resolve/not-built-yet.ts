/**
 * What the language allows and this version does not carry out: said when the document is compiled, never found out in
 * the middle of a run.
 */
import type { Span } from "../ast/node.ts";
import type { Context } from "./context.ts";

const missing = {
  once: {
    expected: "a label without it in this version",
    why: "the lock that keeps a change from being made twice in one environment is not kept yet, so it would promise what nothing holds",
    fix: "Remove `once`, and let a GATE before the RUN measure that it has not been done",
  },
  "two-person": {
    expected: "a label without it in this version",
    why: "a second person's word cannot be given yet",
    fix: "Remove `two-person`, and add a MANUAL step in which the second person's word is noted",
  },
} as const;

export function reportNotBuiltYet({ runbook, layout, reporter }: Context): void {
  const report = (span: Span, unexpected: string, words: { expected: string; why: string; fix: string }): void =>
    reporter.report({
      code: "resolve/not-built-yet",
      severity: "error",
      span,
      message: `Unexpected ${unexpected}, expected ${words.expected}`,
      why: words.why,
      fix: words.fix,
    });
  for (const { name, type, span } of runbook.parameters) {
    if (type.kind !== "secret" && (type.kind !== "list" || type.of.kind !== "secret")) continue;
    report(span, `secret \`<${name}>\``, {
      expected: "no secret in this version",
      why: "masking it in the record and on the screen is not built yet, so it would be written down",
      fix: "Let the command read it from a file or a variable of its own, prepared by a MANUAL step",
    });
  }
  for (const { item } of layout.places) {
    for (const { name, span } of item.qualifiers) {
      if (name === "once" || name === "two-person") report(span, `qualifier \`${name}\``, missing[name]);
    }
  }
}
