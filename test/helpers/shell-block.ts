/** Blocks, values and a real bash for the tests of shell text. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ValueReference } from "../../compiler/ast/analysis.ts";
import { makeShellBlock, type ShellBlock } from "../../compiler/ast/shell-block.ts";
import type { ValueType } from "../../compiler/ast/value-type.ts";
import { Reporter } from "../../compiler/diagnostics/reporter.ts";
import { resolvePlaceholders, type Lookup } from "../../compiler/3-resolve/placeholders/index.ts";

/** A block that begins at line 1 of its document. */
export function shellBlock(script: string): ShellBlock {
  let offset = 0;
  const lines = script.split("\n").map((text, index) => {
    const line = { line: index + 1, column: 1, offset };
    offset += text.length + 1;
    return line;
  });
  const origin = { line: 1, column: 1, offset: 0 };
  return makeShellBlock({ form: "fence", language: "bash", script, lines, span: { start: origin, end: origin } });
}

const types: Readonly<Record<string, ValueType>> = {
  app: { kind: "text" },
  ts: { kind: "text" },
  file: { kind: "path" },
  in: { kind: "text" },
  rev: { kind: "int" },
  n: { kind: "int" },
  k: { kind: "int" },
  lb: { kind: "uuid" },
  target: { kind: "semver" },
  old: { kind: "semver" },
  host: { kind: "host" },
  key: { kind: "secret" },
  nodes: { kind: "list", of: { kind: "host" } },
  words: { kind: "list", of: { kind: "text" } },
};

/** The values that the table of `docs/language.md` declares. */
export const lookup: Lookup = (name, column): ValueReference | "literal" | null => {
  if (name === "lit") return "literal";
  const type = types[name];
  return type === undefined ? null : { name, column, variable: `RB_${name}`, type, origin: { kind: "parameter" } };
};

export interface Resolved {
  readonly rewritten: string | null;
  /** `severity code`. */
  readonly findings: readonly string[];
  readonly uses: ReturnType<typeof resolvePlaceholders>["uses"];
  readonly reporter: Reporter;
}

export function resolveScript(script: string, isStrict = true): Resolved {
  const reporter = new Reporter("x.md");
  const { rewritten, uses } = resolvePlaceholders(shellBlock(script), lookup, { isStrict, valueNames: Object.keys(types) }, reporter);
  return { rewritten, uses, reporter, findings: reporter.diagnostics.map(({ severity, code }) => `${severity} ${code}`) };
}

export type Given = Readonly<Record<string, string | readonly string[]>>;

/** What is in front of a block by the contract of `rewrite.ts`: arrays for lists, secrets from file descriptor 3. */
function preludeFor(values: Given): { prelude: string; env: Record<string, string> } {
  const env: Record<string, string> = {};
  const lines: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (name === "key") {
      lines.push("IFS= read -r -d '' -u 3 RB_key || true", "exec 3<&-");
    } else if (typeof value === "string") {
      env[`RB_${name}`] = value;
    } else {
      value.forEach((element, index) => (env[`RBLIST_${name}_${index + 1}`] = element));
      lines.push(`RB_${name}=(${value.map((_, index) => `"$RBLIST_${name}_${index + 1}"`).join(" ")})`);
    }
  }
  return { prelude: [...lines, "set -euo pipefail", "shopt -s inherit_errexit", ""].join("\n"), env };
}

/** A folder with made commands; each prints its arguments, NUL behind every one. */
export class MadeWorld {
  readonly folder = mkdtempSync(join(tmpdir(), "rungate-shell-"));

  constructor(commands: readonly string[]) {
    mkdirSync(join(this.folder, "bin"));
    for (const command of commands) {
      const path = join(this.folder, "bin", command);
      writeFileSync(path, "#!/bin/sh\nprintf '%s\\0' \"$@\"\n");
      chmodSync(path, 0o755);
    }
  }

  run(script: string, values: Given): { stdout: string; stderr: string; status: number | null } {
    const { prelude, env } = preludeFor(values);
    const secret = typeof values["key"] === "string" ? values["key"] : "";
    const opening = "exec 3< <(printf '%s' \"$SECRET\")\nunset SECRET\n";
    const { stdout, stderr, status } = spawnSync("bash", ["-c", `${opening}${prelude}${script}\n`], {
      cwd: this.folder,
      encoding: "utf8",
      env: { PATH: `${join(this.folder, "bin")}:${process.env["PATH"]}`, HOME: this.folder, LC_ALL: "C.UTF-8", SECRET: secret, ...env },
    });
    return { stdout, stderr, status };
  }

  /** Files that a value created by being executed. */
  leftovers(): string[] {
    return readdirSync(this.folder).filter((name) => name.startsWith("PWNED"));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Each would do something if it were read as shell text. */
export const hostileValues: readonly string[] = [
  "a b  c",
  "*",
  "; touch PWNED1",
  "$(touch PWNED2)",
  "`touch PWNED3`",
  "'\"'; touch PWNED4 #",
  "back\\slash\\",
  "two\nlines\n touch PWNED5",
  "-rf",
  "\u00e9\u4e2d\u{1f600} \u00a0x",
  "a$HOME ${RB_app} $((1+1))",
  "~root",
  "{a,b} [x] ?(y) !z",
  "| touch PWNED6 & > PWNED7",
  "%s\\n%d",
  "a[$(touch PWNED8)]",
  "",
  " ",
  "# no comment",
  "$'\\x41'",
];
