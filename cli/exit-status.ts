/**
 * The exit statuses of every command, and the two ways a command ends early.
 */

/** All that was asked for is done and good. */
export const good = 0;
/** A negative result: errors found, a gate that held, a failed step, a difference. */
export const negative = 1;
/** Refused before anything ran, or wrong usage. */
export const refused = 2;
/** A change was started and nobody knows how it ended. */
export const unknown = 3;
/** A mistake of ours or of a rule: results are incomplete. */
export const bug = 4;

/** The user asked for what cannot be done: said in two sentences, without a stack. */
export class Refusal extends Error {
  /** Begins with a verb. */
  readonly fix: string | null;
  readonly status: number;

  constructor(message: string, fix: string | null, status: number = refused) {
    super(message);
    this.name = "Refusal";
    this.fix = fix;
    this.status = status;
  }
}
