/**
 * A scenario: which world, what goes wrong in it and when, what the operator says, and how the world must stand at the
 * end. Data only, one YAML file each, in `<runbook>.rehearsal/` beside the runbook.
 */
import { parseDocument } from "yaml";
import { z } from "zod";
import { schemaProblems, yamlProblems, type ScenarioProblem } from "./scenario-problems.ts";

const duration = z
  .string()
  .regex(/^\d+ ?(s|m|min|h)$/)
  .transform(durationMs);
const words = z
  .string()
  .trim()
  .min(1)
  .transform((text) => text.split(/\s+/));

/** One answer of the operator. It is given where everything that it names agrees with the question. */
export const Decision = z.strictObject({
  /** An item's id, `2.2/gate-1`, or a step's, `2.2`. */
  at: z.string().optional(),
  /** The question's purpose: `word`, `gate`, `gateFailed`, `byHand` and so on. */
  for: z.string().optional(),
  /** The row of the loop: `cinder`. */
  row: z.string().optional(),
  choose: z.string(),
  text: z.string().default("rehearsed"),
  /** How often it may be given; left out: as often as it is asked, 100 times at most. */
  times: z.int().positive().optional(),
});
export type Decision = z.infer<typeof Decision>;

/** What the second person does where a change is marked `two-person`; left out: approves at once. */
export const SecondPlan = z.strictObject({
  /** An item's id, `2.2/run-1`; left out: every one. */
  at: z.string().optional(),
  says: z.enum(["approve", "refuse", "nothing"]).default("approve"),
  /** Their login. The operator's is `rehearsal`. */
  as: z.string().min(1).max(100).default("second"),
  /** How long they take. */
  after: duration.default(0),
  text: z.string().default("rehearsed"),
});
export type SecondPlan = z.infer<typeof SecondPlan>;

const Planned = z
  .object({ fault: z.string(), at: duration.optional(), before: words.optional() })
  .catchall(z.union([z.string(), z.number(), z.boolean()]))
  .refine((fault) => fault.at === undefined || fault.before === undefined, "either `at` or `before`");

export const Scenario = z.strictObject({
  /** One sentence: what this scenario shows. */
  shows: z.string().min(1),
  world: z.string().min(1),
  seed: z.int().nonnegative().default(1),
  parameters: z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).default({}),
  /** Steps marked `only when named` that are asked for. */
  steps: z.array(z.string().min(1)).default([]),
  faults: z.array(Planned).default([]),
  operator: z.array(Decision).default([]),
  secondPerson: z.array(SecondPlan).default([]),
  /** The runner is killed with signal 9 in the middle of the first call that holds these words in this order, then resumed. */
  kill: z.strictObject({ during: words }).optional(),
  expect: z.strictObject({
    /** How the run ends, in the words of the runtime. */
    outcome: z.enum(["done", "stopped", "waiting", "unknown", "interrupted", "unclosed", "refused", "broken"]),
    /** The item, or step, at which it stopped. */
    stoppedAt: z.string().optional(),
    /** JSON Pointer into the world's summary -> its value. */
    world: z.record(z.string().startsWith("/"), z.json()).default({}),
    /** Texts of which each must stand in one finding of the run. */
    findings: z.array(z.string()).default([]),
  }),
});
export type Scenario = z.infer<typeof Scenario>;

/** Reads a scenario; the problems say where in the file. */
export function parseScenario(text: string): { readonly scenario: Scenario } | { readonly problems: readonly ScenarioProblem[] } {
  const document = parseDocument(text);
  const problems = yamlProblems(document, text);
  if (problems.length > 0) return { problems };
  const parsed = Scenario.safeParse(document.toJS());
  return parsed.success ? { scenario: parsed.data } : { problems: schemaProblems(parsed.error.issues, document, text) };
}

function durationMs(text: string): number {
  const match = /^(\d+) ?(s|m|min|h)$/.exec(text);
  const unit = { s: 1000, m: 60_000, min: 60_000, h: 3_600_000 }[match?.[2] ?? "s"] ?? 1000;
  return Number(match?.[1] ?? 0) * unit;
}
