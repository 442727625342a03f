import { commandsOf, type CommandWord, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript, type ShellBlock } from "../compiler/ast/shell-block.ts";
import { literalText, walkShell } from "../compiler/ast/shell.ts";
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
        juju ssh nova-compute/0 sudo reboot
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
      title: "A machine's number, a machine's id in MAAS",
      runbook: md`
        ~~~bash
        juju ssh 3 sudo reboot
        juju add-unit nova-compute --to 0/lxd/1
        maas admin machine release 4y3h7k
        ~~~
      `,
      reports: [
        "2:10-2:11 Unexpected machine number `3`, expected the machine to be found by its host name",
        "3:33-3:40 Unexpected machine number `0/lxd/1`, expected the machine to be found by its host name",
        "4:28-4:34 Unexpected id `4y3h7k` of a MAAS machine, expected it to be found by its host name",
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
      const findings = [...findMaasIds(block), ...findMachineNumbers(block), ...findConfigured(block, config)];
      for (const { start, end, ...finding } of findings) report({ span: spanInScript(block, start, end), ...finding });
    },
  },
});

interface Finding {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly fix: string;
  readonly severity?: "warning";
}

/** Objects of MAAS that the client addresses by a number of its database, and what to find them by. */
const maasObjects: Readonly<Record<string, string>> = {
  subnet: "its CIDR",
  iprange: "its first address",
  fabric: "its name",
  space: "its name",
};

/** Nouns whose operand is a system id: six letters and digits, made anew when the machine is enrolled again. */
const maasMachines: readonly string[] = [
  "machine",
  "node",
  "device",
  "rack-controller",
  "region-controller",
  "interfaces",
  "block-devices",
];

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
  if (maasMachines.includes(noun) && operand !== undefined && isSystemId(operand.value ?? "")) {
    found.push({
      start: operand.start,
      end: operand.end,
      message: `Unexpected id \`${operand.text}\` of a MAAS machine, expected it to be found by its host name`,
      fix: "Read it by name: `maas PROFILE machines read hostname=NAME | jq -r '.[].system_id'`, or make it a parameter",
    });
  }
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

function isSystemId(text: string): boolean {
  return /^[a-z0-9]{6}$/.test(text) && /[0-9]/.test(text) && /[a-z]/.test(text);
}

/** `juju ssh 3` is looked through by whoever asks for its inner command, so this reads the tree. */
function findMachineNumbers(block: ShellBlock): Finding[] {
  const found: Finding[] = [];
  if (!block.script.includes("juju")) return found;
  walkShell(block.syntax, (node) => {
    if (node.type !== "Command" || node.name === undefined || literalText(node.name) !== "juju") return;
    const words = node.args.flatMap((word) => (word.type === "Word" ? [{ text: literalText(word), start: word.pos, end: word.end }] : []));
    const verb = words.findIndex(({ text }) => text !== null && !text.startsWith("-"));
    const isTarget = machineVerbs.includes(words[verb]?.text ?? "");
    for (const [at, word] of words.entries()) {
      const before = words[at - 1]?.text ?? "";
      const isOperand = isTarget && at > verb && (at === verb + 1 || before.startsWith("--no-prompt") || before === "--force");
      if (word.text === null || !(isOperand || before === "--to" || before === "--machine") || !/^\d+(\/lxd\/\d+)?$/.test(word.text))
        continue;
      found.push({
        start: word.start,
        end: word.end,
        message: `Unexpected machine number \`${word.text}\`, expected the machine to be found by its host name`,
        fix: "Name a unit instead of the machine, or find the number by the host name in `juju machines --format=json`",
        severity: "warning",
      });
    }
  });
  return found;
}

const machineVerbs: readonly string[] = ["ssh", "remove-machine", "show-machine", "retry-provisioning", "upgrade-machine"];

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
