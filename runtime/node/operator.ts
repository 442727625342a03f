/**
 * The operator at a terminal, by node:readline. A question is answered by typing one of its words; Enter alone, end of
 * input, Ctrl-C and the lack of a terminal are no. What was typed before the question was there is thrown away.
 */
import { userInfo } from "node:os";
import { createInterface } from "node:readline";
import type { ReadStream, WriteStream } from "node:tty";
import { renderQuestion, renderView } from "./render.ts";
import type { Operator } from "../ports.ts";
import type { Answer, Option, Question } from "../questions.ts";
import type { View } from "../views.ts";

/** How long input that was typed ahead may take to arrive. */
const flushMs = 60;
const interruptStatus = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type Interrupt = keyof typeof interruptStatus;

export class TerminalOperator implements Operator {
  readonly name = userInfo().username;
  readonly #controller = new AbortController();
  readonly #input: ReadStream;
  readonly #output: WriteStream;
  #isOnProgressLine = false;
  #waitsFor: string | null = null;
  readonly #onSignal = (signal: NodeJS.Signals): void => this.#interrupt(signal as Interrupt);

  constructor(input: ReadStream = process.stdin, output: WriteStream = process.stderr) {
    this.#input = input;
    this.#output = output;
    // A terminal that is gone must not take the record with it.
    output.on("error", () => undefined);
    for (const signal of Object.keys(interruptStatus)) process.on(signal, this.#onSignal);
  }

  close(): void {
    for (const signal of Object.keys(interruptStatus)) process.removeListener(signal, this.#onSignal);
  }

  get interruption(): AbortSignal {
    return this.#controller.signal;
  }

  /** The second interrupt leaves at once: a change that runs goes on by itself, and resume finds it. */
  #interrupt(signal: Interrupt): void {
    if (this.#controller.signal.aborted) process.exit(interruptStatus[signal]);
    this.#controller.abort(signal);
    this.#write(
      `\n     ${signal}: the run stops at the next safe point; a change that is under way is let finish. Once more leaves at once.\n`,
    );
  }

  show(view: View): void {
    const text = renderView(view);
    if (text === null) return;
    const isProgress = this.#output.isTTY && ((view.kind === "poll" && view.holds !== true) || view.kind === "waiting");
    // Without a terminal one line says that it waits.
    if (view.kind === "waiting" && !isProgress && this.#waitsFor === view.attempt) return;
    if (view.kind === "waiting") this.#waitsFor = view.attempt;
    if (!isProgress) return this.#write(`${text}\n`);
    this.#write(`${this.#isOnProgressLine ? "\r\u001b[2K" : ""}${oneLine(text, this.#output.columns > 0 ? this.#output.columns : 80)}`);
    this.#isOnProgressLine = true;
  }

  #write(text: string): void {
    if (this.#isOnProgressLine && !text.startsWith("\r")) this.#output.write("\n");
    this.#isOnProgressLine = false;
    this.#output.write(text);
  }

  async ask(question: Question): Promise<Answer> {
    this.#write(`${renderQuestion(question)}\n`);
    if (!this.#input.isTTY || !this.#output.isTTY) {
      this.#write("     There is no terminal to answer at, and no answer means no.\n");
      return { kind: "gone", why: "no terminal" };
    }
    await this.#throwAwayTypedAhead();
    for (;;) {
      const line = await this.#readLine(question.isSecret);
      if (typeof line !== "string") return line;
      const answer =
        question.purpose === "parameter" ? { kind: "chosen" as const, key: "value", text: line } : readAnswer(line, question.options);
      if (typeof answer !== "string") return answer;
      this.#write(`     ${answer}\n`);
    }
  }

  /** In raw mode even a line without its Enter is delivered, and dropped. */
  #throwAwayTypedAhead(): Promise<void> {
    return new Promise((resolve) => {
      const drop = (bytes: Buffer): void => {
        if (bytes.includes(3)) this.#interrupt("SIGINT");
      };
      this.#input.setRawMode(true);
      this.#input.on("data", drop);
      this.#input.resume();
      setTimeout(() => {
        this.#input.removeListener("data", drop);
        this.#input.pause();
        this.#input.setRawMode(false);
        resolve();
      }, flushMs);
    });
  }

  #readLine(isSecret: boolean): Promise<string | Extract<Answer, { kind: "gone" }>> {
    return new Promise((resolve) => {
      const lines = createInterface({ input: this.#input, output: isSecret ? undefined : this.#output, terminal: true, prompt: "     > " });
      let answer: string | Extract<Answer, { kind: "gone" }> = { kind: "gone", why: "eof" };
      const onAbort = (): void => {
        answer = { kind: "gone", why: "interrupt" };
        lines.close();
      };
      this.#controller.signal.addEventListener("abort", onAbort, { once: true });
      lines.on("SIGINT", () => this.#interrupt("SIGINT"));
      lines.once("line", (line) => {
        answer = line;
        lines.close();
      });
      lines.once("close", () => {
        this.#controller.signal.removeEventListener("abort", onAbort);
        resolve(answer);
      });
      lines.prompt();
    });
  }
}

/** `stop`, `skip not today`, `go on it is known`. Answers what is wrong with the line, if something is. */
export function readAnswer(line: string, options: readonly Option[]): Extract<Answer, { kind: "chosen" }> | string {
  const typed = line.trim();
  const keys = options.map(({ key }) => `\`${key}\``).join(", ");
  const option = options.find(({ key }) => typed === key || typed.startsWith(`${key} `));
  if (option === undefined)
    return typed === "" ? `Enter alone chooses nothing. Type one of ${keys}.` : `Unexpected \`${typed}\`, expected one of ${keys}.`;
  const text = typed.slice(option.key.length).trim();
  return option.wantsText && text === ""
    ? `\`${option.key}\` needs a reason: \`${option.key} REASON\`.`
    : { kind: "chosen", key: option.key, text };
}

/** What fits into one line of the terminal. */
function oneLine(text: string, columns: number): string {
  const line = text.replaceAll("\n", " ");
  return line.length < columns ? line : line.slice(0, Math.max(1, columns - 1));
}
