/**
 * How much of a document the machine carries out and judges, and what its author could do to make it more: for `explain`.
 */
import { z } from "zod";
import type { Analysed } from "../../compiler/index.ts";
import { Outline, type OutlineItem } from "../../compiler/outline.ts";
import { plural } from "../diagnostics.ts";

const Count = z.int().nonnegative();

export const Coverage = z.strictObject({
  /** Who judges each GATE: the machine alone, the machine and then a person, a person alone. */
  gates: z.strictObject({ machine: Count, both: Count, operator: Count }),
  /** The same for EXPECT, WHEN and DECISION. */
  otherConditions: z.strictObject({ machine: Count, both: Count, operator: Count }),
  /** Shell blocks: those that run by themselves, those that wait for the operator's word, those that are done by hand. */
  blocks: z.strictObject({ alone: Count, onWord: Count, byHand: Count }),
  /** What would let the machine do more, in document order. */
  hints: z.array(z.strictObject({ line: z.int().positive(), text: z.string() })),
});
export type Coverage = z.infer<typeof Coverage>;

/** What `explain --format json` prints: the outline of the manifests, and this. */
export const Explanation = Outline.extend({ coverage: Coverage });

export function coverageOf({
  outline,
  diagnostics,
  runbook,
}: Pick<Analysed, "diagnostics" | "runbook"> & { readonly outline: Outline }): Coverage {
  const items = outline.steps.flatMap((step) => step.items);
  const judges = (isAsked: (item: OutlineItem) => boolean): Coverage["gates"] => {
    const count = (judged: OutlineItem["judged"]): number => items.filter((item) => isAsked(item) && item.judged === judged).length;
    return { machine: count("machine"), both: count("both"), operator: count("operator") };
  };
  const blocks = items.filter(({ script }) => script !== null);
  const isByHand = (item: OutlineItem): boolean => item.byHand !== null || item.qualifiers.includes("interactive");
  const isAlone = ({ effect, kind }: OutlineItem): boolean => effect === "read-only" && kind !== "RUN" && kind !== "REVERT";
  const runs = blocks.filter((item) => !isByHand(item));
  return {
    gates: judges(({ kind }) => kind === "GATE"),
    otherConditions: judges(({ kind }) => kind !== "GATE"),
    blocks: {
      alone: runs.filter(isAlone).length,
      onWord: runs.filter((item) => !isAlone(item)).length,
      byHand: blocks.filter(isByHand).length,
    },
    hints: [...items.flatMap(hintsOf), ...hintsOfDocument(outline, diagnostics, runbook?.hasParametersSection ?? false)].toSorted(
      (a, b) => a.line - b.line,
    ),
  };
}

type Hint = Coverage["hints"][number];

function hintsOf({ kind, line, judged, byHand, effect, script }: OutlineItem): Hint[] {
  if (byHand !== null) return [{ line, text: `done by hand: ${byHand}` }];
  if (judged === "operator") return [{ line, text: "judged by a person: a condition such as `every line is ...` lets the machine do it" }];
  if (judged === "both") return [{ line, text: "judged by both: a condition for each sentence lets the machine do all of it" }];
  if (kind === "CHECK" && script === null) return [{ line, text: "a CHECK without a command is a question: put the command into a fence" }];
  if (kind === "CHECK" && effect === "undetermined")
    return [
      {
        line,
        text: "waits for a word, because a command of it may change something: if none does, name it under `commands` in rungate.yaml",
      },
    ];
  return [];
}

function hintsOfDocument({ parameters }: Outline, diagnostics: Analysed["diagnostics"], isStrict: boolean): Hint[] {
  const fixable = diagnostics.filter(({ edits }) => edits !== null);
  const [first] = fixable;
  const [value] = parameters;
  return [
    ...(first === undefined
      ? []
      : [{ line: first.span.start.line, text: `\`rungate lint --fix\` mends ${plural(fixable.length, "finding")} from here on` }]),
    ...(isStrict || value === undefined
      ? []
      : [
          {
            line: value.line,
            text: `${plural(parameters.length, "value")} asked for as text: a Parameters table gives them types, and makes errors refuse the build`,
          },
        ]),
  ];
}

/** Lines for people; `hints` only where there are any. */
export function describeCoverage({ gates, otherConditions, blocks, hints }: Coverage): string[] {
  const total = gates.machine + gates.both + gates.operator;
  const others = otherConditions.machine + otherConditions.both + otherConditions.operator;
  const lines = [
    `  gates     ${total === 0 ? "none" : `${gates.machine} of ${total} judged by the machine (${Math.floor((100 * gates.machine) / total)} %)${rest(gates)}`}`,
    ...(others === 0
      ? []
      : [`  others    ${otherConditions.machine} of ${others} EXPECT, WHEN and DECISION judged by the machine${rest(otherConditions)}`]),
    `  blocks    ${blocks.alone} run by themselves, ${blocks.onWord} on the operator's word, ${blocks.byHand} by hand`,
  ];
  const texts = [...new Set(hints.map(({ text }) => text))];
  const linesOf = (wanted: string): string =>
    hints
      .filter(({ text }) => text === wanted)
      .map(({ line }) => line)
      .join(", ");
  return hints.length === 0
    ? lines
    : [...lines, "", "  What would let it do more", ...texts.map((text) => `  - line ${linesOf(text)}: ${text}`)];
}

function rest({ both, operator }: Coverage["gates"]): string {
  const parts = [...(both > 0 ? [`${both} by both`] : []), ...(operator > 0 ? [`${operator} by a person`] : [])];
  return parts.length === 0 ? "" : `, ${parts.join(", ")}`;
}
