/**
 * The Markdown between labels, as the author wrote it, without the indent of the list that it is cut out of.
 */
import type { Prose } from "../ast/prose.ts";
import type { BuildContext } from "./context.ts";

export function makeProse(start: number, end: number, context: BuildContext): Prose | null {
  const span = context.span(start, end);
  const indent = span.start.column - 1;
  const [first, ...rest] = context.text.slice(start, end).split("\n");
  const markdown = [first, ...rest.map((line) => removeIndent(line, indent))].join("\n").trim();
  return markdown === "" ? null : { kind: "Prose", markdown, span };
}

function removeIndent(line: string, indent: number): string {
  let at = 0;
  while (at < indent && (line[at] === " " || line[at] === "\t" || line[at] === ">")) at++;
  return line.slice(at);
}
