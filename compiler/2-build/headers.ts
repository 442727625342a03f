/**
 * STATUS, SCOPE and POLICY: paragraphs between the title and the first section.
 */
import type { Paragraph } from "mdast";
import type { Header, Status } from "../ast/header.ts";
import type { BuildContext } from "./context.ts";
import { matchParentheses } from "./sentences.ts";
import { readRichText, type RichText } from "./rich-text.ts";

/** `null` where the paragraph opens with none of the three. */
export function readHeader(node: Paragraph, context: BuildContext): { header: Header; status: Status | null } | null {
  const rich = readRichText(node.children, context);
  const match = /^(STATUS|SCOPE|POLICY|Status|Scope|Policy): ?/.exec(rich.masked);
  if (match === null) return null;
  const name = (match[1] ?? "").toUpperCase() as Header["name"];
  const header: Header = {
    kind: "Header",
    name,
    text: rich.text.slice(match[0].length).trim(),
    span: context.span(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0),
  };
  return { header, status: name === "STATUS" ? readStatus(rich) : null };
}

/** The last state, and the ISO date that follows it in its clause; what stands in parentheses or code is an aside. */
function readStatus(rich: RichText): Status | null {
  const clauses = withoutAsides(rich).split(/;|[.](?= |$)/);
  for (const clause of clauses.toReversed()) {
    const states = [...clause.matchAll(/(?<![\w-])(DRAFT|PROPOSED|ADOPTED|AS-EXECUTED|SUPERSEDED)(?![\w-])/g)];
    const last = states.at(-1);
    if (last === undefined) continue;
    const behind = /\b\d{4}-\d{2}-\d{2}\b/.exec(clause.slice(last.index))?.[0];
    const before = states.length === 1 ? /\b\d{4}-\d{2}-\d{2}\b/.exec(clause)?.[0] : undefined;
    return { state: last[1] as Status["state"], date: behind ?? before ?? null };
  }
  return null;
}

function withoutAsides(rich: RichText): string {
  const parentheses = matchParentheses(rich);
  let kept = "";
  for (let at = 0; at < rich.masked.length; at++) {
    const close = parentheses.get(at);
    if (close !== undefined) at = close;
    else kept += rich.masked[at];
  }
  return kept;
}
