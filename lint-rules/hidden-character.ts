import type { Analysis } from "../compiler/ast/analysis.ts";
import type { Severity } from "../compiler/diagnostics/diagnostic.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { codePointOf } from "./support/characters.ts";

export default defineRule({
  name: "hidden-character",
  since: "0.1.0",
  severity: "error",
  summary: "A character that reorders, hides or erases what is read, anywhere in a document",
  why: "what the reviewer and the operator see is not what stands there: the text is shown in another order, in another word, or not at all",

  good: [
    {
      title: "Named by its number; emoji and the joiners of other scripts are left alone",
      runbook: md`
        U+202E turns the line around. A family: 👨‍👩‍👧. Persian: می‌شود.

        ~~~yaml
        image: nginx
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "A line that is shown in another order than it is read",
      runbook: "The account is `user\u202e # admin only`.\n\nIt is \u2066safe\u2069.\n",
      reports: [
        "1:21-1:22 Unexpected U+202E in code, expected characters that can be seen",
        "3:7-3:8 Unexpected U+2066, U+2069 in prose, expected characters that can be seen",
      ],
    },
    {
      title: "A blank of no width in a value, an escape in a command",
      runbook: "~~~yaml\nimage: nginx\u200b\n~~~\n\n~~~bash\necho \u001b[2J\n~~~\n",
      reports: [
        "2:13-2:14 Unexpected U+200B in code, expected characters that can be seen",
        "6:6-6:7 Unexpected U+001B in a command, expected characters that can be seen",
      ],
    },
  ],

  visit: {
    runbook(_, { analysis, text, report }) {
      // Most documents are plain ASCII, and the class of a character costs more to find out.
      if (!/[^\t\n -~]/.test(text) || !hidden.test(text)) return;
      const commands = commandRanges(analysis);
      const fences = new FenceReader();
      let offset = 0;
      for (const [index, line] of text.split("\n").entries()) {
        const isFenced = fences.read(line);
        for (const group of groupsIn(line, offset, isFenced, commands)) {
          const [first] = group;
          const { place, severity } = first!;
          const start = { line: index + 1, column: first!.at + 1, offset: offset + first!.at };
          const end = { ...start, column: start.column + first!.text.length, offset: start.offset + first!.text.length };
          const names = [...new Set(group.map((character) => codePointOf(character.text)))];
          report({
            span: { start, end },
            severity,
            message: `Unexpected ${names.join(", ")} in ${place}, expected characters that can be seen`,
            fix: `Remove it; where the character itself is meant, write \`${names[0]}\``,
          });
        }
        offset += line.length + 1;
      }
    },
  },
});

/** Format characters and controls; a tab is a blank. Blanks of other widths are seen as blanks, and are left to the rule on commands. */
const hidden = /(?![\t\n])[\p{Cf}\p{Cc}]/u;

type Place = "a command" | "code" | "prose";

interface Found {
  readonly text: string;
  readonly at: number;
  readonly place: Place;
  readonly severity: Severity;
}

type Range = readonly [start: number, end: number];

function groupsIn(line: string, offset: number, isFenced: boolean, commands: readonly Range[]): Found[][] {
  if (!hidden.test(line)) return [];
  const groups = new Map<string, Found[]>();
  let ticks = 0;
  let counted = 0;
  for (const match of line.matchAll(new RegExp(hidden, "gu"))) {
    const [text] = match;
    const at = match.index;
    for (; counted < at; counted += 1) if (line[counted] === "`") ticks += 1;
    if (isPartOfWriting(line, at, text)) continue;
    const isCommand = isWithin(commands, offset + at);
    const isControl = /\p{Cc}/u.test(text);
    // What is no control character is reported by the rule on the bytes of commands.
    if (isCommand && !isControl) continue;
    const place = isCommand ? "a command" : isFenced || ticks % 2 === 1 ? "code" : "prose";
    const severity = severityOf(text, place, isControl);
    const key = `${place} ${severity}`;
    const group = groups.get(key) ?? [];
    group.push({ text, at, place, severity });
    groups.set(key, group);
  }
  return [...groups.values()];
}

function severityOf(text: string, place: Place, isControl: boolean): Severity {
  if (place === "a command") return "error";
  if (/[\u202a-\u202e\u2066-\u2069]/.test(text)) return place === "code" ? "error" : "warning";
  return place === "code" || isControl ? "warning" : "info";
}

/** How far around a mark the writing is looked for that needs it. */
const reach = 80;

/** Joiners between letters of other scripts and inside emoji, and the marks that right-to-left text needs. */
function isPartOfWriting(line: string, at: number, text: string): boolean {
  const isForeign = (character: string | undefined): boolean => character !== undefined && character.codePointAt(0)! > 0x2ff;
  if (text === "\u200c" || text === "\u200d") return isForeign(line[at - 1]) && isForeign(line[at + 1]);
  const around = line.slice(Math.max(0, at - reach), at + reach);
  if (["\u200e", "\u200f", "\u061c"].includes(text)) return /[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(around);
  return /[\u{e0020}-\u{e007f}]/u.test(text) && around.includes("\u{1f3f4}");
}

/** By bisection; the ranges do not overlap and are in order. */
function isWithin(ranges: readonly Range[], offset: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]![1] <= offset) low = middle + 1;
    else high = middle;
  }
  return low < ranges.length && ranges[low]![0] <= offset;
}

/** Where commands stand in the document, line by line. */
function commandRanges({ blocks }: Analysis): Range[] {
  const ranges = blocks.flatMap(({ block }) =>
    block.lines.map(({ offset, start }, index): Range => {
      const next = block.lines[index + 1]?.start ?? block.script.length + 1;
      return [offset, offset + next - start];
    }),
  );
  return ranges.toSorted(([a], [b]) => a - b);
}

/** Whether a line stands in a fence, told by its marks alone: it decides how grave a finding is, not whether there is one. */
class FenceReader {
  #mark: string | null = null;

  read(line: string): boolean {
    const mark = /^[ \t>]*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})/.exec(line)?.[1] ?? null;
    const isInside = this.#mark !== null;
    if (mark !== null && (this.#mark === null || mark.startsWith(this.#mark))) this.#mark = isInside ? null : mark;
    return isInside;
  }
}
