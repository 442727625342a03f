/**
 * Strict UTF-8: no replacement characters, and the byte where it breaks.
 */
import type { Position } from "../ast/node.ts";
import type { Reporter } from "../diagnostics/reporter.ts";

/** The text with its byte order mark, or `null` and a diagnostic with the byte offset. */
export function decodeUtf8(bytes: Uint8Array, reporter: Reporter): string | null {
  const utf16 = utf16Mark(bytes);
  if (utf16 !== null) {
    const start: Position = { line: 1, column: 1, offset: 0 };
    reporter.report({
      code: "parse/utf-16",
      severity: "error",
      span: { start, end: start },
      message: `Unexpected ${utf16} byte order mark at byte 0, expected UTF-8`,
      why: "Read as UTF-8, every command of this file would be wrong.",
      fix: "Save the file as UTF-8",
    });
    return null;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    reportInvalidByte(bytes, reporter);
    return null;
  }
}

function utf16Mark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "UTF-16 (little endian)";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "UTF-16 (big endian)";
  return null;
}

function reportInvalidByte(bytes: Uint8Array, reporter: Reporter): void {
  const offset = firstInvalidByte(bytes);
  const before = new TextDecoder().decode(bytes.subarray(0, offset));
  const lines = before.split(/\r\n|\r|\n/);
  const start: Position = { line: lines.length, column: (lines.at(-1) ?? "").length + 1, offset: before.replaceAll("\r\n", "\n").length };
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, "0");
  reporter.report({
    code: "parse/invalid-utf-8",
    severity: "error",
    span: { start, end: start },
    message: `Unexpected byte 0x${byte} at byte offset ${offset}, expected UTF-8`,
    why: "A guessed character in a command is a different command.",
    fix: "Save the file as UTF-8, or replace the byte with the character that is meant",
  });
}

/** The offset of the first byte that does not begin, or belong to, a well-formed sequence. */
function firstInvalidByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return at;
}

/** The length of the well-formed sequence at `at` (Unicode 15, table 3-7), or 0. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  if (length === 0) return 0;
  const second = bytes[at + 1] ?? 0;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let next = 2; next < length; next++) {
    if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}
