/**
 * rungate as functions: what `import { compile, lint, explain } from "rungate"` gives. From text to values; nothing is
 * read from the disk and nothing is written.
 */
import { analyse, compile as compileText, type Compiled } from "../compiler/index.ts";
import { Config } from "../compiler/config.ts";
import { defaultConfig } from "../compiler/default-config.ts";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { outlineOf, type Outline } from "../compiler/outline.ts";
import type { RepositoryView } from "../compiler/3-resolve/repository-view.ts";
import { rules as ownRules } from "../lint-rules/index.ts";
import type { Rule } from "../compiler/4-lint/rule.ts";

export { Config, type Compiled, type Diagnostic, type Outline, type RepositoryView, type Rule };

export interface Options {
  /** The document's path from the repository's root, with `/`; its name is the runbook's id. */
  readonly path: string;
  readonly config?: Config;
  /** Beside rungate's own. */
  readonly rules?: readonly Rule[];
  /** What references may name; without it, nothing exists. */
  readonly repository?: RepositoryView;
  readonly isStrict?: boolean;
}

const emptyRepository: RepositoryView = { has: () => false, read: () => null, list: () => [] };

function complete({ path, config, rules, repository, isStrict }: Options) {
  return {
    path,
    config: config ?? defaultConfig,
    rules: [...ownRules, ...(rules ?? [])],
    repository: repository ?? emptyRepository,
    isStrict: isStrict ?? false,
  };
}

/** What is wrong with a document. */
export async function lint(source: string | Uint8Array, options: Options): Promise<readonly Diagnostic[]> {
  return (await analyse(source, complete(options))).diagnostics;
}

/** How the machine reads it; `null` where its bytes are refused. */
export async function explain(source: string | Uint8Array, options: Options): Promise<Outline | null> {
  const { runbook, analysis, diagnostics } = await analyse(source, complete(options));
  return runbook === null || analysis === null ? null : outlineOf({ runbook, analysis, diagnostics });
}

/** What it means: the files of `generated/<id>/`, or `null` and the errors. */
export function compile(source: string | Uint8Array, options: Options): Promise<Compiled> {
  return compileText(source, complete(options));
}
