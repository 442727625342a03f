/**
 * The environment variable that carries a value into a block, and the names that no value may have.
 */
import type { Span } from "../ast/node.ts";
import type { Reporter } from "../diagnostics/reporter.ts";

/** `app-name` and its column `rev` travel as `RB_app_name_rev`. */
export function variableOf(name: string, column: string | null): string {
  const text = column === null ? name : `${name}_${column}`;
  return `RB_${text.replaceAll("-", "_")}`;
}

/** Names that a shell, a loader or an interpreter obeys. The prefix keeps them apart; a reader who pastes has no prefix. */
const obeyed = new Set([
  "PATH",
  "IFS",
  "ENV",
  "BASH_ENV",
  "SHELLOPTS",
  "BASHOPTS",
  "SHELL",
  "HOME",
  "PS4",
  "PROMPT_COMMAND",
  "CDPATH",
  "GLOBIGNORE",
  "NODE_OPTIONS",
  "NODE_PATH",
  "PYTHONPATH",
  "PYTHONSTARTUP",
  "PERL5LIB",
  "PERL5OPT",
  "RUBYOPT",
  "GIT_SSH_COMMAND",
  "EDITOR",
  "PAGER",
]);
const obeyedPrefixes = ["LD_", "DYLD_", "RB_", "RUNGATE_"];

/** Names of JavaScript's own objects: harmless here, and a trap for every tool that reads the outline. */
const objectNames = new Set([...Object.getOwnPropertyNames(Object.prototype), "prototype"]);

/** Reports a name that must not be a value's. */
export function checkValueName(name: string, span: Span, reporter: Reporter): void {
  const variable = name.replaceAll("-", "_");
  const isObeyed = obeyed.has(variable) || obeyedPrefixes.some((prefix) => variable.startsWith(prefix));
  if (!isObeyed && !objectNames.has(name)) return;
  reporter.report({
    code: "resolve/dangerous-name",
    severity: "error",
    span,
    message: `Unexpected value name \`${name}\`, expected one that no program obeys`,
    why: isObeyed
      ? "who pastes the block by hand and sets the variable first would change how every later command runs"
      : "tools that read the outline as JavaScript objects would find the language's own property instead",
    fix: `Rename it, for example \`<my-${name
      .toLowerCase()
      .replaceAll("_", "-")
      .replace(/^-+|-+$/g, "")}>\``,
  });
}

/** Two values or columns that would travel in one variable. */
export interface NamedValue {
  readonly name: string;
  readonly column: string | null;
  readonly span: Span;
}

/**
 * Reports values that are different to the author and one variable to the shell: `a-b` and `a_b`, `now.rev` and `now_rev`.
 * Those of the outer scope have been compared with each other already.
 */
export function checkCollisions(outer: Iterable<NamedValue>, inner: Iterable<NamedValue>, reporter: Reporter): void {
  const taken = new Map([...outer].map((value) => [variableOf(value.name, value.column), value]));
  for (const value of inner) {
    const variable = variableOf(value.name, value.column);
    const first = taken.get(variable);
    if (first === undefined) {
      taken.set(variable, value);
    } else if (written(first) !== written(value)) {
      reporter.report({
        code: "resolve/name-collision",
        severity: "error",
        span: value.span,
        message: `Unexpected value \`${written(value)}\`, expected a name that differs from \`${written(first)}\` in more than \`-\`, \`_\` and \`.\``,
        why: `both reach the shell as \`${variable}\`: a command would get the other one's value`,
        fix: `Rename \`${written(value)}\``,
        related: [{ span: first.span, message: `\`${written(first)}\` is declared here` }],
      });
    }
  }
}

function written({ name, column }: NamedValue): string {
  return column === null ? `<${name}>` : `<${name}.${column}>`;
}
