/**
 * Threads for many documents: each has a compiler of its own. They find what one thread would.
 */
import { extname, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Config } from "../../compiler/config.ts";
import { Refusal } from "../exit-status.ts";
import type { Document, LintAll, Outcome } from "./make-linter.ts";
import type { Workspace } from "../workspace.ts";

/** A document leaves nothing but garbage. V8 would let three times as much of it lie, and be no faster. */
const youngGenerationMebibytes = 24;

/** What a thread is told of the workspace. */
export type GivenToThread = Pick<Workspace, "root" | "isStrict"> & { readonly config: Config };

/** A refusal is told apart, for a thread hands on of errors no more than their words. */
export type Answer =
  | { readonly outcomes: readonly Outcome[] }
  | { readonly refusal: Pick<Refusal, "message" | "fix" | "status"> }
  | { readonly error: unknown };

/** Gives documents to whichever thread is free; no more calls at a time than there are threads. */
export class LintPool {
  readonly #free: LintThread[];
  readonly #threads: readonly LintThread[];

  constructor(count: number, workspace: Workspace) {
    this.#threads = Array.from({ length: count }, () => new LintThread(workspace));
    this.#free = [...this.#threads];
  }

  readonly lint: LintAll = async (documents) => {
    const thread = this.#free.pop()!;
    try {
      return await thread.lint(documents);
    } finally {
      this.#free.push(thread);
    }
  };

  async end(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }
}

class LintThread {
  readonly #worker: Worker;
  #answer: (answer: Answer) => void = () => {};

  constructor({ root, config, isStrict }: Workspace) {
    const given: GivenToThread = { root, config, isStrict };
    // Beside this file, and as this one: a source in a checkout, JavaScript in the package.
    this.#worker = new Worker(join(import.meta.dirname, `worker${extname(import.meta.filename)}`), {
      workerData: given,
      resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMebibytes },
    });
    this.#worker.on("message", (answer: Answer) => this.#answer(answer));
    this.#worker.on("error", (error) => this.#answer({ error }));
    this.#worker.on("exit", (status) => this.#answer({ error: new Error(`a thread ended with ${status}`) }));
  }

  async lint(documents: readonly Document[]): Promise<readonly Outcome[]> {
    const answer = await new Promise<Answer>((resolve) => {
      this.#answer = resolve;
      this.#worker.postMessage(documents);
    });
    if ("outcomes" in answer) return answer.outcomes;
    if ("refusal" in answer) throw new Refusal(answer.refusal.message, answer.refusal.fix, answer.refusal.status);
    throw new Error(`the documents ${documents.map(({ path }) => path).join(", ")} were not linted`, { cause: answer.error });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
