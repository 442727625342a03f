/**
 * Parameters that nothing uses and procedures that nothing calls: the operator is asked for the first in vain, and reads
 * the second as if it were done.
 */
import type { Item } from "../ast/index.ts";
import { callsOf } from "./captures.ts";
import type { Blocks } from "./blocks.ts";
import type { Context } from "./context.ts";
import type { Declarations } from "./declarations.ts";
import { namesIn } from "./sentence-names.ts";

export function checkUnused(context: Context, declarations: Declarations, blocks: Blocks): void {
  const { runbook, layout, reporter } = context;
  const used = new Set(blocks.analyses.flatMap(({ placeholders }) => placeholders.map(({ token }) => token.name)));
  for (const { item } of layout.places) for (const name of [...namesIn(item), ...mentionsIn(item)]) used.add(name);
  for (const { name, type, span } of runbook.parameters) {
    if (used.has(name) || type.kind === "literal") continue;
    reporter.report({
      code: "resolve/unused-parameter",
      severity: "warning",
      span,
      message: `Unexpected parameter \`<${name}>\`, expected a block or a condition that uses it`,
      why: "the operator is asked for a value that changes nothing",
      fix: "Remove the row, or use the value",
    });
  }
  const called = new Set(layout.places.flatMap(({ item }) => callsOf(item)));
  for (const procedure of declarations.procedures.values()) {
    if (called.has(procedure.name)) continue;
    reporter.report({
      code: "resolve/unused-procedure",
      severity: "warning",
      span: procedure.labelSpan,
      message: `Unexpected procedure \`${procedure.name}\`, expected a DO that calls it`,
      why: "its steps are never carried out",
      fix: `Add \`DO: \`${procedure.name}\`\` where it is meant, or remove the PROCEDURE label`,
    });
  }
}

/** Values in the words that the operator reads. */
function mentionsIn(item: Item): string[] {
  const text = "text" in item ? item.text : "condition" in item ? item.condition.text : "reason" in item ? item.reason : "";
  return [...`${item.title ?? ""} ${text}`.matchAll(/<([A-Za-z][A-Za-z0-9_-]*)/g)].map(([, name]) => name!);
}
