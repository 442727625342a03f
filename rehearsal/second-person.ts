/**
 * The second person of a rehearsal: answers from the scenario, as the login that it names, after the time that it names.
 * Where it says nothing, a second login approves.
 */
import type { ApprovalRequest, Approvals, Identity, SecondWord } from "../runtime/approvals.ts";
import type { Clock } from "../runtime/ports.ts";
import { SecondPlan } from "./scenario.ts";

export interface MadeApprovals extends Approvals {
  /** Plans of the scenario that no change has met. */
  readonly unused: () => readonly SecondPlan[];
}

const operator: Identity = { user: "rehearsal", uid: 1000, host: "rehearsal" };
const willing = SecondPlan.parse({});

export function makeApprovals(plans: readonly SecondPlan[], clock: Clock): MadeApprovals {
  const asked = new Map<string, { readonly request: ApprovalRequest; readonly plans: readonly SecondPlan[]; readonly sinceMs: number }>();
  const used = new Set<SecondPlan>();
  return {
    self: operator,
    ask: async (request) => {
      const found = plans.filter(({ at }) => at === undefined || at === request.place.item || at === request.place.step);
      for (const plan of found) used.add(plan);
      asked.set(request.id, { request, plans: found.length === 0 ? [willing] : found, sinceMs: clock.monotonicMs() });
    },
    answers: async (id) => {
      const open = asked.get(id);
      if (open === undefined) return [];
      const elapsedMs = clock.monotonicMs() - open.sinceMs;
      return open.plans.flatMap((plan) => (plan.after <= elapsedMs ? answerOf(plan, open.request) : []));
    },
    withdraw: async (id) => void asked.delete(id),
    unused: () => plans.filter((plan) => !used.has(plan)),
  };
}

function answerOf({ says, as, text }: SecondPlan, { id, shownSha256 }: ApprovalRequest): SecondWord[] {
  if (says === "nothing") return [];
  const uid = as === operator.user ? operator.uid : operator.uid + 1;
  return [{ version: 1, request: id, shownSha256, verdict: says, reason: text, by: { user: as, uid, host: operator.host } }];
}
