/**
 * Collects the diagnostics of one document. Phases report and go on; nobody throws for an author's mistake.
 */
import type { Span } from "../ast/node.ts";
import type { Diagnostic, Edit, Severity } from "./diagnostic.ts";

export interface Report {
  readonly code: Diagnostic["code"];
  readonly severity: Severity;
  readonly span: Span;
  readonly message: string;
  readonly why?: string;
  readonly fix?: string;
  readonly related?: Diagnostic["related"];
  /** An empty list is none. */
  readonly edits?: readonly Edit[];
}

export class Reporter {
  readonly diagnostics: Diagnostic[] = [];
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  report({ why, fix, related, edits, ...rest }: Report): void {
    this.diagnostics.push(
      Object.freeze({
        ...rest,
        file: this.#file,
        why: why ?? null,
        fix: fix ?? null,
        related: related ?? [],
        edits: edits === undefined || edits.length === 0 ? null : edits,
      }),
    );
  }
}
