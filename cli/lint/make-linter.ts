/**
 * Documents through the compiler and the rules, one after another. What comes of them can be sent from thread to thread.
 */
import type { OnRuleFailure } from "../../compiler/4-lint/index.ts";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { compileOptions } from "../documents.ts";
import { RecordedView, type Answers } from "./cache.ts";
import type { Workspace } from "../workspace.ts";

export interface Document {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface Outcome {
  readonly diagnostics: readonly Diagnostic[];
  /** What was asked of the repository, and the answers; `null` where they do not say whether the findings still hold. */
  readonly answers: Answers | null;
  /** Of rules that threw. */
  readonly failures: readonly Parameters<OnRuleFailure>[];
}

export type LintAll = (documents: readonly Document[]) => Promise<readonly Outcome[]>;

/** Loads the compiler and the rules, once for all documents. */
export async function makeLinter(workspace: Workspace): Promise<LintAll> {
  const { analyse } = await import("../../compiler/index.ts");
  const options = await compileOptions(workspace);
  return async (documents) => {
    const outcomes: Outcome[] = [];
    for (const { path, bytes } of documents) {
      const repository = new RecordedView(workspace.repository);
      const failures: Parameters<OnRuleFailure>[] = [];
      const onRuleFailure: OnRuleFailure = (...failure) => void failures.push(failure);
      const { diagnostics } = await analyse(bytes, { ...options, repository, path, onRuleFailure });
      outcomes.push({ diagnostics, answers: failures.length === 0 ? repository.answers : null, failures });
    }
    return outcomes;
  };
}
