/** Text of many lines from a terminal, up to a line of its own. */
import { createInterface } from "node:readline";
import type { ReadStream } from "node:tty";
import type { Answer } from "../questions.ts";

export interface Pasting {
  readonly input: ReadStream;
  readonly output: NodeJS.WritableStream;
  /** Ends the text, and is no part of it. */
  readonly endLine: string;
  readonly interruption: AbortSignal;
  readonly onInterrupt: () => void;
}

/** What was pasted, a LF behind every line. The end of input and an interrupt are no answer: half of an output is none. */
export function readPasted({ input, output, endLine, interruption, onInterrupt }: Pasting): Promise<Answer> {
  return new Promise((resolve) => {
    const reader = createInterface({ input, output, terminal: true, prompt: "", historySize: 0 });
    const lines: string[] = [];
    let answer: Answer = { kind: "gone", why: "eof" };
    const onAbort = (): void => {
      answer = { kind: "gone", why: "interrupt" };
      reader.close();
    };
    interruption.addEventListener("abort", onAbort, { once: true });
    reader.on("SIGINT", onInterrupt);
    reader.on("line", (line) => {
      if (line.trim() !== endLine) return void lines.push(line);
      answer = { kind: "chosen", key: "pasted", text: lines.map((one) => `${one}\n`).join("") };
      reader.close();
    });
    reader.once("close", () => {
      interruption.removeEventListener("abort", onAbort);
      resolve(answer);
    });
  });
}
