import type { Span } from "../compiler/ast/node.ts";
import { spanInScript, type ShellBlock } from "../compiler/ast/shell-block.ts";
import { walkShell } from "../compiler/ast/shell.ts";
import type { Analysis } from "../compiler/ast/analysis.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { hasLabels } from "./support/items.ts";

export default defineRule({
  name: "repeated-literal",
  since: "0.1.0",
  severity: "warning",
  summary: "The same id or address written into several blocks",
  why: "after a rebuild one of the places is forgotten, and the step reads one object and changes another",

  good: [
    {
      title: "Named once",
      runbook: md`
        ## Parameters

        | Parameter   | Type                                               | Meaning       |
        | ----------- | -------------------------------------------------- | ------------- |
        | \`<project>\` | uuid, default 674171fd-28d4-46d3-a370-73b6a761e910 | whose servers |

        ## 1. Look

        CHECK -- jumphost

        ~~~bash
        openstack server list --project <project>
        openstack volume list --project <project>
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "A project in two blocks",
      runbook: md`
        ## 1. Look

        CHECK -- jumphost

        ~~~bash
        openstack server list --project 674171fd28d446d3a37073b6a761e910
        ~~~

        CHECK -- jumphost

        ~~~bash
        export OS_PROJECT_ID=674171fd28d446d3a37073b6a761e910
        openstack volume list
        ~~~
      `,
      reports: [
        "12:22-12:54 Unexpected `674171fd28d446d3a37073b6a761e910` for the second time (first in line 6), expected one name for it",
      ],
    },
  ],

  visit: {
    runbook(runbook, { analysis, report }) {
      for (const { text, places } of literalsOf(analysis)) {
        const isId = !text.includes(".");
        if (places.length < (isId ? 2 : 3)) continue;
        report({
          span: places[1]!.span,
          message: `Unexpected \`${text}\` for the second time (first in line ${places[0]!.span.start.line}), expected one name for it`,
          fix: "Make it a parameter with this value as its default, or look it up by name and CAPTURE it",
          ...(isId && hasLabels(runbook) ? {} : { severity: "info" as const }),
        });
      }
    },
  },
});

interface Place {
  readonly block: ShellBlock;
  readonly span: Span;
}

/** UUIDs, 32 hexadecimal digits and IPv4 addresses, with one place for each block that has them in a command. */
function literalsOf({ blocks }: Analysis): { text: string; places: Place[] }[] {
  const found = new Map<string, Place[]>();
  for (const { block } of blocks) {
    for (const { text, start, end } of wordsOf(block)) {
      const places = found.get(text) ?? [];
      if (places.some((place) => place.block === block)) continue;
      found.set(text, [...places, { block, span: spanInScript(block, start, end) }]);
    }
  }
  return [...found].map(([text, places]) => ({ text, places: places.toSorted((a, b) => a.span.start.offset - b.span.start.offset) }));
}

const literal = /(?<![\w.-])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|(?:\d{1,3}\.){3}\d{1,3})(?![\w-]|\.\d)/g;

/** Read off the words of the tree, so that comments do not count. */
function wordsOf(block: ShellBlock): { text: string; start: number; end: number }[] {
  const found: { text: string; start: number; end: number }[] = [];
  if (block.script.search(literal) === -1) return found;
  walkShell(block.syntax, (node) => {
    if (node.type !== "Command") return;
    for (const part of [...node.prefix, ...(node.name === undefined ? [] : [node.name]), ...node.args]) {
      if (part.type !== "Word" && part.type !== "Assignment") continue;
      for (const match of part.text.matchAll(literal)) {
        if (isEverybodys(match[0])) continue;
        const start = part.pos + match.index;
        found.push({ text: match[0], start, end: start + match[0].length });
      }
    }
  });
  return found;
}

/** This host, no host, the metadata service, public resolvers, addresses for documentation, versions and masks. */
function isEverybodys(text: string): boolean {
  return (
    /^(0|127|169\.254|255|192\.0\.2|198\.51\.100|203\.0\.113)\./.test(text) ||
    ["8.8.8.8", "8.8.4.4", "1.1.1.1", "9.9.9.9"].includes(text) ||
    /^(0+|f+|[0-9])[-0]*$/.test(text) ||
    text.startsWith("00000000-")
  );
}
