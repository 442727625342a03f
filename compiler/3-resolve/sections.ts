/**
 * Step ids are names: for references, for resume, for the folders of a record. Two that are equal but for case or
 * Unicode form are one name to somebody.
 */
import { isFrame } from "../ast/step.ts";
import type { Section } from "../ast/section.ts";
import type { Context } from "./context.ts";

export function checkSections({ runbook, reporter, isStrict }: Context): void {
  const seen = new Map<string, Section>();
  for (const section of runbook.sections.filter((candidate) => !isFrame(candidate))) {
    const key = section.id.normalize("NFKC").toLowerCase();
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, section);
      continue;
    }
    reporter.report({
      code: "resolve/duplicate-step", severity: isStrict ? "error" : "warning", span: section.headingSpan,
      message: `Unexpected second section \`${section.id}\`, expected a number or title of its own`,
      why: "`go to`, a reference and the record would mean either",
      fix: "Renumber one of the two",
      related: [{ span: first.headingSpan, message: `\`${first.id}\` is here, on line ${first.headingSpan.start.line}` }],
    });
  }
}
