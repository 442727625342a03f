/**
 * Characters as micromark classes them, one UTF-16 unit at a time.
 */

/** 1 white space or nothing, 2 punctuation or a symbol, 0 anything else. */
export function classOf(code: number): 0 | 1 | 2 {
  if (Number.isNaN(code) || code <= 32) return Number.isNaN(code) || code === 32 || (code >= 9 && code <= 13) ? 1 : 0;
  if (code < 128) return isAsciiPunctuationCode(code) ? 2 : 0;
  const character = String.fromCharCode(code);
  if (/\s/.test(character)) return 1;
  return /[\p{P}\p{S}]/u.test(character) ? 2 : 0;
}

export function isAsciiPunctuation(character: string): boolean {
  return isAsciiPunctuationCode(character.charCodeAt(0));
}

function isAsciiPunctuationCode(code: number): boolean {
  return (code >= 33 && code <= 47) || (code >= 58 && code <= 64) || (code >= 91 && code <= 96) || (code >= 123 && code <= 126);
}

/** At a `:` or `.`: whether `http://`, `https://` or `www.` stands around it, which GFM makes a link of. */
export function startsBareAddress(text: string, at: number): boolean {
  if (text[at] === ":") return text.startsWith("//", at + 1) && /https?$/i.test(text.slice(Math.max(0, at - 5), at));
  return /www$/i.test(text.slice(Math.max(0, at - 3), at));
}

/** True where a backslash or a character reference may stand for another character. */
export function hasEscape(text: string): boolean {
  return text.includes("\\") || (text.includes("&") && isReference(text));
}

export function isReference(text: string): boolean {
  return /&[#A-Za-z][A-Za-z0-9]*;/.test(text);
}

/** The end of a stretch of text without the blanks that close it. */
export function trimmedEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && (text[end - 1] === " " || text[end - 1] === "\t")) end--;
  return end;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
