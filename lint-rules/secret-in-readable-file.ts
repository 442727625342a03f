import type { BlockAnalysis } from "../compiler/ast/analysis.ts";
import { commandsOf, type CommandWord, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { hiddenReads, isSecretName, usesOf } from "./support/secrets.ts";

export default defineRule({
  name: "secret-in-readable-file",
  since: "0.1.0",
  severity: "warning",
  summary: "A secret written to a file that every user of the host can read",
  why: "the usual umask leaves the file readable for all; a later `chmod` leaves a moment in which it was read, none leaves for ever",

  good: [
    {
      title: "The file is closed before the secret is in it",
      runbook: md`
        ~~~bash
        umask 077
        vault operator init > init.txt
        ~~~
      `,
    },
    {
      title: "In a subshell, so that the umask ends with it",
      runbook: md`
        ~~~bash
        (umask 077; printf '%s' "$DB_PASSWORD" > db.password)
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "The unseal keys of a cluster",
      runbook: md`
        ~~~bash
        vault operator init > init.txt
        vault token create -format=json | tee token.json
        ~~~
      `,
      reports: [
        "2:23-2:31 Unexpected secret in `init.txt` with the usual rights, expected a file that only its owner can read",
        "3:39-3:49 Unexpected secret in `token.json` with the usual rights, expected a file that only its owner can read",
      ],
    },
  ],

  visit: {
    block(analysed, { report }) {
      const { block } = analysed;
      const commands = commandsOf(block);
      const closed = commands.filter(({ name }) => name === "umask" || name === "chmod" || name === "install");
      for (const command of commands) {
        if (!givesSecret(command) && !holdsSecret(command, analysed)) continue;
        const target = fileOf(command, commands);
        if (target === null || closed.some((other) => closes(other, command, target))) continue;
        report({
          span: spanInScript(block, target.start, target.end),
          message: `Unexpected secret in \`${target.text}\` with the usual rights, expected a file that only its owner can read`,
          fix: "Write `umask 077` before it, in the same block",
        });
      }
    },
  },
});

/** Commands whose output is a secret, by their leading words. */
const sources: readonly (readonly string[])[] = [
  ["vault", "operator", "init"],
  ["vault", "token", "create"],
  ["bao", "operator", "init"],
  ["bao", "token", "create"],
  ["wg", "genkey"],
  ["wg", "genpsk"],
  ["pwgen"],
  ["ceph", "auth", "get-key"],
  ["ceph", "auth", "get"],
];

function givesSecret({ words }: SimpleCommand): boolean {
  return sources.some((source) => source.every((word, at) => words[at]?.value === word));
}

/** `echo "$DB_PASSWORD"`, `printf '%s' "$KEY"` of a key that was read in secret. */
function holdsSecret(command: SimpleCommand, analysed: BlockAnalysis): boolean {
  if (command.name !== "echo" && command.name !== "printf") return false;
  const hidden = hiddenReads(analysed);
  return usesOf(analysed, (name) => hidden.has(name) || isSecretName(name)).some((use) => use.command === command && use.word !== null);
}

/** The file that the output goes to: by a redirection, or by a `tee` that it is piped into. */
function fileOf(command: SimpleCommand, commands: readonly SimpleCommand[]): CommandWord | null {
  const { pipeline, redirections } = command;
  for (const { node, target } of redirections) {
    if (node.type === "Redirect" && (node.operator === ">" || node.operator === ">>") && target !== null && !isDevice(target))
      return target;
  }
  if (pipeline.length < 2) return null;
  const next = commands[commands.indexOf(command) + 1];
  if (next?.name !== "tee" || next.pipeline.index !== pipeline.index + 1) return null;
  const file = next.words.slice(1).find(({ text }) => !text.startsWith("-"));
  return file === undefined || isDevice(file) ? null : file;
}

function isDevice({ text }: CommandWord): boolean {
  return text.startsWith("/dev/") || text.startsWith("&");
}

/** A umask, or a file made or closed beforehand; `chmod` of the same file afterwards counts: the author thought of it. */
function closes({ name, words, start }: SimpleCommand, writer: SimpleCommand, target: CommandWord): boolean {
  if (name === "umask") return start < writer.start && (words[1]?.value ?? "").endsWith("77");
  return words.some(({ text }) => text === target.text);
}
