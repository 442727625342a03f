import type { BlockAnalysis } from "../compiler/ast/analysis.ts";
import { itemsOf } from "../compiler/ast/index.ts";
import type { Runbook } from "../compiler/ast/runbook.ts";
import type { Section } from "../compiler/ast/section.ts";
import { commandsOf, type CommandWord, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { isFenced } from "./support/prose.ts";

export default defineRule({
  name: "change-of-excluded",
  since: "0.1.0",
  severity: "error",
  summary: "A change of something that the document itself excludes",
  why: "what was left out on purpose is changed all the same, by whoever follows the steps and has forgotten the first page",

  good: [
    {
      title: "Another application, a look at the excluded one, a refresh within the channel",
      runbook: md`
        ## 0. Exclusions

        - Do not refresh \`vault\` or \`vault-mysql-router\` in this procedure.
        - **No channel changes.** Revisions move within their channel.

        ## 1. Refresh

        ~~~bash
        juju status vault
        juju refresh keystone
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "Excluded in section 0, refreshed in section 1",
      runbook: md`
        ## 0. Exclusions

        - Do not refresh \`vault\` or \`vault-mysql-router\` in this procedure.
        - **No channel changes.** Revisions move within their channel.

        ## 1. Refresh

        ~~~bash
        juju refresh vault
        juju refresh keystone --channel 2024.1/stable
        ~~~
      `,
      reports: [
        "9:14-9:19 Unexpected change of `vault`, expected none: line 3 excludes it",
        "10:23-10:32 Unexpected change of the channel, expected none: line 4 excludes it",
      ],
    },
  ],

  visit: {
    block(analysed, { runbook, report }) {
      const { names, channelLine } = exclusionsOf(runbook);
      if ((names.size === 0 && channelLine === null) || analysed.role === "revert") return;
      for (const command of changesOf(analysed)) {
        for (const word of command.words.slice(1)) {
          const name = nameIn(word);
          const exclusion = name === null ? undefined : names.get(name);
          if (exclusion === undefined) continue;
          const { line, verb } = exclusion;
          const isOtherVerb = verb !== null && !command.words.slice(0, 4).some(({ value }) => value?.toLowerCase().includes(verb) === true);
          report({
            span: spanInScript(analysed.block, word.start, word.end),
            message: `Unexpected change of \`${name}\`, expected none: line ${line} excludes it`,
            fix: "Take the step out, or lift the exclusion where it was decided",
            ...(isOtherVerb && { severity: "warning" as const }),
          });
        }
        const channel =
          channelLine === null || command.name !== "juju" || command.words[1]?.value !== "refresh" ? null : channelIn(command);
        if (channel === null) continue;
        report({
          span: spanInScript(analysed.block, channel.start, channel.end),
          message: `Unexpected change of the channel, expected none: line ${channelLine} excludes it`,
          fix: "Leave `--channel` out, or lift the exclusion where it was decided",
          severity: "warning",
        });
      }
    },
  },
});

interface Exclusion {
  readonly line: number;
  /** `refresh` in "do not refresh": another change of it is not what was forbidden. */
  readonly verb: string | null;
}

interface Exclusions {
  readonly names: ReadonlyMap<string, Exclusion>;
  readonly channelLine: number | null;
}

const known = new WeakMap<Runbook, Exclusions>();

function exclusionsOf(runbook: Runbook): Exclusions {
  let found = known.get(runbook);
  if (found === undefined) {
    found = readExclusions(runbook);
    known.set(runbook, found);
  }
  return found;
}

/** Only what stands in code, in a sentence that forbids, under a heading that says so or in SCOPE: nothing is guessed. */
function readExclusions({ headers, sections }: Runbook): Exclusions {
  const names = new Map<string, Exclusion>();
  let channelLine: number | null = null;
  const scope = headers.filter(({ name }) => name === "SCOPE").map(({ text, span }) => ({ text, line: span.start.line }));
  for (const { text, line } of [...sections.filter(isExclusive).flatMap(textsOf), ...scope]) {
    for (const sentence of sentencesOf(text)) {
      const at = line + text.slice(0, sentence.at).split("\n").length - 1;
      if (/\bno (charm changes channel|channel changes?)\b/i.test(sentence.text)) channelLine ??= at;
      const ban = /\b(?:out of scope|untouchable|excluded|(?:do not|don't|never|must not) ([a-z]+))\b/i.exec(sentence.text);
      if (ban === null) continue;
      for (const [, name] of sentence.text.matchAll(/`([a-z][a-z0-9]*(?:-[a-z0-9]+)*)`/g)) {
        if (!names.has(name!)) names.set(name!, { line: at, verb: ban[1]?.toLowerCase() ?? null });
      }
    }
  }
  return { names, channelLine };
}

function isExclusive({ title }: Section): boolean {
  return /^(exclusions?\b|out of scope\b|not in scope\b|excluded\b)/i.test(title);
}

function textsOf(section: Section): { text: string; line: number }[] {
  const prose = section.children.flatMap((child) =>
    child.kind === "Prose" && !isFenced(child) ? [{ text: child.markdown, line: child.span.start.line }] : [],
  );
  const cautions = itemsOf(section).flatMap((item) =>
    item.kind === "Admonition" ? [{ text: item.text, line: item.span.start.line }] : [],
  );
  return [...prose, ...cautions];
}

function sentencesOf(text: string): { text: string; at: number }[] {
  const sentences: { text: string; at: number }[] = [];
  let at = 0;
  for (const piece of text.split(/(?<=[.;:!?]\**)\s+(?=[A-Z*`-])|\n(?=\s*[-*+] )/)) {
    const found = text.indexOf(piece, at);
    sentences.push({ text: piece, at: found });
    at = found + piece.length;
  }
  return sentences;
}

function changesOf({ block, reasons }: BlockAnalysis): SimpleCommand[] {
  const starts = new Set(reasons.filter(({ effect }) => effect === "mutating").map(({ start }) => start));
  return commandsOf(block).filter(({ start, words }) => starts.has(start) && words.length > 1);
}

/** `vault`, `vault/0`, `application=vault`. */
function nameIn({ value }: CommandWord): string | null {
  if (value === null || value.startsWith("-")) return null;
  return value.slice(value.indexOf("=") + 1).replace(/\/\d+$/, "");
}

function channelIn({ words }: SimpleCommand): CommandWord | null {
  return words.find(({ text }) => text === "--channel" || text.startsWith("--channel=")) ?? null;
}
