/**
 * Shell text for the operator document: exactly the author's characters, coloured at compile time, values marked.
 */
import type { Element, ElementContent, Root } from "hast";
import { h } from "hastscript";
import { common, createLowlight } from "lowlight";
import { documentAt } from "../../ast/linked-document.ts";
import type { Position } from "../../ast/node.ts";
import { findPlaceholders, maskPlaceholders } from "../../ast/placeholder-token.ts";
import type { ResolvedBlock } from "../../ast/resolved.ts";
import type { Page } from "./page.ts";

const lowlight = createLowlight(common);

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly classes: readonly string[];
}

/** `<pre><code>` whose `textContent` is the script as written. */
export function renderScript(block: ResolvedBlock): Element {
  return h("pre.script", { dataBlock: block.id }, h("code", paint(block)));
}

/** Where something stands in the Markdown file; of another file than the page's own, in which. */
export function sourceLine({ line, offset }: Position, { resolved }: Pick<Page, "resolved">): Element {
  const document = documentAt(resolved.linked, offset);
  const path = document === null ? "" : `${document.path}, `;
  return h("span.source", { title: "line of the Markdown file" }, `${path}line ${line}`);
}

function paint(block: ResolvedBlock): ElementContent[] {
  const script = block.sourceScript;
  const variables = new Set(block.values.map((value) => `${value.name}.${value.column ?? ""}`));
  const tokens = findPlaceholders(script);
  const values = tokens.filter((token) => variables.has(`${token.name}.${token.column ?? ""}`));
  // The highlighter sees identifiers where values stand, and every position still fits.
  const pieces = piecesOf(lowlight.highlight("bash", maskPlaceholders(script, tokens)), 0, []);
  const marked = values.map((token): Piece => ({ start: token.start, end: token.end, classes: ["value"] }));
  return splitAt(pieces, marked).map((piece) => {
    const text = script.slice(piece.start, piece.end);
    if (piece.classes.includes("value")) return h("mark", { className: ["value"] }, text);
    return piece.classes.length === 0 ? { type: "text", value: text } : h("span", { className: [...piece.classes] }, text);
  });
}

/** The highlighter's tree as a flat list of ranges that covers the whole text. */
function piecesOf(node: Root | Element, start: number, classes: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  let offset = start;
  for (const child of node.children) {
    if (child.type === "text") {
      pieces.push({ start: offset, end: offset + child.value.length, classes });
      offset += child.value.length;
    } else if (child.type === "element") {
      const inner = piecesOf(child, offset, child.properties.className as string[]);
      pieces.push(...inner);
      offset = inner.at(-1)?.end ?? offset;
    }
  }
  return pieces;
}

/** Cuts the pieces where a value begins and ends, and puts the values in their place whole. */
function splitAt(pieces: readonly Piece[], values: readonly Piece[]): Piece[] {
  const rest = pieces.flatMap((piece) => values.reduce((parts, value) => parts.flatMap((part) => without(part, value)), [piece]));
  return [...rest, ...values].sort((a, b) => a.start - b.start);
}

function without(piece: Piece, value: Piece): Piece[] {
  const before = { ...piece, end: Math.min(piece.end, value.start) };
  const after = { ...piece, start: Math.max(piece.start, value.end) };
  return [before, after].filter((part) => part.start < part.end);
}
