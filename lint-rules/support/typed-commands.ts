/**
 * Which words of a shell fence somebody typed, and which a program printed: documents of others fence both alike.
 */
import type { BlockAnalysis } from "../../compiler/ast/analysis.ts";
import { commandsOf, type SimpleCommand } from "../../compiler/ast/shell-commands.ts";

/** The innermost command around an offset: that of a substitution before the one outside. */
export function commandAround(at: number, { block }: BlockAnalysis): SimpleCommand | null {
  const around = commandsOf(block).filter(({ start, end }) => start <= at && at < end);
  return around.toSorted((a, b) => a.end - a.start - (b.end - b.start))[0] ?? null;
}

/** A lower-case word, a path or an expansion stands in the place of the name; `NAME`, `error:`, tags and lines drawn do not. */
export function isPlausible({ words, assignments, name }: SimpleCommand): boolean {
  const [first] = words;
  if (first === undefined) return assignments.length > 0;
  if (name === null) return /^"?[$~./]/.test(first.text) || first.tokens[0]?.start === first.start;
  return /^[a-z_.~/[][^\s:<>=|\u2500-\u259f]*$/.test(name.split(/[^\S ]/u)[0]!);
}

/** True for a command that the catalogue of effects knows. */
export function isKnown({ start, end }: SimpleCommand, { reasons }: BlockAnalysis): boolean {
  return reasons.some((reason) => reason.effect !== "undetermined" && reason.start >= start && reason.start < end);
}
