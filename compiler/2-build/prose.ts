/**
 * The Markdown between labels, as the author wrote it, without the indent of the list that it is cut out of.
 */
import type { Prose } from "../ast/prose.ts";
import type { BuildContext } from "./context.ts";

export function makeProse(start: number, end: number, context: BuildContext): Prose | null {
  const span = context.span(start, end);
  const indent = span.start.column - 1;
  const source = context.text.slice(start, end);
  const markdown = (indent === 0 ? source : outdent(source, indent)).trim();
  return markdown === "" ? null : { kind: "Prose", markdown, span };
}

/** The first line has been cut behind its indent. */
function outdent(text: string, indent: number): string {
  return text
    .split("\n")
    .map((line, index) => (index === 0 ? line : removeIndent(line, indent)))
    .join("\n");
}

function removeIndent(line: string, indent: number): string {
  let at = 0;
  while (at < indent && (line[at] === " " || line[at] === "\t" || line[at] === ">")) at++;
  return line.slice(at);
}
