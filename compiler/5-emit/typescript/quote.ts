/**
 * The author's words as TypeScript: string literals that give back exactly the same text, and comments that cannot end early.
 * Characters that an editor does not show (controls, bidi marks, line separators) are written as escapes in both.
 */

const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0]/gu;

/** A string literal in double quotes. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(unseen, escape);
}

/** Text for the inside of a block comment, line feeds kept. */
export function commentText(text: string): string {
  return text
    .replaceAll("*/", "*\\/")
    .split("\n")
    .map((line) => line.replace(unseen, escape).trimEnd())
    .join("\n");
}

/** Text for a `//` comment: one line, whatever it holds. */
export function lineCommentText(text: string): string {
  return text.replace(unseen, escape);
}

function escape(character: string): string {
  return Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`).join("");
}
