/**
 * What 3-resolve finds out about every item, errors or not: lint rules, `explain` and the editor read it.
 * Unlike `ResolvedRunbook` it exists for every readable document.
 */
import type { ItemId } from "./item.ts";
import type { Span } from "./node.ts";
import type { Parameter } from "./parameter.ts";
import type { PlaceholderToken, ShellBlock } from "./shell-block.ts";
import type { CommandWord, SimpleCommand } from "./shell-commands.ts";
import type { Surface } from "./surface.ts";
import type { ValueType } from "./value-type.ts";

/** What a command can do to the world. `undetermined` is an honest answer: the operator is asked as for a change. */
export type Effect = "read-only" | "mutating" | "undetermined";

/** Why one command of a block was judged as it was. */
export interface EffectReason {
  readonly effect: Effect;
  /** The command's words as the catalogue saw them: `juju refresh`. */
  readonly command: string;
  /** The catalogue entry, redirection or wrapper that decided, in words. */
  readonly because: string;
  /** Offsets in the block's `script`. */
  readonly start: number;
  readonly end: number;
}

/**
 * What the catalogue knows of a command beside its effect:
 * - `destructive`: it takes away what cannot be had back, or skips the question that would have stopped it (`--force`).
 * - `readsStdin`: it reads the stdin it inherits; pasted, or in a loop that reads a file, it eats the lines behind it.
 * - `bypassesTrust`: the check of a certificate, a host key or a signature is off.
 * - `secretArgument`: a word of its argv is a secret by the option or key in front of it; `ps` shows it to everybody.
 * - `printsSecret`: what it prints holds a password, a token or a key.
 * - `interactive`: it waits for a person: an editor, a pager, a prompt, a shell.
 * - `endless`: it follows something and ends only when it is interrupted.
 */
export type CommandFactKind =
  | "destructive"
  | "readsStdin"
  | "bypassesTrust"
  | "secretArgument"
  | "printsSecret"
  | "interactive"
  | "endless";

/** One fact of one command. A command in doubt has none: facts are for warnings that must be right. */
export interface CommandFact {
  readonly kind: CommandFactKind;
  /** One of `readCommands(block).commands`, or one of the wrappers around it (`wrapperCommands`): `ssh` itself. */
  readonly command: SimpleCommand;
  /** The command's leading words: `juju ssh`. */
  readonly name: string;
  /** The option, verb or key that says so: `--force`, `-o StrictHostKeyChecking=no`, `osd purge`. */
  readonly by: string;
  /** With `secretArgument`, the word that holds the secret (`-psecret`, `password=x`); its `value` is `null` if only the run knows it. */
  readonly word: CommandWord | null;
  /** The offending option or word, else the command; offsets in the block's `script`. */
  readonly start: number;
  readonly end: number;
}

/** Where a value comes from. */
export type ValueOrigin =
  | { readonly kind: "parameter" }
  | { readonly kind: "capture"; readonly item: ItemId }
  | { readonly kind: "argument"; readonly procedure: string }
  /** A column of the row at hand, in an EXCLUDE's evidence: `name` is the column's, `item` the table's capture. */
  | { readonly kind: "row"; readonly item: ItemId };

/** A declared value as one place uses it: `<target>`, `<now.rev>`. */
export interface ValueReference {
  readonly name: string;
  readonly column: string | null;
  /** The environment variable that carries it into a block: `RB_now_rev`. */
  readonly variable: string;
  readonly type: ValueType;
  readonly origin: ValueOrigin;
}

/** Where in the shell text a placeholder stands; see the rows of `docs/language.md`, "Values in shell text". */
export type PlaceholderContext =
  | "code"
  | "doubleQuotes"
  | "singleQuotes"
  | "heredoc"
  | "quotedHeredoc"
  | "comment"
  | "arithmetic"
  | "subscript"
  | "expansion"
  | "backtick"
  | "ansiC"
  | "brace"
  | "tilde"
  | "commandName"
  | "regex"
  | "pattern"
  | "arithmeticTest"
  | "assignment"
  | "hereString"
  | "redirection";

export interface PlaceholderUse {
  readonly token: PlaceholderToken;
  readonly context: PlaceholderContext;
  /** `value`: rewritten. `literal`: declared so, left alone. `text`: not a placeholder, left alone. `error`: reported. */
  readonly verdict: "value" | "literal" | "text" | "error";
  readonly value: ValueReference | null;
}

