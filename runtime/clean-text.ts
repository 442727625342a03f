/**
 * Text of the world, made safe for a terminal: LF, TAB and colours pass, everything else that a terminal would obey is
 * shown by its name. One pass over the characters; no sequence is trusted because it looks complete.
 */

const names: Readonly<Record<string, string>> = {
  "\u001b": "<ESC>",
  "\r": "<CR>",
  "\b": "<BS>",
  "\0": "<NUL>",
  "\u0007": "<BEL>",
  "\u007f": "<DEL>",
};

/** Bidirectional controls and invisible characters: what is read must be what is there. */
const isInvisible = (code: number): boolean =>
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x2069) ||
  code === 0xfeff ||
  code === 0x2028 ||
  code === 0x2029;

/** What a program printed, or an author wrote. */
export const cleanText = (text: string): string => clean(text, true);

/** A command or a value: even a colour is shown by its name, because it could hide what is there. */
export const showExactly = (text: string): string => clean(text, false);

function clean(text: string, coloursPass: boolean): string {
  let cleaned = "";
  for (let index = 0; index < text.length;) {
    const colour = coloursPass && text[index] === "\u001b" ? colourAt(text, index) : null;
    if (colour !== null) {
      cleaned += colour;
      index += colour.length;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(index) as number);
    cleaned += isPlain(character)
      ? character
      : (names[character] ?? `<U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0")}>`);
    index += character.length;
  }
  // A colour that the text leaves on would stain what follows.
  return cleaned.includes("\u001b[") ? `${cleaned}\u001b[0m` : cleaned;
}

function isPlain(character: string): boolean {
  const code = character.codePointAt(0) as number;
  if (character === "\n" || character === "\t") return true;
  return code >= 0x20 && !(code >= 0x7f && code <= 0x9f) && !(code >= 0xd800 && code <= 0xdfff) && !isInvisible(code);
}

/** `ESC [ 1 ; 31 m`: the only sequence that passes. */
function colourAt(text: string, start: number): string | null {
  if (text[start + 1] !== "[") return null;
  let end = start + 2;
  while (end < text.length && end - start < 24 && /[0-9;]/.test(text[end] as string)) end += 1;
  return text[end] === "m" ? text.slice(start, end + 1) : null;
}
