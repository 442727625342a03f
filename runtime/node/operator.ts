/**
 * The operator at a terminal, by node:readline. A question is answered by typing one of its words; Enter alone, end of
 * input, Ctrl-C and the lack of a terminal are no. What was typed before the question was there is thrown away.
 * `docs/running.md` says what is shown and why.
 */
import { userInfo } from "node:os";
import { createInterface } from "node:readline";
import type { ReadStream, WriteStream } from "node:tty";
import { LiveDisplay } from "./live-display.ts";
import { layOut, type Line } from "./render-lines.ts";
import { describeReading, endingLine, helpLines, questionLines, viewLines } from "./render.ts";
import { Screen } from "./screen.ts";
import type { OutputFiles } from "./live-output.ts";
import { readPasted } from "./read-pasted.ts";
import type { Operator } from "../ports.ts";
import type { Answer, Option, Place, Question } from "../questions.ts";
import type { View } from "../views.ts";

/** How long input that was typed ahead may take to arrive. */
const flushMs = 60;
const resizeMs = 150;
const interruptStatus = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type Interrupt = keyof typeof interruptStatus;
type Gone = Extract<Answer, { kind: "gone" }>;

export interface TerminalOptions {
  readonly input?: ReadStream;
  readonly output?: WriteStream & { readonly fd: number };
  /** For a screen reader or a log: nothing is rewritten, painted, or set in columns. */
  readonly isPlain?: boolean;
  /** Who has not been asked for so long may look elsewhere. */
  readonly longWaitMs?: number;
  /** Where the output of a block that runs can be followed; `null` where it must not be. */
  readonly filesOf?: (attempt: string) => OutputFiles | null;
}

export class TerminalOperator implements Operator {
  readonly name = userInfo().username;
  readonly #controller = new AbortController();
  readonly #input: ReadStream;
  readonly #screen: Screen;
  readonly #live: LiveDisplay;
  readonly #longWaitMs: number;
  readonly #filesOf: (attempt: string) => OutputFiles | null;
  readonly #onSignal = (signal: NodeJS.Signals): void => this.#interrupt(signal as Interrupt);
  /** `9 of 31`. */
  #position: string | null = null;
  #expectations: readonly string[] = [];
  /** The last reading that was printed, by item. */
  readonly #readings = new Map<string, string>();
  /** What was said once. */
  readonly #said = new Set<string>();
  #answeredMs = performance.now();
  #leavePrompt: (() => void) | null = null;

  constructor({
    input = process.stdin,
    output = process.stderr,
    isPlain = false,
    longWaitMs = 30_000,
    filesOf = () => null,
  }: TerminalOptions = {}) {
    this.#longWaitMs = longWaitMs;
    this.#input = input;
    this.#screen = new Screen(output, { isPlain });
    this.#live = new LiveDisplay(this.#screen);
    this.#filesOf = filesOf;
    // So does a connection that breaks.
    input.on("error", () => undefined);
    for (const signal of Object.keys(interruptStatus)) process.on(signal, this.#onSignal);
  }

  close(): void {
    for (const signal of Object.keys(interruptStatus)) process.removeListener(signal, this.#onSignal);
    this.#live.stop();
    this.#screen.close();
  }

  get interruption(): AbortSignal {
    return this.#controller.signal;
  }

  /** The second interrupt leaves at once: a change that runs goes on by itself, and resume finds it. */
  #interrupt(signal: Interrupt): void {
    if (!this.#controller.signal.aborted) {
      const name = signal === "SIGINT" ? "Ctrl-C" : signal;
      this.#screen.print([
        { kind: "blank" },
        said(`${name}: the run stops at the next safe point; a change that is under way is not ended by this. Once more leaves at once.`),
      ]);
      this.#controller.abort(signal);
    } else if (this.#leavePrompt !== null) this.#leavePrompt();
    else {
      this.#screen.close();
      process.exit(interruptStatus[signal]);
    }
  }

