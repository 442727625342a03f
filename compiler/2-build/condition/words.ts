/**
 * A sentence as words, marks and code spans, read from left to right.
 */
import type { Span } from "../../ast/node.ts";
import type { BuildContext } from "../context.ts";
import { codeMask, endOffset, offsetAt, type CodeSpan, type Range, type RichText } from "../rich-text.ts";

export type Token =
  | (Range & { readonly kind: "word" | "mark"; readonly text: string })
  | (Range & { readonly kind: "code"; readonly text: string; readonly code: CodeSpan });

/** Reads a sentence; a method that finds nothing moves nothing. */
export class Words {
  readonly rich: RichText;
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(rich: RichText) {
    this.rich = rich;
    this.#tokens = tokenise(rich);
  }

  get isAtEnd(): boolean {
    return this.#index >= this.#tokens.length;
  }

  /** Where the next token stands, as a mark to go back to. */
  get index(): number {
    return this.#index;
  }

  goBack(index: number): void {
    this.#index = index;
  }

  peek(ahead = 0): Token | null {
    return this.#tokens[this.#index + ahead] ?? null;
  }

  take(): Token | null {
    const token = this.peek();
    if (token !== null) this.#index++;
    return token;
  }

  /** Takes the words, all of them or none; `|` separates alternatives. */
  takeWords(phrase: string): boolean {
    const words = phrase.split(" ");
    const matches = words.every((alternatives, ahead) => {
      const token = this.peek(ahead);
      return token !== null && token.kind !== "code" && alternatives.split("|").includes(token.text.toLowerCase());
    });
    if (matches) this.#index += words.length;
    return matches;
  }

  takeCode(): CodeSpan | null {
    const token = this.peek();
    if (token?.kind !== "code") return null;
    this.#index++;
    return token.code;
  }

  /** A whole number in words or code. */
  takeCount(): number | null {
    const token = this.peek();
    const text = token?.kind === "code" ? token.code.value : (token?.text ?? "");
    if (!/^\d{1,9}$/.test(text)) return null;
    this.#index++;
    return Number(text);
  }

  /** `20 s`, `10 min`, `15m`. */
  takeDurationText(): string | null {
    const match = /^(\d+(?:\.\d+)?)(ms|s|min|m|h)?$/.exec(this.peek()?.text ?? "");
    if (match === null) return null;
    if (match[2] !== undefined) {
      this.#index++;
      return match[0];
    }
    const unit = this.peek(1)?.text ?? "";
    if (!/^(?:ms|s|min|m|h)$/.test(unit)) return null;
    this.#index += 2;
    return `${match[1]} ${unit}`;
  }

  /** The author's words between two marks. */
  textBetween(from: number, to: number): string {
    const { start, end } = this.rangeBetween(from, to);
    return this.rich.text.slice(start, end);
  }

  rangeBetween(from: number, to: number): Range {
    const start = this.#tokens[from]?.start ?? this.rich.text.length;
    return { start, end: Math.max(start, this.#tokens[to - 1]?.end ?? start) };
  }

  spanOf(range: Range, context: BuildContext): Span {
    return spanOf(this.rich, range, context);
  }
}

export function spanOf(rich: RichText, range: Range, context: BuildContext): Span {
  return context.span(offsetAt(rich, range.start), Math.max(offsetAt(rich, range.start), endOffset(rich, range.end)));
}

/** `->` and the trailing or leading marks of a word are tokens of their own; the sentence's own stop is none. */
function tokenise(rich: RichText): Token[] {
  const tokens: Token[] = [];
  const length = /[.!?]$/.test(rich.masked) ? rich.masked.length - 1 : rich.masked.length;
  for (let at = 0; at < length;) {
    const code = rich.masked[at] === codeMask ? rich.codes.find(({ start }) => start === at) : undefined;
    if (code !== undefined) {
      tokens.push({ kind: "code", text: code.value, code, start: at, end: code.end });
      at = code.end;
    } else if (rich.masked[at] === " ") {
      at++;
    } else {
      const read = readWord(rich.masked, at, length);
      tokens.push(read);
      at = read.end;
    }
  }
  return tokens;
}

function readWord(masked: string, at: number, length: number): Token {
  const mark = /^(?:->|\u2192|--|[,;:()=])/.exec(masked.slice(at, at + 2));
  if (mark !== null) return { kind: "mark", text: mark[0] === "\u2192" ? "->" : mark[0], start: at, end: at + mark[0].length };
  let end = at;
  while (end < length && masked[end] !== " " && masked[end] !== codeMask && !isBreak(masked, end, length)) end++;
  return { kind: "word", text: masked.slice(at, end).replaceAll("\u2019", "'"), start: at, end };
}

/** A mark inside a word is part of it (`10:30`); at its end it stands alone. */
function isBreak(masked: string, at: number, length: number): boolean {
  const character = masked[at] ?? "";
  if (character === ";" || character === "(" || character === ")" || character === "=") return true;
  if (character !== "," && character !== ":") return false;
  return at + 1 >= length || masked[at + 1] === " " || masked[at + 1] === codeMask || masked[at + 1] === ")";
}
