/**
 * Qualifiers on labels where they can do nothing: the reader would count on a protection that the run does not have.
 */
import type { Keyword } from "../ast/keyword.ts";
import type { Qualifier } from "../ast/qualifier.ts";
import type { BuildContext } from "./context.ts";

/** Those that promise something, and the labels that keep it. What else stands in parentheses promises nothing there. */
const places: Partial<Record<Qualifier["name"], readonly Keyword[]>> = {
  once: ["RUN"],
  "two-person": ["RUN"],
  "only when named": ["RUN"],
  interactive: ["RUN", "CHECK"],
  fresh: ["CHECK", "GATE"],
  timeout: ["RUN", "CHECK", "GATE", "EXPECT", "WHEN", "DECISION", "EXCLUDE", "REVERT", "FINALLY"],
};

export function reportQualifiersWithoutEffect(
  { keyword, qualifiers }: { readonly keyword: Keyword; readonly qualifiers: readonly Qualifier[] },
  { reporter, isStrict }: BuildContext,
): void {
  for (const [index, { name, span }] of qualifiers.entries()) {
    const kept = places[name];
    if (qualifiers.slice(0, index).some((earlier) => earlier.name === name)) reportTwice({ name, span }, { reporter, isStrict });
    if (kept === undefined || kept.includes(keyword)) continue;
    reporter.report({
      code: "build/qualifier-without-effect",
      severity: isStrict ? "error" : "warning",
      span,
      message: `Unexpected qualifier \`${name}\` of ${keyword}, expected it of ${listOf(kept)}`,
      why: "The reader counts on it, and this label would be carried out without it.",
      fix: "Move it to the label that it is meant for, or say it outside the parentheses",
    });
  }
}

function reportTwice(
  { name, span }: Pick<Qualifier, "name" | "span">,
  { reporter, isStrict }: Pick<BuildContext, "reporter" | "isStrict">,
): void {
  reporter.report({
    code: "build/qualifier-without-effect",
    severity: isStrict ? "error" : "warning",
    span,
    message: `Unexpected second \`${name}\`, expected each qualifier once`,
    why: "Only one of them holds, and the reader cannot tell which.",
    fix: "Remove one of them",
  });
}

const listOf = (words: readonly string[]): string =>
  words.length === 1 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