/** A variable that a block sets or uses. */
export interface VariableUse {
  /** `*`, only with `sets`, where a command may set any variable: `source`, `eval`. */
  readonly name: string;
  readonly action: "sets" | "uses";
  readonly start: number;
  readonly end: number;
}

/** Where a secret was seen to come from: `read -s`, a `secret` value, a command that prints one, or only a variable's name. */
export type SecretSource = "read" | "parameter" | "command" | "name";

/**
 * A secret that leaves the shell. `argv`: anybody on the machine sees it in `ps`. `remoteCommand`: the same, there and here.
 * `file`: it is written. `output`: it is printed, and lands in a log, a transcript or a terminal's memory.
 */
export interface SecretFlow {
  /** The variable, the placeholder, or the command that printed it: `PASSWORD`, `key`, `vault kv get`. */
  readonly name: string;
  readonly source: SecretSource;
  readonly sink: "argv" | "file" | "output" | "remoteCommand";
  /** What lets it out: `curl`, `echo`, `set -x`. */
  readonly by: string;
  /** With `file`, the file if it is one word. */
  readonly file: CommandWord | null;
  /** The word that holds it, in the block's `script`. */
  readonly start: number;
  readonly end: number;
}

/** What a piece of shell text is for. */
export type BlockRole = "block" | "probe" | "inlineProbe" | "session" | "revert" | "later" | "evidence" | "finally" | "loose";

export interface BlockAnalysis {
  readonly block: ShellBlock;
  readonly role: BlockRole;
  /** `null` for a loose block. */
  readonly item: ItemId | null;
  /** Inherited where the label names none; `local` at last. */
  readonly host: string;
  readonly effect: Effect;
  readonly reasons: readonly EffectReason[];
  /** What else is known of its commands, in the order of the text: for rules of pastes, secrets and destruction. */
  readonly facts: readonly CommandFact[];
  readonly placeholders: readonly PlaceholderUse[];
  readonly variables: readonly VariableUse[];
  /** Secrets that its commands let out, in the order of the text; blocks of one terminal hand their variables on. */
  readonly secretFlows: readonly SecretFlow[];
  /** The script with every value rewritten to a quoted expansion; `null` if a placeholder is in error. */
  readonly rewritten: string | null;
  /** The SESSION that runs before it. */
  readonly session: ShellBlock | null;
}

/** A decision that the document cites and that does not hold, or not yet. */
export interface OpenReference {
  readonly state: "PROPOSED" | "SUPERSEDED";
  /** The registry, and the line of the entry in it. */
  readonly file: string;
  readonly line: number;
}

export interface Analysis {
  readonly blocks: readonly BlockAnalysis[];
  readonly blockOf: ReadonlyMap<ShellBlock, BlockAnalysis>;
  /** The host of every item, inheritance applied. */
  readonly hostOf: ReadonlyMap<ItemId, string>;
  /** What an unlabelled block of an old document is. */
  readonly kindOfUnlabelled: ReadonlyMap<ItemId, "Run" | "Check">;
  /** The GATEs that judge each RUN, in order; empty where it has none. */
  readonly gatesOf: ReadonlyMap<ItemId, readonly ItemId[]>;
  /** The declared parameters, then those that an old document implies by an undeclared `<x>`. */
  readonly parameters: readonly Parameter[];
  /** Why the machine will not run an item: by hand in an old document; a strict one is refused. */
  readonly byHand: ReadonlyMap<ItemId, string>;
  /** Every name that may stand in `<...>`, for did-you-mean and for rules. */
  readonly valueNames: readonly string[];
  /** Changes that stand in a block's comments; judged when a rule asks. */
  readonly changesInComments: (block: ShellBlock) => readonly EffectReason[];
  /** By the id cited: `D-071`. */
  readonly openReferences: ReadonlyMap<string, OpenReference>;
  /** The captured surface of a client; `null` where none was captured. */
  readonly surfaceOf: (client: string) => Surface | null;
  /** What is wrong in the file of a client's surface: `` text at `surfaces/git.json:3:1` ``; `null` where it can, or there is none. */
  readonly surfaceFaultOf: (client: string) => string | null;
  /** The first line of an append-only document that differs from what was committed of it. */
  readonly rewrittenLine: Span | null;
}
