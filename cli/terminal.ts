/**
 * What a command writes: its product to stdout, words about it to stderr. Colour and progress only where a person looks.
 */
import { styleText } from "node:util";
import type { WriteStream } from "node:tty";

type Output = NodeJS.WriteStream | WriteStream;

/** The product of the command: JSON, a plan, a report. */
export function print(text: string): void {
  process.stdout.write(text);
}

/** Words for the person at the terminal. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
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

/** A reader that closes early (`rungate runs | head -1`) is not an error of ours: the rest is simply not read. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
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
