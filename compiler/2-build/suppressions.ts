/**
 * `<!-- rungate: allow RULE because REASON [until 2027-01-31] -->`: holds for the node after it, with its fence.
 */
import type { Suppression } from "../ast/reference.ts";
import type { Span } from "../ast/node.ts";
import type { BuildContext } from "./context.ts";

/** One comment of the document; `null` if it does not speak to us, or says something else than `allow`. */
export function readSuppression(comment: string, start: number, target: Span | null, context: BuildContext): Suppression | null {
  const body = /^<!--\s*rungate:\s*(.*?)\s*-->/is.exec(comment);
  if (body === null) return null;
  const span = context.span(start, start + body[0].length);
  const match = /^allow\s+(\S+)(?:\s+because(?:\s+(?!until\s+\S*\d)(.*?))?)?(?:\s+until\s+(\S*\d\S*))?$/s.exec(body[1] ?? "");
  const until = match?.[3] ?? null;
  if (match === null || (until !== null && !isDate(until))) {
    context.reporter.report({
      code: "build/suppression-form",
      severity: "error",
      span,
      message:
        match === null
          ? `Unexpected comment \`${(body[1] ?? "").replaceAll("`", "").replaceAll(/\s+/g, " ")}\`, expected \`allow RULE because REASON\``
          : `Unexpected \`until ${until!.replaceAll("`", "")}\` in a suppression, expected a date such as \`until 2027-01-31\``,
      why: "It suppresses nothing.",
      fix: "Write `<!-- rungate: allow RULE because REASON -->`, with `until 2027-01-31` if it shall end",
    });
    return null;
  }
  const reason = (match[2] ?? "").replaceAll(/\s+/g, " ").trim();
  return {
    kind: "Suppression",
    rule: (match[1] ?? "").replace(/^lint\//, ""),
    reason: reason === "" ? null : reason,
    until,
    span,
    target,
  };
}

/** A day that the calendar has. */
function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return time !== null && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}
