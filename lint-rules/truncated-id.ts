import { commandsOf } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md, type RuleContext } from "../compiler/4-lint/rule.ts";
import type { Section } from "../compiler/ast/section.ts";
import { hasLabels } from "./support/items.ts";
import { isFenced, spanInProse } from "./support/prose.ts";
import { isPlausible } from "./support/typed-commands.ts";

export default defineRule({
  name: "truncated-id",
  since: "0.1.0",
  severity: "error",
  summary: "An id of which only the beginning is written down",
  why: "no client takes a shortened id, and at night nobody knows which of the objects that begin like this was meant",

  good: [
    {
      title: "The whole id, a range of commits, a short commit",
      runbook: md`
        The load balancer is 0f968008-1c6b-4f0e-9d8a-3b8d1f6c2a11, the commit 1a2b3c4.

        ~~~bash
        openstack loadbalancer show 0f968008-1c6b-4f0e-9d8a-3b8d1f6c2a11
        git diff 1a2b3c4d...5e6f7a8b
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "Which one is it",
      runbook: md`
        The load balancer is 0f968008-..., see below.

        ~~~bash
        openstack loadbalancer show 0f968008-...
        ~~~
      `,
      reports: [
        "1:22-1:34 Unexpected `0f968008-...`, expected the whole id or how to find it",
        "4:29-4:41 Unexpected `0f968008-...`, expected the whole id or how to find it",
      ],
    },
  ],

  visit: {
    section: checkProse,
    block({ block }, { report }) {
      if (!block.script.includes("...") && !block.script.includes("\u2026")) return;
      for (const command of commandsOf(block)) {
        if (!isPlausible(command)) continue;
        for (const { text, start } of command.words.slice(1)) {
          for (const found of truncatedIn(text)) {
            report({ span: spanInScript(block, start + found.at, start + found.at + found.text.length), ...wordsFor(found.text) });
          }
        }
      }
    },
  },
});

/** In prose it misleads a reader only. */
function checkProse(section: Section, { runbook, report }: RuleContext): void {
  const severity = hasLabels(runbook) ? "warning" : "info";
  for (const child of section.children) {
    if (child.kind !== "Prose" || isFenced(child)) continue;
    for (const { text, at } of truncatedIn(child.markdown))
      report({ span: spanInProse(child, at, at + text.length), severity, ...wordsFor(text) });
  }
}

function wordsFor(text: string): { message: string; fix: string } {
  return {
    message: `Unexpected \`${text}\`, expected the whole id or how to find it`,
    fix: "Write the whole id, or the command that finds it by name",
  };
}

/** A UUID that ends early, or a long hexadecimal number with dots behind it; dots between two of them are git's range. */
function truncatedIn(text: string): { text: string; at: number }[] {
  return [...dotsIn(text)].flatMap(({ start, end }) => {
    let at = start;
    while (at > 0 && /[0-9a-f-]/.test(text[at - 1]!)) at -= 1;
    const id = text.slice(at, start);
    const isId =
      /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){0,3}[0-9a-f]{0,12}$/.test(id) || (/^[0-9a-f]{12,40}$/.test(id) && /\d/.test(id) && /[a-f]/.test(id));
    return isId && !isJoined(text[at - 1]) && !isJoined(text[end]) ? [{ text: text.slice(at, end), at }] : [];
  });
}

/** Three dots, or the one character for them. */
function* dotsIn(text: string): Generator<{ start: number; end: number }> {
  for (const dots of ["...", "\u2026"]) {
    for (let at = text.indexOf(dots); at !== -1; at = text.indexOf(dots, at + dots.length)) yield { start: at, end: at + dots.length };
  }
}

function isJoined(character: string | undefined): boolean {
  return character !== undefined && /[\w./-]/.test(character);
}
