/**
 * The second person at their own terminal: what the operator was shown, and the word for exactly that.
 */
import { hashShown } from "../approval.ts";
import { describeIdentity, whyNotSecond, wordLifeMs, type ApprovalRequest, type Identity } from "../approvals.ts";
import { findRequests, giveSecondWord, ownIdentity } from "./approvals.ts";
import { systemClock } from "./clock.ts";
import { TerminalOperator } from "./operator.ts";
import { describeDuration } from "./render.ts";
import type { Clock, Operator } from "../ports.ts";

/** The change that waits, or why this login can say nothing to it. */
export function findOneRequest(
  stateFolder: string,
  name: string,
  { self = ownIdentity(), clock = systemClock }: { readonly self?: Identity; readonly clock?: Clock } = {},
): { readonly request: ApprovalRequest } | { readonly problem: string; readonly fix: string } {
  let all: readonly ApprovalRequest[];
  try {
    all = findRequests(stateFolder, name);
  } catch (error) {
    return {
      problem: `the questions in \`${stateFolder}\` cannot be read by \`${self.user}\`: ${error instanceof Error ? error.message : String(error)}`,
      fix: "become a member of the folder's group, then try again",
    };
  }
  const open = all.filter(({ at }) => ageOf(at, clock) < wordLifeMs);
  const runs = [...new Set(open.map(({ runId }) => runId))];
  const [request] = open;
  if (request === undefined)
    return {
      problem: `Unexpected run \`${name}\`, expected one that waits for a second person in \`${stateFolder}\`: ${all.length > 0 ? "its question is older than 15 min, and void" : "none does"}`,
      fix: "let the operator resume the run and give the word again; RUNGATE_STATE names another state folder",
    };
  if (runs.length > 1)
    return {
      problem: `Unexpected run \`${name}\`, which ${runs.length} waiting runs contain, expected one`,
      fix: `name one of ${runs.map((run) => `\`${run}\``).join(", ")}`,
    };
  const why = whyNotSecond(request.by, self);
  if (why !== null)
    return { problem: `Unexpected word of the same login: ${why}`, fix: "let another person give it, from their own login" };
  if (hashShown(request.place, request.shown) !== request.shownSha256)
    return {
      problem: "Unexpected question: it is not what the operator was shown, its hash differs",
      fix: "tell the operator, and look who changed the state folder",
    };
  return { request };
}

const ageOf = (at: string, clock: Clock): number => Date.parse(clock.now()) - Date.parse(at);

/** Asks, and leaves the word for the runner. */
export async function approveChange(
  stateFolder: string,
  request: ApprovalRequest,
  {
    self = ownIdentity(),
    clock = systemClock,
    operator,
  }: { readonly self?: Identity; readonly clock?: Clock; readonly operator?: Operator } = {},
): Promise<{ readonly isGiven: boolean; readonly said: string }> {
  const terminal = operator ?? new TerminalOperator();
  const age = describeDuration(ageOf(request.at, clock));
  const answer = await terminal.ask({
    purpose: "word",
    place: request.place,
    text: `${describeIdentity(request.by)} has given the word for this ${age} ago, and asks for yours. Run ${request.runId}.\n${request.text}`,
    options: [
      { key: "approve", meaning: "it may start", wantsText: false },
      { key: "refuse", meaning: "it may not start", wantsText: true },
    ],
    shown: request.shown,
    shownSha256: request.shownSha256,
    isSecret: false,
  });
  if (terminal instanceof TerminalOperator) terminal.close();
  if (answer.kind === "gone") return { isGiven: false, said: "no word was given, and none means no: the run goes on waiting" };
  if (ageOf(request.at, clock) >= wordLifeMs)
    return { isGiven: false, said: "no word was given: the question became older than 15 min meanwhile, and is void" };
  const verdict = answer.key === "approve" ? "approve" : "refuse";
  const isFirst = giveSecondWord(stateFolder, request.runId, {
    version: 1,
    request: request.id,
    shownSha256: request.shownSha256,
    verdict,
    reason: answer.text,
    by: self,
  });
  if (!isFirst) return { isGiven: false, said: "you have answered this already, and the first answer counts" };
  return { isGiven: true, said: verdict === "approve" ? "approved: the run goes on by itself" : "refused: the run stops" };
}
