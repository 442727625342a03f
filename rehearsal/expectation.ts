/** Compares a rehearsal's end with what its scenario expects. The world's end state is looked at, not the transcript. */
import { isDeepStrictEqual } from "node:util";
import type { Decision, Scenario, SecondPlan } from "./scenario.ts";
import type { Json } from "./world.ts";

export interface Check {
  readonly what: string;
  readonly holds: boolean;
  readonly expected: string;
  readonly actual: string;
}

export interface End {
  readonly outcome: string;
  readonly stoppedAt: string | null;
  readonly stoppedStep: string | null;
  readonly findings: readonly string[];
  readonly world: Json;
  readonly unusedDecisions: readonly (Decision | SecondPlan)[];
  /** Questions that neither the scenario nor a policy answers. */
  readonly unanswered: readonly string[];
}

const show = (value: Json | undefined): string => (value === undefined ? "nothing" : JSON.stringify(value));
const check = (what: string, expected: Json, actual: Json | undefined, holds = isDeepStrictEqual(expected, actual)): Check => ({
  what,
  holds,
  expected: show(expected),
  actual: show(actual),
});

export function checkEnd(expected: Scenario["expect"], end: End): Check[] {
  const stopped = expected.stoppedAt;
  return [
    check("outcome", expected.outcome, end.outcome),
    ...(stopped === undefined
      ? []
      : [check("stopped at", stopped, end.stoppedAt, stopped === end.stoppedAt || stopped === end.stoppedStep)]),
    ...Object.entries(expected.world).map(([pointer, value]) => check(`world ${pointer}`, value as Json, lookUp(end.world, pointer))),
    ...expected.findings.map((text) =>
      check(
        "a finding",
        text,
        [...end.findings],
        end.findings.some((finding) => finding.includes(text)),
      ),
    ),
    ...end.unusedDecisions.map((decision) => check("a decision that is asked for", JSON.stringify(decision), "never asked", false)),
    ...end.unanswered.map((question) => check("an answer in the scenario", question, "none", false)),
  ];
}

/** A JSON Pointer (RFC 6901): `/units/keystone~10`. */
export function lookUp(value: Json, pointer: string): Json | undefined {
  let found: Json | undefined = value;
  for (const token of pointer.split("/").slice(1)) {
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (found === null || typeof found !== "object") return undefined;
    found = Array.isArray(found) ? found[Number(key)] : Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found;
}
