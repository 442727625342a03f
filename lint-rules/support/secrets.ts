/**
 * What is a secret in a shell text: by the name it goes by, by where it comes from, and what only looks like one.
 */
import type { BlockAnalysis, VariableUse } from "../../compiler/ast/analysis.ts";
import type { CommandWord, SimpleCommand } from "../../compiler/ast/shell-commands.ts";
import { commandAround } from "./typed-commands.ts";

/** `db-password`, `VAULT_TOKEN`: the last part tells, so that `token_ttl` and `password-file` are none. */
export function isSecretName(name: string): boolean {
  return (
    /(password|passwd|passphrase)$/i.test(name) ||
    /(^|[-_.])(token|secret|api[-_]?key|access[-_]?key|secret[-_]?key|client[-_]?secret|unseal[-_]?key)$/i.test(name) ||
    ["MYSQL_PWD", "SSHPASS"].includes(name)
  );
}

/** Words that samples are made of. Whoever has one of them for a password has another problem. */
const dummyParts =
  /your|example|sample|change|replace|dummy|fake|placeholder|redact|secret|passw|passphrase|token|key|test|demo|foo|bar|baz|admin|insecure|hidden|xxx|\*\*|\.\.\.|1234|abc|qwerty|hello|value|string|here|some|todo|null|none|true|false/i;

/** `$X`, `<token>`, `changeme`, `xxxx`, `YOUR_TOKEN`, a file: nothing that opens anything. */
export function isDummy(value: string): boolean {
  if (value.length < 5 || new Set(value).size < 4) return true;
  if (/[<>{}$`%[\]\s]/.test(value) || /^[@~./]/.test(value) || value.startsWith("file:")) return true;
  return dummyParts.test(value) || /^[A-Z][A-Z_]*$/.test(value) || /^[a-z]+$/.test(value);
}

/** The forms in which known issuers give out tokens; nothing else looks like them. */
export function isIssuedToken(value: string): boolean {
  if (value.length < 20) return false;
  const shapes = [
    /^AKIA[0-9A-Z]{16}$/,
    /^gh[pousr]_[A-Za-z0-9]{36}$/,
    /^glpat-[A-Za-z0-9_-]{20}$/,
    /^xox[abp]-[0-9]+-[A-Za-z0-9-]{20,}$/,
    /^hv[sb]\.[A-Za-z0-9_-]{24,}$/,
  ];
  return shapes.some((shape) => shape.test(value)) && !/example|xxx|abcdef|123456|000000/i.test(value);
}

/** Where one use of a secret variable stands. */
export interface SecretUse {
  readonly use: VariableUse;
  readonly command: SimpleCommand;
  /** The word that holds it; `null` in an assignment, a heredoc, a here-string or a file's name. */
  readonly word: CommandWord | null;
}

/** The uses of the variables that `isSecret` picks, with the command that each is part of. */
export function usesOf(analysed: BlockAnalysis, isSecret: (name: string) => boolean): SecretUse[] {
  return analysed.variables.flatMap((use) => {
    if (use.action !== "uses" || !isSecret(use.name)) return [];
    const command = commandAround(use.start, analysed);
    if (command === null) return [];
    return [{ use, command, word: command.words.find(({ start, end }) => start <= use.start && use.end <= end) ?? null }];
  });
}
