/**
 * What ShellCheck finds in the shell blocks of documents, where it stands in the Markdown: one process for all of them.
 * A block that the same version saw before is not shown to it again.
 *
 * ShellCheck reads the masked text, in which every `<name>` is a word of the same length, so positions fit and a value is
 * no pair of redirections. What our own rules say better, because they know the document, is left out.
 */
import type { Analysed, Config, Diagnostic } from "../../compiler/index.ts";
import { suppressShellcheck } from "../../compiler/4-lint/index.ts";
import { spanInScript, type ShellBlock } from "../../compiler/ast/shell-block.ts";
import { tokensWithin } from "../../compiler/ast/placeholder-token.ts";
import { compareDiagnostics } from "../../compiler/diagnostics/diagnostic.ts";
import type { LookedAt } from "../documents.ts";
import { ShellcheckCache } from "./shellcheck-cache.ts";
import { runShellcheck, shellcheckVersion, type Comment } from "./shellcheck-process.ts";
import type { Workspace } from "../workspace.ts";

/** What it says of text that it cannot parse; resolve/shell-syntax says it of the whole block. */
const parserCodes: readonly number[] = [1009, 1036, 1046, 1047, 1050, 1056, 1058, 1062, 1064, 1070, 1072, 1073, 1088, 1089];

/** Said of a constant, which a placeholder only looks like while it is masked. */
const constantCodes: readonly number[] = [2043, 2050, 2078, 2100, 2157, 2158, 2159, 2160, 2161, 2170, 2193, 2194, 2209, 2309];

const severities = { error: "warning", warning: "warning", info: "info", style: "info" } as const;

interface ShellcheckOptions {
  readonly isCached: boolean;
  /** ISO date, for suppressions that end. */
  readonly today: string;
}

/** The same documents with its findings among theirs, but for those that a comment allows or `rungate.yaml` turns off. */
export function addShellcheck(
  documents: readonly LookedAt<Analysed>[],
  workspace: Workspace,
  { isCached, today }: ShellcheckOptions,
): LookedAt<Analysed>[] {
  const blocksOf = new Map(documents.map(({ result }) => [result, ownBlocks(result)]));
  const comments = commentsOn([...blocksOf.values()].flat(), workspace, isCached);
  return documents.map(({ file, result }) => {
    const { runbook, diagnostics } = result;
    if (runbook === null) return { file, result };
    const found = blocksOf.get(result)!.flatMap((block) => {
      const said = comments.get(block.masked) ?? [];
      return said.flatMap((comment) => diagnosticOf(comment, block, file.path, workspace.config) ?? []);
    });
    const kept = suppressShellcheck(runbook, found, today);
    return kept.length === 0
      ? { file, result }
      : { file, result: { ...result, diagnostics: [...diagnostics, ...kept].toSorted(compareDiagnostics) } };
  });
}

/** Without those that a DO took in from other documents, where they are looked at themselves. */
function ownBlocks({ source, analysis }: Analysed): ShellBlock[] {
  if (source === null || analysis === null) return [];
  return analysis.blocks.flatMap(({ block }) => (block.span.start.offset < source.text.length ? [block] : []));
}

/** Masked text -> what ShellCheck says of it, now or when the same version saw the same text before. */
function commentsOn(blocks: readonly ShellBlock[], { root }: Workspace, isCached: boolean): ReadonlyMap<string, readonly Comment[]> {
  const cache = new ShellcheckCache(root, shellcheckVersion());
  const scripts = [...new Set(blocks.map(({ masked }) => masked))];
  const known = new Map(
    scripts.flatMap((script) => {
      const comments = isCached ? cache.find(script) : null;
      return comments === null ? [] : [[script, comments] as const];
    }),
  );
  const asked = scripts.filter((script) => !known.has(script));
  runShellcheck(asked).forEach((comments, index) => known.set(asked[index]!, comments));
  if (isCached && asked.length > 0) cache.save(known);
  return known;
}

/** `null`: not said of what the author wrote. */
function diagnosticOf(comment: Comment, block: ShellBlock, file: string, { rules }: Config): Diagnostic | null {
  const severity = rules[`shellcheck/SC${comment.code}`] ?? severities[comment.level];
  if (severity === "off" || parserCodes.includes(comment.code)) return null;
  const lines = block.masked.split("\n");
  const start = Math.min(offsetOf(lines, comment.line, comment.column), block.masked.length);
  const end = Math.min(Math.max(offsetOf(lines, comment.endLine, comment.endColumn), start), block.masked.length);
  const lineStart = offsetOf(lines, comment.line, 1);
  const lineEnd = offsetOf(lines, comment.endLine, Infinity);
  if (constantCodes.includes(comment.code) && tokensWithin(block.tokens, lineStart, lineEnd).length > 0) return null;
  const code = `SC${comment.code}`;
  return {
    code: `shellcheck/${code}`,
    severity,
    file,
    span: spanInScript(block, start, end),
    message: comment.message.trim().replace(/\.$/, ""),
    why: `ShellCheck says so of the block; https://www.shellcheck.net/wiki/${code} explains it`,
    fix: null,
    related: [],
    edits: null,
  };
}

/** Its lines and columns count from 1, and columns count characters, not UTF-16 units. */
function offsetOf(lines: readonly string[], line: number, column: number): number {
  const before = lines.slice(0, line - 1).reduce((length, text) => length + text.length + 1, 0);
  const text = lines[line - 1] ?? "";
  const length = column === Infinity ? text.length : [...text].slice(0, column - 1).join("").length;
  return before + length;
}