  show(view: View): void {
    switch (view.kind) {
      case "runStarted":
        this.#expectations = view.expectations;
        for (const { name, openMs } of view.openWindows) this.#live.openWindow(name, openMs);
        break;
      case "step":
        this.#position = `${view.number} of ${view.of}`;
        break;
      case "blockStarted":
        this.#screen.print(viewLines(view));
        return this.#follow(view, 0, view.timeoutMs);
      case "blockEnded":
        return this.#screen.print(this.#live.end(view.attempt) ? [endingLine(view.ending)] : viewLines(view));
      case "waiting":
        if (this.#isNew(view.attempt)) this.#screen.print(viewLines(view));
        return this.#live.has(view.attempt) ? undefined : this.#follow(view, view.elapsedMs, view.budgetMs);
      case "pollStarted":
        return this.#beginPoll(view);
      case "poll":
        return this.#showReading(view);
      case "window":
        this.#screen.print([...viewLines(view), ...(view.action === "open" ? this.#expected() : [])]);
        return view.action === "open" ? this.#live.openWindow(view.name, 0) : this.#live.closeWindow(view.name);
      case "judged":
        this.#live.end(keyOf(view.place));
        break;
      case "ended":
        this.#live.stop();
    }
    this.#screen.print(viewLines(view));
  }

  #follow(
    { attempt, place }: Extract<View, { attempt: string; kind: "blockStarted" | "waiting" }>,
    elapsedMs: number,
    budgetMs: number,
  ): void {
    if (this.#screen.isTerminal)
      this.#live.begin(attempt, { name: place.rows.join(" / "), elapsedMs, budgetMs, files: this.#filesOf(attempt) });
  }

  #beginPoll(view: Extract<View, { kind: "pollStarted" }>): void {
    if (!this.#screen.isTerminal) return;
    this.#screen.print(viewLines(view));
    const key = keyOf(view.place);
    this.#readings.delete(key);
    this.#live.begin(key, { name: view.place.rows.join(" / "), elapsedMs: 0, budgetMs: view.budgetMs, files: null });
  }

  /** At a terminal only a reading that differs from the one before it is worth a row: the status row says the rest. */
  #showReading(view: Extract<View, { kind: "poll" }>): void {
    const key = keyOf(view.place);
    const news = `${view.holds} ${view.text}`;
    if (!this.#screen.isTerminal || this.#readings.get(key) !== news) this.#screen.print(viewLines(view));
    this.#readings.set(key, news);
    if (view.holds === null && this.#isNew(`blind ${key}`)) this.#screen.print(this.#expected());
    this.#live.note(key, describeReading(view).replaceAll("\n", " "));
    if (view.isLast) this.#live.end(key);
  }

  /** What the author says may be seen, and is no reason to act. */
  #expected(): Line[] {
    return this.#expectations.map((text) => ({ kind: "field", name: "expected", text, tone: null, isExact: false }));
  }

  #isNew(what: string): boolean {
    return !this.#said.has(what) && this.#said.add(what) !== undefined;
  }

