import type { Analysis } from "../compiler/ast/analysis.ts";
import { commandsOf, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript, type ShellBlock } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "conflicting-settings",
  since: "0.1.0",
  severity: "warning",
  summary: "Two blocks that set one key to different values",
  why: "the later one wins in silence, and nobody can say afterwards which of the two was meant",

  good: [
    {
      title: "The same value again; on for the window and off after it; the way back",
      runbook: md`
        ## 1. Set

        RUN -- jumphost

        ~~~bash
        juju config keystone token-expiration=7200
        ~~~

        REVERT: \`juju config keystone token-expiration=3600\`

        GATE: exit is 0.

        RUN -- jumphost

        ~~~bash
        juju config nova debug=true
        ~~~

        GATE: exit is 0.

        RUN -- jumphost

        ~~~bash
        juju config nova debug=false
        ~~~

        GATE: exit is 0.
      `,
    },
  ],
  bad: [
    {
      title: "Which one is it",
      runbook: md`
        ## 1. Set

        RUN -- jumphost

        ~~~bash
        juju config keystone token-expiration=7200
        ~~~

        GATE: exit is 0.

        RUN -- jumphost

        ~~~bash
        sudo sysctl -w vm.swappiness=1
        juju config keystone token-expiration=3600
        ~~~

        GATE: exit is 0.
      `,
      reports: ["15:22-15:43 Unexpected `token-expiration` of `juju config keystone` set to `3600`, expected `7200` as in line 6"],
    },
  ],

  visit: {
    runbook(_, { analysis, report }) {
      const first = new Map<string, Setting>();
      for (const setting of settingsOf(analysis)) {
        const key = `${setting.target} ${setting.key}`;
        const before = first.get(key);
        if (before === undefined) first.set(key, setting);
        if (
          before === undefined ||
          before.block === setting.block ||
          before.value === setting.value ||
          isSwitched(before.value, setting.value)
        )
          continue;
        report({
          span: spanInScript(setting.block, setting.start, setting.end),
          message: `Unexpected \`${setting.key}\` of \`${setting.target}\` set to \`${setting.value}\`, expected \`${before.value}\` as in line ${spanInScript(before.block, before.start, before.end).start.line}`,
          fix: "Keep one of them; where both are meant, say in a suppression why the value changes in between",
        });
      }
    },
  },
});

interface Setting {
  readonly block: ShellBlock;
  /** What has the key: `juju config keystone`. */
  readonly target: string;
  readonly key: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** In the order of the document, ways back aside. */
function settingsOf({ blocks }: Analysis): Setting[] {
  return blocks
    .filter(({ role }) => role !== "revert" && role !== "finally")
    .toSorted((a, b) => a.block.span.start.offset - b.block.span.start.offset)
    .flatMap(({ block }) => commandsOf(block).flatMap((command) => settingsIn(command, block)));
}

/** Clients that take `key=value`, with the words before the first pair: who is set. */
function settingsIn({ name, words }: SimpleCommand, block: ShellBlock): Setting[] {
  const texts = words.map(({ value }) => value);
  const at = name === null ? -1 : firstPair(name, texts);
  if (at === -1) return [];
  const target = texts.slice(0, at).filter((text) => text !== null && !text.startsWith("-"));
  if (texts.slice(0, at).includes(null)) return [];
  return words.slice(at).flatMap(({ value, start, end }) => {
    const equals = value === null || value.startsWith("-") ? -1 : value.indexOf("=");
    if (equals <= 0) return [];
    return [{ block, target: target.join(" "), key: value!.slice(0, equals), value: value!.slice(equals + 1), start, end }];
  });
}

/** Where the pairs begin; -1 where the command sets nothing that way. */
function firstPair(name: string, texts: readonly (string | null)[]): number {
  const isSetter =
    (name === "juju" && ["config", "model-config", "controller-config", "model-defaults"].includes(texts[1] ?? "")) ||
    (name === "sysctl" && texts.includes("-w")) ||
    (name === "snap" && texts[1] === "set");
  return isSetter ? texts.findIndex((text, at) => at > 0 && text !== null && !text.startsWith("-") && text.includes("=")) : -1;
}

/** Turned on and off again, or a number that goes to zero and back: a window, not a contradiction. */
function isSwitched(before: string, after: string): boolean {
  const states = ["true", "false", "yes", "no", "on", "off", "0", "1", ""];
  return states.includes(before.toLowerCase()) || states.includes(after.toLowerCase());
}
