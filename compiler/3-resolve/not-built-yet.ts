/**
 * What the language allows and this version does not carry out: said when the document is compiled, never found out in
 * the middle of a run.
 */
import type { Span } from "../ast/node.ts";
import type { Context } from "./context.ts";

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
    if (type.kind !== "list" || type.of.kind !== "secret") continue;
    report(span, `list of secrets \`<${name}>\``, {
      expected: "one secret in this version",
      why: "a list is given to bash through its environment, where every process of the host could read it",
      fix: "Declare a parameter of type `secret` for each",
    });
  }
  for (const { item } of layout.places) {
    const columns = item.kind !== "Capture" ? [] : "columns" in item.form ? item.form.columns : [item.form];
    if (columns.some(({ type }) => type.kind === "secret")) {
      report(item.span, "secret in a CAPTURE", {
        expected: "a parameter of type `secret` in this version",
        why: "what is captured is written into the record, so that a resumed run has it",
        fix: "Let the operator give it, or let the command that makes it hand it on itself",
      });
    }
  }
}
