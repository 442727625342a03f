/**
 * What a command writes: its product to stdout, words about it to stderr. Colour and progress only where a person looks.
 */
import { styleText } from "node:util";
import type { WriteStream } from "node:tty";
import { refused } from "./exit-status.ts";

type Output = NodeJS.WriteStream | WriteStream;

/** The product of the command for people: a plan, how a document is read. */
export function print(text: string): void {
  process.stdout.write(harmless(text));
}

/** The product for machines, byte by byte: JSON, a diff. */
export function printExactly(text: string): void {
  process.stdout.write(text);
}

/** Words for the person at the terminal. */
export function say(text: string): void {
  process.stderr.write(`${harmless(text)}\n`);
}

/** What a terminal would obey, in a title or the name of a file, is shown by its code point; our own colours pass. */
function harmless(text: string): string {
  return text.replace(/([^\P{Cc}\n\t])(\[[0-9;]*m)?/gu, (found, character: string, colour = "") =>
    character === "\u001b" && colour !== "" ? found : `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}>${colour}`,
  );
}

export function hasColour(stream: Output): boolean {
  const { NO_COLOR, TERM } = process.env;
  return stream.isTTY === true && (NO_COLOR === undefined || NO_COLOR === "") && TERM !== "dumb";
}

export function widthOf(stream: Output): number {
  return stream.isTTY === true ? Math.max(40, stream.columns) : 120;
}

type Style = Parameters<typeof styleText>[0];

/** Paints for one stream; does nothing where colour is not wanted. */
export function painter(stream: Output): (style: Style, text: string) => string {
  return hasColour(stream) ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text;
}

/**
 * A reader that closes early (`rungate runs | head -1`) is not an error of ours: the rest is simply not read. A full disk is
 * none either, but what was to be kept is lost: that is told, as far as it can be.
 */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", ({ code }: NodeJS.ErrnoException) => {
      if (code === "EPIPE") return;
      if (stream === process.stdout) say(`rungate: Unexpected ${code ?? "error"} on standard output, expected room for all of it`);
      process.exit(refused);
    });
  }
}

/** Work must last this long before it is worth a line. */
const quietMs = 400;

/** One line on a terminal's stderr that is rewritten as work goes on; nothing anywhere else. */
export class Progress {
  readonly #startedSeconds = process.uptime();
  readonly #isShown = process.stderr.isTTY === true && process.env["TERM"] !== "dumb";
  #hasLine = false;

  show(text: string): void {
    if (!this.#isShown || (process.uptime() - this.#startedSeconds) * 1000 < quietMs) return;
    this.#hasLine = true;
    process.stderr.write(`\r\u001b[2K${text.slice(0, process.stderr.columns - 1)}`);
  }

  /** Takes the line away before other words are written. */
  clear(): void {
    if (this.#hasLine) process.stderr.write("\r\u001b[2K");
    this.#hasLine = false;
  }
}
