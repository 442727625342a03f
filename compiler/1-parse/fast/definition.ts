/**
 * `[label]: destination "title"` on one line.
 */
import type { Definition } from "mdast";
import { hasEscape } from "./characters.ts";
import type { TextLine } from "./text-lines.ts";

const form = /^\[([^[\]]+)\]:[ \t]*(?:<([^<>]+)>|([^\s<()][^\s()]*))(?:[ \t]+(?:"([^"]*)"|'([^']*)'|\(([^()]*)\)))?[ \t]*$/;

/** `next`: the line below. `null` where the line is text; `"unsure"` where it may be a definition of a rarer form. */
export function readDefinition(source: string, line: TextLine, next?: TextLine): Definition | "unsure" | null {
  if (source[line.start] !== "[") return null;
  const text = source.slice(line.start, line.end);
  if (next !== undefined && /^\[[^[\]]+\]:[ \t]*$/.test(text))
    return read(`${text.trimEnd()} ${source.slice(next.start, next.end).trim()}`, line, next);
  return read(text, line, line);
}

function read(text: string, { start, line, lineStart }: TextLine, last: TextLine): Definition | "unsure" | null {
  const [, label, angled, bare, double, single, round] = form.exec(text) ?? [];
  if (label === undefined || label.trim() === "" || label.startsWith("^") || hasEscape(text)) {
    // A label is closed before any other bracket opens; only a colon makes it one, and nothing but a title stands behind the destination.
    const isText = /^\[[^[\]\\]*(?:\[|\](?!:)|\]:[ \t]*[^\s<]\S*[ \t]+[^\s"'(])/.test(text) && !text.startsWith("[^");
    return isText ? null : "unsure";
  }
  const { end } = last;
  return {
    type: "definition",
    identifier: identifierOf(label).toLowerCase(),
    label,
    title: double ?? single ?? round ?? null,
    url: angled ?? bare ?? "",
    position: {
      start: { line, column: start - lineStart + 1, offset: start },
      end: { line: last.line, column: end - last.lineStart + 1, offset: end },
    },
  };
}

/** As micromark compares labels. */
export function identifierOf(label: string): string {
  return label
    .replaceAll(/[\t\n\r ]+/g, " ")
    .replace(/^ | $/g, "")
    .toLowerCase()
    .toUpperCase();
}
