/**
 * What the registries of `references` say of the ids that a document cites: which of them nobody has decided, or no longer
 * hold. An entry is a table row, a list item or a heading that begins with the id; below a heading, its STATUS line counts.
 */
import type { OpenReference } from "../ast/analysis.ts";
import type { Context } from "./context.ts";

type State = OpenReference["state"] | "decided";

export function findOpenReferences({ runbook, config, repository }: Context): Map<string, OpenReference> {
  const found = new Map<string, OpenReference>();
  const texts = new Map<string, readonly string[]>();
  for (const { form, target } of runbook.references) {
    const file = form === "id" ? config.references[target.slice(0, target.indexOf("-"))] : undefined;
    if (file === undefined || found.has(target)) continue;
    if (!texts.has(file)) texts.set(file, (repository.read(file) ?? "").split("\n"));
    const state = stateOf(target, texts.get(file)!);
    if (state !== null) found.set(target, { ...state, file });
  }
  return found;
}

function stateOf(id: string, lines: readonly string[]): Pick<OpenReference, "state" | "line"> | null {
  let last: { state: State; line: number } | null = null;
  for (const [at, line] of lines.entries()) {
    const opening = /^(#{1,6}\s+|[-*+]\s+|\|\s*)[*`]*([A-Z]+-\d+[a-z]?)(?![\w-])/.exec(line);
    if (opening?.[2] !== id) continue;
    const isHeading = opening[1]!.startsWith("#");
    const state = stateIn(line) ?? (isHeading ? stateIn(statusBelow(lines, at)) : null);
    last = state === null ? null : { state, line: at + 1 };
  }
  return last === null || last.state === "decided" ? null : { state: last.state, line: last.line };
}

/** The first STATUS line before the next heading. */
function statusBelow(lines: readonly string[], heading: number): string {
  const next = lines.findIndex((line, at) => at > heading && line.startsWith("#"));
  return lines.slice(heading + 1, next === -1 ? lines.length : next).find((line) => /^[*]*status:/i.test(line)) ?? "";
}

/** The last word counts: `PROPOSED 2026-06-10, ADOPTED 2026-06-12`. */
function stateIn(line: string): State | null {
  const words = line.match(/\b(PROPOSED|DRAFT|ADOPTED|RATIFIED|ACCEPTED|DONE|SUPERSEDED|WITHDRAWN|REJECTED)\b/g);
  switch (words?.at(-1)) {
    case undefined:
      return null;
    case "PROPOSED":
    case "DRAFT":
      return "PROPOSED";
    case "SUPERSEDED":
    case "WITHDRAWN":
    case "REJECTED":
      return "SUPERSEDED";
    default:
      return "decided";
  }
}
