import { commandsOf, type CommandWord, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

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
        vault kv get -field=password kv/db > db.password
        ~~~
      `,
      reports: [
        "2:23-2:31 Unexpected secret in `init.txt` with the usual rights, expected a file that only its owner can read",
        "3:38-3:49 Unexpected secret in `db.password` with the usual rights, expected a file that only its owner can read",
      ],
    },
  ],

  visit: {
    block({ block, secretFlows }, { report }) {
      for (const { sink, file, source, start, end } of secretFlows) {
        if (sink !== "file" || source === "name" || (file !== null && isDevice(file))) continue;
        const place = file ?? { start, end };
        if (commandsOf(block).some((command) => closes(command, place.start, file))) continue;
        report({
          span: spanInScript(block, place.start, place.end),
          message: `Unexpected secret in ${file === null ? "a file" : `\`${file.text}\``} with the usual rights, expected a file that only its owner can read`,
          fix: "Write `umask 077` before it, in the same block",
        });
      }
    },
  },
});

function isDevice({ text }: CommandWord): boolean {
  return text.startsWith("/dev/");
}

/** A umask before it, or a `chmod` or `install` of the same file: the author thought of it. */
function closes({ name, words, start }: SimpleCommand, writtenAt: number, file: CommandWord | null): boolean {
  if (name === "umask") return start < writtenAt && (words[1]?.value ?? "").endsWith("77");
  if (name !== "chmod" && name !== "install") return false;
  return file !== null && words.some(({ text }) => text === file.text);
}
