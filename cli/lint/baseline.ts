/**
 * A baseline: the findings that a repository has accepted for now, so that `lint` speaks of new ones only. An entry names
 * the file, the code and the guilty text, never a line: moving text about does not bring its finding back.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { z } from "zod";
import { makeLineReader } from "../../compiler/ast/lines.ts";
import { compareDiagnostics, type Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { Refusal } from "../exit-status.ts";
import { displayed, statOrNull } from "../files.ts";
import { readTextFile } from "../read-file.ts";
import type { Workspace } from "../workspace.ts";

/** Half a million findings. */
const baselineBytesMax = 128 * 1024 * 1024;

const BaselineEntry = z.strictObject({
  /** From the repository's root, with `/`. */
  file: z.string(),
  code: z.string(),
  /** The guilty text, shortened: for the reviewer. */
  text: z.string(),
  /** Of the file, the code and all of the guilty text. */
  fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
  count: z.int().positive(),
});
export type BaselineEntry = z.infer<typeof BaselineEntry>;

export const Baseline = z.strictObject({ version: z.literal(1), findings: z.array(BaselineEntry) });

export type TextOf = (path: string) => string | null;

/** `kept`: entries of an earlier baseline of which this run knows nothing. */
export function makeBaseline(diagnostics: readonly Diagnostic[], textOf: TextOf, kept: readonly BaselineEntry[]): string {
  const entries = new Map<string, BaselineEntry>();
  const guiltyText = guiltyTexts(textOf);
  for (const diagnostic of diagnostics.toSorted(compareDiagnostics)) {
    const { file, code } = diagnostic;
    const guilty = guiltyText(diagnostic);
    const fingerprint = fingerprintOf(diagnostic, guilty);
    const line = guilty.replaceAll(/\s+/g, " ").trim();
    const text = line.length > 80 ? `${Array.from(line).slice(0, 77).join("")}...` : line;
    entries.set(fingerprint, { file, code, text, fingerprint, count: (entries.get(fingerprint)?.count ?? 0) + 1 });
  }
  const findings = [...entries.values(), ...kept].toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  return `${JSON.stringify({ version: 1, findings }, null, 2)}\n`;
}

export interface Compared {
  /** What the baseline does not know. */
  readonly left: readonly Diagnostic[];
  readonly hidden: number;
  /** Entries of which more is written than is still found. */
  readonly stale: readonly BaselineEntry[];
}

/** `wasLookedFor`: of an entry that this run did not look for nothing is known. */
export function compareWithBaseline(
  diagnostics: readonly Diagnostic[],
  entries: readonly BaselineEntry[],
  textOf: TextOf,
  wasLookedFor: (entry: BaselineEntry) => boolean,
): Compared {
  const open = new Map(entries.map((entry) => [entry.fingerprint, entry.count]));
  const guiltyText = guiltyTexts(textOf);
  const left = diagnostics.toSorted(compareDiagnostics).filter((diagnostic) => {
    const fingerprint = fingerprintOf(diagnostic, guiltyText(diagnostic));
    const count = open.get(fingerprint) ?? 0;
    if (count > 0) open.set(fingerprint, count - 1);
    return count === 0;
  });
  const stale = entries.filter((entry) => (open.get(entry.fingerprint) ?? 0) > 0 && wasLookedFor(entry));
  return { left, hidden: diagnostics.length - left.length, stale };
}

export function readBaseline(path: string, { cwd }: Workspace): readonly BaselineEntry[] {
  const name = displayed(path, cwd);
  const again = `write it with \`rungate lint --write-baseline ${name}\``;
  if (statOrNull(path) === null) throw new Refusal(`Unexpected absence of the baseline \`${name}\`, expected a file`, again);
  try {
    return Baseline.parse(JSON.parse(readTextFile(path, name, baselineBytesMax))).findings;
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof z.ZodError)) throw error;
    throw new Refusal(`Unexpected text in \`${name}\`, expected a baseline`, `remove the file or name another one, and ${again}`);
  }
}

/** A path that is meant as a document to lint would be lost. */
export function refuseOtherName(path: string, { cwd }: Workspace): void {
  const name = displayed(path, cwd);
  if (!name.endsWith(".json"))
    throw new Refusal(
      `Unexpected \`${name}\` as a baseline, expected a name that ends in .json`,
      "name the documents first: rungate lint docs --write-baseline",
    );
}

export function writeBaseline(path: string, text: string, { cwd }: Workspace): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "error";
    throw new Refusal(
      `Unexpected ${code} at \`${displayed(path, cwd)}\`, expected a file that may be written`,
      "check the path and the permissions",
    );
  }
}

/** The lines that the finding points at, without their indents: one character alone may stand anywhere in a file. */
function guiltyTexts(textOf: TextOf): (diagnostic: Diagnostic) => string {
  const linesOf = makeLineReader();
  return ({ file, span }) =>
    linesOf(textOf(file) ?? "")
      .slice(span.start.line - 1, span.end.line)
      .map((line) => line.trim())
      .join("\n");
}

function fingerprintOf({ file, code }: Diagnostic, guilty: string): string {
  return createHash("sha256")
    .update(JSON.stringify([file, code, guilty]), "utf8")
    .digest("hex")
    .slice(0, 16);
}
