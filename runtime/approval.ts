/**
 * The operator's word for one change. An `Approval` can be made in this file alone, from the operator's own answer to a
 * question that showed exactly what would run, and it is good for one start of exactly that. `Shell.startMutation`
 * demands one, so no other code can start a change. Where two persons must agree, it is good for nothing before the second
 * one has signed the same hash.
 */
import { createHash } from "node:crypto";
import { whyNotSecond, type Identity, type SecondWord } from "./approvals.ts";
import type { Answer, Place, Question, Shown } from "./questions.ts";
import type { Command, Operator } from "./ports.ts";

class OperatorApproval {
  readonly shownSha256: string;
  readonly by: string;
  #commandSha256: string | null;
  #lacksSecond: boolean;

  constructor(shownSha256: string, by: string, commandSha256: string, lacksSecond: boolean) {
    this.shownSha256 = shownSha256;
    this.by = by;
    this.#commandSha256 = commandSha256;
    this.#lacksSecond = lacksSecond;
  }

  /** Throws where the second word is for something else, or not of a second person. */
  countersign(word: SecondWord, first: Identity): void {
    const isForThis = word.verdict === "approve" && word.shownSha256 === this.shownSha256;
    if (!isForThis || whyNotSecond(first, word.by) !== null)
      throw new Error("bug in rungate: a second word was used that does not count for this change");
    this.#lacksSecond = false;
  }

  /** Uses the approval up. Throws where it does not cover `command`, or was used before. */
  spend(command: Command): void {
    if (this.#lacksSecond) throw new Error("bug in rungate: a change of two persons was to be started on the word of one");
    if (this.#commandSha256 === null) throw new Error("bug in rungate: an approval was used twice");
    if (this.#commandSha256 !== hashCommand(command))
      throw new Error("bug in rungate: an approval was used for another command than the one shown");
    this.#commandSha256 = null;
  }

  static isOne(value: unknown): value is OperatorApproval {
    return typeof value === "object" && value !== null && #commandSha256 in value;
  }
}
export type Approval = OperatorApproval;

/** What a shell adapter calls before it starts a change. */
export function spendApproval(approval: Approval, command: Command): void {
  if (!OperatorApproval.isOne(approval)) throw new Error("bug in rungate: a change was to be started without the operator's approval");
  approval.spend(command);
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Everything that decides what bash does, the attempt's name aside. */
function hashCommand(command: Command): string {
  return sha256(
    JSON.stringify([
      command.host,
      command.script,
      command.session?.script ?? null,
      Object.entries(command.environment).sort(),
      Object.entries(command.lists).sort(),
      Object.entries(command.secrets).sort(),
    ]),
  );
}

/** The hash of what the operator was shown, whatever the order of its fields: a second person reads it from a file. */
export function hashShown(place: Place, shown: Shown): string {
  return sha256(
    JSON.stringify([place, shown], (_key, value: unknown) =>
      typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value,
    ),
  );
}

export interface WordRequest {
  readonly question: Omit<Question, "shownSha256">;
  readonly shown: Shown;
  readonly command: Command;
  readonly isTwoPerson: boolean;
}

/** Asks for the word. Only the option `run`, chosen by name, makes an approval. */
export async function askForWord(
  operator: Operator,
  request: WordRequest,
): Promise<{ readonly answer: Answer; readonly approval: Approval | null }> {
  const shownSha256 = hashShown(request.question.place, request.shown);
  const answer = await operator.ask({ ...request.question, shown: request.shown, shownSha256 });
  const isRun = answer.kind === "chosen" && answer.key === "run";
  return {
    answer,
    approval: isRun ? new OperatorApproval(shownSha256, operator.name, hashCommand(request.command), request.isTwoPerson) : null,
  };
}
