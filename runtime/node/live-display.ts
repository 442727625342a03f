/**
 * What is under way, while it is: new lines of output above, the status row below. It rests while a question is open, so that
 * nothing is written where somebody types.
 */
import { cleanText } from "../clean-text.ts";
import { LiveOutput, type OutputFiles } from "./live-output.ts";
import { clipLine } from "./render.ts";
import { statusLine } from "./status-line.ts";
import type { Line } from "./render-lines.ts";
import type { Screen } from "./screen.ts";

const tickMs = 250;
/** A block that ends sooner is shown as a whole, at its end. */
const patienceMs = 700;
const linesPerTick = 10;
/** Where no row can be rewritten, the status is a row of its own, this often. */
const remindMs = 60_000;

interface Underway {
  readonly name: string;
  readonly startedMs: number;
  readonly budgetMs: number;
  readonly output: LiveOutput | null;
  note: string;
}

export interface Beginning {
  readonly name: string;
  readonly elapsedMs: number;
  readonly budgetMs: number;
  /** `null`: there is no output to follow. */
  readonly files: OutputFiles | null;
}

export class LiveDisplay {
  readonly #screen: Screen;
  readonly #underway = new Map<string, Underway>();
  readonly #windows = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;
  #isResting = false;
  #remindedMs = 0;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  has(key: string): boolean {
    return this.#underway.has(key);
  }

  /** `key`: an attempt, or an item that is polled. */
  begin(key: string, { name, elapsedMs, budgetMs, files }: Beginning): void {
    const now = performance.now();
    const output = files === null ? null : new LiveOutput(files, now);
    this.#underway.set(key, { name, startedMs: now - elapsedMs, budgetMs, output, note: "" });
    if (this.#timer !== null) return;
    this.#remindedMs = now;
    this.#timer = setInterval(() => this.#tick(), tickMs);
    this.#timer.unref();
  }

  note(key: string, text: string): void {
    const one = this.#underway.get(key);
    if (one !== undefined) one.note = text;
  }

  /** Shows what is left of its output. True if any of it was shown: then it need not be shown again. */
  end(key: string): boolean {
    const one = this.#underway.get(key);
    if (one === undefined) return false;
    const hasShown = one.output?.hasShown ?? false;
    if (hasShown) this.#showNew(one, true);
    this.#underway.delete(key);
    if (this.#underway.size === 0) this.stop();
    return hasShown;
  }

  openWindow(name: string, openMs: number): void {
    this.#windows.set(name, performance.now() - openMs);
  }

  closeWindow(name: string): void {
    this.#windows.delete(name);
  }

  rest(): void {
    this.#isResting = true;
    this.#screen.showStatus("");
  }

  goOn(): void {
    this.#isResting = false;
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#underway.clear();
    this.#screen.showStatus("");
  }

  #tick(): void {
    if (this.#isResting || this.#screen.isStalled) return;
    const now = performance.now();
    const seen = [...this.#underway.values()].filter(({ startedMs }) => now - startedMs >= patienceMs);
    for (const one of seen) this.#showNew(one, false);
    const last = seen.at(-1);
    if (last === undefined) return;
    const status = statusLine(
      {
        elapsedMs: now - last.startedMs,
        budgetMs: last.budgetMs,
        name: seen.length > 1 ? `${seen.length} under way` : "",
        quietMs: last.output === null ? null : now - last.output.lastMs,
        note: clipLine(cleanText(last.output?.unfinished || last.note)),
        windows: [...this.#windows].map(([name, since]) => ({ name: cleanText(name), openMs: now - since })),
      },
      this.#screen.columns,
    );
    if (this.#screen.canRewrite) return this.#screen.showStatus(status);
    if (now - this.#remindedMs < remindMs) return;
    this.#remindedMs = now;
    this.#screen.print([{ kind: "text", text: status.trim(), tone: null }]);
  }

  #showNew({ name, output }: Underway, isLast: boolean): void {
    for (const { stream, lines, skippedBytes } of output?.look(performance.now(), linesPerTick, isLast) ?? []) {
      const prefix = this.#underway.size > 1 && name !== "" ? `${name}: ` : "";
      const rows: Line[] = lines.map((line) => ({ kind: "output", stream, text: `${prefix}${clipLine(cleanText(line))}` }));
      const skipped: Line[] =
        skippedBytes === 0 ? [] : [{ kind: "output", stream, text: `... (${skippedBytes} bytes are in the record, not here)` }];
      this.#screen.print([...skipped, ...rows]);
    }
  }
}
