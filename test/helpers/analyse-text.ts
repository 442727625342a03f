/**
 * A document through the compiler in a made repository: what the tests of resolve, outline and the pipeline start from.
 */
import {
  analyse,
  compile,
  type Analysed,
  type Compiled,
  type CompileOptions,
  type RepositoryView,
  type Rule,
} from "../../compiler/index.ts";
import { Config } from "../../compiler/config.ts";
import { outlineOf, type Outline } from "../../compiler/outline.ts";

export interface TextOptions {
  readonly config?: Readonly<Record<string, unknown>>;
  /** Path -> text. */
  readonly files?: Readonly<Record<string, string>>;
  readonly rules?: readonly Rule[];
  readonly isStrict?: boolean;
  readonly path?: string;
}

export interface Outlined extends Analysed {
  readonly outline: Outline | null;
}

/** With the outline; `null` where the bytes are refused. */
export function withOutline(analysed: Analysed): Outlined {
  const { runbook, analysis, diagnostics } = analysed;
  return { ...analysed, outline: runbook === null || analysis === null ? null : outlineOf({ runbook, analysis, diagnostics }) };
}

export async function analyseText(text: string | Uint8Array, options: TextOptions = {}): Promise<Outlined> {
  return withOutline(await analyse(text, complete(options)));
}

export function compileText(text: string | Uint8Array, options: TextOptions = {}): Promise<Compiled> {
  return compile(text, complete(options));
}

function complete({ path, config, rules, files, isStrict }: TextOptions): CompileOptions {
  return {
    path: path ?? "runbooks/example.md",
    config: Config.parse(config ?? {}),
    rules: rules ?? [],
    repository: makeRepository(files ?? {}),
    isStrict: isStrict ?? false,
  };
}

export function makeRepository(files: Readonly<Record<string, string>>): RepositoryView {
  const paths = Object.keys(files);
  return {
    has: (path) => Object.hasOwn(files, path),
    read: (path) => files[path] ?? null,
    list: (folder) =>
      paths
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1))
        .filter((name) => !name.includes("/"))
        .sort(),
  };
}