  async ask(question: Question): Promise<Answer> {
    this.#live.rest();
    if (performance.now() - this.#answeredMs >= this.#longWaitMs)
      this.#screen.callPerson(`rungate needs you: ${question.place.step} ${question.place.keyword}`);
    const lines = questionLines(question, this.#screen.isTerminal ? this.#position : null);
    this.#screen.print(lines);
    if (!this.#input.isTTY || !this.#screen.isTerminal) {
      this.#screen.print([said("There is no terminal to answer at, and no answer means no.")]);
      this.#live.goOn();
      return { kind: "gone", why: "no terminal" };
    }
    const hidden = layOut(lines, this.#screen.page).length + 2 - this.#screen.rows;
    if (hidden > 0) this.#screen.print([said(`The first ${hidden} rows do not fit this screen: \`show\` shows it page by page.`)]);
    const answer = await this.#answerTo(question, lines);
    this.#answeredMs = performance.now();
    this.#screen.releasePerson();
    this.#live.goOn();
    return answer;
  }

  async #answerTo(question: Question, lines: readonly Line[]): Promise<Answer> {
    for (;;) {
      await this.#throwAwayTypedAhead();
      if (question.endLine !== undefined) return this.#readPasted(question.endLine);
      const line = await this.#readLine(question.isSecret, lines);
      if (typeof line !== "string") return line;
      if (question.purpose === "parameter") return { kind: "chosen", key: "value", text: line };
      if (line.trim() === "?") this.#screen.print([...helpLines(question.options), ...this.#expected()]);
      else if (line.trim() === "show") {
        const left = await this.#showPages(lines);
        if (left !== null) return left;
      } else {
        const answer = readAnswer(line, question.options);
        if (typeof answer !== "string") return answer;
        this.#screen.print([said(answer)]);
      }
    }
  }

  #readPasted(endLine: string): Promise<Answer> {
    return readPasted({
      input: this.#input,
      output: this.#screen.stream,
      endLine,
      interruption: this.#controller.signal,
      onInterrupt: () => this.#interrupt("SIGINT"),
    });
  }

  /** The whole question, a screen at a time. `null`: it was seen to its end. */
  async #showPages(lines: readonly Line[]): Promise<Gone | null> {
    const rows = layOut(lines, this.#screen.page);
    const size = Math.max(2, this.#screen.rows - 2);
    for (let from = 0; from < rows.length; from += size) {
      this.#screen.write(`${rows.slice(from, from + size).join("\n")}\n`);
      if (from + size >= rows.length) break;
      const left = await this.#readLine(false, null, "-- Enter: more --");
      if (typeof left !== "string") return left;
    }
    return null;
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

  /** `lines`: what is shown again, in the new width, when the window changes its size. */
  #readLine(isSecret: boolean, lines: readonly Line[] | null, prompt = "> "): Promise<string | Gone> {
    const { columns, canRewrite, isPlain, stream } = this.#screen;
    return new Promise((resolve) => {
      const reader = createInterface({
        input: this.#input,
        output: isSecret ? undefined : stream,
        terminal: canRewrite || isSecret,
        prompt: columns < 60 || isPlain ? prompt : `     ${prompt}`,
        historySize: 0,
      });
      let answer: string | Gone = { kind: "gone", why: "eof" };
      let width = columns;
      let resizing: NodeJS.Timeout | undefined;
      const onResize = (): void => {
        clearTimeout(resizing);
        resizing = setTimeout(() => {
          if (this.#screen.columns === width || lines === null) return;
          width = this.#screen.columns;
          this.#screen.write("\n");
          this.#screen.print(lines);
          reader.prompt(true);
        }, resizeMs);
      };
      const leave = (): void => {
        answer = { kind: "gone", why: "interrupt" };
        reader.close();
      };
      this.#leavePrompt = leave;
      this.#controller.signal.addEventListener("abort", leave, { once: true });
      if (canRewrite) stream.on("resize", onResize);
      reader.on("SIGINT", () => this.#interrupt("SIGINT"));
      reader.once("line", (line) => {
        answer = line;
        reader.close();
      });
      reader.once("close", () => {
        clearTimeout(resizing);
        stream.removeListener("resize", onResize);
        this.#leavePrompt = null;
        this.#controller.signal.removeEventListener("abort", leave);
        if (typeof answer !== "string") this.#screen.write("\n");
        resolve(answer);
      });
      if (isSecret) this.#screen.write(prompt);
      reader.prompt();
    });
  }
}

/** Of what is polled. */
const keyOf = (place: Place): string => `poll ${[place.item ?? place.step, ...place.rows].join(" ")}`;
const said = (text: string): Line => ({ kind: "text", text, tone: null });

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
