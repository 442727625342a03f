/**
 * Everything that a document says, label by label and paragraph by paragraph, for rules that ask whether it says something.
 */
import type { Runbook } from "../../compiler/ast/runbook.ts";

export function textsOf({ headers, sections }: Runbook): string[] {
  const texts = headers.map(({ text }) => text);
  for (const { title, children } of sections) {
    texts.push(title);
    for (const child of children) {
      if (child.kind === "Prose") texts.push(child.markdown);
      else if (child.kind === "Table") texts.push(...child.rows.flat());
      else if ("text" in child && typeof child.text === "string") texts.push(child.text);
    }
  }
  return texts;
}
