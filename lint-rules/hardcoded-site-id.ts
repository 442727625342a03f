import { commandsOf, type CommandWord, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript, type ShellBlock } from "../compiler/ast/shell-block.ts";
import { zonesOf } from "../compiler/ast/shell-zones.ts";
import type { Config } from "../compiler/config.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { matchesGlob } from "./support/glob.ts";

export default defineRule({
  name: "hardcoded-site-id",
  since: "0.1.0",
  severity: "error",
  summary: "An id that one site gave out, written into a command",
  why: "ids are given out anew on every rebuild; the command then reads or changes another object than the author meant, and says nothing",

  exampleConfig: {
    siteIds: [{ name: "MAAS system id", pattern: "\\b[a-z0-9]{6}-sys\\b", instead: "the host's name" }],
    bans: [{ id: "674171fd*", reason: "the project of the old site" }],
  },
  good: [
    {
      title: "Found by what it is: the CIDR",
      runbook: md`
        ~~~bash
        ID=$(maas admin subnets read | jq '.[] | select(.cidr == "10.12.4.0/22").id')
        maas admin subnet read "$ID"
        maas admin vlans create 0 vid=100 mtu=9000
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "The number of a MAAS subnet",
      runbook: md`
        ~~~bash
        maas admin subnet read 1
        maas "$PROFILE" ipranges create type=reserved subnet=6
        ~~~
      `,
      reports: [
        "2:24-2:25 Unexpected id `1` of a MAAS subnet, expected it to be found by its CIDR",
        "3:47-3:55 Unexpected id `6` of a MAAS subnet, expected it to be found by its CIDR",
      ],
    },
    {
      title: "What the configuration names",
      runbook: md`
        ~~~bash
        maas admin machine release 4y3h7k-sys
        export OS_PROJECT_ID=674171fd28d446d3a37073b6a761e910
        ~~~
      `,
      reports: [
        "2:28-2:38 Unexpected `4y3h7k-sys` (MAAS system id), expected the host's name",
        "3:22-3:54 Unexpected `674171fd28d446d3a37073b6a761e910`, expected no id that `674171fd*` bans: the project of the old site",
      ],
    },
  ],

  visit: {
    block({ block }, { config, report }) {
      const findings = [...findMaasIds(block), ...findConfigured(block, config)];
      for (const { start, end, message, fix } of findings) report({ span: spanInScript(block, start, end), message, fix });
    },
  },
});

interface Finding {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly fix: string;
}

/** Objects of MAAS that the client addresses by a number of its database, and what to find them by. */
const maasObjects: Readonly<Record<string, string>> = {
  subnet: "its CIDR",
  iprange: "its first address",
  fabric: "its name",
  space: "its name",
};

function findMaasIds(block: ShellBlock): Finding[] {
  return commandsOf(block)
    .filter(({ name }) => name === "maas")
    .flatMap(findIdsOf);
}

/** `maas PROFILE subnet read 1`: the operand after the verb; `subnet=6`: wherever it stands. */
function findIdsOf({ words }: SimpleCommand): Finding[] {
  const noun = words[2]?.value ?? "";
  const found: Finding[] = [];
  const operand = words[4];
  if (Object.hasOwn(maasObjects, noun) && operand !== undefined && isNumber(operand.value))
    found.push(describeMaasId(operand, operand.value!, noun));
  for (const word of words.slice(3)) {
    const [key, id, ...rest] = word.value?.split("=") ?? [];
    if (key !== undefined && id !== undefined && rest.length === 0 && Object.hasOwn(maasObjects, key) && isNumber(id))
      found.push(describeMaasId(word, id, key));
  }
  return found;
}

function isNumber(text: string | null): boolean {
  return text !== null && /^\d+$/.test(text);
}

function describeMaasId({ start, end }: CommandWord, id: string, noun: string): Finding {
  return {
    start,
    end,
    message: `Unexpected id \`${id}\` of a MAAS ${noun}, expected it to be found by ${maasObjects[noun]}`,
    fix: `Read the list and select by ${maasObjects[noun]}: \`maas PROFILE ${noun}s read | jq ...\`, or make the id a parameter`,
  };
}

function findConfigured(block: ShellBlock, { siteIds, bans }: Config): Finding[] {
  const ids = bans.flatMap(({ id, reason }) => (id === undefined ? [] : [{ id, reason }]));
  if (siteIds.length === 0 && ids.length === 0) return [];
  const zones = zonesOf(block.syntax, block.masked);
  const inCommand = ({ start }: { start: number }): boolean => zones[start] !== "comment";
  const patterned = siteIds.flatMap(({ name, pattern, instead }) =>
    [...block.script.matchAll(new RegExp(pattern, "gu"))]
      .map((match): Finding => ({
        start: match.index,
        end: match.index + match[0].length,
        message: `Unexpected \`${match[0]}\` (${name}), expected ${instead}`,
        fix: `Write ${instead}, or make the id a parameter`,
      }))
      .filter(({ start, end }) => end > start),
  );
  const banned = idsIn(block.script).flatMap(({ text, start }) =>
    ids
      .filter(({ id }) => matchesGlob(id, text))
      .map(({ id, reason }): Finding => ({
        start,
        end: start + text.length,
        message: `Unexpected \`${text}\`, expected no id that \`${id}\` bans: ${reason}`,
        fix: "Look the id up by name, or make it a parameter",
      })),
  );
  return [...patterned, ...banned].filter(inCommand);
}

/** Runs of the characters that ids are made of. */
function idsIn(script: string): { text: string; start: number }[] {
  return [...script.matchAll(/[A-Za-z0-9_-]+/g)].map((match) => ({ text: match[0], start: match.index }));
}
