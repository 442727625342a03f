/**
 * The way to the terminal, which never waits for it: Ctrl-S, or a connection that hangs, must not keep the runner from
 * writing its record. What the terminal does not take stays here until it does; a terminal that is gone takes nothing more.
 */
import { closeSync, constants, openSync, writeSync } from "node:fs";
import { Writable } from "node:stream";
import type { WriteStream } from "node:tty";

const retryMs = 25;
/** As much may wait before what is only nice to see is left out. */
const stalledBytes = 16 * 1024;

export class TerminalOutput extends Writable {
  readonly isTTY = true;
  readonly #terminal: WriteStream;
  /** An open file of our own: what is set for it is not set for the shell that started us. */
  readonly #descriptor: number;
  #isGone = false;

  /** `null`: it cannot be opened a second time (after `su`); then it is written to as any other stream. */
  static open(terminal: WriteStream & { readonly fd: number }): TerminalOutput | null {
    try {
      const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;
      return new TerminalOutput(terminal, openSync(`/proc/self/fd/${terminal.fd}`, O_WRONLY | O_NONBLOCK | O_NOCTTY));
    } catch {
      return null;
    }
  }

  private constructor(terminal: WriteStream, descriptor: number) {
    super({ decodeStrings: true });
    this.#terminal = terminal;
    this.#descriptor = descriptor;
    terminal.on("resize", this.#onResize);
  }

  readonly #onResize = (): void => void this.emit("resize");

  get columns(): number {
    return this.#terminal.columns;
  }

  get rows(): number {
    return this.#terminal.rows;
  }

  /** The terminal does not take what it is given. */
  get isStalled(): boolean {
    return this.writableLength > stalledBytes;
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: () => void): void {
    let written = 0;
    const go = (): void => {
      try {
        while (!this.#isGone && written < bytes.length) written += writeSync(this.#descriptor, bytes, written);
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "EAGAIN") return void setTimeout(go, retryMs);
        this.#isGone = true;
      }
      done();
    };
    go();
  }

  override _final(done: () => void): void {
    this.#terminal.removeListener("resize", this.#onResize);
    closeSync(this.#descriptor);
    done();
  }
}
