/**
 * `--instruct`: a Shell that runs nothing. Each block is shown as it can be pasted into a bash elsewhere (a jump host, a console);
 * the operator says how it ended and pastes back what it printed, and from there on it is an ending like any other. What was
 * handed out is on disk before it is shown, so a runner that comes later asks how it ended instead of handing it out again.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { spendApproval } from "../approval.ts";
import { syncFolder, writeDurably } from "./durable-files.ts";
import { readOutput } from "./outputs.ts";
import { quote } from "./remote-program.ts";
import type { Command, Ending, Exited, MutationState, Operator, Shell } from "../ports.ts";
import type { Answer, Option, Place } from "../questions.ts";

const options = {
  exit: { key: "exit", meaning: "it has ended; with its exit status, which `echo $?` prints", wantsText: true },
  notRun: { key: "not run", meaning: "it was not started, and will not be", wantsText: false },
  unknown: { key: "unknown", meaning: "it was started, and how it ended is not known", wantsText: false },
} as const satisfies Record<string, Option>;

/** What was handed out. */
const Handed = z.strictObject({ host: z.string(), place: z.custom<Place>(), text: z.string() });
type Handed = z.infer<typeof Handed>;
type Told = { readonly kind: "exited"; readonly status: number } | { readonly kind: "notRun" | "unknown" | "gone"; readonly why: string };

export class InstructedShell implements Shell {
  readonly #folder: string;
  readonly #operator: Operator;

  /** `folder`: the run's; each block handed out gets `attempts/<attempt>/` in it. */
  constructor(folder: string, operator: Operator) {
    this.#folder = folder;
    this.#operator = operator;
  }

  /** A procedure with secrets is refused before it comes here. */
  hide(): void {}

  async read(command: Command): Promise<Ending> {
    const handed = this.#handOut(command);
    const told = await this.#ask(command.attempt, handed, [options.exit, options.notRun]);
    if (told.kind === "exited") return this.#ended(command.attempt, told.status);
    return told.kind === "gone" && this.#operator.interruption.aborted ? { kind: "interrupted" } : { kind: "refused", why: whyOf(told) };
  }

  async startMutation(command: Command, approval: Parameters<Shell["startMutation"]>[1]): ReturnType<Shell["startMutation"]> {
    spendApproval(approval, command);
    this.#handOut(command);
    return { kind: "started" };
  }

  async awaitMutation(attempt: string): Promise<MutationState> {
    const status = this.#readFile(attempt, "status");
    if (status !== null) return this.#ended(attempt, Number(status));
    const handed = this.#readFile(attempt, "handed.json");
    if (handed === null) return { kind: "notStarted" };
    const told = await this.#ask(attempt, Handed.parse(JSON.parse(handed)), Object.values(options));
    if (told.kind === "exited") return this.#ended(attempt, told.status);
    return told.kind === "notRun" ? { kind: "notStarted" } : { kind: "lost", why: whyOf(told) };
  }

  endMutation(attempt: string): Promise<MutationState> {
    return this.awaitMutation(attempt);
  }

  #folderOf(attempt: string): string {
    return join(this.#folder, "attempts", attempt);
  }

  #readFile(attempt: string, name: string): string | null {
    const path = join(this.#folderOf(attempt), name);
    return existsSync(path) ? readFileSync(path, "utf8") : null;
  }

  #handOut(command: Command): Handed {
    if (command.place === undefined) throw new Error("bug in rungate: a block is handed out, and nothing says where it stands");
    const folder = this.#folderOf(command.attempt);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const handed = { host: command.host, place: command.place, text: pasteText(command) };
    writeDurably(join(folder, "paste.sh"), handed.text);
    writeDurably(join(folder, "handed.json"), JSON.stringify(handed));
    syncFolder(join(this.#folder, "attempts"));
    return handed;
  }

  /** Asks how it ended, and for what it printed. The status is written last: what is not whole has not been told. */
  async #ask(attempt: string, { host, place, text }: Handed, offered: readonly Option[]): Promise<Told> {
    const path = join(this.#folderOf(attempt), "paste.sh");
    const answer = await this.#put(
      "instruct",
      place,
      `Paste this into a bash on \`${host}\`. It lies in ${path}, too.\n\n${text}`,
      offered,
    );
    if (answer.kind === "gone") return { kind: "gone", why: "" };
    if (answer.key !== options.exit.key) return { kind: answer.key === options.notRun.key ? "notRun" : "unknown", why: "" };
    const status = readStatus(answer.text);
    if (status === null) return this.#ask(attempt, { host, place, text }, offered);
    const end = `end of ${attempt}`;
    const printed = await this.#put("paste", place, `Paste what it printed, then a line of its own: ${end}`, [], end);
    if (printed.kind === "gone") return { kind: "gone", why: "" };
    const folder = this.#folderOf(attempt);
    writeDurably(join(folder, "stdout"), printed.text);
    writeDurably(join(folder, "stderr"), "");
    writeDurably(join(folder, "status"), String(status));
    return { kind: "exited", status };
  }

  #put(purpose: "instruct" | "paste", place: Place, text: string, offered: readonly Option[], endLine?: string): Promise<Answer> {
    return this.#operator.ask({
      purpose,
      place,
      text,
      options: offered,
      shown: null,
      shownSha256: null,
      isSecret: false,
      ...(endLine !== undefined && { endLine }),
    });
  }

  /** A terminal shows both streams as one: what went to stderr is not known, and nothing may be concluded from it. */
  #ended(attempt: string, status: number): Exited {
    const output = (stream: string): Exited["stdout"] => readOutput(this.#folder, join("attempts", attempt, stream));
    return { kind: "exited", status, stdout: output("stdout"), stderr: { ...output("stderr"), isWhole: false }, durationMs: 0 };
  }
}

function whyOf({ kind }: Told): string {
  return kind === "notRun"
    ? "the operator did not run it"
    : kind === "unknown"
      ? "it was done by hand, and the operator does not know how it ended"
      : "it was given to the operator to be done by hand, and nobody said how it ended";
}

/** `null`: no status. */
function readStatus(text: string): number | null {
  return /^\d{1,3}$/.test(text) && Number(text) <= 255 ? Number(text) : null;
}

/** The block with its values, as a bash of any kind can be given it. In a subshell: strict mode must not end the operator's own. */
export function pasteText({ environment, lists, session, script }: Pick<Command, "environment" | "lists" | "session" | "script">): string {
  const body = [
    ...Object.entries(environment).map(([name, value]) => `export ${name}=${quote(value)}`),
    ...Object.entries(lists).map(([name, values]) => `${name}=(${values.map(quote).join(" ")})`),
    ...(session === null ? [] : [session.script.trimEnd()]),
    "set -euo pipefail",
    "shopt -s inherit_errexit",
    script.trimEnd(),
  ];
  return `(\n${body.join("\n")}\n) < /dev/null\n`;
}
