/**
 * A Markdown file as the compiler reads it: decoded, without byte order mark, every line end an LF.
 */
import { sha256 } from "../ast/hash.ts";
import type { Position, Span } from "../ast/node.ts";
import { defaultConfig } from "../default-config.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { decodeUtf8 } from "./utf8.ts";

export interface SourceText {
  readonly path: string;
  /** No byte order mark, LF. */
  readonly text: string;
  /** Of the UTF-8 bytes of `text`. */
  readonly sha256: string;
  readonly hadByteOrderMark: boolean;
  readonly hadCarriageReturns: boolean;
  /** Offsets in `text` of the line ends that were a carriage return alone: harmless in prose, an error in a command. */
  readonly loneCarriageReturns: readonly number[];
}

/** Longer lines are never written by hand, and some of them make a Markdown parser hang. */
const maximumLineLength = 64 * 1024;
/** Twenty times the longest of a thousand documents of other projects; each line costs some twenty kilobytes of tree. */
const maximumLines = 50_000;

const start: Position = { line: 1, column: 1, offset: 0 };

/** Decodes and normalises a file, or reports why its bytes are refused. */
export function readSource(
  bytes: Uint8Array,
  path: string,
  reporter: Reporter,
  maximumFileSize: number = defaultConfig.maximumFileSize,
): SourceText | null {
  if (bytes.length > maximumFileSize) {
    reportTooLarge(bytes.length, maximumFileSize, reporter);
    return null;
  }
  const decoded = decodeUtf8(bytes, reporter);
  if (decoded === null) return null;
  const hadByteOrderMark = decoded.startsWith("\uFEFF");
  const normalised = normaliseLineEnds(hadByteOrderMark ? decoded.slice(1) : decoded);
  const { text } = normalised;
  if (hasForbiddenCharacter(text, reporter) || hasOverlongLine(text, reporter) || hasTooManyLines(text, reporter)) return null;
  return {
    path,
    ...normalised,
    hadByteOrderMark,
    sha256: sha256(normalised.text),
  };
}

/** For who knows the size without the bytes, too. */
export function reportTooLarge(size: number, maximum: number, reporter: Reporter): void {
  reporter.report({
    code: "parse/file-too-large",
    severity: "error",
    span: { start, end: start },
    message: `Unexpected file of ${size} bytes, expected at most ${maximum}`,
    why: "a file of this size is output or data, not a procedure, and nobody reads it before a change is approved",
    fix: "Split the runbook, or move data that it quotes to files of its own; `maximumFileSize` in rungate.yaml is the limit",
  });
}

function normaliseLineEnds(text: string): Pick<SourceText, "text" | "hadCarriageReturns" | "loneCarriageReturns"> {
  if (!text.includes("\r")) return { text, hadCarriageReturns: false, loneCarriageReturns: [] };
  const withoutPairs = text.replaceAll("\r\n", "\n");
  const loneCarriageReturns: number[] = [];
  for (let at = withoutPairs.indexOf("\r"); at !== -1; at = withoutPairs.indexOf("\r", at + 1)) loneCarriageReturns.push(at);
  return { text: withoutPairs.replaceAll("\r", "\n"), hadCarriageReturns: true, loneCarriageReturns };
}

function hasForbiddenCharacter(text: string, reporter: Reporter): boolean {
  const nul = text.indexOf("\0");
  if (nul !== -1) {
    reporter.report({
      code: "parse/nul-byte",
      severity: "error",
      span: characterSpan(text, nul),
      message: "Unexpected NUL byte, expected text",
      why: "A shell stops reading at a NUL, so the command that runs would not be the command that is shown.",
      fix: "Remove the byte; if every second byte is NUL, save the file as UTF-8",
    });
    return true;
  }
  const mark = text.indexOf("\uFEFF");
  if (mark === -1) return false;
  reporter.report({
    code: "parse/byte-order-mark",
    severity: "error",
    span: characterSpan(text, mark),
    message: "Unexpected byte order mark (U+FEFF) in the middle of the text, expected one at the start of the file or none",
    why: "It cannot be seen, and in a command it becomes part of a word: `juju` with a mark before it is not found.",
    fix: "Remove the character; two files may have been joined here",
  });
  return true;
}

function hasOverlongLine(text: string, reporter: Reporter): boolean {
  for (let from = 0; from < text.length;) {
    const lineEnd = text.indexOf("\n", from);
    const to = lineEnd === -1 ? text.length : lineEnd;
    if (to - from > maximumLineLength) {
      reporter.report({
        code: "parse/line-too-long",
        severity: "error",
        span: { start: positionAt(text, from), end: positionAt(text, from) },
        message: `Unexpected line of ${to - from} characters, expected at most ${maximumLineLength}`,
        why: "No operator can read it before approving it, and it can make the parser hang.",
        fix: "Break the line, or move the data to a file of its own",
      });
      return true;
    }
    from = to + 1;
  }
  return false;
}

function hasTooManyLines(text: string, reporter: Reporter): boolean {
  let lines = 0;
  for (let from = 0; lines <= maximumLines; lines++) {
    const lineEnd = text.indexOf("\n", from);
    if (lineEnd === -1) return false;
    from = lineEnd + 1;
  }
  const end = positionAt(text, text.length);
  reporter.report({
    code: "parse/too-many-lines",
    severity: "error",
    span: { start, end: start },
    message: `Unexpected file of ${end.line} lines, expected at most ${maximumLines}`,
    why: "a file of this length is output or data, not a procedure, and nobody reads it before a change is approved",
    fix: "Split the runbook, or move data that it quotes to files of its own",
  });
  return true;
}

/** The place of an offset in normalised text. */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1, offset };
}

function characterSpan(text: string, offset: number): Span {
  return { start: positionAt(text, offset), end: positionAt(text, offset + 1) };
}
