/**
 * The second person's word for a change marked `two-person`: what they are asked, what they answer, and whose word counts.
 * The question lies where another login can read it, with everything that the operator was shown; the answer names the hash
 * of exactly that. `node/approvals.ts` keeps both as files, the rehearsal makes them up.
 */
import { z } from "zod";
import type { Place, Shown } from "./questions.ts";

/** How long a word is good for. */
export const wordLifeMs = 15 * 60_000;

/** A login. `uid` is what the system says, `user` the name that goes with it. */
export const Identity = z.strictObject({ user: z.string().min(1).max(100), uid: z.int(), host: z.string().max(255) });
export type Identity = z.infer<typeof Identity>;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const AskedPlace: z.ZodType<Place> = z.strictObject({
  step: z.string(),
  stepTitle: z.string(),
  item: z.string().nullable(),
  itemTitle: z.string().nullable(),
  keyword: z.string(),
  rows: z.array(z.string()),
  sourceFile: z.string(),
  lines: z.tuple([z.number(), z.number()]),
});
const AskedShown: z.ZodType<Shown> = z.strictObject({
  host: z.string(),
  script: z.string(),
  session: z.string().nullable(),
  values: z.array(z.strictObject({ variable: z.string(), name: z.string(), value: z.string() })),
  effect: z.string(),
  evidence: z.array(z.strictObject({ item: z.string(), what: z.string(), result: z.string(), ageMs: z.number() })),
  revert: z.string().nullable(),
  timeoutMs: z.number(),
});

/** What the second person is asked. `place` and `shown` are the operator's own. */
export const ApprovalRequest = z.strictObject({
  version: z.literal(1),
  runId: z.string(),
  /** Names this question among all of the run's. */
  id: z.string(),
  text: z.string(),
  place: AskedPlace,
  shown: AskedShown,
  shownSha256: Sha256,
  /** When it was asked, in UTC; it counts for `wordLifeMs`. */
  at: z.iso.datetime(),
  by: Identity,
});
export type ApprovalRequest = z.infer<typeof ApprovalRequest>;

export const SecondWord = z.strictObject({
  version: z.literal(1),
  request: z.string(),
  shownSha256: Sha256,
  verdict: z.enum(["approve", "refuse"]),
  reason: z.string().max(1000),
  by: Identity,
});
export type SecondWord = z.infer<typeof SecondWord>;

/** Where a question is put for the second person, and their answer is found. */
export interface Approvals {
  /** The login that runs the procedure. */
  readonly self: Identity;
  /** Puts a question, whole or not at all. */
  readonly ask: (request: ApprovalRequest) => Promise<void>;
  /** The answers to it so far, whoever gave them. */
  readonly answers: (request: string) => Promise<readonly SecondWord[]>;
  /** Takes the question away; an answer that comes later is for nothing. */
  readonly withdraw: (request: string) => Promise<void>;
}

/**
 * Why a word is not a second person's; `null` where it is. The same number counts as the same login on every machine: the
 * name and the machine are what the answer claims, the number is what the file system says.
 */
export function whyNotSecond(first: Identity, second: Identity): string | null {
  if (second.user === first.user) return `\`${second.user}\` runs the procedure: a second person has another login`;
  if (second.uid !== first.uid) return null;
  return `\`${second.user}\` has the user id ${first.uid} of \`${first.user}\`, who runs the procedure: a second person has another login`;
}

export const describeIdentity = ({ user, host }: Identity): string => `${user} on ${host}`;
