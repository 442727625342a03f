/**
 * Whether a command still only reads when words come into it that nobody has read: those of `xargs` and `find`, and all the
 * arguments of a script or a function, `"$@"`. Whatever they are, as many as there may be, options too where they can be some.
 */
import type { CommandArguments } from "../../ast/shell-arguments.ts";
import type { CommandWord, SimpleCommand } from "../../ast/shell-commands.ts";
import { closedReadings } from "./catalogue/reads/closed.ts";
import type { Client, Verb } from "./client.ts";
import { scriptsOf } from "./find-client.ts";

export interface FedReading {
  /** The client and its verb: `docker inspect`. */
  readonly label: string;
  readonly client: Client;
  readonly verb: Verb | null;
  readonly read: CommandArguments;
  /** How many operands the form reads. */
  readonly operands: number;
  /** Whatever the words are, it reads. */
  readonly isAny: boolean;
}

/** `null` where the words do no harm. */
export function doubtOfFed(command: SimpleCommand, { label, client, verb, read, operands, isAny }: FedReading): string | null {
  const { fed, words } = command;
  if (fed?.isText === true) return "what comes in becomes part of a script";
  const isFromXargs = command.wrappers.includes("xargs");
  const isUnread = (word: CommandWord): boolean => word.isFed === true || isAllArguments(word) || (isFromXargs && isArgument(word));
  const isSpread = !isAny && words.some(isAllArguments);
  const isMany = fed?.isMany === true || isSpread;
  const mayBeOptions = isSpread || (isFromXargs && words.some(isUnread)) || fed?.mayBeOptions === true;
  const harm = `what comes in may make ${label} more than a reading`;
  if (mayBeOptions && !closedReadings.includes(label) && !isBehindDashes(read, isUnread, fed?.isMany === true)) return harm;
  if (!isMany) return null;
  const counted = verb?.operands ?? (client.verbs === undefined ? client.operands : undefined);
  const lacksScript = client.script?.isOperand === true && scriptsOf(read, client.script).length === 0;
  return counted === undefined && !lacksScript && operands === Infinity ? null : harm;
}

/** `"$@"`, `"${list[@]}"` */
function isAllArguments({ value, text }: CommandWord): boolean {
  return value === null && /\$[@*]|\$\{(?:\w+\[)?[@*]/.test(text);
}

/** `"$1"`, of a script that `xargs` runs. */
function isArgument({ value, text }: CommandWord): boolean {
  return value === null && /^"?\$\{?[0-9]/.test(text);
}

/** Behind `--` no word is an option. */
function isBehindDashes(
  { options, operands, afterDashes }: CommandArguments,
  isUnread: (word: CommandWord) => boolean,
  isAppended: boolean,
): boolean {
  if (isAppended && afterDashes === null) return false;
  const isLate = (word: CommandWord): boolean => !isUnread(word) || afterDashes?.includes(word) === true;
  return operands.every(isLate) && options.every(({ word, valueWord }) => isLate(word) && (valueWord === null || isLate(valueWord)));
}
