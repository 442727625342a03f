/**
 * What in a word is a secret: a variable that holds one, a value declared `secret`, a substitution of a command that
 * prints one. `${#x}` and `${x:+set}` do not show what x holds.
 */
import type { CommandFact, SecretSource } from "../../ast/analysis.ts";
import type { PlaceholderToken } from "../../ast/shell-block.ts";
import type { SimpleCommand } from "../../ast/shell-commands.ts";
import { visitChildren, type ShellNode } from "../../ast/shell.ts";

export interface Secret {
  readonly name: string;
  readonly source: SecretSource;
}

/**
 * Variables that hold a secret, by name, and files, by `fileKey`. `null`: it was overwritten with something that is none.
 */
export type Taints = Map<string, Secret | null>;

/** A file among the taints; no variable has a name like it. */
export function fileKey(path: string): string {
  return `<${path}`;
}

export interface Known {
  readonly taints: Taints;
  /** Tokens of values that are declared `secret`. */
  readonly secretTokens: ReadonlySet<PlaceholderToken>;
  readonly commands: readonly SimpleCommand[];
  readonly prints: readonly CommandFact[];
}

/** `tokens`: those that stand in the text of the node. */
export function secretsIn(node: ShellNode, tokens: readonly PlaceholderToken[], known: Known): Secret[] {
  const found = tokens.filter((token) => known.secretTokens.has(token)).map(({ name }): Secret => ({ name, source: "parameter" }));
  collect(node, known, found);
  return [...new Map(found.map((secret) => [secret.name, secret])).values()];
}

function collect(node: ShellNode, known: Known, found: Secret[]): void {
  const variable = variableOf(node);
  if (variable !== null) {
    const secret = secretNamed(variable, known.taints);
    if (secret !== null) found.push(secret);
  }
  if (node.type === "CommandExpansion" || node.type === "ProcessSubstitution") {
    const printed = printedIn(node, known);
    if (node.type === "CommandExpansion" && printed !== null) found.push(printed);
    return;
  }
  if (node.type === "ParameterExpansion" && variable === null) return;
  visitChildren(node, (child) => collect(child, known, found));
}

/** The variable whose content an expansion shows. */
function variableOf(node: ShellNode): string | null {
  if (node.type === "SimpleExpansion") return node.text.slice(1);
  if (node.type !== "ParameterExpansion" || node.prefix !== undefined) return null;
  return node.operation?.type === "Default" && node.operation.operator.endsWith("+") ? null : node.parameter;
}

function secretNamed(name: string, taints: Taints): Secret | null {
  const tainted = taints.get(name);
  if (tainted !== undefined && tainted !== null) return tainted;
  return isSecretName(name) ? { name, source: "name" } : null;
}

const endings = ["PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "API_KEY", "APIKEY", "SECRET_KEY", "UNSEAL_KEY"];

/** `DB_PASSWORD`, `token`, `OS_PASSWORD`; not `TOKEN_FILE`, not `SECRET_NAME`. */
export function isSecretName(name: string): boolean {
  const upper = name.toUpperCase();
  return endings.some((ending) => upper === ending || upper.endsWith(`_${ending}`)) || name.endsWith("_PASS") || name.endsWith("_PW");
}

/** Filters behind which nothing of a secret is left. */
const reducers: readonly string[] = ["wc", "md5sum", "sha1sum", "sha256sum", "sha512sum", "cksum", "cut", "head"];

/** The secret that a substitution results in: that of a command which prints one, or one that `echo` hands on. */
function printedIn(node: ShellNode, known: Known): Secret | null {
  const inside = known.commands.filter(({ start, end }) => start >= node.pos && end <= node.end);
  const last = inside.at(-1);
  if (last === undefined || (last.name !== null && reducers.includes(last.name) && last.pipeline.index > 0)) return null;
  const printing = known.prints.find(({ command }) => inside.includes(command));
  if (printing !== undefined) return { name: printing.name, source: "command" };
  for (const command of inside) {
    const [secret] = handedOn(command, known);
    if (secret !== undefined) return secret;
  }
  return null;
}

/** What `echo "$x"`, `cat <<< "$x"` and here-documents give to their stdout. */
export function handedOn(command: SimpleCommand, known: Known): Secret[] {
  const isEcho = command.name === "echo" || command.name === "printf";
  const isVariable = command.name === "printf" && command.words[1]?.value === "-v";
  const words = isEcho && !isVariable ? command.words.slice(1).flatMap((word) => secretsIn(word.node, word.tokens, known)) : [];
  const read = command.name === "cat" || command.words.length === 0 ? readFrom(command, known) : [];
  const fed = command.name === "cat" || command.name === "tee" || command.name === "base64" ? fedTo(command, known) : [];
  return [...words, ...read, ...fed];
}

/** `cat FILE`, `$(< FILE)`, where a secret was written to the file. */
function readFrom({ words, redirections }: SimpleCommand, { taints }: Known): Secret[] {
  const inputs = redirections.flatMap(({ node, target }) =>
    node.type === "Redirect" && node.operator === "<" && target !== null ? [target] : [],
  );
  return [...words.slice(1), ...inputs].flatMap(({ value }) => {
    const secret = value === null ? undefined : taints.get(fileKey(value));
    return secret === undefined || secret === null ? [] : [secret];
  });
}

/** What its here-string or here-document holds. */
export function fedTo({ redirections }: SimpleCommand, known: Known): Secret[] {
  return redirections.flatMap(({ node, target }) => {
    if (node.type === "HereDoc") return node.delimiter?.quoted === true ? [] : secretsIn(node.body, [], known);
    return node.type === "HereString" && target !== null ? secretsIn(target.node, target.tokens, known) : [];
  });
}
