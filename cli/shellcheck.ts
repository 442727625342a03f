/**
 * What ShellCheck finds in the shell blocks of documents, where it stands in the Markdown: one process for all of them.
 *
 * ShellCheck reads the masked text, in which every `<name>` is a word of the same length, so positions fit and a value is
 * no pair of redirections. What our own rules say better, because they know the document, is left out.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Analysed, Diagnostic } from "../compiler/index.ts";
import { spanInScript, type ShellBlock } from "../compiler/ast/shell-block.ts";
import { tokensWithin } from "../compiler/ast/placeholder-token.ts";
import { compareDiagnostics } from "../compiler/diagnostics/diagnostic.ts";
import type { LookedAt } from "./documents.ts";
import { Refusal } from "./exit-status.ts";

/** Left out, with what says it better or why it is not true of a block. */
export const leftOut: Readonly<Record<string, string>> = {
  SC1017: "lint/line-mangled-by-terminal finds carriage returns",
  SC1018: "lint/non-ascii-command",
  SC1082: "parse/ refuses a byte order mark in the middle of a document",
  SC1090: "a sourced file is the site's; lint/unset-variable knows that it may set anything",
  SC1091: "as SC1090",
  SC1100: "lint/non-ascii-command finds dashes that are none",
  SC1110: "lint/non-ascii-command finds typographic quotes",
  SC1111: "lint/non-ascii-command finds typographic quotes",
  SC1112: "lint/non-ascii-command finds typographic quotes",
  SC2024: "lint/sudo-redirect",
  SC2034: "a later block may use it",
  SC2095: "lint/unguarded-stdin",
  SC2115: "lint/unguarded-removal",
  SC2148: "a block is no file and has no first line to say what runs it",
  SC2154: "lint/unset-variable knows the SESSION and the blocks before",
  SC2164: "the runner's strict mode ends a block where cd fails",
  SC2317: "a later block may call it",
  SC2329: "a later block may call it",
};

/** What it says of text that it cannot parse; resolve/shell-syntax says it of the whole block. */
const parserCodes: readonly number[] = [1009, 1036, 1046, 1047, 1050, 1056, 1058, 1062, 1064, 1070, 1072, 1073, 1088, 1089];

/** Said of a constant, which a placeholder only looks like while it is masked. */
const constantCodes: readonly number[] = [2043, 2050, 2078, 2100, 2157, 2158, 2159, 2160, 2161, 2170, 2193, 2194, 2209, 2309];

const severities = { error: "warning", warning: "warning", info: "info", style: "info" } as const;

const Comment = z.object({
  file: z.string(),
  line: z.int().positive(),
  endLine: z.int().positive(),
  column: z.int().positive(),
  endColumn: z.int().positive(),
  level: z.enum(["error", "warning", "info", "style"]),
  code: z.int(),
  message: z.string(),
});
type Comment = z.infer<typeof Comment>;
const Report = z.object({ comments: z.array(Comment) });

/** The same documents with its findings among theirs. */
export function addShellcheck(documents: readonly LookedAt<Analysed>[]): LookedAt<Analysed>[] {
  const blocks = documents.flatMap(({ file, result }) => (result.analysis?.blocks ?? []).map(({ block }) => ({ path: file.path, block })));
  const found = blocks.length === 0 ? [] : runShellcheck(blocks.map(({ block }) => block));
  const diagnostics = found.flatMap((comment) => {
    const { path, block } = blocks[Number(comment.file)]!;
    const diagnostic = diagnosticOf(comment, block, path);
    return diagnostic === null ? [] : [diagnostic];
  });
  return documents.map(({ file, result }) => {
    const own = diagnostics.filter((diagnostic) => diagnostic.file === file.path);
    return own.length === 0 ? { file, result } : { file, result: { ...result, diagnostics: merge(result.diagnostics, own) } };
  });
}

function merge(ours: readonly Diagnostic[], theirs: readonly Diagnostic[]): Diagnostic[] {
  return [...ours, ...theirs].toSorted(compareDiagnostics);
}

/** A file a block, named by its number, in a folder that is gone afterwards. */
function runShellcheck(blocks: readonly ShellBlock[]): Comment[] {
  const folder = mkdtempSync(join(tmpdir(), "rungate-shellcheck-"));
  try {
    blocks.forEach(({ masked }, index) => writeFileSync(join(folder, String(index)), `${masked}\n`));
    const names = blocks.map((_, index) => String(index));
    const { error, status, stdout, stderr } = spawnSync(
      "shellcheck",
      ["--norc", "--format=json1", "--shell=bash", `--exclude=${Object.keys(leftOut).join(",")}`, "--", ...names],
      { cwd: folder, encoding: "utf8", maxBuffer: 1024 * 1024 * 1024, stdio: ["ignore", "pipe", "pipe"] },
    );
    if (error !== undefined) throw refusalOf(error);
    if (status !== 0 && status !== 1) {
      throw new Refusal(`Unexpected exit status ${status} of shellcheck, expected 0 or 1`, `look at what it said: ${stderr.trim()}`);
    }
    return Report.parse(JSON.parse(stdout)).comments;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function refusalOf(error: NodeJS.ErrnoException): Refusal {
  return error.code === "ENOENT"
    ? new Refusal(
        "Unexpected --shellcheck without shellcheck on PATH, expected it to be installed",
        "install it (apt install shellcheck), or leave --shellcheck out",
      )
    : new Refusal(
        `Unexpected ${error.code ?? "error"} while starting shellcheck, expected it to run`,
        "run `shellcheck --version` by hand",
      );
}

/** `null`: not said of what the author wrote. */
function diagnosticOf(comment: Comment, block: ShellBlock, file: string): Diagnostic | null {
  if (parserCodes.includes(comment.code)) return null;
  const lines = block.masked.split("\n");
  const start = Math.min(offsetOf(lines, comment.line, comment.column), block.masked.length);
  const end = Math.min(Math.max(offsetOf(lines, comment.endLine, comment.endColumn), start), block.masked.length);
  const lineStart = offsetOf(lines, comment.line, 1);
  const lineEnd = offsetOf(lines, comment.endLine, Infinity);
  if (constantCodes.includes(comment.code) && tokensWithin(block.tokens, lineStart, lineEnd).length > 0) return null;
  const code = `SC${comment.code}`;
  return {
    code: `shellcheck/${code}`,
    severity: severities[comment.level],
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
