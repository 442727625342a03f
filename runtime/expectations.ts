/**
 * What the author announces: a row of a table that is only read, whose cell begins with EXPECTED. Whoever sees an API that
 * does not answer, at three in the morning, is told again that it was to be seen.
 */
import type { CompiledProcedure } from "./procedure.ts";

export function expectationsOf({ steps }: Pick<CompiledProcedure, "steps">): string[] {
  return steps.flatMap(({ items }) =>
    items
      .flatMap((item) => (item.kind === "reading" ? item.text.split("\n") : []))
      .flatMap((line) => {
        const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
        const at = cells.findIndex((cell) => /^EXPECTED\b/.test(cell));
        return at < 2 ? [] : [`${cells.slice(1, at).join(", ")}: ${cells[at]}`];
      }),
  );
}
