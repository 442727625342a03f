/**
 * The operator's screen: lines above, one status row below, and what draws attention. What it can do depends on where it is:
 * at a terminal the status row is rewritten, at a dumb one and with `--plain` nothing is ever rewritten, in a file nothing is wrapped.
 */
import type { WriteStream } from "node:tty";
import { layOut, type Line, type Page } from "./render-lines.ts";
import { TerminalOutput } from "./terminal-output.ts";

export class Screen {
  readonly isTerminal: boolean;
  readonly isPlain: boolean;
  /** Rows can be rewritten. */
  readonly canRewrite: boolean;
  readonly #stream: TerminalOutput | WriteStream;
  readonly #hasColour: boolean;
  #hasStatus = false;
  #hasTitle = false;

  constructor(output: WriteStream & { readonly fd: number }, { isPlain }: { readonly isPlain: boolean }) {
    const { TERM, NO_COLOR } = process.env;
    this.isTerminal = output.isTTY === true;
    this.isPlain = isPlain;
    this.canRewrite = this.isTerminal && !isPlain && TERM !== "dumb";
    this.#hasColour = this.canRewrite && (NO_COLOR === undefined || NO_COLOR === "");
    this.#stream = (this.isTerminal ? TerminalOutput.open(output) : null) ?? output;
    // A terminal that is gone must not take the record with it.
    output.on("error", () => undefined);
    this.#stream.on("error", () => undefined);
  }

  /** Where a line that is typed is echoed. */
  get stream(): TerminalOutput | WriteStream {
    return this.#stream;
  }

  get columns(): number {
    return this.#stream.columns > 0 ? this.#stream.columns : 80;
  }

  get rows(): number {
    return this.#stream.rows > 0 ? this.#stream.rows : 24;
  }

  get page(): Page {
    return { columns: this.isTerminal && !this.isPlain ? this.columns : null, isPlain: this.isPlain, hasColour: this.#hasColour };
  }

  /** The terminal does not take what it is given: what is only nice to see is left out. */
  get isStalled(): boolean {
    return this.#stream instanceof TerminalOutput && this.#stream.isStalled;
  }

  print(lines: readonly Line[]): void {
    if (lines.length > 0) this.write(`${layOut(lines, this.page).join("\n")}\n`);
  }

  /** Text as it is, in place of the status row. */
  write(text: string): void {
    const colourless = this.#hasColour ? text : text.replaceAll(/\p{Cc}\[[0-9;]*m/gu, "");
    this.#stream.write(`${this.#hasStatus ? "\r\u001b[2K" : ""}${colourless}`);
    this.#hasStatus = false;
  }

  /** Rewrites the status row; the empty text takes it away. */
  showStatus(text: string): void {
    if (!this.canRewrite || this.isStalled || (text === "" && !this.#hasStatus)) return;
    this.#stream.write(`\r\u001b[2K${text}`);
    this.#hasStatus = text !== "";
  }

  /** A person is needed who may have gone elsewhere: the bell, and words where the window's name stands. */
  callPerson(title: string): void {
    if (!this.isTerminal) return;
    this.#stream.write("\u0007");
    if (!this.canRewrite || process.env["TERM"] === "linux" || this.#hasTitle) return;
    this.#stream.write(`\u001b[22;2t\u001b]2;${title.replaceAll(/\p{Cc}/gu, "")}\u0007`);
    this.#hasTitle = true;
  }

  /** The window has its own name again. */
  releasePerson(): void {
    if (this.#hasTitle) this.#stream.write("\u001b[23;2t");
    this.#hasTitle = false;
  }

  close(): void {
    this.showStatus("");
    this.releasePerson();
    if (this.#stream instanceof TerminalOutput) this.#stream.end();
  }
}
