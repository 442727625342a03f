/**
 * What a block prints, while it runs: the files that it writes to are read again and again, and their new lines are shown.
 * Of a flood only a few lines a second are: all of it lies in the files.
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";

export interface OutputFiles {
  readonly stdout: string;
  readonly stderr: string;
}
export interface NewLines {
  readonly stream: keyof OutputFiles;
  readonly lines: readonly string[];
  /** So many bytes before them are not shown. */
  readonly skippedBytes: number;
}

const mostBytes = 16 * 1024;
/** How a block on another host tells its end; it is no output. */
const endMark = /^rungate-ended-[0-9a-f]{24} \d+ *$/;

export class LiveOutput {
  readonly #follows: readonly Follower[];
  /** When something new came last, on the clock of `look`. */
  lastMs: number;

  constructor(files: OutputFiles, nowMs: number) {
    this.#follows = [new Follower("stdout", files.stdout), new Follower("stderr", files.stderr)];
    this.lastMs = nowMs;
  }

  /** True once anything was shown: it is not shown again at the end. */
  get hasShown(): boolean {
    return this.#follows.some(({ hasShown }) => hasShown);
  }

  /** A line that has no end yet: `Password:`. */
  get unfinished(): string {
    return this.#follows.map(({ unfinished }) => unfinished).findLast((text) => text !== "") ?? "";
  }

  /** At most `mostLines` of each stream. `isLast`: what has no line end is a line, too. */
  look(nowMs: number, mostLines: number, isLast: boolean): NewLines[] {
    return this.#follows.flatMap((follower) => {
      const found = follower.look(mostLines, isLast);
      if (found.hasGrown) this.lastMs = nowMs;
      return found.lines.length === 0 && found.skippedBytes === 0
        ? []
        : [{ stream: follower.stream, lines: found.lines, skippedBytes: found.skippedBytes }];
    });
  }
}

class Follower {
  readonly stream: keyof OutputFiles;
  readonly #path: string;
  #at = 0;
  #decoder = new StringDecoder("utf8");
  unfinished = "";
  hasShown = false;

  constructor(stream: keyof OutputFiles, path: string) {
    this.stream = stream;
    this.#path = path;
  }

  look(mostLines: number, isLast: boolean): { lines: string[]; skippedBytes: number; hasGrown: boolean } {
    const { bytes, skipped } = this.#read();
    let skippedBytes = skipped;
    if (skipped > 0) {
      this.#decoder = new StringDecoder("utf8");
      skippedBytes += Buffer.byteLength(this.unfinished);
      this.unfinished = "";
    }
    const lines = (this.unfinished + this.#decoder.write(bytes)).split("\n");
    this.unfinished = lines.pop() as string;
    if (isLast && this.unfinished !== "") {
      lines.push(this.unfinished);
      this.unfinished = "";
    }
    const shown = lines.map((line) => line.replace(/\r$/, "")).filter((line) => !endMark.test(line));
    const left = shown.splice(0, Math.max(0, shown.length - mostLines));
    skippedBytes += left.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
    this.hasShown ||= shown.length > 0;
    return { lines: shown, skippedBytes, hasGrown: bytes.length > 0 };
  }

  /** The end of what is new. */
  #read(): { bytes: Buffer; skipped: number } {
    let descriptor: number;
    try {
      descriptor = openSync(this.#path, "r");
    } catch {
      return { bytes: Buffer.alloc(0), skipped: 0 };
    }
    try {
      const { size } = fstatSync(descriptor);
      const from = Math.max(this.#at, size - mostBytes);
      const bytes = Buffer.alloc(Math.max(0, size - from));
      const read = readSync(descriptor, bytes, 0, bytes.length, from);
      const skipped = from - this.#at;
      this.#at = from + read;
      return { bytes: bytes.subarray(0, read), skipped };
    } finally {
      closeSync(descriptor);
    }
  }
}
