/**
 * What a GATE, EXPECT, WHEN or DECISION item says, read as a machine can judge it.
 *
 *     every line is `<target>`. Poll every 20 s for up to 10 min. Otherwise STOP: see appendix-A.
 */
import { z } from "zod";
import { Span } from "./node.ts";
import { ShellBlock } from "./shell-block.ts";

export const Quantifier = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.enum(["every", "some", "no"]) }),
    z.strictObject({ kind: z.enum(["exactly", "atLeast", "atMost"]), count: z.int().nonnegative() }),
  ])
  .readonly();
export type Quantifier = z.infer<typeof Quantifier>;

/** The right side of a comparison: text as it stands, or a value. */
export const Operand = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("Literal"), text: z.string(), span: Span }),
    z.strictObject({ kind: z.literal("ValueReference"), name: z.string(), column: z.string().nullable(), span: Span }),
  ])
  .readonly();
export type Operand = z.infer<typeof Operand>;

export const Predicate = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.enum(["is", "isNot", "contains", "doesNotContain", "isNewerThan", "isAPatchAbove"]), operand: Operand }),
    z.strictObject({ kind: z.literal("isOneOf"), operands: z.array(Operand).min(1).readonly() }),
    /** A regular expression as written between the slashes. */
    z.strictObject({ kind: z.literal("matches"), pattern: z.string(), flags: z.string() }),
    z.strictObject({ kind: z.enum(["isEmpty", "isNotEmpty", "succeeds", "fails", "printsNothing"]) }),
    /** Numbers, sizes and durations: the operand keeps the author's text (`500 MB`); `unit` is its family. */
    z.strictObject({ kind: z.enum(["isAtLeast", "isAtMost", "isMoreThan", "isLessThan"]), operand: Operand }),
    z.strictObject({ kind: z.literal("isBetween"), low: Operand, high: Operand }),
    z.strictObject({ kind: z.enum(["isIn", "isNotIn"]), table: z.string(), span: Span }),
    z.strictObject({ kind: z.literal("prints"), operand: Operand }),
  ])
  .readonly();
export type Predicate = z.infer<typeof Predicate>;

export const Subject = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("Stream"), stream: z.enum(["stdout", "stderr", "output", "exit"]) }),
    z.strictObject({ kind: z.literal("Lines"), quantifier: Quantifier }),
    z.strictObject({ kind: z.literal("Value"), name: z.string(), column: z.string().nullable(), span: Span }),
    /** Rows of a captured table; `table: null` is the last one captured above. Every entry of `where` must hold for a row to count. */
    z.strictObject({
      kind: z.literal("Rows"),
      table: z.string().nullable(),
      quantifier: Quantifier,
      where: z
        .array(z.strictObject({ column: z.string(), predicate: Predicate }).readonly())
        .min(1)
        .readonly(),
    }),
    z.strictObject({ kind: z.literal("Command"), block: ShellBlock }),
  ])
  .readonly();
export type Subject = z.infer<typeof Subject>;

export const Condition = z
  .strictObject({
    kind: z.literal("Condition"),
    subject: Subject,
    /** `null` where the subject is `Rows`, whose predicates stand in `where`, or `Lines` that are only counted. */
    predicate: z.nullable(Predicate),
    /** The author's words, white space collapsed, without the final stop. */
    text: z.string(),
    span: Span,
  })
  .readonly();
export type Condition = z.infer<typeof Condition>;

/** `Poll every 20 s for up to 10 min, first after 60 s.` */
export const Poll = z
  .strictObject({
    everyMs: z.int().positive(),
    upToMs: z.int().positive(),
    firstAfterMs: z.int().nonnegative(),
    text: z.string(),
    span: Span,
  })
  .readonly();
export type Poll = z.infer<typeof Poll>;

/** What happens when a gate does not hold; without the sentence it is STOP. */
export const Otherwise = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("stop"), why: z.string(), text: z.string(), span: Span }),
    z.strictObject({ kind: z.literal("skipItem"), why: z.string(), text: z.string(), span: Span }),
    z.strictObject({ kind: z.literal("goTo"), target: z.string(), text: z.string(), span: Span }),
    z.strictObject({
      kind: z.literal("doThenStop"),
      procedure: z.string(),
      arguments: z.array(Operand).readonly(),
      text: z.string(),
      span: Span,
    }),
  ])
  .readonly();
export type Otherwise = z.infer<typeof Otherwise>;

/** The text of a GATE, EXPECT, WHEN or DECISION item, split into what is judged, what is asked and what is only shown. */
export const ConditionText = z
  .strictObject({
    kind: z.literal("ConditionText"),
    conditions: z.array(Condition).readonly(),
    poll: z.nullable(Poll),
    giveUp: z.array(Condition).readonly(),
    otherwise: z.nullable(Otherwise),
    /** What the operator is asked; `null` where the conditions say it all. */
    question: z.string().nullable(),
    /** Shown, not judged. */
    reason: z.string().nullable(),
    /** The whole text, white space collapsed. */
    text: z.string(),
    span: Span,
  })
  .readonly();
export type ConditionText = z.infer<typeof ConditionText>;
