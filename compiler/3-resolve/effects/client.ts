/**
 * What a catalogue entry says about one client. Entries are data: to widen the catalogue, add words to a file under
 * `catalogue/`, nothing else. What an entry does not name is undetermined, never silently read-only.
 */
import type { CommandFactKind, Effect } from "../../ast/analysis.ts";
import type { ArgumentStyle } from "../../ast/shell-arguments.ts";

export interface Client extends ArgumentStyle {
  readonly names: readonly string[];
  /** What the client does where no verb, option or operand decides. */
  readonly otherwise: Effect;
  /** By the words behind the name: `status`, `operator init`. The longest match decides. */
  readonly verbs?: Verbs;
  /** Verbs by what they begin with, where none of `verbs` fits: `describe-`. */
  readonly verbPrefixes?: Readonly<Record<string, Effect>>;
  /**
   * `leading`: the verb comes first, `juju status`. `behindNouns`: the first word that is a verb decides, wherever it
   * stands, `openstack network agent list`.
   */
  readonly verbPosition?: "leading" | "behindNouns";
  /** At most so many nouns stand in front: in `aws ec2 reboot list` the verb is an unknown one, and `list` its operand. */
  readonly maximumNouns?: number;
  /** Options that decide, whatever the verb. A mutating one wins over a read-only one. */
  readonly options?: Options;
  /** Options that take away the effect of others: with `curl --get`, data goes into the address. */
  readonly cancels?: Readonly<Record<string, readonly string[]>>;
  readonly operands?: Operands;
  /** Behind each of these words another command of the client begins: `ovs-vsctl list-br -- del-br x`. */
  readonly chainedBy?: string;
  /** The client carries out its words or a container's: a `--help` in them is not its own. */
  readonly runsWords?: readonly string[];
  /** The operand or option that is a script in the client's own language, and what such a script does. */
  readonly script?: {
    readonly options: readonly string[];
    readonly fileOptions: readonly string[];
    /** Without such an option, an operand is the script: the first, or the one numbered `operand`. */
    readonly isOperand: boolean;
    readonly operand?: number;
    readonly effectOf: (text: string) => Effect;
  };
  /** What else is known of it; see `CommandFactKind`. */
  readonly facts?: Partial<Readonly<Record<CommandFactKind, FactRule>>>;
  /** Options whose value is a secret, beside those that `secret-arguments.ts` knows of every client: `-u` of curl. */
  readonly secretOptions?: readonly string[];
  /** Of these, options that hold a name and the secret behind a colon, or the name alone: `curl -u user`. */
  readonly secretBehind?: readonly string[];
  /** The reason where `otherwise` decides. */
  readonly because?: string;
}

export type Verbs = Readonly<Record<string, Effect | Verb>>;

export interface Verb {
  readonly effect: Effect;
  readonly options?: Options;
  readonly operands?: Operands;
}

export type Options = Readonly<Record<string, Effect | { readonly values: Readonly<Record<string, Effect>>; readonly otherwise: Effect }>>;

/** What operands behind the verb change: `git branch` lists, `git branch x` creates; `juju config app k=v` sets. */
export interface Operands {
  readonly effect: Effect;
  /** Holds from this many operands on. */
  readonly from?: number;
  /** Holds for an operand that contains this text: `=`. */
  readonly containing?: string;
  /** How many operands in front are something else: the application of `juju config`. */
  readonly behind?: number;
  /** Operands that do not count: `/dev/null` for tee, `+%F` for date. */
  readonly except?: readonly string[];
  readonly exceptPrefix?: string;
}

/** When a fact holds. Of the conditions that are given, one is enough; `unless` and `onlyWith` hold for all of them. */
export interface FactRule {
  /** Holds whatever the words are. */
  readonly always?: true;
  /** Verbs as in `verbs`; behind nouns their end is enough: `delete`, `project purge`. */
  readonly verbs?: readonly string[];
  /** What the verb begins with: `delete-`. */
  readonly prefixes?: readonly string[];
  /** What its script says, where one is known: `mysql -e 'drop table x'`. */
  readonly script?: (text: string) => boolean;
  /** `--force`, or with a value `-o StrictHostKeyChecking=no`; the case of the value does not matter. `-D*`: any value. */
  readonly options?: readonly string[];
  /** Operands: `down -v`'s are options, dd's `of=/dev/` is one, by its beginning. */
  readonly operands?: readonly string[];
  /** Holds without operands: `mysql`, `ssh host` counts as none with `operandsBefore: 1`. */
  readonly withoutOperands?: true;
  readonly operandsBefore?: number;
  /** Options that take the fact away: `ssh -n`. */
  readonly unless?: readonly string[];
  /** Verbs that take it away. */
  readonly unlessVerbs?: readonly string[];
  /** Options of which one must be there too: `rm -r` is destructive, `rm` is not. */
  readonly onlyWith?: readonly string[];
}

/** A list in one string, so that a catalogue of hundreds of words stays readable. */
export function words(text: string): string[] {
  return text.split(",").map((word) => word.trim());
}

/** Words that are all verbs of one effect: `verbs("read-only", "status, version, help")`. */
export function verbs(effect: Effect, text: string): Verbs {
  return Object.fromEntries(words(text).map((word) => [word, effect]));
}

/** The same verbs behind another word: `microk8s kubectl get`. */
export function behind(word: string, inner: Verbs): Verbs {
  return Object.fromEntries(Object.entries(inner).map(([verb, effect]) => [`${word} ${verb}`, effect]));
}

export const harmlessFiles: readonly string[] = ["/dev/null", "/dev/stdout", "/dev/stderr", "/dev/tty", "-"];
