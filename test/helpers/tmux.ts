/**
 * A terminal that a test types at, by tmux: a server of its own, one window of a given size. Nothing waits for a time, only
 * for text that appears.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { onTestFinished } from "vitest";

export const hasTmux = spawnSync("tmux", ["-V"]).status === 0;

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export interface TerminalOptions {
  readonly columns: number;
  readonly rows: number;
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly command: readonly string[];
}

export class Terminal {
  readonly #folder = mkdtempSync(join(tmpdir(), "rungate-tmux-"));

  constructor({ columns, rows, folder, environment = {}, command }: TerminalOptions) {
    onTestFinished(() => this.#close());
    const settings = Object.entries(environment).map(([name, value]) => quote(`${name}=${value}`));
    // The shell behind it keeps the window open, so that the last screen can be read.
    const line = `env ${settings.join(" ")} ${command.map(quote).join(" ")}; echo "[status $?]"; exec cat`;
    this.#tmux("new-session", "-d", "-x", `${columns}`, "-y", `${rows}`, "-c", folder, "cat");
    // What comes before the pipe is not in it.
    this.#tmux("pipe-pane", `cat > ${quote(join(this.#folder, "bytes"))}`);
    this.#tmux("respawn-pane", "-k", "-c", folder, line);
  }

  #tmux(...words: string[]): string {
    const { status, stdout, stderr } = spawnSync("tmux", ["-f", "/dev/null", "-S", join(this.#folder, "socket"), ...words], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`tmux ${words.join(" ")}: ${stderr}`);
    return stdout;
  }

  /** Names of keys, or text: `Enter`, `C-c`, `run`. */
  type(...keys: readonly string[]): void {
    for (const key of keys) this.#tmux("send-keys", ...(/^(Enter|C-.)$/.test(key) ? [key] : ["-l", key]));
  }

  /** A word and Enter, once there is a prompt. */
  async answer(after: string, word: string): Promise<void> {
    await this.see(after, / *> $/);
    this.type(word, "Enter");
  }

  /** Waits until the text is there, and what follows it ends so. Answers everything that was shown so far. */
  async see(text: string, ends: RegExp = /(?:)/): Promise<string> {
    return this.until(text, (all) => all.includes(text) && ends.test(all.slice(all.lastIndexOf(text))));
  }

  /** The same, for anything that can be seen. */
  async until(what: string, isSeen: (all: string) => boolean): Promise<string> {
    for (let look = 0; look < 400; look += 1) {
      const all = this.all();
      if (isSeen(all)) return all;
      await pause(50);
    }
    throw new Error(`not seen: ${what}\n${this.all()}`);
  }

  screen(): string {
    return this.#tmux("capture-pane", "-p");
  }

  /** With what has scrolled away. Blanks at the end of the last row are kept: a prompt ends with one. */
  all(): string {
    return this.#tmux("capture-pane", "-p", "-N", "-S", "-").replace(/\n+$/, "");
  }

  /** What the terminal was sent, byte by byte. */
  bytes(): string {
    return readFileSync(join(this.#folder, "bytes"), "latin1");
  }

  title(): string {
    return this.#tmux("display-message", "-p", "#{pane_title}").trim();
  }

  resize(columns: number, rows: number): void {
    this.#tmux("resize-window", "-x", `${columns}`, "-y", `${rows}`);
  }

  /** As if the window were closed. */
  hangUp(): void {
    this.#tmux("kill-server");
  }

  #close(): void {
    spawnSync("tmux", ["-S", join(this.#folder, "socket"), "kill-server"]);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
