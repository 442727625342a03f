import { commandsOf, type CommandWord, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript, type ShellBlock } from "../compiler/ast/shell-block.ts";
import type { Config } from "../compiler/config.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { matchesBelow, matchesGlob } from "./support/glob.ts";

type Ban = Config["bans"][number];

export default defineRule({
  name: "banned-probe",
  since: "0.1.0",
  severity: "error",
  summary: "A URL, path or command that the site's configuration bans",
  why: "the site knows that this gives a wrong answer or does harm; a gate on it fails, or holds, for a reason that has nothing to do with the step",

  exampleConfig: {
    bans: [
      { url: "https://dashboard.*", reason: "D-044: TLS is dead on this VIP" },
      { path: "/etc/openstack-dashboard/*", reason: "a decoy; the charm reads /usr/share" },
      { verb: "juju refresh * --channel", reason: "D-002 pins channels" },
    ],
  },
  good: [
    {
      title: "The plain-HTTP leg, the real path, a refresh within the channel",
      runbook: md`
        ~~~bash
        curl -sS http://dashboard.example.org/horizon/
        ls /usr/share/openstack-dashboard
        juju refresh keystone
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "What the configuration bans",
      runbook: md`
        ~~~bash
        curl -sS "https://dashboard.example.org/horizon/"
        ls /etc/openstack-dashboard/local_settings.d
        juju refresh keystone --channel 2024.1/stable
        ~~~
      `,
      reports: [
        "2:11-2:49 Unexpected `https://dashboard.example.org/horizon/`, expected nothing that `https://dashboard.*` bans: D-044: TLS is dead on this VIP",
        "3:4-3:45 Unexpected `/etc/openstack-dashboard/local_settings.d`, expected nothing that `/etc/openstack-dashboard/*` bans: a decoy; the charm reads /usr/share",
        "4:1-4:46 Unexpected `juju refresh keystone --channel 2024.1/stable`, expected nothing that `juju refresh * --channel` bans: D-002 pins channels",
      ],
    },
  ],

  visit: {
    block({ block }, { config, report }) {
      for (const { ban, start, end } of findBanned(block, config.bans)) {
        const pattern = ban.url ?? ban.path ?? ban.verb ?? "";
        report({
          span: spanInScript(block, start, end),
          message: `Unexpected \`${block.script.slice(start, end)}\`, expected nothing that \`${pattern}\` bans: ${ban.reason}`,
          fix: "Use what the reason names instead, or change the ban in `rungate.yaml`",
        });
      }
    },
  },
});

interface Banned {
  readonly ban: Ban;
  readonly start: number;
  readonly end: number;
}

/** Bans by `id` belong to the rule `hardcoded-site-id`. */
function findBanned(block: ShellBlock, bans: readonly Ban[]): Banned[] {
  const found: Banned[] = [];
  const add = (ban: Ban, start: number, end: number): void => {
    if (!found.some((other) => other.start === start && other.end === end && other.ban === ban)) found.push({ ban, start, end });
  };
  for (const command of commandsOf(block)) {
    for (const ban of bans) {
      if (ban.verb !== undefined && isBannedVerb(command, ban.verb)) add(ban, command.words[0]!.start, command.words.at(-1)!.end);
      if (ban.url === undefined && ban.path === undefined) continue;
      for (const word of [...command.words, ...command.redirections.flatMap(({ target }) => target ?? [])]) {
        for (const { text, start } of partsOf(word, block.script)) {
          if (isBannedPart(text, ban)) add(ban, start, start + text.length);
        }
      }
    }
  }
  return found;
}

function isBannedPart(text: string, { url, path }: Ban): boolean {
  if (url !== undefined) return text.includes("://") && matchesBelow(url.toLowerCase(), text.toLowerCase(), "/?#:");
  return path !== undefined && matchesBelow(path, text, "/");
}

/** Options may stand between the words of the pattern only where it has a `*`; more words may follow it. */
function isBannedVerb({ words }: SimpleCommand, verb: string): boolean {
  const text = words.map((word) => word.value ?? word.text).join(" ");
  return matchesGlob(verb, text) || matchesGlob(`${verb} *`, text);
}

/** What a word is made of where quotes, `=` and `,` part it: `--file=/etc/x`, `"https://host/"`, `@/etc/x`. */
function partsOf({ start, end }: CommandWord, script: string): { text: string; start: number }[] {
  const parts: { text: string; start: number }[] = [];
  let at = start;
  for (let next = start; next <= end; next += 1) {
    if (next < end && !"\"'=,@\n\t ()".includes(script[next]!)) continue;
    if (next > at) parts.push({ text: script.slice(at, next), start: at });
    at = next + 1;
  }
  return parts;
}
