/**
 * Which words of a shell fence somebody typed, and which a program printed: documents of others fence both alike.
 */
import type { BlockAnalysis } from "../../compiler/ast/analysis.ts";
import type { ShellBlock } from "../../compiler/ast/shell-block.ts";
import { commandsOf, type SimpleCommand } from "../../compiler/ast/shell-commands.ts";

const owners = new WeakMap<ShellBlock, readonly (SimpleCommand | null)[]>();

/** The innermost command around an offset: that of a substitution before the one outside. */
export function commandAround(at: number, { block }: BlockAnalysis): SimpleCommand | null {
  let owner = owners.get(block);
  if (owner === undefined) {
    owner = ownersOf(block);
    owners.set(block, owner);
  }
  return owner[at] ?? null;
}

/** One entry a character; longer commands first, so that what stands inside them is written over. */
function ownersOf(block: ShellBlock): (SimpleCommand | null)[] {
  const owner = Array.from<SimpleCommand | null>({ length: block.script.length }).fill(null);
  const commands = commandsOf(block).toSorted((a, b) => b.end - b.start - (a.end - a.start));
  for (const command of commands) owner.fill(command, command.start, command.end);
  return owner;
}

/** A lower-case word, a path or an expansion stands in the place of the name; `NAME`, `error:`, tags and lines drawn do not. */
export function isPlausible({ words, assignments, name }: SimpleCommand): boolean {
  const [first] = words;
  if (first === undefined) return assignments.length > 0;
  if (name === null) return /^"?[$~./]/.test(first.text) || first.tokens[0]?.start === first.start;
  return /^[a-z_.~/[][^\s:<>=|\u2500-\u259f]*$/.test(name.split(/[^\S ]/u)[0]!);
}

/** The commands that the catalogue of effects knows, by where they start. */
export function startsOfKnown({ reasons }: BlockAnalysis): ReadonlySet<number> {
  return new Set(reasons.filter(({ effect }) => effect !== "undetermined").map(({ start }) => start));
}
