/**
 * Whatever a fence holds, no rule fails on it, and each finding points at text that is there: line, column and offset say
 * the same place.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Position } from "../../compiler/ast/node.ts";
import { rules } from "../../lint-rules/index.ts";
import { analyseText } from "../helpers/analyse-text.ts";

/** What rules look for, whole and cut in two. */
const pieces = [
  "ssh web-1 uptime",
  "while read -r x; do",
  "done < list",
  "until",
  "sleep 1",
  "; do",
  "done",
  "if a | b; then",
  "exit 1",
  "fi",
  "LB=",
  'rm "$LB"',
  "cat <<EOF",
  "EOF",
  "  EOF",
  "\\",
  "\\ # why",
  "# note",
  "<app>",
  "<app> --force",
  "sudo echo x > /etc/motd",
  "| jq -r '.a // \"ok\"'",
  "|| echo ok",
  "diff <(sort a) <(sort b)",
  "export X=$(y)",
  "`z \\`w\\``",
  "$(",
  ")",
  "'",
  '"',
  "`",
  "{",
  "}",
  "((",
  "))",
  "set -e",
  "\u202e",
  "\u200b",
  "\t",
  "\u0007",
  "—",
  "x!y",
  "...",
] as const;

const script = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(" ", "\n", "", "; ")), { maxLength: 14 })
  .map((parts) => parts.map(([piece, separator]) => piece + separator).join(""));
const label = fc.constantFrom(
  "",
  "RUN -- local\n\n",
  "CHECK -- local\n\n",
  "GATE: all is well.\n\n",
  "GATE: stdout is `ok`.\n\n",
  "1. \u202eone\n\n",
);

function placeOf(text: string, { offset }: Position): Omit<Position, "offset"> {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

test("findings point at what is there", async () => {
  const block = fc.tuple(label, script).map(([before, body]) => `${before}~~~bash\n${body}\n~~~\n\n`);
  await fc.assert(
    fc.asyncProperty(fc.array(block, { maxLength: 4 }), async (blocks) => {
      const text = `## 1. Step\n\n${blocks.join("")}`;
      const { diagnostics } = await analyseText(text, { rules });
      for (const { span } of diagnostics.filter(({ code }) => code.startsWith("lint/"))) {
        expect(span.end.offset).toBeGreaterThanOrEqual(span.start.offset);
        expect(span.end.offset).toBeLessThanOrEqual(text.length);
        for (const place of [span.start, span.end]) expect({ line: place.line, column: place.column }).toEqual(placeOf(text, place));
      }
    }),
    { numRuns: 200 },
  );
});
