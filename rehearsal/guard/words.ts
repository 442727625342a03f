/** Words whose value is known before bash starts, and the paths that a rehearsal may touch. */
import { resolve } from "node:path";
import type { CommandExpansionPart, Word, WordPart } from "unbash";

export interface GuardContext {
  readonly clients: ReadonlySet<string>;
  readonly filters: ReadonlySet<string>;
  /** Absolute. Files are written nowhere else. */
  readonly home: string;
  readonly workingFolder: string;
  /** Absolute path -> text of the files that blocks may `source`. */
  readonly sourceable: ReadonlyMap<string, string>;
  /** What the block's environment holds when it starts; a block may not change it. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What is known while a block is judged, in the order of its text. */
export interface Judging {
  readonly context: GuardContext;
  readonly functions: Set<string>;
  /** The block has written a file: what it sources after that may be its own text. */
  hasWritten: boolean;
}

export interface Argument {
  readonly source: string;
  /** `null`: known only when bash has run. */
  readonly value: string | null;
  /** The variable, where the argument is an assignment (`export A=1`). */
  readonly assigns: string | null;
}

/** The value of a word as bash will see it, or `null` where that depends on what bash has not done yet. */
export function staticValue(word: Word, context: GuardContext): string | null {
  if (word.text === "~" || word.text.startsWith("~/")) {
    const rest = staticParts(word, context);
    return rest === null ? null : context.home + rest.slice(1);
  }
  return word.text.startsWith("~") ? null : staticParts(word, context);
}

function staticParts(word: Word, context: GuardContext): string | null {
  if (word.parts === undefined) return word.value;
  const values = word.parts.map((part) => partValue(part, context, false));
  return values.every((value) => value !== null) ? values.join("") : null;
}

/** Outside quotes bash splits a value and matches it against files: only a plain one stays what it is. */
const plain = (value: string | null, isQuoted: boolean): string | null =>
  value === null || isQuoted || /^[\w.:@%+=,/-]+$/.test(value) ? value : null;

function partValue(part: WordPart, context: GuardContext, isQuoted: boolean): string | null {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return part.value;
    case "DoubleQuoted":
    case "LocaleString": {
      const values = part.parts.map((child) => partValue(child, context, true));
      return values.every((value) => value !== null) ? values.join("") : null;
    }
    case "SimpleExpansion":
      return plain(context.environment[part.text.slice(1)] ?? null, isQuoted);
    case "ParameterExpansion":
      return part.prefix === undefined && part.index === undefined && part.operation === undefined
        ? plain(context.environment[part.parameter] ?? null, isQuoted)
        : null;
    case "CommandExpansion":
      return isDate(part) ? "date" : null;
    case "ProcessSubstitution":
      return "/dev/fd/63";
    default:
      return null;
  }
}

/** `$(date -u +%Y%m%d)`: the made clock prints no slash unless its format has one, so it stays where it stands. */
function isDate(part: CommandExpansionPart): boolean {
  const [statement, ...others] = part.script?.commands ?? [];
  const command = statement?.command;
  return (
    others.length === 0 &&
    command?.type === "Command" &&
    command.name?.text === "date" &&
    command.redirects.length === 0 &&
    command.args.every((arg) => arg.type === "Word" && arg.parts === undefined && !arg.value.includes("/"))
  );
}

/** Inside the made HOME, or one of the devices that lead nowhere else. A relative path must not climb. */
export function isWritablePath(path: string, context: GuardContext): boolean {
  if (["/dev/null", "/dev/stdin", "/dev/stdout", "/dev/stderr"].includes(path) || /^\/dev\/fd\/\d+$/.test(path)) return true;
  if (path === "" || path.split("/").includes("..")) return false;
  const whole = resolve(context.workingFolder, path);
  return whole === context.home || whole.startsWith(`${context.home}/`);
}
