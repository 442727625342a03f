/**
 * Documents cut out of real ones, their lines in another order: whatever an author leaves half written, the compiler
 * answers, and what it resolves hangs together.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Analysed, ResolvedRunbook } from "../../compiler/index.ts";
import { rules } from "../../lint-rules/index.ts";
import { analyseText } from "../helpers/analyse-text.ts";

const root = join(import.meta.dirname, "../..");
const sources = [
  "runbooks/ops-update-procedure.md",
  "test/fixtures/legacy/ops-update-procedure.md",
  "test/outline/every-label/input.md",
].map((path) => readFileSync(join(root, path), "utf8").split("\n"));

const shuffledDocument = fc
  .record({
    lines: fc.constantFrom(...sources),
    from: fc.nat(600),
    count: fc.integer({ min: 1, max: 60 }),
    swaps: fc.array(fc.tuple(fc.nat(59), fc.nat(59)), { maxLength: 6 }),
    isStrict: fc.boolean(),
  })
  .map(({ lines, from, count, swaps, isStrict }) => {
    const start = from % lines.length;
    const part = lines.slice(start, start + count);
    for (const [a, b] of swaps) {
      const [first, second] = [a % part.length, b % part.length];
      [part[first], part[second]] = [part[second]!, part[first]!];
    }
    return `# Shuffled\n\n${isStrict ? "## Parameters\n\nNone.\n\n" : ""}${part.join("\n")}\n`;
  });

test("every shuffled document has an outline, a reason for each refusal, and no loose end", async () => {
  await fc.assert(
    fc.asyncProperty(shuffledDocument, async (text) => {
      const result = await analyseText(text, { rules });
      expect(result.outline).not.toBeNull();
      if (result.resolved === null) expect(hasReason(result)).toBe(true);
      else expect(looseEnds(result.resolved)).toEqual([]);
    }),
    { numRuns: 150, seed: 20261121 },
  );
});

function hasReason({ diagnostics, analysis }: Analysed): boolean {
  return diagnostics.some(({ severity }) => severity === "error") || analysis!.byHand.size > 0;
}

/** Ids that an item points to and that no item has. */
function looseEnds({ steps, checklist, procedures }: ResolvedRunbook): string[] {
  const items = [...steps, ...checklist, ...procedures.flatMap(({ sections }) => sections)].flatMap((section) => section.items);
  const ids = new Set(items.flatMap((item) => ("id" in item ? [item.id] : [])));
  const pointed = items.flatMap((item): (string | null)[] => {
    switch (item.kind) {
      case "run":
        return [...item.gates];
      case "gate":
      case "expect":
      case "when":
      case "decision":
        return [item.judges];
      case "capture":
        return [item.from];
      case "exclude":
        return [item.table];
      case "call":
        return item.over.kind === "rows" ? [item.over.table] : [];
      default:
        return [];
    }
  });
  return pointed.filter((id) => id !== null && !ids.has(id)) as string[];
}
